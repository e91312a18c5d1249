using System.Text.Json.Nodes;
using LienThong.Workflows.Alterations;
using LienThong.Workflows.Composition;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Migration;
using LienThong.Workflows.Model;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Primitives;
using LienThong.Workflows.Runtime;
using LienThong.Workflows.Tests.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Tests.Properties;

/// <summary>A case on a store: what happens, one thing after the other. Which rows a happening is about goes by their order, so that two scenes do the same.</summary>
/// <param name="store">Opened; emptied at the beginning of each case.</param>
/// <param name="forgets">The engine is thrown away after every step, and everything it has read with it.</param>
internal sealed class Scene(Store store, bool forgets)
{
    private static readonly DateTimeOffset Beginning = new(2024, 1, 24, 1, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, object?> NoInput = [];

    private Case _case = null!;

    public Store Store => store;

    /// <summary>Empties the tables and publishes the definitions; false when one of them is refused.</summary>
    public async Task<bool> BeginAsync(Case test)
    {
        _case = test;
        store.Clock.MoveTo(Beginning);
        store.Lines.Clear();
        store.Options = new RunnerOptions { MaxActivitiesPerBurst = 300, FlowchartMode = test.ByTokens ? FlowchartMode.TokenBased : FlowchartMode.CounterBased };
        await store.WriteAsync(async (session, ct) =>
        {
            foreach (var table in session.Context.Model.GetEntityTypes())
#pragma warning disable EF1002 // a table of the model
                await session.Context.Database.ExecuteSqlRawAsync($"DELETE FROM \"{table.GetTableName()}\"", ct);
#pragma warning restore EF1002
            return true;
        });
        store.Forget();
        try
        {
            // Those that are called come first.
            for (var i = test.Definitions.Length - 1; i >= 0; i--)
                await PublishAsync(i, "");
            return true;
        }
        catch (RefusedDefinitionException)
        {
            return false;
        }
    }

    /// <summary>Does one thing, to its end; says what came of it.</summary>
    public async Task<string> ApplyAsync(Happening step)
    {
        try
        {
            return await DoAsync(step);
        }
        catch (Exception e) when (e is ActivationRefusedException or AlterationRefusedException or MigrationRefusedException or DefinitionStateException or RefusedDefinitionException)
        {
            return $"refused: {Tables.Neutral(e.Message)}";
        }
        finally
        {
            if (forgets)
                store.Forget();
        }
    }

    public Task<List<OutboxRow>> MessagesAsync() => store.Database.ReadAsync((context, ct) => context.Set<OutboxRow>().OrderBy(m => m.DueAt).ThenBy(m => m.Id).ToListAsync(ct), Store.None);

    private async Task<string> DoAsync(Happening step)
    {
        switch (step.Kind)
        {
            case "start":
                return await store.WriteAsync(async (session, ct) =>
                    await store.Definitions.FindPublishedAsync(session.Context, DefinitionText.IdOf(step.B % 3 == 0 ? step.A % _case.Definitions.Length : 0), ct) is { } definition
                        ? (await store.Engine.StartAsync(session, definition, new StartRequest { CorrelationId = Correlation(step.A) }, ct)).Instance.SubStatus.ToString()
                        : "not published");
            case "event":
                var stimulus = new Stimulus(Event.StimulusName, Event.PayloadOf(step.A % 4 == 3 ? "t" : $"e{step.A % 3}"));
                return await store.WriteAsync(async (session, ct) =>
                {
                    var delivered = await store.Engine.SendAsync(session, new SentStimulus(stimulus) { CorrelationId = step.B > 3 ? Correlation(step.B) : null, Input = new Dictionary<string, object?> { [Event.PayloadKey] = step.B } }, ct);
                    return $"{delivered.Outcomes.Count} {delivered.IsKept}";
                });
            case "resume":
                return await PickedAsync<BookmarkRow>(step.A, b => !ChildWaits.Names.Contains(b.Name), (session, b, ct) =>
                    store.Engine.ResumeAsync(session, b.InstanceId, b.Id, NoInput, step.B % 2 == 1 ? new TakeBackTerms(null, "none") : null, ct));
            case "task":
                return await PickedAsync<BookmarkRow>(step.A, b => b.Name == RunTask.StimulusName, (session, b, ct) =>
                    store.Engine.ResumeAsync(session, b.InstanceId, b.Id, new Dictionary<string, object?> { [RunTask.ResultKey] = step.B }, ct));
            case "advance":
                store.Clock.Advance(TimeSpan.FromMinutes(((int[])[0, 1, 2, 5, 10, 30])[step.A % 6]));
                await store.NewSweep().RunAsync(Store.None);
                return "";
            case "cancel":
                return await PickedAsync<InstanceRow>(step.A, i => i.Status == "Running", (session, i, ct) => store.Engine.CancelAsync(session, i.Id, ct));
            case "retry":
                return await PickedAsync<IncidentRow>(step.A, i => i.ResolvedAt is null, (session, i, ct) => store.Engine.RetryAsync(session, i.Id, "thử lại", ct));
            case "skip":
                return await PickedAsync<IncidentRow>(step.A, i => i.ResolvedAt is null, (session, i, ct) => store.Engine.SkipAsync(session, i.Id, ActivityResult.DoneOutcome, "bỏ qua", ct));
            case "deliver" or "twice":
                if (Picked(step.A, await MessagesAsync()) is not { } message)
                    return "no message";
                await DeliverAsync(message);
                if (step.Kind == "deliver")
                    return message.Kind;
                var once = await Tables.ReadAsync(store.Database);
                await DeliverAsync(message);
                (await Tables.ReadAsync(store.Database)).ShouldBe(once, "delivered twice");
                return message.Kind;
            case "settle":
                return await SettleAsync();
            case "alter":
                return await AlterAsync(step);
            case "publish":
                await PublishAsync(step.B % _case.Definitions.Length, $"lần {step.A}");
                return "";
            case "retract":
                return await store.WriteAsync(async (session, ct) => (await store.Definitions.RetractAsync(session, DefinitionText.IdOf(step.B % _case.Definitions.Length), ct)).DefinitionId);
            case "migrate":
                return await MigrateAsync(step.A);
            case "back":
                return await PickedAsync<InstanceRow>(step.A, i => WorkflowEngine.MayBeTakenBack(i) is not null, async (session, i, ct) =>
                    (await store.Engine.TakeBackAsync(session, i.Id, WorkflowEngine.MayBeTakenBack(i)!, ct))?.Outcome);
            case "again":
                return await PickedAsync<StimulusRow>(step.A, _ => true, async (session, s, ct) =>
                {
                    await (step.B % 3 == 0 ? EarlyStimuli.PutAwayAsync(session, s.Id, ct) : EarlyStimuli.SendAgainAsync(session, s.Id, ct));
                    return null;
                });
            default:
                throw new ArgumentException(step.Kind);
        }
    }

    private async Task PublishAsync(int index, string title) => await store.WriteAsync((session, ct) =>
        store.Definitions.PublishAsync(session, System.Text.Encoding.UTF8.GetBytes(DefinitionText.Of(_case, index, title)), "quan-tri", "thử", ct));

    private IOutboxHandler[] Handlers => [new StimulusDelivery(store.Database, store.Engine), new DispatchedStart(store.Database, store.Engine), new EndedChild(store.Database, store.Engine)];

    private Task DeliverAsync(OutboxRow message) => Handlers.Single(h => h.Kind == message.Kind).DeliverAsync(message.Id, JsonNode.Parse(message.Payload)!.AsObject(), Store.None);

    private async Task<string> SettleAsync()
    {
        for (var round = 1; round <= 20; round++)
        {
            await store.Delivery(new OutboxOptions(), Handlers).RunAsync(Store.None);
            await store.NewSweep().RunAsync(Store.None);
            if ((await MessagesAsync()).Count == 0)
                return $"{round}";
            if (forgets)
                store.Forget();
        }

        throw new InvalidOperationException("The outbox does not come to rest.");
    }

    private async Task<string> AlterAsync(Happening step)
    {
        if (step.B % 3 == 1)
        {
            return await PickedAsync<IncidentRow>(step.A, i => i.ResolvedAt is null, async (session, i, ct) =>
                (await store.Engine.AlterAsync(session, i.InstanceId, [new ScheduleActivity(null, i.ActivityInstanceId)], "A", ct)).Outcome);
        }

        return await PickedAsync<BookmarkRow>(step.A, _ => true, async (session, b, ct) =>
        {
            var execution = (await store.Engine.FindAsync(session.Context, b.InstanceId, ct))!.Bookmarks.Single(own => own.Id == b.Id).ActivityInstanceId;
            return (await store.Engine.AlterAsync(
                session, b.InstanceId, [step.B % 3 == 0 ? new CancelActivity(null, execution) : new ScheduleActivity(b.ActivityId, null)], "A", ct)).Outcome;
        });
    }

    private async Task<string> MigrateAsync(int which) =>
        await PickedAsync<InstanceRow>(which, i => i.Status == "Running", async (session, i, ct) =>
        {
            if (await store.Definitions.FindPublishedAsync(session.Context, i.DefinitionId, ct) is not { } to || to.Version == i.DefinitionVersion)
                return null;
            var plan = await new MigrateInstances(store.Engine).ProposeAsync(session.Context, i.DefinitionId, i.DefinitionVersion, to.Version, ct);
            await store.Engine.MigrateAsync(session, i.Id, to, plan, "A", ct);
            return null;
        });

    private async Task<string> PickedAsync<T>(int which, Func<T, bool> isMeant, Func<WriteSession, T, CancellationToken, Task<BurstOutcome?>> work) where T : class
    {
        var rows = await store.Database.ReadAsync((context, ct) => context.Set<T>().OrderBy(row => EF.Property<string>(row, "Id")).ToListAsync(ct), Store.None);
        return Picked(which, rows.FindAll(row => isMeant(row))) is { } row
            ? await store.WriteAsync(async (session, ct) => (await work(session, row, ct))?.Instance.SubStatus.ToString() ?? "nothing")
            : "none";
    }

    private static T? Picked<T>(int which, List<T> rows) where T : class => rows.Count == 0 ? null : rows[which % rows.Count];

    private static string? Correlation(int number) => number % 3 == 2 ? null : $"c{number % 3}";
}
