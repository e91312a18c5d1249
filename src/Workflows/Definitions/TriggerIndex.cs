using System.Runtime.ExceptionServices;
using LienThong.Workflows.Http;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Definitions;

/// <summary>What starts the published version of each definition (elsa-format §7.3): rows that stimuli are matched with, and timers for those that the clock starts.</summary>
public static class TriggerIndex
{
    /// <summary>Kind of a timer that starts a definition.</summary>
    public const string TimerKind = "trigger";

    private static readonly Dictionary<string, object?> NoInput = [];

    /// <summary>Puts the triggers of this version in the place of those that its definition had, and sends again what came too early for them.</summary>
    /// <exception cref="InvalidDefinitionException">What one of them waits for cannot be told before there is an instance.</exception>
    internal static Task ReplaceAsync(WriteSession session, WorkflowDefinition definition, CancellationToken cancellationToken) =>
        ReplaceAsync(session, definition, refused => ExceptionDispatchInfo.Throw(refused), cancellationToken);

    /// <summary>The same; a trigger of which it cannot be told what it waits for starts nothing.</summary>
    internal static async Task ReplaceAsync(WriteSession session, WorkflowDefinition definition, Action<InvalidDefinitionException> leaveOut, CancellationToken cancellationToken)
    {
        await RemoveAsync(session, definition.DefinitionId, cancellationToken);
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
                var row = new TriggerRow
                {
                    Id = SortableId.New(session.Clock),
                    DefinitionId = definition.DefinitionId,
                    DefinitionVersionId = definition.Id,
                    ActivityId = activity.Id,
                    Name = stimulus.Name,
                    Hash = Burst.HashOf(stimulus.Name, stimulus.Payload),
                    Payload = stimulus.Payload?.ToJsonString(),
                };
                session.Insert(row);
                added.Add(row);
                if (next is { } due)
                    session.Insert(new TimerRow { Id = row.Id, Kind = TimerKind, DueAt = due, InstanceId = "", BookmarkId = row.Id });
            }
        }

        await EarlyStimuli.ReleaseToAsync(session, added, cancellationToken);
    }

    /// <summary>Refuses a definition that asks for requests which already start another one: none of the two could be reached.</summary>
    /// <exception cref="DefinitionStateException"><c>definition.endpoint-taken</c>.</exception>
    internal static async Task MustBeFreeAsync(WriteSession session, WorkflowDefinition definition, CancellationToken cancellationToken)
    {
        var taken = await HttpConflicts.FindAsync(session.Context, definition.DefinitionId, Of(definition).SelectMany(a => a.Triggers(new TriggerInputs(definition, a, session.Clock))), cancellationToken);
        if (taken.Count > 0)
            throw new DefinitionStateException("definition.endpoint-taken", $"{string.Join(' ', taken)} Đổi đường dẫn của bước nhận yêu cầu rồi ban hành lại.");
    }

    // What starts a workflow that is used as an activity does not start the one that uses it.
    private static IEnumerable<Activity> Of(WorkflowDefinition definition) => definition.Graph.Nodes.Where(n => n.CanStartWorkflow && !n.IsNested);

    /// <summary>Nothing starts this definition any more.</summary>
    internal static async Task RemoveAsync(WriteSession session, string definitionId, CancellationToken cancellationToken)
    {
        await session.FlushAsync(cancellationToken);
        foreach (var old in await session.Context.Set<TriggerRow>().Where(t => t.DefinitionId == definitionId).ToListAsync(cancellationToken))
        {
            session.Delete(old);
            if (await session.FindAsync<TimerRow>(old.Id, cancellationToken) is { } timer)
                session.Delete(timer);
        }
    }

    /// <summary>Starts what is due and sets the next time. Times that passed while nothing ran are not made up for one by one: one start stands for them all.</summary>
    internal static async Task FireAsync(WriteSession session, WorkflowEngine engine, TimerRow timer, CancellationToken cancellationToken)
    {
        if (await session.FindAsync<TriggerRow>(timer.BookmarkId, cancellationToken) is not { } trigger)
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
