using System.Globalization;
using LienThong.Workflows.Runtime;

namespace LienThong.Workflows.Records;

/// <summary>Puts the entries of an instance's journal, read in their order, together to records of its executions.</summary>
internal sealed class ExecutionHistory(string instanceId, IReadOnlyDictionary<int, LiveExecution> live, DateTimeOffset? finishedAt)
{
    private readonly SortedDictionary<int, Draft> _drafts = [];

    // Entries that end executions without naming each of them.
    private readonly List<(long Sequence, DateTimeOffset At)> _sweeps = [];

    /// <summary>Takes what one burst did.</summary>
    public void Add(IEnumerable<KeptEntry> entries)
    {
        foreach (var entry in entries)
            Add(entry);
    }

    /// <summary>In the order in which they were started.</summary>
    public IReadOnlyList<ExecutionRecord> Records()
    {
        var faults = FaultsBelow();
        return [.. _drafts.Values.Select(draft => RecordOf(draft, faults.GetValueOrDefault(draft.Number)))];
    }

    private void Add(KeptEntry entry)
    {
        if (entry.Event is JournalEvents.WorkflowCancelled or JournalEvents.TakenBack or JournalEvents.MigrationUndone)
            _sweeps.Add((entry.Sequence, entry.Timestamp));
        if (!_drafts.TryGetValue(entry.Execution, out var draft))
            _drafts[entry.Execution] = draft = new Draft(entry.Execution);
        draft.Sequence = entry.Sequence;
        // A migrated execution is what it is now.
        (draft.ActivityId, draft.NodeId, draft.Type, draft.Name) = (entry.ActivityId, entry.ActivityNodeId, entry.ActivityType, entry.ActivityName);
        switch (entry.Event)
        {
            case JournalEvents.Started:
                // Run again after an incident: the first start counts.
                draft.StartedAt ??= entry.Timestamp;
                draft.Parent = entry.Parent;
                (draft.EndedAt, draft.Outcomes) = (null, null);
                break;
            case JournalEvents.Completed:
                (draft.EndedAt, draft.EndedAs, draft.Outcomes) = (entry.Timestamp, ActivityStatus.Completed, entry.Outcomes);
                break;
            case JournalEvents.Canceled:
                (draft.EndedAt, draft.EndedAs) = (entry.Timestamp, ActivityStatus.Canceled);
                break;
        }
    }

    private ExecutionRecord RecordOf(Draft draft, int faults)
    {
        var now = live.GetValueOrDefault(draft.Number);
        // What is gone and never said that it ended went with the workflow, or with the resume that was taken back.
        var endedAt = now is not null ? null
            : draft.EndedAt ?? _sweeps.Where(s => s.Sequence >= draft.Sequence).Select(s => (DateTimeOffset?)s.At).FirstOrDefault() ?? finishedAt;
        return new ExecutionRecord
        {
            Number = draft.Number,
            Id = string.Create(CultureInfo.InvariantCulture, $"{instanceId}.{draft.Number}"),
            ActivityId = draft.ActivityId,
            ActivityNodeId = draft.NodeId,
            ActivityType = draft.Type,
            ActivityName = draft.Name,
            Status = (now?.Status ?? (draft.EndedAt is null ? ActivityStatus.Canceled : draft.EndedAs)).ToString(),
            StartedAt = draft.StartedAt,
            CompletedAt = endedAt,
            HasBookmarks = now?.Waits == true,
            Outcomes = now is null ? draft.Outcomes : null,
            AggregateFaultCount = faults,
            Parent = now?.Parent ?? draft.Parent,
        };
    }

    private Dictionary<int, int> FaultsBelow()
    {
        var faults = new Dictionary<int, int>();
        foreach (var faulted in live.Values.Where(e => e.Status == ActivityStatus.Faulted))
        {
            for (var holder = faulted; holder is not null; holder = holder.Parent is { } parent ? live.GetValueOrDefault(parent) : null)
                faults[holder.Number] = faults.GetValueOrDefault(holder.Number) + 1;
        }

        return faults;
    }

    private sealed class Draft(int number)
    {
        public int Number => number;
        public long Sequence { get; set; }
        public string ActivityId { get; set; } = "";
        public string NodeId { get; set; } = "";
        public string Type { get; set; } = "";
        public string? Name { get; set; }
        public int? Parent { get; set; }
        public DateTimeOffset? StartedAt { get; set; }
        public DateTimeOffset? EndedAt { get; set; }
        public ActivityStatus EndedAs { get; set; }
        public IReadOnlyList<string>? Outcomes { get; set; }
    }
}
