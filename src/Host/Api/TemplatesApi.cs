using System.ComponentModel;
using LienThong.Activities.Commands;
using LienThong.Activities.Documents;
using LienThong.Activities.Templates;
using LienThong.Host.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.Api;

/// <summary>Mẫu văn bản: kept by administrators and offices, filled for drafters.</summary>
internal static class TemplatesApi
{
    public static void MapTemplates(this RouteGroupBuilder api)
    {
        var templates = api.MapGroup("/templates").WithTags("Mẫu văn bản").NeedsSession();
        templates.MapGet("/", List).WithName("listTemplates").WithSummary("Mẫu dùng chung và mẫu của cơ quan");
        templates.MapGet("/fields", Fields).WithName("listTemplateFields").WithSummary("Các trường dùng được trong mẫu");
        templates.MapGet("/{id:guid}", Read).WithName("readTemplate").WithSummary("Một mẫu văn bản");
        templates.MapGet("/{id:guid}/filled", Fill).NeedsAppointment().WithName("fillTemplate").WithSummary("Dự thảo theo mẫu, đã điền từ văn bản đến của việc");
        templates.MapPost("/", Create).WithName("createTemplate").WithSummary("Tạo mẫu văn bản");
        templates.MapPut("/{id:guid}", Change).WithName("changeTemplate").WithSummary("Sửa mẫu văn bản");
        templates.MapDelete("/{id:guid}", Retire).WithName("retireTemplate").WithSummary("Ngừng dùng mẫu văn bản");
    }

    private static async Task<Ok<IReadOnlyList<TemplateRow>>> List(
        [Description("Mã loại văn bản, ví dụ BC.")] string? typeCode, CurrentUser user, Reading reading, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reading.RunAsync((read, ct) => TemplateQuery.ListAsync(read.Context, AccessOf(user), typeCode, ct), cancellationToken));

    private static Ok<IReadOnlyList<TemplateField>> Fields() => TypedResults.Ok(TemplateFields.All);

    private static async Task<Ok<TemplateDetail>> Read(Guid id, CurrentUser user, Reading reading, HttpResponse response, CancellationToken cancellationToken)
    {
        var detail = await reading.RunAsync((read, ct) => TemplateQuery.ReadAsync(read.Context, AccessOf(user), id, ct), cancellationToken);
        response.SetETag(detail.Template.RowVersion);
        return TypedResults.Ok(detail);
    }

    private static async Task<Ok<FilledTemplate>> Fill(
        Guid id, [Description("Việc soạn dự thảo.")] Guid workItemId, CurrentUser user, Reading reading, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reading.RunAsync(
            (read, ct) => TemplateQuery.FillAsync(read.Context, AccessOf(user), id, workItemId, user.Reach, read.Organisation, read.Today, ct), cancellationToken));

    private static async Task<Created<CreatedView>> Create(
        TemplateBody body, CurrentUser user, IdempotencyKey key, CommandRunner commands, CancellationToken cancellationToken)
    {
        var agencyId = body.Shared ? (Guid?)null : user.AgencyId;
        var id = await commands.RunAsync(key.For(user, "createTemplate", body),
            (session, ct) => TemplateChanges.CreateAsync(session, AccessOf(user), new TemplateDraft(body.Name, body.Content, agencyId), user.Actor, ct), cancellationToken);
        return TypedResults.Created($"/api/templates/{id}", new CreatedView(id));
    }

    private static async Task<Ok<TemplateDetail>> Change(
        Guid id, TemplateBody body, CurrentUser user, IdempotencyKey key, IfMatch seen, CommandRunner commands, HttpResponse response, CancellationToken cancellationToken)
    {
        var detail = await commands.RunAsync(key.For(user, "changeTemplate", new { id, body }),
            (session, ct) => TemplateChanges.ChangeAsync(session, AccessOf(user), id, new TemplateDraft(body.Name, body.Content, null), seen.MustBe, user.Actor, ct), cancellationToken);
        response.SetETag(detail.Template.RowVersion);
        return TypedResults.Ok(detail);
    }

    private static async Task<NoContent> Retire(Guid id, CurrentUser user, IdempotencyKey key, IfMatch seen, CommandRunner commands, CancellationToken cancellationToken)
    {
        await commands.RunAsync(key.For(user, "retireTemplate", new { id }), (session, ct) => TemplateChanges.RetireAsync(session, AccessOf(user), id, seen.MustBe, user.Actor, ct), cancellationToken);
        return TypedResults.NoContent();
    }

    private static TemplateAccess AccessOf(CurrentUser user) => TemplateAccess.Of(user.IsAdministrator, user.Positions);

    /// <summary>Shared: for all agencies; otherwise for the agency of the caller. What a template belongs to does not change.</summary>
    internal sealed record TemplateBody(string Name, DraftContent Content, bool Shared = false);
}
