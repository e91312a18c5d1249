using System.ComponentModel;
using System.Text.Json;
using LienThong.Activities.Commands;
using LienThong.Activities.Procedures;
using LienThong.Activities.Rules;
using LienThong.Host.Auth;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Definitions.Checks;
using LienThong.Workflows.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.Api;

/// <summary>What becomes of the versions of a definition: drafted, checked, published, retracted, taken back, deleted; by administrators.</summary>
internal static class VersionsApi
{
    public static void MapVersions(this RouteGroupBuilder api)
    {
        var definition = api.MapGroup("/definitions").WithTags("Phiên bản quy trình").NeedsAdministrator();
        // No idempotency key: nothing is saved.
        definition.MapPost("/check", Check).AcceptsDefinition().WithName("checkDefinition").WithSummary("Kiểm tra một quy trình ở dạng JSON của Elsa 3; không lưu gì");
        definition.MapGet("/{definitionId}/draft", ReadDraft).WithName("readDraft").WithSummary("Bản nháp ở dạng JSON của Elsa 3; ETag để sửa, ban hành hoặc xóa")
            .Produces<JsonElement>(StatusCodes.Status200OK, "application/json");
        // No idempotency key: the same text saved again is the same draft.
        definition.MapPut("/{definitionId}/draft", SaveDraft).AcceptsDefinition().WithName("saveDraft").WithSummary("Lưu bản nháp; bản nháp được phép còn lỗi");
        definition.MapDelete("/{definitionId}/draft", DeleteDraft).WithName("deleteDraft").WithSummary("Xóa bản nháp");
        definition.MapPost("/{definitionId}/publish", PublishDraft).WithName("publishDraft").WithSummary("Ban hành bản nháp, phải nêu lý do; bị từ chối nếu còn lỗi");
        definition.MapPost("/{definitionId}/retract", Retract).WithName("retractDefinition").WithSummary("Thu hồi phiên bản đang ban hành, phải nêu lý do; lượt đang chạy vẫn chạy tiếp");
        definition.MapPost("/{definitionId}/versions/{version:int}/revert", Revert).WithName("revertDefinition").WithSummary("Tạo bản nháp từ nội dung một phiên bản cũ, phải nêu lý do");
        definition.MapDelete("/{definitionId}/versions/{version:int}", DeleteVersion).WithName("deleteVersion").WithSummary("Xóa một phiên bản chưa từng có lượt chạy, phải nêu lý do");
        definition.MapDelete("/{definitionId}", Delete).WithName("deleteDefinition").WithSummary("Xóa một quy trình chưa từng có lượt chạy, phải nêu lý do");
    }

    private static async Task<Ok<CheckedView>> Check(Stream body, Database database, DefinitionStore definitions, CancellationToken cancellationToken)
    {
        var json = await DefinitionBody.ReadAsync(body, cancellationToken);
        var text = await database.ReadAsync((context, ct) => definitions.CheckAsync(context, json, ct), cancellationToken);
        return TypedResults.Ok(new CheckedView(text.Definition.DefinitionId, text.ContentHash, text.Findings.All(finding => finding.Severity != FindingSeverity.Error), text.Findings));
    }

    private static async Task<Utf8ContentHttpResult> ReadDraft(string definitionId, Database database, HttpResponse response, CancellationToken cancellationToken)
    {
        var draft = await database.ReadAsync((context, ct) => DefinitionStore.FindDraftAsync(context, definitionId, ct), cancellationToken)
            ?? throw RuleViolation.NotFound("definition.no-draft", $"Quy trình «{definitionId}» không có bản nháp.");
        response.Headers.ETag = $"\"{draft.Tag}\"";
        return TypedResults.Text(draft.Json.Span, "application/json; charset=utf-8");
    }

    private static async Task<Ok<SavedDraft>> SaveDraft(
        string definitionId, Stream body, SeenDraft seen, CurrentUser user, EditDefinition edit, HttpResponse response, CancellationToken cancellationToken)
    {
        var saved = await edit.SaveAsync(definitionId, await DefinitionBody.ReadAsync(body, cancellationToken), seen.Tag, user.Actor, cancellationToken);
        response.Headers.ETag = $"\"{saved.Tag}\"";
        return TypedResults.Ok(saved);
    }

    private static async Task<Ok<DeletedVersions>> DeleteDraft(
        string definitionId, IfMatch seen, CurrentUser user, IdempotencyKey key, CommandRunner commands, EditDefinition edit, CancellationToken cancellationToken) =>
        TypedResults.Ok(await commands.RunAsync(
            key.For(user, "deleteDraft", new { definitionId, seen.Value }), (session, ct) => edit.DeleteDraftAsync(session, definitionId, seen.Value.Trim('"'), user.Actor, ct), cancellationToken));

    private static async Task<Ok<PublishedVersion>> PublishDraft(
        string definitionId, ReasonBody body, IfMatch seen, CurrentUser user, IdempotencyKey key, PublishDefinition publish, CancellationToken cancellationToken) =>
        TypedResults.Ok(await publish.DraftAsync(
            definitionId, seen.Value.Trim('"'), body.Reason, user.Actor, key.For(user, "publishDraft", new { definitionId, seen.Value, body }), cancellationToken));

    private static async Task<Ok<PublishedVersion>> Retract(
        string definitionId, ReasonBody body, CurrentUser user, IdempotencyKey key, CommandRunner commands, PublishDefinition publish, CancellationToken cancellationToken) =>
        TypedResults.Ok(await commands.RunAsync(
            key.For(user, "retractDefinition", new { definitionId, body }), (session, ct) => publish.RetractAsync(session, definitionId, body.Reason, user.Actor, ct), cancellationToken));

    private static async Task<Ok<SavedDraft>> Revert(
        string definitionId, int version, ReasonBody body, CurrentUser user, IdempotencyKey key, CommandRunner commands, EditDefinition edit, CancellationToken cancellationToken) =>
        TypedResults.Ok(await commands.RunAsync(
            key.For(user, "revertDefinition", new { definitionId, version, body }),
            (session, ct) => edit.RevertAsync(session, definitionId, version, body.Reason, user.Actor, ct), cancellationToken));

    private static async Task<Ok<DeletedVersions>> DeleteVersion(
        string definitionId, int version, [Description("Lý do xóa.")] string? reason, CurrentUser user, IdempotencyKey key, CommandRunner commands, EditDefinition edit,
        CancellationToken cancellationToken) =>
        TypedResults.Ok(await commands.RunAsync(
            key.For(user, "deleteVersion", new { definitionId, version, reason }),
            (session, ct) => edit.DeleteVersionAsync(session, definitionId, version, reason, user.Actor, ct), cancellationToken));

    private static async Task<Ok<DeletedVersions>> Delete(
        string definitionId, [Description("Lý do xóa.")] string? reason, CurrentUser user, IdempotencyKey key, CommandRunner commands, EditDefinition edit, CancellationToken cancellationToken) =>
        TypedResults.Ok(await commands.RunAsync(
            key.For(user, "deleteDefinition", new { definitionId, reason }), (session, ct) => edit.DeleteAsync(session, definitionId, reason, user.Actor, ct), cancellationToken));

    internal sealed record ReasonBody(string? Reason = null);

    /// <param name="DefinitionId">Of the text.</param>
    /// <param name="ContentHash">Equal for equal content.</param>
    /// <param name="MayBePublished">There are no errors.</param>
    /// <param name="Findings">Errors and warnings.</param>
    internal sealed record CheckedView(string DefinitionId, string ContentHash, bool MayBePublished, IReadOnlyList<Finding> Findings);
}
