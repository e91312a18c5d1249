using LienThong.Activities.Approvals;
using LienThong.Activities.Deadlines;
using LienThong.Activities.Documents;
using LienThong.Activities.Exchange;
using LienThong.Activities.Opinions;
using LienThong.Activities.Registers;
using LienThong.Activities.Work;
using LienThong.Host.Auth;
using LienThong.Host.Settings;
using LienThong.Workflows.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace LienThong.Host.Api;

/// <summary>One's own work: what is asked, and the answers to it.</summary>
internal static class WorkItemsApi
{
    public static void MapWorkItems(this RouteGroupBuilder api)
    {
        var items = api.MapGroup("/work-items/{id:guid}").WithTags("Việc").NeedsAppointment();
        items.MapGet("/", Read).WithName("readWorkItem").WithSummary("Việc được giao: yêu cầu, hồ sơ, tệp, ý kiến và các thao tác làm được");
        items.MapPost("/assign", Assign).WithName("assignWork").WithSummary("Bút phê: giao đơn vị chủ trì, phối hợp, để biết và hạn");
        items.MapPost("/submit-draft", SubmitDraft).WithName("submitDraft").WithSummary("Trình dự thảo");
        items.MapPost("/approve", Approve).WithName("approveWork").WithSummary("Duyệt hoặc ký nháy");
        items.MapPost("/return", Return).WithName("returnWork").WithSummary("Trả lại, phải nêu lý do");
        items.MapPost("/reject", Reject).WithName("rejectWork").WithSummary("Từ chối, phải nêu lý do");
        items.MapGet("/signing", ReadSigning).WithName("readSigning").WithSummary("Nội dung sẽ ký: tệp, mã băm, khối chữ ký, ký thay ai, kết quả kiểm tra thể thức");
        items.MapPost("/sign", Sign).NeedsSigningConfirmation().WithName("signWork").WithSummary("Ký ban hành");
        items.MapPost("/issue-number", IssueNumber).NeedsConfirmation().WithName("issueNumber").WithSummary("Cấp số và ngày ban hành");
        items.MapPost("/refuse-number", RefuseNumber).WithName("refuseNumber").WithSummary("Từ chối cấp số, phải nêu lý do");
        items.MapPost("/recall", Recall).WithName("recallWork").WithSummary("Thu hồi việc mình vừa xử lý, khi bước sau chưa xử lý");
        items.MapPost("/opinions", AskOpinion).WithName("askOpinion").WithSummary("Xin ý kiến người hoặc đơn vị khác trong cơ quan");
        items.MapPost("/give-opinion", GiveOpinion).WithName("giveOpinion").WithSummary("Cho ý kiến, hoặc ý kiến phối hợp của đơn vị");
        items.MapPost("/extensions", AskExtension).WithName("askExtension").WithSummary("Xin gia hạn xử lý");
        items.MapPost("/grant-extension", GrantExtension).WithName("grantExtension").WithSummary("Đồng ý gia hạn");
        items.MapPost("/refuse-extension", RefuseExtension).WithName("refuseExtension").WithSummary("Không đồng ý gia hạn, phải nêu lý do");
        items.MapGet("/recipients", ReadRecipients).WithName("readNamedRecipients").WithSummary("Cơ quan nhận mà bước gửi của quy trình đã ghi sẵn");
        items.MapPost("/send", Send).WithName("sendDocument").WithSummary("Gửi văn bản đã ban hành đến các cơ quan nhận");
    }

    private static async Task<Ok<WorkItemDetail>> Read(Guid id, CurrentUser user, Reading reading, HttpResponse response, CancellationToken cancellationToken)
    {
        var detail = await reading.RunAsync((read, ct) => WorkItemQuery.ReadAsync(read.Context, id, user.Reach, read.Organisation, read.Today, ct), cancellationToken);
        response.SetETag(detail.Item.RowVersion);
        return TypedResults.Ok(detail);
    }

    private static async Task<Ok<IReadOnlyList<Guid>>> ReadRecipients(Guid id, CurrentUser user, Reading reading, NamedRecipients named, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reading.RunAsync((read, ct) => named.ReadAsync(read.Context, id, user.Reach, read.Organisation, read.Today, ct), cancellationToken));

    private static async Task<Ok<Decided>> Assign(
        Guid id, Instruction body, CurrentUser user, IdempotencyKey key, [FromHeader(Name = IfMatch.Header)] string? seen, Database database, InstructDocument instruct, CancellationToken cancellationToken)
    {
        await SeenAsync(database, id, seen, user, cancellationToken);
        return TypedResults.Ok(await instruct.RunAsync(user.PersonId, id, body, key.Value, cancellationToken));
    }

    private static async Task<Ok<Decided>> SubmitDraft(
        Guid id, SubmitBody body, CurrentUser user, IdempotencyKey key, [FromHeader(Name = IfMatch.Header)] string? seen, Database database, SubmitDraft submit,
        UploadTokens uploads, CancellationToken cancellationToken)
    {
        await SeenAsync(database, id, seen, user, cancellationToken);
        return TypedResults.Ok(await submit.RunAsync(
            user.PersonId, id, body.Draft, body.File is { } token ? uploads.Take(user, token) : null, body.Comment, key.Value, cancellationToken));
    }

    private static async Task<Ok<Decided>> Approve(
        Guid id, CommentBody body, CurrentUser user, IdempotencyKey key, [FromHeader(Name = IfMatch.Header)] string? seen, Database database, DecideWork decide, CancellationToken cancellationToken)
    {
        await SeenAsync(database, id, seen, user, cancellationToken);
        return TypedResults.Ok(await decide.ApproveAsync(user.PersonId, id, body.Comment, key.Value, cancellationToken));
    }

    private static async Task<Ok<Decided>> Return(
        Guid id, ReasonBody body, CurrentUser user, IdempotencyKey key, [FromHeader(Name = IfMatch.Header)] string? seen, Database database, DecideWork decide, CancellationToken cancellationToken)
    {
        var item = await SeenAsync(database, id, seen, user, cancellationToken);
        return TypedResults.Ok(await decide.ReturnAsync(user.PersonId, id, item.Kind, body.Reason, key.Value, cancellationToken));
    }

    private static async Task<Ok<Decided>> Reject(
        Guid id, ReasonBody body, CurrentUser user, IdempotencyKey key, [FromHeader(Name = IfMatch.Header)] string? seen, Database database, DecideWork decide, CancellationToken cancellationToken)
    {
        await SeenAsync(database, id, seen, user, cancellationToken);
        return TypedResults.Ok(await decide.RejectAsync(user.PersonId, id, body.Reason, key.Value, cancellationToken));
    }

    private static async Task<Ok<SigningPreview>> ReadSigning(Guid id, CurrentUser user, Reading reading, HostSettings settings, CancellationToken cancellationToken)
    {
        var preview = await reading.RunAsync((read, ct) => SigningQuery.ReadAsync(read.Context, id, user.Reach, read.Organisation, read.Today, ct), cancellationToken);
        var secondFactor = user switch
        {
            { ConfirmedUntil: not null } => "confirmed",
            { HasSecondFactor: true } => "needed",
            _ => settings.Signing.RequireSecondFactor ? "notEnrolled" : "none",
        };
        return TypedResults.Ok(preview with { SecondFactor = secondFactor });
    }

    private static async Task<Ok<Decided>> Sign(
        Guid id, SignBody body, CurrentUser user, IdempotencyKey key, [FromHeader(Name = IfMatch.Header)] string? seen, Database database, DecideWork decide, CancellationToken cancellationToken)
    {
        await SeenAsync(database, id, seen, user, cancellationToken);
        return TypedResults.Ok(await decide.SignAsync(user.PersonId, id, body.Comment, body.ExpectedHash, key.Value, cancellationToken));
    }

    private static async Task<Ok<Decided>> IssueNumber(
        Guid id, NumberBody body, CurrentUser user, IdempotencyKey key, [FromHeader(Name = IfMatch.Header)] string? seen, Database database, GiveNumber number, CancellationToken cancellationToken)
    {
        await SeenAsync(database, id, seen, user, cancellationToken);
        return TypedResults.Ok(await number.IssueAsync(user.PersonId, id, body.RegisterName, key.Value, cancellationToken));
    }

    private static async Task<Ok<Decided>> RefuseNumber(
        Guid id, ReasonBody body, CurrentUser user, IdempotencyKey key, [FromHeader(Name = IfMatch.Header)] string? seen, Database database, GiveNumber number, CancellationToken cancellationToken)
    {
        await SeenAsync(database, id, seen, user, cancellationToken);
        return TypedResults.Ok(await number.RefuseAsync(user.PersonId, id, body.Reason, key.Value, cancellationToken));
    }

    private static async Task<Ok<Decided>> Send(
        Guid id, RecipientsBody body, CurrentUser user, IdempotencyKey key, [FromHeader(Name = IfMatch.Header)] string? seen, Database database, SendDocument send, CancellationToken cancellationToken)
    {
        await SeenAsync(database, id, seen, user, cancellationToken);
        return TypedResults.Ok(await send.RunAsync(user.PersonId, id, body.RecipientAgencyIds, key.Value, cancellationToken));
    }

    private static async Task<Ok<Recalled>> Recall(Guid id, ReasonBody body, CurrentUser user, IdempotencyKey key, RecallWork recall, CancellationToken cancellationToken) =>
        TypedResults.Ok(await recall.RunAsync(user.PersonId, id, body.Reason, key.Value, cancellationToken));

    private static async Task<Ok<Asked>> AskOpinion(
        Guid id, OpinionRequest body, CurrentUser user, IdempotencyKey key, [FromHeader(Name = IfMatch.Header)] string? seen, Database database, AskOpinion ask, CancellationToken cancellationToken)
    {
        var item = await SeenAsync(database, id, seen, user, cancellationToken);
        return TypedResults.Ok(await ask.RunAsync(user.PersonId, id, item.Kind, body, key.Value, cancellationToken));
    }

    private static async Task<Ok<Decided>> GiveOpinion(
        Guid id, OpinionBody body, CurrentUser user, IdempotencyKey key, [FromHeader(Name = IfMatch.Header)] string? seen, Database database, GiveOpinion give, CancellationToken cancellationToken)
    {
        var item = await SeenAsync(database, id, seen, user, cancellationToken);
        return TypedResults.Ok(await give.RunAsync(user.PersonId, id, item.Kind, body.Text, body.Agrees, key.Value, cancellationToken));
    }

    private static async Task<Ok<Asked>> AskExtension(
        Guid id, DueBody body, CurrentUser user, IdempotencyKey key, [FromHeader(Name = IfMatch.Header)] string? seen, Database database, AskExtension ask, CancellationToken cancellationToken)
    {
        var item = await SeenAsync(database, id, seen, user, cancellationToken);
        return TypedResults.Ok(await ask.RunAsync(user.PersonId, id, item.Kind, body.DueOn, body.Reason, key.Value, cancellationToken));
    }

    private static async Task<Ok<Decided>> GrantExtension(
        Guid id, GrantBody body, CurrentUser user, IdempotencyKey key, [FromHeader(Name = IfMatch.Header)] string? seen, Database database, AnswerExtension answer, CancellationToken cancellationToken)
    {
        await SeenAsync(database, id, seen, user, cancellationToken);
        return TypedResults.Ok(await answer.GrantAsync(user.PersonId, id, body.DueOn, body.Comment, key.Value, cancellationToken));
    }

    private static async Task<Ok<Decided>> RefuseExtension(
        Guid id, ReasonBody body, CurrentUser user, IdempotencyKey key, [FromHeader(Name = IfMatch.Header)] string? seen, Database database, AnswerExtension answer, CancellationToken cancellationToken)
    {
        await SeenAsync(database, id, seen, user, cancellationToken);
        return TypedResults.Ok(await answer.RefuseAsync(user.PersonId, id, body.Reason, key.Value, cancellationToken));
    }

    // Of an item that is decided the use case tells by whom, which says more than that it changed; and a repeated key still finds its first answer.
    private static async Task<WorkItem> SeenAsync(Database database, Guid id, string? seen, CurrentUser user, CancellationToken cancellationToken)
    {
        var item = await database.ReadAsync((context, ct) => WorkItemQuery.OwnAsync(context, id, user.Reach, ct), cancellationToken);
        if (seen is not null && item.State == WorkItemState.Open)
            new IfMatch(seen).MustBe(item.RowVersion);
        return item;
    }

    internal sealed record CommentBody(string? Comment = null);

    /// <summary>The hash of the file that was shown, from the signing preview: another version that came meanwhile is not signed.</summary>
    internal sealed record SignBody(string? Comment = null, string? ExpectedHash = null);

    internal sealed record ReasonBody(string? Reason = null);

    /// <summary>Agrees: yes, no, other; a cooperating unit may leave it out.</summary>
    internal sealed record OpinionBody(string? Text = null, string? Agrees = null);

    internal sealed record DueBody(DateOnly DueOn, string? Reason = null);

    /// <summary>DueOn: null for the day that was asked for.</summary>
    internal sealed record GrantBody(DateOnly? DueOn = null, string? Comment = null);

    /// <summary>File is the token of an uploaded DOCX that is the draft; then the body of the fields is taken from it.</summary>
    internal sealed record SubmitBody(DraftContent Draft, string? Comment = null, string? File = null);

    /// <summary>The series of numbers; null for the usual one.</summary>
    internal sealed record NumberBody(string? RegisterName = null);

    internal sealed record RecipientsBody(IReadOnlyList<Guid> RecipientAgencyIds);
}
