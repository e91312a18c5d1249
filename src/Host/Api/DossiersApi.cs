using System.ComponentModel;
using LienThong.Activities.Commands;
using LienThong.Activities.Deadlines;
using LienThong.Activities.Documents;
using LienThong.Activities.Routes;
using LienThong.Activities.Work;
using LienThong.Host.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.Api;

/// <summary>Hồ sơ: all that belongs to one piece of work, for those who may read it.</summary>
internal static class DossiersApi
{
    public static void MapDossiers(this RouteGroupBuilder api)
    {
        var dossiers = api.MapGroup("/dossiers").WithTags("Hồ sơ").NeedsAppointment();
        dossiers.MapGet("/", List).WithName("listDossiers").WithSummary("Hồ sơ mà đồng chí được xem, mới nhất trước");
        dossiers.MapGet("/{id:guid}", Read).WithName("readDossier").WithSummary("Hồ sơ: văn bản, hạn, bước đang chờ, phân công, nơi nhận");
        dossiers.MapGet("/{id:guid}/timeline", ReadTimeline).WithName("readTimeline").WithSummary("Quá trình xử lý, theo thứ tự");
        dossiers.MapGet("/{id:guid}/route", ReadRoute).WithName("readRoute").WithSummary("Các bước đã qua, bước đang chờ và các bước tiếp theo, ai làm");
        dossiers.MapGet("/{id:guid}/waiting", ReadWaiting).WithName("readWaiting").WithSummary("Hồ sơ đang chờ ai, từ bao giờ, ai gỡ được, không ai làm thì sao");
        dossiers.MapGet("/{id:guid}/comments", ListComments).WithName("listComments").WithSummary("Ý kiến trong hồ sơ");
        dossiers.MapPost("/{id:guid}/comments", Comment).WithName("writeComment").WithSummary("Ghi ý kiến vào hồ sơ, hoặc trả lời một ý kiến");
        dossiers.MapPost("/{id:guid}/comments/{commentId:guid}/resolve", Resolve).WithName("resolveComment").WithSummary("Đánh dấu ý kiến đã tiếp thu, hoặc bỏ dấu");
        dossiers.MapPost("/{id:guid}/deadline", Extend).WithName("extendDeadline").WithSummary("Lãnh đạo gia hạn xử lý của hồ sơ");
    }

    private static async Task<Ok<Page<DossierRow>>> List(
        [Description("open, paused, closed, cancelled.")] Choice<DossierState>? state, [Description("Từ trong trích yếu, số đến; không cần dấu.")] string? text,
        [AsParameters] PageRequest page, CurrentUser user, Reading reading, CancellationToken cancellationToken)
    {
        var filter = new DossierFilter(state?.Value, text);
        var found = await reading.RunAsync((read, ct) =>
            DossierQuery.ListAsync(read.Context, user.Access(), filter, read.Organisation, read.Today, page.Skip, page.Take, ct), cancellationToken);
        return TypedResults.Ok(page.Of(found));
    }

    private static async Task<Ok<DossierDetail>> Read(Guid id, CurrentUser user, Reading reading, HttpResponse response, CancellationToken cancellationToken)
    {
        var detail = await reading.RunAsync((read, ct) => DossierQuery.ReadAsync(read.Context, user.Access(), id, read.Organisation, read.Today, ct), cancellationToken);
        response.SetETag(detail.RowVersion);
        return TypedResults.Ok(detail);
    }

    private static async Task<Ok<IReadOnlyList<TimelineEntry>>> ReadTimeline(Guid id, CurrentUser user, Reading reading, CancellationToken cancellationToken)
    {
        var timeline = await reading.RunAsync(async (read, ct) =>
        {
            await user.Access().DossierAsync(read.Context, id, ct);
            return await Timeline.ReadAsync(read.Context, id, ct);
        }, cancellationToken);
        return TypedResults.Ok(timeline);
    }

    private static async Task<Ok<DossierRoute>> ReadRoute(Guid id, CurrentUser user, Reading reading, RouteQuery routes, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reading.RunAsync((read, ct) => routes.ReadAsync(read.Context, user.Access(), id, read.Organisation, read.Today, ct), cancellationToken));

    private static async Task<Ok<DossierWaiting>> ReadWaiting(Guid id, CurrentUser user, Reading reading, WaitQuery waits, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reading.RunAsync((read, ct) => waits.ReadAsync(read.Context, user.Access(), id, read.Organisation, read.Today, ct), cancellationToken));

    private static async Task<Ok<IReadOnlyList<CommentRow>>> ListComments(Guid id, CurrentUser user, Reading reading, CancellationToken cancellationToken)
    {
        var comments = await reading.RunAsync(async (read, ct) =>
        {
            await user.Access().DossierAsync(read.Context, id, ct);
            return await WriteComment.ListAsync(read.Context, id, user.PersonId, read.Organisation, ct);
        }, cancellationToken);
        return TypedResults.Ok(comments);
    }

    private static async Task<Created<CreatedView>> Comment(
        Guid id, NewComment body, CurrentUser user, IdempotencyKey key, CommandRunner commands, CancellationToken cancellationToken)
    {
        var commentId = await commands.RunAsync(key.For(user, "writeComment", new { id, body }),
            (session, ct) => WriteComment.RunAsync(session, user.Access(), id, body.Text, body.ReplyTo, user.Actor, ct), cancellationToken);
        return TypedResults.Created($"/api/dossiers/{id}/comments", new CreatedView(commentId));
    }

    private static async Task<NoContent> Resolve(
        Guid id, Guid commentId, ResolveBody body, CurrentUser user, IdempotencyKey key, CommandRunner commands, CancellationToken cancellationToken)
    {
        await commands.RunAsync(key.For(user, "resolveComment", new { commentId, body }),
            (session, ct) => WriteComment.ResolveAsync(session, user.Access(), id, commentId, body.Resolved, user.Actor, ct), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<MovedDeadline>> Extend(
        Guid id, DeadlineBody body, CurrentUser user, IdempotencyKey key, ExtendDeadline extend, CancellationToken cancellationToken) =>
        TypedResults.Ok(await extend.RunAsync(user.Access(), user.Actor, id, body.DueOn, body.Reason, key.Value, cancellationToken));

    /// <summary>ReplyTo: the comment that is answered; null for one of its own.</summary>
    internal sealed record NewComment(string? Text = null, Guid? ReplyTo = null);

    internal sealed record ResolveBody(bool Resolved = true);

    internal sealed record DeadlineBody(DateOnly DueOn, string? Reason = null);
}
