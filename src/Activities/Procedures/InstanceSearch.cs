using System.Linq.Expressions;
using LienThong.Activities.Rules;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Procedures;

/// <summary>An instance as a list with numbered pages shows it.</summary>
public sealed record InstanceSummary(
    string Id, string DefinitionId, string DefinitionVersionId, int Version, string Status, string SubStatus, string? CorrelationId, string? Name, int IncidentCount,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? FinishedAt);

/// <summary>By what such a list is ordered.</summary>
public enum InstanceOrder { Created, UpdatedAt, Finished, Name }

/// <summary>A moment in the life of an instance.</summary>
public enum InstanceMoment { CreatedAt, UpdatedAt, FinishedAt }

/// <summary>How a moment stands to another one.</summary>
public enum TimeRelation { Is, IsNot, LessThan, GreaterThan, LessThanOrEqual, GreaterThanOrEqual }

/// <summary>Asks for a moment of an instance to stand so to this time. One that has not come yet stands to none.</summary>
public sealed record InstanceTime(InstanceMoment Moment, TimeRelation Relation, DateTimeOffset At);

/// <summary>Which instances, by several values of the same kind; null and empty ask for nothing.</summary>
public sealed record InstanceSearch
{
    // Each of them is a parameter of the query, and a database takes only so many.
    private const int MostValues = 1000;

    public IReadOnlyCollection<string>? Ids { get; init; }

    /// <summary>Part of the name as it is written, or the whole of an id: of the instance, its definition, its version, its correlation.</summary>
    public string? Term { get; init; }

    public IReadOnlyCollection<string>? DefinitionIds { get; init; }
    public IReadOnlyCollection<string>? DefinitionVersionIds { get; init; }
    public int? Version { get; init; }
    public IReadOnlyCollection<string>? CorrelationIds { get; init; }
    public IReadOnlyCollection<string>? Names { get; init; }
    public IReadOnlyCollection<WorkflowStatus>? Statuses { get; init; }
    public IReadOnlyCollection<WorkflowSubStatus>? SubStatuses { get; init; }
    public bool? HasIncidents { get; init; }
    public IReadOnlyCollection<InstanceTime>? Times { get; init; }

    /// <summary>It asks for nothing at all.</summary>
    public bool IsEmpty => this is { Term: null or "", Version: null, HasIncidents: null }
        && !Asks(Ids) && !Asks(DefinitionIds) && !Asks(DefinitionVersionIds) && !Asks(CorrelationIds) && !Asks(Names) && !Asks(Statuses) && !Asks(SubStatuses) && !Asks(Times);

    /// <param name="context">Where to read.</param>
    /// <param name="order">By what.</param>
    /// <param name="isDescending">The latest, or the end of the alphabet, first.</param>
    /// <param name="skip">Rows before the page.</param>
    /// <param name="take">Rows of the page.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <exception cref="RuleViolation"><c>instance.filter</c>.</exception>
    public async Task<(IReadOnlyList<InstanceSummary> Items, int Total)> PageAsync(
        DbContext context, InstanceOrder order, bool isDescending, int skip, int take, CancellationToken cancellationToken)
    {
        var rows = On(context.Set<InstanceRow>());
        var page = await Ordered(rows, order, isDescending).Skip(skip).Take(take)
            .Select(row => new InstanceSummary(
                row.Id, row.DefinitionId, row.DefinitionVersionId, row.DefinitionVersion, row.Status, row.SubStatus, row.CorrelationId, row.Name, row.IncidentCount, row.CreatedAt,
                row.UpdatedAt, row.FinishedAt))
            .ToListAsync(cancellationToken);
        return (page, await rows.CountAsync(cancellationToken));
    }

    /// <summary>Ids of those that have not ended, in their order: running ones, and faulted ones, which are over only until they are mended.</summary>
    /// <exception cref="RuleViolation"><c>instance.filter</c>.</exception>
    public async Task<IReadOnlyList<string>> OpenIdsAsync(DbContext context, int most, CancellationToken cancellationToken) =>
        await On(context.Set<InstanceRow>()).Where(row => row.Status == nameof(WorkflowStatus.Running) || row.SubStatus == nameof(WorkflowSubStatus.Faulted))
            .OrderBy(row => row.Id).Select(row => row.Id).Take(most).ToListAsync(cancellationToken);

    private IQueryable<InstanceRow> On(IQueryable<InstanceRow> rows)
    {
        if (new[] { Ids, DefinitionIds, DefinitionVersionIds, CorrelationIds, Names }.Sum(values => values?.Count ?? 0) > MostValues)
            throw RuleViolation.Invalid("instance.filter", $"Điều kiện lọc nêu quá {MostValues} mã và tên. Bớt đi, hoặc chia thành nhiều lần.");
        if (Asks(Ids))
            rows = rows.Where(row => Ids!.Contains(row.Id));
        if (Term?.Trim() is { Length: > 0 } term)
        {
            // Elsa looks for parts of ids too. Nobody knows a part of one, and no index answers it.
            rows = rows.Where(row =>
                row.Name!.Contains(term) || row.Id == term || row.DefinitionId == term || row.DefinitionVersionId == term || row.CorrelationId == term);
        }

        if (Asks(DefinitionIds))
            rows = rows.Where(row => DefinitionIds!.Contains(row.DefinitionId));
        if (Asks(DefinitionVersionIds))
            rows = rows.Where(row => DefinitionVersionIds!.Contains(row.DefinitionVersionId));
        if (Version is { } version)
            rows = rows.Where(row => row.DefinitionVersion == version);
        if (Asks(CorrelationIds))
            rows = rows.Where(row => CorrelationIds!.Contains(row.CorrelationId!));
        if (Asks(Names))
            rows = rows.Where(row => Names!.Contains(row.Name!));
        if (Asks(Statuses))
        {
            List<string> statuses = [.. Statuses!.Distinct().Select(status => status.ToString())];
            rows = rows.Where(row => statuses.Contains(row.Status));
        }

        if (Asks(SubStatuses))
        {
            List<string> statuses = [.. SubStatuses!.Distinct().Select(status => status.ToString())];
            rows = rows.Where(row => statuses.Contains(row.SubStatus));
        }

        rows = HasIncidents switch { true => rows.Where(row => row.IncidentCount > 0), false => rows.Where(row => row.IncidentCount == 0), null => rows };
        return (Times ?? []).Aggregate(rows, (some, time) => some.Where(Holds(time)));
    }

    private static bool Asks<T>(IReadOnlyCollection<T>? values) => values is { Count: > 0 };

    private static Expression<Func<InstanceRow, bool>> Holds(InstanceTime time)
    {
        var row = Expression.Parameter(typeof(InstanceRow));
        Expression<Func<DateTimeOffset?>> at = () => time.At;
        // All three as what the last of them is: one that may not have come yet.
        var (moment, asked) = (Expression.Convert(Expression.Property(row, time.Moment.ToString()), typeof(DateTimeOffset?)), at.Body);
        return Expression.Lambda<Func<InstanceRow, bool>>(time.Relation switch
        {
            TimeRelation.Is => Expression.Equal(moment, asked),
            TimeRelation.IsNot => Expression.NotEqual(moment, asked),
            TimeRelation.LessThan => Expression.LessThan(moment, asked),
            TimeRelation.GreaterThan => Expression.GreaterThan(moment, asked),
            TimeRelation.LessThanOrEqual => Expression.LessThanOrEqual(moment, asked),
            _ => Expression.GreaterThanOrEqual(moment, asked),
        }, row);
    }

    // Ids sort by the time of the start, and have an index. What is not there comes last, on every database.
    private static IQueryable<InstanceRow> Ordered(IQueryable<InstanceRow> rows, InstanceOrder order, bool isDescending) => (order, isDescending) switch
    {
        (InstanceOrder.Created, true) => rows.OrderByDescending(row => row.Id),
        (InstanceOrder.Created, false) => rows.OrderBy(row => row.Id),
        (InstanceOrder.UpdatedAt, true) => rows.OrderByDescending(row => row.UpdatedAt).ThenByDescending(row => row.Id),
        (InstanceOrder.UpdatedAt, false) => rows.OrderBy(row => row.UpdatedAt).ThenBy(row => row.Id),
        (InstanceOrder.Finished, true) => rows.OrderBy(row => row.FinishedAt == null).ThenByDescending(row => row.FinishedAt).ThenByDescending(row => row.Id),
        (InstanceOrder.Finished, false) => rows.OrderBy(row => row.FinishedAt == null).ThenBy(row => row.FinishedAt).ThenBy(row => row.Id),
        (_, true) => rows.OrderBy(row => row.Name == null).ThenByDescending(row => row.Name).ThenByDescending(row => row.Id),
        (_, false) => rows.OrderBy(row => row.Name == null).ThenBy(row => row.Name).ThenBy(row => row.Id),
    };
}
