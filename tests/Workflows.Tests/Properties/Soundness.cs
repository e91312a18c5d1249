using LienThong.Workflows.Checks;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Tests.Properties;

/// <summary>What must hold of the rows after every step, whatever happened.</summary>
internal static class Soundness
{
    // Faults of ours that would pass for one of the definition.
    private static readonly string[] OwnFaults = ["NullReference", "InvalidOperation", "KeyNotFound", "System.Argument", "IndexOutOfRange", "InvalidCast", "JsonException", "NotImplemented", "NotSupported"];

    /// <param name="store">Whose rows.</param>
    /// <param name="mayBeStuck">The definitions allow to stand where nothing comes.</param>
    /// <returns>Everything that does not hold.</returns>
    public static Task<List<string>> OfAsync(Store store, bool mayBeStuck) => store.Database.ReadAsync(
        async (context, ct) =>
        {
            var wrong = new List<string>();
            foreach (var invariant in new IInvariant[] { new InstanceWaits(store.Engine), new ParentsAndChildren(store.Engine), new DefinitionVersions(), new DeadLetters(), new KeptStimuli(store.Clock) })
            {
                await foreach (var finding in invariant.CheckAsync(context, ct))
                {
                    if (!mayBeStuck || finding.Code != "instance.waits-for-nothing")
                        wrong.Add(finding.ToString());
                }
            }

            foreach (var row in await context.Set<InstanceRow>().ToListAsync(ct))
            {
                var instance = (await store.Engine.FindAsync(context, row.Id, ct))!;
                wrong.AddRange(OfInstance(instance, row).Select(text => $"{row.DefinitionId} {row.SubStatus}: {text}"));
                var journal = await context.Set<JournalRow>().Where(j => j.InstanceId == row.Id).OrderBy(j => j.Burst).ToListAsync(ct);
                wrong.AddRange(OfJournal(instance, journal).Select(text => $"{row.DefinitionId} {row.SubStatus}: {text}"));
            }

            var written = (await context.Set<JournalRow>().OrderBy(j => j.InstanceId).ThenBy(j => j.Burst).ToListAsync(ct))
                .SelectMany(row => Entries(row).Select(entry => (row.InstanceId, Entry: entry))).Where(e => e.Entry.ActivityType == "Elsa.WriteLine")
                .GroupBy(e => (e.InstanceId, e.Entry.Execution)).Sum(execution => Written([.. execution.Select(e => e.Entry.Event)]));
            if (written != store.Lines.Count)
                wrong.Add($"{written} lines are said to be written, {store.Lines.Count} were");
            wrong.AddRange((await context.Set<IncidentRow>().Where(i => i.Detail != null).ToListAsync(ct))
                .Where(i => OwnFaults.Any(own => i.Detail!.Split('\n')[0].Contains(own, StringComparison.Ordinal))).Select(i => $"{i.ActivityId} {i.Detail}"));
            return wrong;
        },
        CancellationToken.None);

    private static IEnumerable<string> OfInstance(WorkflowInstance instance, InstanceRow row)
    {
        var isFaulted = instance.SubStatus == WorkflowSubStatus.Faulted;
        if (instance.Status == WorkflowStatus.Running && (instance.SubStatus != WorkflowSubStatus.Suspended || instance.Executions.Count == 0))
            yield return "runs without standing anywhere";
        if (instance.Status == WorkflowStatus.Finished && !isFaulted && instance.Executions.Count + instance.Bookmarks.Count + instance.Incidents.Count > 0)
            yield return "has ended and still stands somewhere";
        if (isFaulted && instance.Incidents.Count == 0)
            yield return "is faulted without an incident";
        if (instance.Bookmarks.Select(b => b.Execution).Any(e => !instance.Executions.Exists(x => x.Number == e)))
            yield return "waits for no execution";
        if (instance.Bookmarks.Select(b => b.Execution).Distinct().Count() != instance.Bookmarks.Count)
            yield return "waits twice in one execution";
        foreach (var parent in instance.Executions)
        {
            if (parent.LiveChildren != instance.Executions.Count(e => e.ParentExecution == parent))
                yield return $"{parent.Activity.Id} counts {parent.LiveChildren} children";
        }

        if (!InstanceState.Write(instance).AsSpan().SequenceEqual(row.State))
            yield return $"is not written as it was read: {System.Text.Encoding.UTF8.GetString(row.State)}\nagain {System.Text.Encoding.UTF8.GetString(InstanceState.Write(instance))}";
    }

    private static IEnumerable<string> OfJournal(WorkflowInstance instance, List<JournalRow> bursts)
    {
        if (!bursts.Select(b => b.Burst).SequenceEqual(Enumerable.Range(1, instance.Bursts)))
            yield return $"has had {instance.Bursts} bursts, the journal tells of {string.Join(',', bursts.Select(b => b.Burst))}";
        var entries = bursts.SelectMany(Entries).ToList();
        if (!entries.Select(e => e.Sequence).SequenceEqual(Enumerable.Range(1, entries.Count).Select(n => (long)n)) || instance.NextJournalEntry != entries.Count + 1)
            yield return $"the journal has a gap: {string.Join(',', entries.Select(e => e.Sequence))}";
        foreach (var execution in entries.GroupBy(e => e.Execution))
        {
            var events = execution.Select(e => e.Event).ToList();
            // Who takes something back or alters it begins anew on purpose.
            if (entries.Exists(e => e.Event is JournalEvents.TakenBack or JournalEvents.Altered))
                continue;
            var started = events.Count(e => e == JournalEvents.Started);
            if (started > 1 + events.Count(e => e == JournalEvents.Faulted))
                yield return $"{execution.First().ActivityId} was started {started} times: {string.Join(',', events)}";
            if (events.Count(e => e is JournalEvents.Completed or JournalEvents.Canceled) > 1)
                yield return $"{execution.First().ActivityId} has ended more than once: {string.Join(',', events)}";
        }
    }

    // One that was skipped after an incident has written nothing.
    private static int Written(List<string> events) => Enumerable.Range(1, events.Count - 1).Count(i => events[i] == JournalEvents.Completed && events[i - 1] == JournalEvents.Started);

    private static IEnumerable<KeptEntry> Entries(JournalRow row) => KeptJournal.EntriesOf(row);
}
