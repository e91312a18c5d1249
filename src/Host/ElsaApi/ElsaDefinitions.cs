using System.Text.Json.Nodes;
using LienThong.Activities.Procedures;
using LienThong.Activities.Rules;
using LienThong.Host.Auth;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.ElsaApi;

/// <summary>Definitions, to look at: by id, in lists, and who uses them.</summary>
internal static class ElsaDefinitions
{
    private const int MostOnPage = 500;
    private const int MostAtOnce = 100;

    public static void MapElsaDefinitions(this RouteGroupBuilder elsa)
    {
        var definitions = elsa.MapGroup("/workflow-definitions").NeedsSession();
        definitions.MapGet("/", List);
        definitions.MapGet("/by-definition-id/{definitionId}", Read);
        definitions.MapGet("/{definitionId}", Read);
        definitions.MapGet("/by-id/{id}", ReadVersion);
        definitions.MapGet("/many-by-id", ReadMany);
        definitions.MapGet("/query/count", Count);
        definitions.MapGet("/validation/is-name-unique", IsNameUnique);
        definitions.MapGet("/{definitionId}/versions", ListVersions);
        definitions.MapGet("/{definitionId}/consumers", Consumers);
    }

    private static async Task<Utf8ContentHttpResult> List([AsParameters] ListRequest asked, CurrentUser user, Database database, DefinitionStore definitions, CancellationToken cancellationToken)
    {
        var size = Math.Clamp(ElsaQuery.Number("PageSize", asked.PageSize) ?? MostOnPage, 1, MostOnPage);
        var page = ElsaQuery.Number("Page", asked.Page) ?? 0;
        var (items, total) = await database.ReadAsync(
            async (context, ct) =>
            {
                // None of ours is Elsa's own.
                if (asked.IsSystem?.Equals(bool.TrueString, StringComparison.OrdinalIgnoreCase) == true)
                    return ([], 0);
                var found = await VersionQuery.ListAsync(context, asked.Filter, (int)Math.Min((long)page * size, int.MaxValue), size, ct);
                return (await SummariesAsync(context, definitions, found.Page, user, ct), found.Total);
            },
            cancellationToken);
        var links = new JsonArray();
        if (user.IsAdministrator)
        {
            links.Add(ElsaDefinition.Link("/bulk-actions/publish/workflow-definitions/by-definition-ids", "bulk-publish", "POST"));
            links.Add(ElsaDefinition.Link("/bulk-actions/retract/workflow-definitions/by-definition-ids", "bulk-retract", "POST"));
            links.Add(ElsaDefinition.Link("/bulk-actions/delete/workflow-definitions/by-definition-id", "bulk-delete", "POST"));
        }

        return ElsaDefinition.Answer(new JsonObject { ["items"] = items, ["totalCount"] = total, ["links"] = links });
    }

    private static async Task<Utf8ContentHttpResult> Read(string definitionId, string? versionOptions, CurrentUser user, Database database, DefinitionStore definitions, CancellationToken cancellationToken)
    {
        var versions = ElsaQuery.Versions(versionOptions, VersionChoice.Latest);
        return ElsaDefinition.Answer(await database.ReadAsync(
            async (context, ct) => await ElsaDefinition.OfAsync(context, definitions, await VersionQuery.FindAsync(context, definitionId, versions, ct) ?? throw NotFound(definitionId), user, ct),
            cancellationToken));
    }

    private static async Task<Utf8ContentHttpResult> ReadVersion(string id, CurrentUser user, Database database, DefinitionStore definitions, CancellationToken cancellationToken) =>
        ElsaDefinition.Answer(await database.ReadAsync(
            async (context, ct) => await ElsaDefinition.OfAsync(context, definitions, await VersionAsync(context, id, ct), user, ct), cancellationToken));

    private static async Task<Utf8ContentHttpResult> ReadMany([FromQuery(Name = "ids")] string[]? ids, CurrentUser user, Database database, DefinitionStore definitions, CancellationToken cancellationToken)
    {
        var asked = (ElsaQuery.Texts(ids) ?? []).Distinct().ToList();
        if (asked.Count > MostAtOnce)
            throw RuleViolation.Invalid("definition.too-many", $"Chỉ đọc được {MostAtOnce} phiên bản một lần. Chia thành nhiều lần.");
        var items = await database.ReadAsync(
            async (context, ct) =>
            {
                var list = new JsonArray();
                foreach (var row in await context.Set<DefinitionRow>().Where(row => asked.Contains(row.Id)).OrderBy(row => row.DefinitionId).ThenBy(row => row.Version).ToListAsync(ct))
                    list.Add(await ElsaDefinition.OfAsync(context, definitions, row, user, ct));
                return list;
            },
            cancellationToken);
        return ElsaDefinition.Answer(new JsonObject { ["items"] = items, ["count"] = items.Count });
    }

    private static async Task<JsonHttpResult<CountAnswer>> Count(Database database, CancellationToken cancellationToken) =>
        ElsaJson.Answer(new CountAnswer(await database.ReadAsync(VersionQuery.CountAsync, cancellationToken)));

    private static async Task<JsonHttpResult<UniqueAnswer>> IsNameUnique(string? name, string? definitionId, Database database, CancellationToken cancellationToken) =>
        ElsaJson.Answer(new UniqueAnswer(await database.ReadAsync((context, ct) => VersionQuery.IsNameFreeAsync(context, name ?? "", definitionId, ct), cancellationToken)));

    private static async Task<Utf8ContentHttpResult> ListVersions(string definitionId, CurrentUser user, Database database, DefinitionStore definitions, CancellationToken cancellationToken)
    {
        var filter = new VersionFilter { DefinitionIds = [definitionId], Order = VersionOrder.Version, Descending = true };
        var items = await database.ReadAsync(
            async (context, ct) => await SummariesAsync(context, definitions, (await VersionQuery.ListAsync(context, filter, 0, MostOnPage, ct)).Page, user, ct), cancellationToken);
        return items.Count > 0 ? ElsaDefinition.Answer(items) : throw NotFound(definitionId);
    }

    private static async Task<JsonHttpResult<ConsumersAnswer>> Consumers(string definitionId, Database database, DefinitionStore definitions, CancellationToken cancellationToken) =>
        ElsaJson.Answer(new ConsumersAnswer(await database.ReadAsync((context, ct) => definitions.UsersOfAsync(context, definitionId, ct), cancellationToken)));

    /// <summary>The row of a version.</summary>
    /// <exception cref="RuleViolation"><c>definition.not-found</c>.</exception>
    public static async Task<DefinitionRow> VersionAsync(DbContext context, string id, CancellationToken cancellationToken) =>
        await VersionQuery.FindByIdAsync(context, id, cancellationToken)
            ?? throw RuleViolation.NotFound("definition.not-found", "Không có phiên bản quy trình này, có thể đã bị xóa. Tải lại danh sách.");

    public static RuleViolation NotFound(string definitionId) =>
        RuleViolation.NotFound("definition.not-found", $"Không có quy trình «{definitionId}», hoặc không có phiên bản được hỏi. Tải lại danh sách.");

    /// <summary>Versions without their roots, as lists hold them.</summary>
    public static async Task<JsonArray> SummariesAsync(DbContext context, DefinitionStore definitions, IReadOnlyList<VersionHead> heads, CurrentUser user, CancellationToken cancellationToken)
    {
        var notes = await definitions.NotesAsync(context, heads.Select(head => (head.Id, head.ContentHash)), cancellationToken);
        return new JsonArray([.. heads.Select(head => SummaryOf(head, notes.GetValueOrDefault(head.Id, VersionNote.None), user))]);
    }

    private static JsonObject SummaryOf(VersionHead head, VersionNote note, CurrentUser user) => new()
    {
        ["id"] = head.Id,
        ["definitionId"] = head.DefinitionId,
        ["name"] = head.Name ?? head.DefinitionId,
        ["description"] = note.Description,
        ["version"] = head.Version,
        ["toolVersion"] = note.ToolVersion,
        ["isLatest"] = head.IsLatest,
        ["isPublished"] = head.IsPublished,
        ["isReadonly"] = note.IsReadonly,
        ["createdAt"] = ElsaDefinition.Instant(head.CreatedAt),
        ["materializerName"] = "Json",
        ["isMaterializerAvailable"] = true,
        ["links"] = ElsaDefinition.LinksOf(head.DefinitionId, user, note.IsReadonly),
    };

    internal sealed record ListRequest
    {
        public string? VersionOptions { get; init; }
        public string[]? DefinitionIds { get; init; }
        public string[]? Ids { get; init; }
        public string? SearchTerm { get; init; }
        public string? OrderBy { get; init; }
        public string? OrderDirection { get; init; }
        public string? Page { get; init; }
        public string? PageSize { get; init; }
        public string? IsSystem { get; init; }

        internal VersionFilter Filter
        {
            get
            {
                var order = ElsaQuery.Name<VersionOrder>("OrderBy", OrderBy) ?? VersionOrder.Name;
                var direction = ElsaQuery.Name<Direction>("OrderDirection", OrderDirection) ?? (order == VersionOrder.Name ? Direction.Ascending : Direction.Descending);
                return new VersionFilter
                {
                    Versions = ElsaQuery.Versions(VersionOptions, VersionChoice.All),
                    DefinitionIds = ElsaQuery.Texts(DefinitionIds),
                    Ids = ElsaQuery.Texts(Ids),
                    Text = SearchTerm,
                    Order = order,
                    Descending = direction == Direction.Descending,
                };
            }
        }
    }

    private enum Direction
    {
        Ascending,
        Descending,
    }

    internal sealed record CountAnswer(int Count);

    internal sealed record UniqueAnswer(bool IsUnique);

    internal sealed record ConsumersAnswer(IReadOnlyList<string> ConsumingWorkflowDefinitionIds);
}
