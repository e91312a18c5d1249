using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using LienThong.Activities.Documents;
using LienThong.Activities.Rules;
using LienThong.Workflows.Batches;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Procedures;

/// <summary>An instance as a list shows it.</summary>
public sealed record InstanceListRow(
    string Id, string? Name, string DefinitionId, int DefinitionVersion, string Status, string SubStatus, string? CorrelationId, int Incidents, DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt, DateTimeOffset? FinishedAt);

/// <summary>Some instances.</summary>
/// <param name="Items">In their order.</param>
/// <param name="Next">Asks for the page that follows; null after the last.</param>
public sealed record InstancePage(IReadOnlyList<InstanceListRow> Items, string? Next);

/// <summary>Where a page of instances ended.</summary>
internal sealed record InstancePlace(DateTimeOffset UpdatedAt, string Id)
{
    public static InstancePlace Of(InstanceListRow row) => new(row.UpdatedAt, row.Id);

    /// <exception cref="RuleViolation"><c>page.after</c>.</exception>
    public static InstancePlace Read(string text) =>
        text.Split('.') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.Ticks
            ? new InstancePlace(new DateTimeOffset(at, TimeSpan.Zero), id)
            : throw JournalPage.NoPlace();

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{UpdatedAt.UtcTicks}.{Id}");
}

/// <summary>A wait of an instance; DueAt is set where the clock ends it.</summary>
public sealed record WaitRow(string BookmarkId, string Name, string ActivityId, DateTimeOffset CreatedAt, DateTimeOffset? DueAt, JsonElement? Payload);

/// <summary>An incident of an instance.</summary>
public sealed record IncidentListRow(
    string Id, string InstanceId, string? InstanceName, string DefinitionId, Guid? DossierId, string ActivityId, string ActivityType, string Code, string Message, DateTimeOffset At,
    DateTimeOffset? ResolvedAt, string? Resolution, string State);

/// <summary>How an incident stands, as a code.</summary>
public static class IncidentStates
{
    /// <summary>Its step waits to be run again.</summary>
    public const string Open = "open";

    /// <summary>Somebody had the step run again, or passed it over.</summary>
    public const string Resolved = "resolved";

    /// <summary>Nobody did: the step ended with what held it, or with the whole run, and is not there any more.</summary>
    public const string Ended = "ended";
}

/// <summary>An instance with all that explains it.</summary>
/// <param name="Instance">As in lists.</param>
/// <param name="RowVersion">Counts its writes.</param>
/// <param name="State">What the engine keeps of it.</param>
/// <param name="Waits">What it waits for.</param>
/// <param name="Incidents">Open ones first.</param>
/// <param name="Journal">What its last bursts did, oldest first; one array of entries for each burst.</param>
public sealed record InstanceDetail(
    InstanceListRow Instance, int RowVersion, JsonElement State, IReadOnlyList<WaitRow> Waits, IReadOnlyList<IncidentListRow> Incidents, IReadOnlyList<JsonElement> Journal);

/// <summary>Instances and incidents for administrators.</summary>
public static class InstanceQuery
{
    private const int JournalBursts = 200;

    private static readonly JsonSerializerOptions Lines = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The last changed first, page by page: however many there are, only the page is read.</summary>
    /// <param name="context">Where to read.</param>
    /// <param name="filter">Which ones.</param>
    /// <param name="after">Where the page before ended; null for the first page.</param>
    /// <param name="take">Rows of the page.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public static async Task<InstancePage> ListAsync(DbContext context, InstanceFilter filter, string? after, int take, CancellationToken cancellationToken)
    {
        var place = after is null ? null : InstancePlace.Read(after);
        var found = new List<InstanceListRow>();
        // One query for each status: the index that lists go by begins with it.
        foreach (var status in filter.Status is "Running" or "Finished" ? [filter.Status] : new[] { "Running", "Finished" })
        {
            var rows = filter.On(context.Set<InstanceRow>().Where(row => row.Status == status));
            // Bounded by itself first: from an "or" no database takes where to begin in the index, and a page far behind would walk over all before it.
            if (place is not null)
                rows = rows.Where(row => row.UpdatedAt <= place.UpdatedAt && (row.UpdatedAt < place.UpdatedAt || row.Id.CompareTo(place.Id) < 0));
            found.AddRange(await Rows(rows.OrderByDescending(row => row.UpdatedAt).ThenByDescending(row => row.Id).Take(take + 1)).ToListAsync(cancellationToken));
        }

        List<InstanceListRow> page = [.. found.OrderByDescending(row => row.UpdatedAt).ThenByDescending(row => row.Id, StringComparer.Ordinal).Take(take)];
        return new InstancePage(page, found.Count > take ? InstancePlace.Of(page[^1]).ToString() : null);
    }

    /// <summary>Null when there is no such instance.</summary>
    public static async Task<InstanceDetail?> FindAsync(DbContext context, string id, CancellationToken cancellationToken)
    {
        if (await context.Set<InstanceRow>().FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } found)
            return null;
        var waits = await WaitsAsync(context, id, cancellationToken);
        var incidents = await IncidentsAsync(context, id, cancellationToken);
        var journal = await context.Set<JournalRow>().Where(row => row.InstanceId == id).OrderByDescending(row => row.Burst).Take(JournalBursts).ToListAsync(cancellationToken);
        journal.Reverse();
        return new InstanceDetail(
            new InstanceListRow(
                found.Id, found.Name, found.DefinitionId, found.DefinitionVersion, found.Status, found.SubStatus, found.CorrelationId, found.IncidentCount, found.CreatedAt,
                found.UpdatedAt, found.FinishedAt),
            found.RowVersion, WorkflowEngine.StateOf(found),
            waits,
            incidents,
            [.. journal.Select(burst => JsonSerializer.SerializeToElement(InstanceRecords.LinesOf(burst), Lines))]);
    }

    public static Task<bool> ExistsAsync(DbContext context, string id, CancellationToken cancellationToken) => context.Set<InstanceRow>().AnyAsync(row => row.Id == id, cancellationToken);

    /// <summary>What the instance waits for, oldest first.</summary>
    public static async Task<IReadOnlyList<WaitRow>> WaitsAsync(DbContext context, string id, CancellationToken cancellationToken)
    {
        var waits = await (
            from bookmark in context.Set<BookmarkRow>()
            where bookmark.InstanceId == id
            join timer in context.Set<TimerRow>() on bookmark.Id equals timer.Id into timers
            from timer in timers.DefaultIfEmpty()
            orderby bookmark.CreatedAt, bookmark.Id
            select new { bookmark, DueAt = (DateTimeOffset?)timer.DueAt }).ToListAsync(cancellationToken);
        return
        [
            .. waits.Select(wait => new WaitRow(
                wait.bookmark.Id, wait.bookmark.Name, wait.bookmark.ActivityId, wait.bookmark.CreatedAt, wait.DueAt,
                wait.bookmark.Payload is { } payload ? Json(System.Text.Encoding.UTF8.GetBytes(payload)) : null)),
        ];
    }

    /// <summary>Incidents of the instance, open ones first.</summary>
    public static async Task<IReadOnlyList<IncidentListRow>> IncidentsAsync(DbContext context, string id, CancellationToken cancellationToken)
    {
        var incidents = await Incidents(context, context.Set<IncidentRow>().Where(row => row.InstanceId == id)).ToListAsync(cancellationToken);
        return [.. incidents.OrderBy(incident => incident.ResolvedAt is not null).ThenBy(incident => incident.At)];
    }

    /// <summary>Incidents in this state, oldest first while they are open, and newest first otherwise; null for all.</summary>
    /// <exception cref="RuleViolation"><c>incident.state</c>.</exception>
    public static async Task<(IReadOnlyList<IncidentListRow> Items, int Total)> IncidentsAsync(DbContext context, string? state, int skip, int take, CancellationToken cancellationToken)
    {
        var rows = context.Set<IncidentRow>();
        var found = state switch
        {
            null => rows,
            IncidentStates.Open => rows.Where(row => row.ResolvedAt == null),
            IncidentStates.Resolved => rows.Where(row => row.ResolvedAt != null && !row.EndedUnresolved),
            IncidentStates.Ended => rows.Where(row => row.ResolvedAt != null && row.EndedUnresolved),
            _ => throw RuleViolation.Invalid("incident.state", $"Không có trạng thái sự cố \"{state}\": dùng open, resolved, ended hoặc all."),
        };
        var isOpen = state == IncidentStates.Open;
        var ordered = isOpen ? found.OrderBy(row => row.At).ThenBy(row => row.Id) : found.OrderByDescending(row => row.At).ThenByDescending(row => row.Id);
        var page = await Incidents(context, ordered.Skip(skip).Take(take)).ToListAsync(cancellationToken);
        page = [.. page.OrderBy(row => row.At).ThenBy(row => row.Id, StringComparer.Ordinal)];
        if (!isOpen)
            page.Reverse();
        return (page, await found.CountAsync(cancellationToken));
    }

    private static IQueryable<InstanceListRow> Rows(IQueryable<InstanceRow> rows) => rows.Select(row => new InstanceListRow(
        row.Id, row.Name, row.DefinitionId, row.DefinitionVersion, row.Status, row.SubStatus, row.CorrelationId, row.IncidentCount, row.CreatedAt, row.UpdatedAt, row.FinishedAt));

    private static IQueryable<IncidentListRow> Incidents(DbContext context, IQueryable<IncidentRow> incidents) =>
        from incident in incidents
        join instance in context.Set<InstanceRow>() on incident.InstanceId equals instance.Id
        select new IncidentListRow(
            incident.Id, incident.InstanceId, instance.Name, instance.DefinitionId,
            context.Set<Dossier>().Where(dossier => dossier.WorkflowInstanceId == instance.Id).Select(dossier => (Guid?)dossier.Id).FirstOrDefault(),
            incident.ActivityId, incident.ActivityType, incident.Code, incident.Message, incident.At, incident.ResolvedAt, incident.Resolution,
            incident.ResolvedAt == null ? IncidentStates.Open : incident.EndedUnresolved ? IncidentStates.Ended : IncidentStates.Resolved);

    private static JsonElement Json(byte[] utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        return document.RootElement.Clone();
    }
}
