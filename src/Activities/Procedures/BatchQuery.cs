using LienThong.Activities.Rules;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Procedures;

/// <summary>A batch and how far it is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">migration or alteration.</param>
/// <param name="DefinitionId">Of the instances; empty when they are of several.</param>
/// <param name="State">Running, Done, Stopped, Undoing, Undone.</param>
/// <param name="Expected">Instances when it was ordered.</param>
/// <param name="Counts">Instances by what came of them: Done, Refused, Failed, Undone, Kept.</param>
/// <param name="By">Who ordered it.</param>
/// <param name="Reason">Why.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="FinishedAt">Null while it runs.</param>
public sealed record BatchView(
    string Id, string Kind, string DefinitionId, string State, int Expected, IReadOnlyDictionary<string, int> Counts, string By, string Reason, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt)
{
    internal static BatchView Of(BatchRow row, Dictionary<string, int> counts) =>
        new(row.Id, row.Kind, row.DefinitionId, row.State, row.Expected, counts, row.By, row.Reason, row.CreatedAt, row.FinishedAt);
}

/// <summary>What came of a batch for one instance.</summary>
/// <param name="InstanceId">Which one.</param>
/// <param name="Name">Of the instance; null when it is gone.</param>
/// <param name="State">Done, Refused, Failed, Undone, Kept.</param>
/// <param name="Detail">What was done, or why not.</param>
/// <param name="MayBeUndone">The instance has not moved on since.</param>
/// <param name="At">When.</param>
public sealed record BatchItemView(string InstanceId, string? Name, string State, string? Detail, bool MayBeUndone, DateTimeOffset At);

/// <summary>Batches for administrators.</summary>
public static class BatchQuery
{
    /// <param name="context">Where to read.</param>
    /// <param name="kind">migration or alteration; null for all.</param>
    /// <param name="definitionId">Null for all.</param>
    /// <param name="skip">Rows before the page.</param>
    /// <param name="take">Rows of the page.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public static async Task<(IReadOnlyList<BatchView> Items, int Total)> ListAsync(
        DbContext context, string? kind, string? definitionId, int skip, int take, CancellationToken cancellationToken)
    {
        var batches = context.Set<BatchRow>().Where(row => (kind == null || row.Kind == kind) && (definitionId == null || row.DefinitionId == definitionId));
        // Ids sort by time.
        var page = await batches.OrderByDescending(row => row.Id).Skip(skip).Take(take).ToListAsync(cancellationToken);
        var ids = page.ConvertAll(row => row.Id);
        var counts = await context.Set<BatchItemRow>().Where(item => ids.Contains(item.BatchId)).GroupBy(item => new { item.BatchId, item.State })
            .Select(group => new { group.Key.BatchId, group.Key.State, Count = group.Count() }).ToListAsync(cancellationToken);
        return ([.. page.Select(row => BatchView.Of(row, counts.Where(c => c.BatchId == row.Id).ToDictionary(c => c.State, c => c.Count)))], await batches.CountAsync(cancellationToken));
    }

    /// <exception cref="RuleViolation"><c>batch.not-found</c>.</exception>
    public static async Task<BatchView> ReadAsync(DbContext context, string id, CancellationToken cancellationToken) =>
        BatchView.Of(
            await context.Set<BatchRow>().FirstOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw NotFound(), await CountsAsync(context, id, cancellationToken));

    /// <exception cref="RuleViolation"><c>batch.not-found</c>.</exception>
    public static async Task<(IReadOnlyList<BatchItemView> Items, int Total)> ItemsAsync(
        DbContext context, string id, string? state, int skip, int take, CancellationToken cancellationToken)
    {
        if (!await context.Set<BatchRow>().AnyAsync(row => row.Id == id, cancellationToken))
            throw NotFound();
        var items = context.Set<BatchItemRow>().Where(item => item.BatchId == id && (state == null || item.State == state));
        var page = await (
            from item in items
            join instance in context.Set<InstanceRow>() on item.InstanceId equals instance.Id into instances
            from instance in instances.DefaultIfEmpty()
            orderby item.InstanceId
            select new { item.InstanceId, instance.Name, item.State, item.Detail, item.RowVersionAfter, RowVersion = (int?)instance.RowVersion, item.At })
            .Skip(skip).Take(take).ToListAsync(cancellationToken);
        return (
            [
                .. page.Select(item => new BatchItemView(
                    item.InstanceId, item.Name, item.State, item.Detail, item.State == "Done" && item.RowVersionAfter is { } after && after == item.RowVersion, item.At)),
            ],
            await items.CountAsync(cancellationToken));
    }

    internal static Task<Dictionary<string, int>> CountsAsync(DbContext context, string id, CancellationToken cancellationToken) =>
        context.Set<BatchItemRow>().Where(item => item.BatchId == id).GroupBy(item => item.State).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);

    internal static RuleViolation NotFound() => RuleViolation.NotFound("batch.not-found", "Không có đợt này.");
}
