using System.Globalization;
using LienThong.Workflows.Runtime;

namespace LienThong.Workflows.Records;

/// <summary>Puts the entries of an instance's journal, read in their order, together to records of its executions.</summary>
internal sealed class ExecutionHistory(string instanceId)
{
    private readonly SortedDictionary<int, Draft> _drafts = [];

    // Entries that end executions without naming each of them.
    private readonly List<(long Sequence, DateTimeOffset At)> _sweeps = [];

    // A burst writes its journal and its instance in one transaction, so what was read after an instance in this version is all until the next.
    private volatile int _wholeAt = -1;

    /// <summary>The burst that follows the last one that was taken.</summary>
    public int NextBurst { get; private set; }

    public int Count => _drafts.Count;

    /// <summary>Some burst that was taken kept values beside its journal.</summary>
    public bool HasValues { get; private set; }

    /// <summary>Whether nothing can have been added since the instance was in this version.</summary>
    public bool IsWholeAt(int rowVersion) => _wholeAt == rowVersion;

    /// <summary>Everything was taken that stood there after the instance was read in this version.</summary>
    public void TakeAsWhole(int rowVersion) => _wholeAt = rowVersion;

    /// <summary>Takes what one burst did, unless it was taken already.</summary>
    public void Add(int burst, IEnumerable<KeptEntry> entries, bool hasValues)
    {
        if (burst < NextBurst)
            return;
        foreach (var entry in entries)
            Add(entry);
        HasValues |= hasValues;
        NextBurst = burst + 1;
    }

    /// <summary>In the order in which they were started.</summary>
    /// <param name="live">What has not ended, by number.</param>
    /// <param name="finishedAt">When the instance ended.</param>
    public IEnumerable<ExecutionRecord> Records(IReadOnlyDictionary<int, LiveExecution> live, DateTimeOffset? finishedAt)
    {
        var faults = FaultsBelow(live);
        return _drafts.Values.Select(draft => RecordOf(draft, live.GetValueOrDefault(draft.Number), finishedAt, faults.GetValueOrDefault(draft.Number)));
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

    private ExecutionRecord RecordOf(Draft draft, LiveExecution? now, DateTimeOffset? finishedAt, int faults)
    {
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

    private static Dictionary<int, int> FaultsBelow(IReadOnlyDictionary<int, LiveExecution> live)
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
