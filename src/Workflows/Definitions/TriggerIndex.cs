using System.Runtime.ExceptionServices;
using LienThong.Workflows.Http;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;

namespace LienThong.Workflows.Definitions;

/// <summary>What starts the published version of each definition (elsa-format §7.3): rows that stimuli are matched with, and timers for those that the clock starts.</summary>
public static class TriggerIndex
{
    /// <summary>Kind of a timer that starts a definition.</summary>
    public const string TimerKind = "trigger";

    private static readonly Dictionary<string, object?> NoInput = [];

    /// <summary>Puts the triggers of this version in the place of those that its definition had, and sends again what came too early for them.</summary>
    /// <remarks>One that waits for the same as before keeps its row and with it its due time: a daily start does not begin anew because a title was corrected.</remarks>
    /// <exception cref="InvalidDefinitionException">What one of them waits for cannot be told before there is an instance.</exception>
    internal static Task ReplaceAsync(WriteSession session, WorkflowDefinition definition, CancellationToken cancellationToken) =>
        ReplaceAsync(session, definition, refused => ExceptionDispatchInfo.Throw(refused), cancellationToken);

    /// <summary>The same; a trigger of which it cannot be told what it waits for starts nothing.</summary>
    internal static async Task ReplaceAsync(WriteSession session, WorkflowDefinition definition, Action<InvalidDefinitionException> leaveOut, CancellationToken cancellationToken)
    {
        var old = (await OfAsync(session, definition.DefinitionId, cancellationToken)).ToList();
        var added = new List<TriggerRow>();
        foreach (var activity in Of(definition))
        {
            var inputs = new TriggerInputs(definition, activity, session.Clock);
            DateTimeOffset? next;
            List<Stimulus> stimuli;
            try
            {
                next = activity.NextStart(inputs, session.Clock.GetUtcNow());
                stimuli = [.. activity.Triggers(inputs)];
            }
            catch (InvalidDefinitionException e)
            {
                leaveOut(e);
                continue;
            }

            foreach (var stimulus in stimuli)
            {
                var hash = Burst.HashOf(stimulus.Name, stimulus.Payload);
                if (old.Find(t => t.ActivityId == activity.Id && t.Hash == hash) is { } same)
                {
                    old.Remove(same);
                    same.DefinitionVersionId = definition.Id;
                    session.Update(same);
                }
                else
                {
                    added.Add(Add(session, definition, activity, stimulus, hash, next));
                }
            }
        }

        await RemoveAsync(session, old, cancellationToken);
        await EarlyStimuli.ReleaseToAsync(session, added, cancellationToken);
    }

    private static TriggerRow Add(WriteSession session, WorkflowDefinition definition, Activity activity, Stimulus stimulus, string hash, DateTimeOffset? due)
    {
        var row = new TriggerRow
        {
            Id = SortableId.New(session.Clock),
            DefinitionId = definition.DefinitionId,
            DefinitionVersionId = definition.Id,
            ActivityId = activity.Id,
            Name = stimulus.Name,
            Hash = hash,
            Payload = stimulus.Payload?.ToJsonString(),
        };
        session.Insert(row);
        if (due is { } at)
            session.Insert(new TimerRow { Id = row.Id, Kind = TimerKind, DueAt = at, InstanceId = "" });
        return row;
    }

    /// <summary>Refuses a definition that asks for requests which already start another one: none of the two could be reached.</summary>
    /// <exception cref="DefinitionStateException"><c>definition.endpoint-taken</c>.</exception>
    internal static async Task MustBeFreeAsync(WriteSession session, WorkflowDefinition definition, CancellationToken cancellationToken)
    {
        var triggers = Of(definition).SelectMany(a => a.Triggers(new TriggerInputs(definition, a, session.Clock))).ToList();
        if (triggers.Count == 0)
            return;
        var taken = await HttpConflicts.FindAsync(session.Context, definition.DefinitionId, triggers, cancellationToken);
        if (taken.Count > 0)
            throw new DefinitionStateException("definition.endpoint-taken", $"{string.Join(' ', taken)} Đổi đường dẫn của bước nhận yêu cầu rồi ban hành lại.");
    }

    // What starts a workflow that is used as an activity does not start the one that uses it.
    private static IEnumerable<Activity> Of(WorkflowDefinition definition) => definition.Graph.Nodes.Where(n => n.CanStartWorkflow && !n.IsNested);

    /// <summary>Nothing starts this definition any more.</summary>
    internal static async Task RemoveAsync(WriteSession session, string definitionId, CancellationToken cancellationToken) =>
        await RemoveAsync(session, await OfAsync(session, definitionId, cancellationToken), cancellationToken);

    private static async Task<IReadOnlyList<TriggerRow>> OfAsync(WriteSession session, string definitionId, CancellationToken cancellationToken)
    {
        await session.FlushAsync(cancellationToken);
        return await session.FindAllAsync<TriggerRow>([(nameof(TriggerRow.DefinitionId), definitionId)], cancellationToken);
    }

    private static async Task RemoveAsync(WriteSession session, IEnumerable<TriggerRow> triggers, CancellationToken cancellationToken)
    {
        foreach (var trigger in triggers)
        {
            session.Delete(trigger);
            if (await session.FindAsync<TimerRow>(trigger.Id, cancellationToken) is { } timer)
                session.Delete(timer);
        }
    }

    /// <summary>Starts what is due and sets the next time. Times that passed while nothing ran are not made up for one by one: one start stands for them all.</summary>
    internal static async Task FireAsync(WriteSession session, WorkflowEngine engine, TimerRow timer, CancellationToken cancellationToken)
    {
        if (await session.FindAsync<TriggerRow>(timer.Id, cancellationToken) is not { } trigger)
        {
            session.Delete(timer);
            return;
        }

        var now = session.Clock.GetUtcNow();
        var definition = await engine.TriggerDefinitionAsync(session, trigger, cancellationToken);
        var activity = definition.Graph.FindById(trigger.ActivityId);
        var inputs = activity is null ? null : new TriggerInputs(definition, activity, session.Clock);
        var next = activity?.NextStart(inputs!, timer.DueAt);
        if (next <= now)
            next = activity?.NextStart(inputs!, now);
        if (next is { } due)
        {
            timer.DueAt = due;
            session.Update(timer);
        }
        else
        {
            session.Delete(timer);
        }

        await engine.StartFromTriggerAsync(session, trigger, NoInput, null, cancellationToken);
    }
}
