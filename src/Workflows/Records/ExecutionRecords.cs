using System.Globalization;
using System.Text.Json;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Records;

/// <summary>Which records a list holds; null for all.</summary>
/// <param name="ActivityId">Of this activity.</param>
/// <param name="ActivityNodeId">Of the activity at this place.</param>
/// <param name="Status">In this status.</param>
public sealed record ExecutionFilter(string? ActivityId = null, string? ActivityNodeId = null, string? Status = null)
{
    internal bool Holds(ExecutionRecord record) =>
        (ActivityId is null || record.ActivityId == ActivityId) && (ActivityNodeId is null || record.ActivityNodeId == ActivityNodeId) && (Status is null || record.Status == Status);
}

/// <summary>Records of what ran in an instance: nothing is written for them but the journal and, where log persistence says so, values beside it.</summary>
/// <remarks>Who pages through an instance, or looks again and again, reads of its journal only what was added since: what was read is kept, of the instances that were looked at last.</remarks>
public sealed class ExecutionRecords
{
    /// <summary>Executions whose records are kept for the next look, of all instances together; some 200 bytes each.</summary>
    public const int MaxKept = 50_000;

    private const int BurstsAtOnce = 64;

    private static readonly IReadOnlyDictionary<string, JsonElement> NoValues = new Dictionary<string, JsonElement>();

    private readonly Lock _gate = new();

    // The last that was looked at comes last.
    private readonly List<(string InstanceId, DateTimeOffset CreatedAt, ExecutionHistory History)> _kept = [];

    /// <summary>In the order in which they were started, those after this number; null when there is no such instance.</summary>
    /// <param name="context">Where to read.</param>
    /// <param name="instanceId">Of which instance.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="after">Number of the last one that was seen; 0 from the beginning.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public Task<IReadOnlyList<ExecutionRecord>?> ListAsync(
        DbContext context, string instanceId, ExecutionFilter filter, int after, int take, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<ExecutionRecord>>(
            context, instanceId, (_, records, _) => [.. records.Where(record => record.Number > after && filter.Holds(record)).Take(take)], cancellationToken);

    /// <summary>How often each activity ran; null when there is no such instance.</summary>
    public Task<IReadOnlyList<ActivityStatistics>?> CountAsync(DbContext context, string instanceId, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<ActivityStatistics>>(context, instanceId, (_, records, _) => [.. records.GroupBy(record => record.ActivityNodeId).Select(StatisticsOf)], cancellationToken);

    /// <summary>One with its values and faults; null when there is none.</summary>
    public async Task<ExecutionDetail?> FindAsync(DbContext context, string instanceId, int number, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(context, instanceId, (history, records, live) => FoundIn([.. records], live, number, history.HasValues), cancellationToken);
        if (found is not { Record: { } record })
            return null;
        var faults = await context.Set<IncidentRow>().Where(i => i.InstanceId == instanceId && i.ActivityInstanceId == record.Id).OrderBy(i => i.At).ThenBy(i => i.Id)
            .Select(i => new ExecutionFault(i.Id, i.Code, i.Message, i.Detail, i.At, i.ResolvedAt)).ToListAsync(cancellationToken);
        var (inputs, outputs) = found.HasValues ? await ValuesAsync(context, instanceId, number, cancellationToken) : (NoValues, NoValues);
        return new ExecutionDetail(record, inputs, outputs, found.State, faults, found.CallStack);
    }

    private static Found? FoundIn(List<ExecutionRecord> records, Dictionary<int, LiveExecution> live, int number, bool hasValues)
    {
        if (records.Find(r => r.Number == number) is not { } record)
            return null;
        var byNumber = records.ToDictionary(r => r.Number);
        var callStack = new List<ExecutionRecord>();
        for (var holder = record.Parent; holder is { } parent && byNumber.TryGetValue(parent, out var found) && callStack.Count < byNumber.Count; holder = found.Parent)
            callStack.Insert(0, found);
        return new Found(record, live.GetValueOrDefault(number)?.State, callStack, hasValues);
    }

    private async Task<T?> ReadAsync<T>(
        DbContext context, string instanceId, Func<ExecutionHistory, IEnumerable<ExecutionRecord>, Dictionary<int, LiveExecution>, T?> read, CancellationToken cancellationToken) where T : class
    {
        if (await context.Set<InstanceRow>().Where(i => i.Id == instanceId).Select(i => new { i.State, i.CreatedAt, i.FinishedAt, i.RowVersion }).FirstOrDefaultAsync(cancellationToken) is not { } instance)
            return null;
        var history = HistoryOf(instanceId, instance.CreatedAt);
        for (var isWhole = history.IsWholeAt(instance.RowVersion); !isWhole;)
        {
            int from;
            lock (history)
                from = history.NextBurst;
            var bursts = await context.Set<JournalRow>().Where(j => j.InstanceId == instanceId && j.Burst >= from).OrderBy(j => j.Burst).Take(BurstsAtOnce)
                .Select(j => new { j.Burst, j.At, j.Entries, HasValues = j.Values != null }).ToListAsync(cancellationToken);
            lock (history)
            {
                foreach (var burst in bursts)
                    history.Add(burst.Burst, KeptJournal.Read(burst.Entries, burst.At), burst.HasValues);
            }

            isWhole = bursts.Count < BurstsAtOnce;
            if (isWhole)
                history.TakeAsWhole(instance.RowVersion);
        }

        Keep(instanceId, instance.CreatedAt, history);
        var live = LiveExecution.In(instance.State);
        lock (history)
            return read(history, history.Records(live, instance.FinishedAt), live);
    }

    private ExecutionHistory HistoryOf(string instanceId, DateTimeOffset createdAt)
    {
        lock (_gate)
            return _kept.Find(k => k.InstanceId == instanceId && k.CreatedAt == createdAt).History ?? new ExecutionHistory(instanceId);
    }

    private void Keep(string instanceId, DateTimeOffset createdAt, ExecutionHistory history)
    {
        lock (_gate)
        {
            _kept.RemoveAll(k => k.InstanceId == instanceId);
            _kept.Add((instanceId, createdAt, history));
            while (_kept.Sum(k => k.History.Count) > MaxKept)
                _kept.RemoveAt(0);
        }
    }

    private static async Task<(IReadOnlyDictionary<string, JsonElement> Inputs, IReadOnlyDictionary<string, JsonElement> Outputs)> ValuesAsync(
        DbContext context, string instanceId, int number, CancellationToken cancellationToken)
    {
        var inputs = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var outputs = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var key = number.ToString(CultureInfo.InvariantCulture);
        var kept = context.Set<JournalRow>().Where(j => j.InstanceId == instanceId && j.Values != null).OrderBy(j => j.Burst).Select(j => j.Values).AsAsyncEnumerable();
        await foreach (var values in kept.WithCancellation(cancellationToken))
        {
            using var document = JsonDocument.Parse(values);
            if (!document.RootElement.TryGetProperty(key, out var ofThis))
                continue;
            Take(ofThis, "inputs", inputs);
            Take(ofThis, "outputs", outputs);
        }

        return (inputs, outputs);
    }

    private static void Take(JsonElement values, string kind, Dictionary<string, JsonElement> into)
    {
        if (!values.TryGetProperty(kind, out var named))
            return;
        foreach (var value in named.EnumerateObject())
            into[value.Name] = value.Value.Clone();
    }

    private static ActivityStatistics StatisticsOf(IGrouping<string, ExecutionRecord> ofActivity)
    {
        var all = ofActivity.ToList();
        var ended = all.Count(r => r.CompletedAt is not null);
        return new ActivityStatistics(
            all[^1].ActivityId, ofActivity.Key, all.Count, ended, all.Count - ended, all.Count(r => r.Status == "Canceled"), all.Count(r => r.Status == "Faulted"),
            all.Exists(r => r.HasBookmarks), all.Sum(r => r.AggregateFaultCount));
    }

    private sealed record Found(ExecutionRecord Record, JsonElement? State, IReadOnlyList<ExecutionRecord> CallStack, bool HasValues);
}
