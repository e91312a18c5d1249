using System.Text.Json;
using System.Text.Json.Nodes;
using LienThong.Activities.Procedures;
using LienThong.Host.Auth;
using LienThong.Host.Errors;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.ElsaApi;

/// <summary>What becomes of a definition: saved, published, retracted, taken back, deleted; by administrators.</summary>
/// <remarks>Studio asks for no reasons, so each is given the plain one that says where it was done.</remarks>
internal static class ElsaDefinitionChanges
{
    public const string Published = "Ban hành từ Elsa Studio";
    public const string Retracted = "Thu hồi từ Elsa Studio";
    public const string Deleted = "Xóa từ Elsa Studio";
    private const string Reverted = "Quay lại phiên bản cũ từ Elsa Studio";

    /// <summary>Sent by our script in Studio's page: another one each time the page is loaded.</summary>
    private const string SeatHeader = "X-LienThong-Seat";
    private const int LongestSeat = 64;

    public static void MapElsaDefinitionChanges(this RouteGroupBuilder elsa)
    {
        var definitions = elsa.MapGroup("/workflow-definitions").NeedsAdministrator();
        definitions.MapPost("/", Save).TakesDefinition();
        definitions.MapPost("/{definitionId}/publish", Publish);
        definitions.MapPost("/{definitionId}/retract", Retract);
        definitions.MapPost("/{definitionId}/revert/{version:int}", Revert);
        definitions.MapPost("/{definitionId}/update-references", UpdateReferences);
        definitions.MapDelete("/{definitionId}", Delete);
        definitions.MapDelete("/{definitionId}/version/{version:int}", DeleteNumber);
        elsa.MapDelete("/workflow-definition-versions/{id}", DeleteVersion);
        // Every request reads the database, so there is nothing to load anew.
        elsa.MapPost("/actions/workflow-definitions/reload", () => TypedResults.NoContent());
        elsa.MapPost("/actions/workflow-definitions/refresh", Refresh);
    }

    private static async Task<Utf8ContentHttpResult> Save(
        HttpRequest request, CurrentUser user, ReviseDefinition revise, Database database, DefinitionStore definitions, CancellationToken cancellationToken)
    {
        if (await ElsaBody.ReadDocumentAsync(request, cancellationToken) is not { ValueKind: JsonValueKind.Object } body
            || !body.TryGetProperty("model", out var sent) || ModernShape.OfDefinition(sent) is not JsonObject model)
            throw new ApiRefusal(StatusCodes.Status400BadRequest, "definition.no-model", "Nội dung gửi lên thiếu quy trình (model). Tải lại trang rồi làm lại.");
        var publish = body.TryGetProperty("publish", out var flag) && flag.ValueKind == JsonValueKind.True;
        var seat = request.Headers[SeatHeader] is [{ Length: > 0 and <= LongestSeat } one] ? one : null;
        var saved = await revise.SaveAsync(model, publish ? Published : null, user.Actor, seat, cancellationToken);
        return await SavedAsync(saved.VersionId, saved.WasPublished, publish, user, database, definitions, cancellationToken);
    }

    private static async Task<Utf8ContentHttpResult> Publish(
        string definitionId, CurrentUser user, PublishDefinition publish, Database database, DefinitionStore definitions, CancellationToken cancellationToken)
    {
        var (version, wasPublished) = await publish.LatestAsync(definitionId, Published, user.Actor, cancellationToken);
        return await SavedAsync(version.VersionId, wasPublished, true, user, database, definitions, cancellationToken);
    }

    private static async Task<Utf8ContentHttpResult> Retract(
        string definitionId, CurrentUser user, PublishDefinition publish, Database database, DefinitionStore definitions, CancellationToken cancellationToken)
    {
        await database.WriteAsync((session, ct) => publish.RetractAsync(session, definitionId, Retracted, user.Actor, ct), cancellationToken);
        return ElsaDefinition.Answer(await database.ReadAsync(
            async (context, ct) => await ElsaDefinition.OfAsync(
                context, definitions, await VersionQuery.FindAsync(context, definitionId, VersionChoice.Latest, ct) ?? throw ElsaDefinitions.NotFound(definitionId), user, ct),
            cancellationToken));
    }

    private static async Task<Utf8ContentHttpResult> Revert(
        string definitionId, int version, CurrentUser user, EditDefinition edit, Database database, DefinitionStore definitions, CancellationToken cancellationToken)
    {
        var draft = await database.WriteAsync((session, ct) => edit.RevertAsync(session, definitionId, version, Reverted, user.Actor, ct), cancellationToken);
        return ElsaDefinition.Answer(await database.ReadAsync(
            async (context, ct) =>
            {
                var filter = new VersionFilter { Ids = [draft.VersionId] };
                return (await ElsaDefinitions.SummariesAsync(context, definitions, (await VersionQuery.ListAsync(context, filter, 0, 1, ct)).Page, user, ct))[0]!.DeepClone();
            },
            cancellationToken));
    }

    private static async Task<JsonHttpResult<ReferencesAnswer>> UpdateReferences(
        string definitionId, CurrentUser user, PublishDefinition publish, Database database, CancellationToken cancellationToken) =>
        ElsaJson.Answer(new ReferencesAnswer(await database.WriteAsync((session, ct) => publish.UpdateReferencesAsync(session, definitionId, user.Actor, ct), cancellationToken)));

    private static async Task<NoContent> Delete(string definitionId, CurrentUser user, EditDefinition edit, Database database, CancellationToken cancellationToken)
    {
        await database.WriteAsync((session, ct) => edit.DeleteAsync(session, definitionId, Deleted, user.Actor, ct), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> DeleteVersion(string id, CurrentUser user, EditDefinition edit, Database database, CancellationToken cancellationToken)
    {
        await database.WriteAsync((session, ct) => edit.DeleteVersionAsync(session, id, Deleted, user.Actor, ct), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> DeleteNumber(string definitionId, int version, CurrentUser user, EditDefinition edit, Database database, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            async (session, ct) =>
            {
                var row = await VersionQuery.FindAsync(session.Context, definitionId, new VersionChoice(null, version), ct) ?? throw ElsaDefinitions.NotFound(definitionId);
                return await edit.DeleteVersionAsync(session, row.Id, Deleted, user.Actor, ct);
            },
            cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<JsonHttpResult<RefreshAnswer>> Refresh(HttpRequest request, CancellationToken cancellationToken) =>
        ElsaJson.Answer(new RefreshAnswer((await ElsaBody.ReadAsync<RefreshBody>(request, cancellationToken)).DefinitionIds ?? [], []));

    private static async Task<Utf8ContentHttpResult> SavedAsync(
        string versionId, bool wasPublished, bool isPublished, CurrentUser user, Database database, DefinitionStore definitions, CancellationToken cancellationToken) =>
        ElsaDefinition.Answer(await database.ReadAsync(
            async (context, ct) =>
            {
                var row = await ElsaDefinitions.VersionAsync(context, versionId, ct);
                return new JsonObject
                {
                    ["workflowDefinition"] = await ElsaDefinition.OfAsync(context, definitions, row, user, ct),
                    ["alreadyPublished"] = wasPublished,
                    ["consumingWorkflowCount"] = isPublished ? (await definitions.ConsumersOfAsync(context, row.DefinitionId, ct)).Count : 0,
                    ["validationErrors"] = new JsonArray(),
                };
            },
            cancellationToken));

    internal sealed record ReferencesAnswer(IReadOnlyList<string> AffectedWorkflows);

    internal sealed record RefreshBody
    {
        public IReadOnlyList<string>? DefinitionIds { get; init; }
    }

    internal sealed record RefreshAnswer(IReadOnlyList<string> Refreshed, IReadOnlyList<string> NotFound);
}
