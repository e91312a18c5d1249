using System.Text.Json;
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

    /// <summary>Everything that does not hold.</summary>
    public static Task<List<string>> OfAsync(Store store) => store.Database.ReadAsync(
        async (context, ct) =>
        {
            var wrong = new List<string>();
            foreach (var invariant in new IInvariant[] { new InstanceWaits(store.Engine), new ParentsAndChildren(store.Engine), new DefinitionVersions(), new DeadLetters(store.Clock) })
            {
                await foreach (var finding in invariant.CheckAsync(context, ct))
                {
                    if (finding.Code != "stimulus.unheard")
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

            var entries = (await context.Set<JournalRow>().ToListAsync(ct)).SelectMany(Entries).ToList();
            var written = entries.Count(e => e is { Type: "Elsa.WriteLine", Event: JournalEvents.Completed });
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

    private static IEnumerable<Entry> Entries(JournalRow row)
    {
        using var json = JsonDocument.Parse(row.Entries);
        return [.. json.RootElement.EnumerateArray().Select(e => new Entry(
            e.GetProperty("sequence").GetInt64(), e.GetProperty("execution").GetInt32(), e.GetProperty("activityId").GetString()!, e.GetProperty("activityType").GetString()!, e.GetProperty("eventName").GetString()!))];
    }

    private readonly record struct Entry(long Sequence, int Execution, string ActivityId, string Type, string Event);
}
