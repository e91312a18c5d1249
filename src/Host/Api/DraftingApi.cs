using LienThong.Activities.Commands;
using LienThong.Activities.Documents;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Rules;
using LienThong.Host.Auth;
using LienThong.Workflows.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.Api;

/// <summary>What a drafter has while writing: the working copy, the preview, the form check, and fields read from an own file.</summary>
internal static class DraftingApi
{
    public static void MapDrafting(this RouteGroupBuilder api)
    {
        var drafting = api.MapGroup("/work-items/{id:guid}").WithTags("Soạn thảo").NeedsAppointment();
        // No idempotency keys: nothing of this is decided or numbered, and a repeat gives the same.
        drafting.MapGet("/working-copy", ReadCopy).WithName("readWorkingCopy").WithSummary("Bản đang soạn đã lưu; 204 khi chưa có");
        drafting.MapPut("/working-copy", SaveCopy).WithName("saveWorkingCopy").WithSummary("Lưu bản đang soạn");
        drafting.MapDelete("/working-copy", DropCopy).WithName("dropWorkingCopy").WithSummary("Bỏ bản đang soạn");
        drafting.MapPost("/preview", Preview).WithName("previewDraft").WithSummary("Xem trước dự thảo dưới dạng văn bản Word")
            .Produces(StatusCodes.Status200OK, contentType: DocumentWriter.MediaType);
        drafting.MapPost("/form-check", Check).WithName("checkDraft").WithSummary("Kiểm tra thể thức của bản đang soạn");
        drafting.MapGet("/attachments", ListAttachments).WithName("listAttachments").WithSummary("Tài liệu gửi kèm văn bản");
        drafting.MapPost("/attachments", AddAttachment).WithName("addAttachment").WithSummary("Thêm tài liệu kèm theo");
        drafting.MapDelete("/attachments/{attachmentId:guid}", RemoveAttachment).WithName("removeAttachment").WithSummary("Bỏ tài liệu kèm theo");
        api.MapPost("/uploads/draft-proposal", Propose).WithTags("Soạn thảo").NeedsAppointment().WithName("proposeDraft")
            .WithSummary("Đọc các trường của dự thảo từ tệp Word đã tải lên");
    }

    private static async Task<Results<Ok<WorkingCopyView>, NoContent>> ReadCopy(Guid id, CurrentUser user, Reading reading, CancellationToken cancellationToken)
    {
        var view = await reading.RunAsync(async (read, ct) => await WorkingCopies.FindAsync(read.Context, id, user.Reach, ct) is { } copy
            ? new WorkingCopyView(DraftContent.FromJson(copy.Content), copy.RowVersion, copy.SavedAt, read.Organisation.FindPerson(copy.SavedBy)?.FullName)
            : null, cancellationToken);
        return view is null ? TypedResults.NoContent() : TypedResults.Ok(view);
    }

    private static async Task<Ok<SavedWorkingCopy>> SaveCopy(Guid id, CopyBody body, CurrentUser user, Database database, CancellationToken cancellationToken)
    {
        try
        {
            return TypedResults.Ok(await database.WriteAsync(
                (session, ct) => WorkingCopies.SaveAsync(session, id, user.Reach, body.Content, body.BaseRowVersion, ct), cancellationToken));
        }
        catch (Exception raced) when (raced is StaleRowException or DuplicateRowException)
        {
            throw new RuleViolation("working-copy.stale", "Bản đang soạn vừa được lưu từ nơi khác. Tải lại bản mới nhất rồi sửa tiếp; giữ lại phần vừa viết nếu cần.");
        }
    }

    private static async Task<NoContent> DropCopy(Guid id, CurrentUser user, Database database, CancellationToken cancellationToken)
    {
        await database.WriteAsync((session, ct) => WorkingCopies.DropAsync(session, id, user.Reach, ct), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<FileContentHttpResult> Preview(
        Guid id, DraftBody body, CurrentUser user, Reading reading, DraftForms forms, UploadTokens uploads, DraftPreview preview, CancellationToken cancellationToken)
    {
        var bytes = body.File is { } token
            ? await preview.OfFileAsync(uploads.Take(user, token), cancellationToken)
            : DraftPreview.Of(await forms.OfAsync(user.PersonId, id, await ContentAsync(id, body, user, reading, cancellationToken), cancellationToken));
        return TypedResults.Bytes(bytes, DocumentWriter.MediaType);
    }

    private static async Task<Ok<IReadOnlyList<FormFinding>>> Check(
        Guid id, DraftBody body, CurrentUser user, Reading reading, DraftForms forms, UploadTokens uploads, CancellationToken cancellationToken)
    {
        var draft = await forms.OfAsync(user.PersonId, id, await ContentAsync(id, body, user, reading, cancellationToken), cancellationToken);
        var uploaded = body.File is { } token ? await forms.ReadAsync(uploads.Take(user, token), draft.Document.Symbol, cancellationToken) : null;
        return TypedResults.Ok(DraftForms.Check(draft, uploaded));
    }

    private static async Task<Ok<DraftProposal>> Propose(
        ProposalBody body, CurrentUser user, Reading reading, DraftForms forms, UploadTokens uploads, CancellationToken cancellationToken)
    {
        var file = uploads.Take(user, body.Token);
        // The symbol depends on the type, which only the text tells.
        var text = (await forms.ReadAsync(file, "", cancellationToken)).Text;
        var (fields, unit, agency) = await reading.RunAsync(async (read, ct) =>
        {
            var dossier = body.WorkItemId is { } item ? await DraftForms.DossierOfAsync(read.Context, item, user.Reach, ct) : null;
            var issuing = read.Organisation.FindAgency(dossier?.AgencyId ?? user.AgencyId)!; // agencies are never deleted
            var drafting = dossier?.LeadUnitId is { } unitId ? read.Organisation.FindUnit(unitId) : user.Primary?.Unit;
            return (DraftProposal.FieldsOf(text, issuing, read.Organisation, ct), drafting, issuing);
        }, cancellationToken);
        var symbol = fields.TypeCode.Length == 0 ? "" : OutgoingForm.SymbolOf(fields.TypeCode, agency, unit);
        var uploaded = await forms.ReadAsync(file, symbol, cancellationToken);
        return TypedResults.Ok(new DraftProposal(fields, DraftForms.Check(uploaded, symbol, agency.Symbol), uploaded.CanBeIssued));
    }

    private static async Task<Ok<IReadOnlyList<AttachmentRow>>> ListAttachments(Guid id, CurrentUser user, Reading reading, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reading.RunAsync((read, ct) => Attachments.ListAsync(read.Context, id, user.Reach, ct), cancellationToken));

    private static async Task<Created<AttachmentRow>> AddAttachment(
        Guid id, AttachmentBody body, CurrentUser user, IdempotencyKey key, CommandRunner commands, UploadTokens uploads, CancellationToken cancellationToken)
    {
        var file = uploads.Take(user, body.File);
        var row = await commands.RunAsync(
            key.For(user, "addAttachment", new { file.Hash, file.Name, body.Role }) with { Subject = id }, (session, ct) => Attachments.AddAsync(session, id, user.Reach, file, body.Role, ct), cancellationToken);
        return TypedResults.Created($"/api/work-items/{id}/attachments", row);
    }

    private static async Task<NoContent> RemoveAttachment(
        Guid id, Guid attachmentId, CurrentUser user, IdempotencyKey key, CommandRunner commands, CancellationToken cancellationToken)
    {
        await commands.RunAsync(
            key.For(user, "removeAttachment", null) with { Subject = attachmentId }, (session, ct) => Attachments.RemoveAsync(session, id, user.Reach, attachmentId, ct), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<DraftContent> ContentAsync(Guid id, DraftBody body, CurrentUser user, Reading reading, CancellationToken cancellationToken)
    {
        if (body.Draft is { } given)
            return given.Unfinished();
        var copy = await reading.RunAsync((read, ct) => WorkingCopies.FindAsync(read.Context, id, user.Reach, ct), cancellationToken);
        return copy is not null
            ? DraftContent.FromJson(copy.Content)
            : throw new RuleViolation("draft.empty", "Chưa có nội dung để xem trước. Nhập nội dung hoặc chọn mẫu văn bản trước.");
    }

    internal sealed record CopyBody(DraftContent Content, int BaseRowVersion);

    /// <summary>Without a draft the working copy is taken; File is the token of the drafter's own DOCX.</summary>
    internal sealed record DraftBody(DraftContent? Draft = null, string? File = null);

    /// <summary>File is the token of an upload; Role says what it is: Phụ lục I.</summary>
    internal sealed record AttachmentBody(string File, string Role);

    internal sealed record ProposalBody(string Token, Guid? WorkItemId = null);
}
