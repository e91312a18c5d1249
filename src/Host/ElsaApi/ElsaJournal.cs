using LienThong.Activities.Procedures;
using LienThong.Activities.Rules;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.ElsaApi;

/// <summary>The technical journal of an instance in Elsa's shape, for administrators.</summary>
internal static class ElsaJournal
{
    public static void MapElsaJournal(this RouteGroupBuilder elsa)
    {
        var journal = elsa.MapGroup("/workflow-instances/{id}/journal");
        journal.MapGet("/", ListAll);
        journal.MapPost("/", List);
        journal.MapGet("/{activityId}", ReadLast);
    }

    private static Task<JsonHttpResult<ElsaPage<ElsaJournalLine>>> ListAll(
        string id, int? skip, int? take, int? page, int? pageSize, Database database, DefinitionStore definitions, CancellationToken cancellationToken) =>
        PageAsync(id, new JournalSearch(), skip is null && take is null ? ElsaPaging.OfPage(page, pageSize) : ElsaPaging.OfPlace(skip, take), database, definitions, cancellationToken);

    private static Task<JsonHttpResult<ElsaPage<ElsaJournalLine>>> List(
        string id, int? skip, int? take, ElsaAsked<JournalBody> body, Database database, DefinitionStore definitions, CancellationToken cancellationToken) =>
        PageAsync(
            id, body.Value.Filter ?? new JournalSearch(), ElsaPaging.OfPlace(skip ?? body.Value.Skip, take ?? body.Value.Take), database, definitions, cancellationToken);

    private static async Task<JsonHttpResult<ElsaPage<ElsaJournalLine>>> PageAsync(
        string id, JournalSearch search, (int Skip, int Take) place, Database database, DefinitionStore definitions, CancellationToken cancellationToken)
    {
        var (lines, total) = await database.ReadAsync(
            async (context, ct) =>
            {
                var (items, total) = await search.PageAsync(context, id, place.Skip, place.Take, ct) ?? throw ElsaInstances.NotFound();
                var graph = await GraphAsync(context, definitions, id, ct);
                return ((IReadOnlyList<ElsaJournalLine>)[.. items.Select(line => ElsaJournalLine.Of(id, line, graph))], total);
            },
            cancellationToken);
        return ElsaJson.Page(lines, total);
    }

    private static async Task<JsonHttpResult<ElsaJournalLine>> ReadLast(string id, string activityId, Database database, DefinitionStore definitions, CancellationToken cancellationToken)
    {
        var search = new JournalSearch { ActivityIds = [activityId], EventNames = ["Started", "Completed", "Faulted"] };
        return ElsaJson.Answer(await database.ReadAsync(
            async (context, ct) => await search.LastAsync(context, id, ct) is { } line
                ? ElsaJournalLine.Of(id, line, await GraphAsync(context, definitions, id, ct))
                : throw RuleViolation.NotFound("journal.not-found", "Bước này chưa chạy lần nào trong lượt chạy."),
            cancellationToken));
    }

    /// <summary>The graph of the version that the instance is on; in memory after the first time.</summary>
    public static async Task<WorkflowGraph> GraphAsync(DbContext context, DefinitionStore definitions, string instanceId, CancellationToken cancellationToken)
    {
        var version = await context.Set<InstanceRow>().Where(row => row.Id == instanceId).Select(row => row.DefinitionVersionId).FirstOrDefaultAsync(cancellationToken);
        return (await definitions.GetVersionAsync(context, version ?? throw ElsaInstances.NotFound(), cancellationToken)).Graph;
    }

    internal sealed record JournalBody
    {
        public JournalSearch? Filter { get; init; }
        public int? Skip { get; init; }
        public int? Take { get; init; }
    }
}

/// <summary>A line of the journal. Studio looks a descriptor up by the version of the type, which the journal does not keep: the definition knows it.</summary>
internal sealed record ElsaJournalLine(
    string Id, string ActivityInstanceId, string? ParentActivityInstanceId, string ActivityId, string ActivityType, int ActivityTypeVersion, string? ActivityName, string NodeId,
    DateTimeOffset Timestamp, long Sequence, string EventName, string? Message, string Source, IReadOnlyDictionary<string, object> ActivityState, object? Payload)
{
    private static readonly Dictionary<string, object> None = [];

    public static ElsaJournalLine Of(string instanceId, JournalLine line, WorkflowGraph graph) => new(
        $"{instanceId}.{line.Burst}.{line.Sequence}", $"{instanceId}.{line.Execution}", null, line.ActivityId, line.ActivityType, graph.FindByNodeId(line.ActivityNodeId)?.Version ?? 1,
        line.ActivityName, line.ActivityNodeId, line.Timestamp, line.Sequence, line.EventName, line.Message, line.ActivityType, None, line.Outcomes is { } outcomes ? new { outcomes } : null);
}
