using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Procedures;

/// <summary>Which lines of a journal; null and empty ask for nothing.</summary>
public sealed record JournalSearch
{
    private const int BurstsAtOnce = 64;

    // Sets, because each is asked about every line.
    public HashSet<string>? ActivityIds { get; init; }
    public HashSet<string>? ActivityNodeIds { get; init; }
    public HashSet<string>? ExcludedActivityTypes { get; init; }
    public HashSet<string>? EventNames { get; init; }

    /// <summary>Lines by their numbers, oldest first, and how many there are; null when there is no such instance.</summary>
    /// <param name="context">Where to read.</param>
    /// <param name="instanceId">Of which instance.</param>
    /// <param name="skip">Lines before the page.</param>
    /// <param name="take">Lines of the page.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<(IReadOnlyList<JournalLine> Items, int Total)?> PageAsync(DbContext context, string instanceId, int skip, int take, CancellationToken cancellationToken)
    {
        if (!await InstanceQuery.ExistsAsync(context, instanceId, cancellationToken))
            return null;
        var (page, total) = (new List<JournalLine>(), 0);
        await foreach (var line in LinesAsync(context, instanceId, cancellationToken))
        {
            if (total >= skip && page.Count < take)
                page.Add(line);
            total++;
        }

        return (page, total);
    }

    /// <summary>The last of the lines; null when there is none.</summary>
    public async Task<JournalLine?> LastAsync(DbContext context, string instanceId, CancellationToken cancellationToken)
    {
        JournalLine? last = null;
        await foreach (var line in LinesAsync(context, instanceId, cancellationToken))
            last = line;
        return last;
    }

    private async IAsyncEnumerable<JournalLine> LinesAsync(
        DbContext context, string instanceId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<JournalRow> rows;
        var from = 0;
        do
        {
            var next = from;
            rows = await context.Set<JournalRow>().Where(row => row.InstanceId == instanceId && row.Burst >= next).OrderBy(row => row.Burst).Take(BurstsAtOnce).ToListAsync(cancellationToken);
            foreach (var line in rows.SelectMany(InstanceRecords.LinesOf).Where(Holds))
                yield return line;
            from = rows.Count > 0 ? rows[^1].Burst + 1 : 0;
        }
        while (rows.Count == BurstsAtOnce);
    }

    private bool Holds(JournalLine line) =>
        Among(ActivityIds, line.ActivityId) && Among(ActivityNodeIds, line.ActivityNodeId) && Among(EventNames, line.EventName)
        && ExcludedActivityTypes?.Contains(line.ActivityType) != true;

    private static bool Among(HashSet<string>? asked, string value) => asked is not { Count: > 0 } || asked.Contains(value);
}
