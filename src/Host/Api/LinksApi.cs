using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LienThong.Activities.Audit;
using LienThong.Activities.Rules;
using LienThong.Host.Auth;
using LienThong.Host.Errors;
using LienThong.Workflows.Links;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.Api;

/// <summary>Links by which somebody without an account lets an instance go on: made by administrators and by definitions, followed by whoever has one.</summary>
internal static class LinksApi
{
    private const int MaxBody = 64 * 1024;

    // The page is ours and shows nothing that came with the request; the address it was opened with must not travel on.
    private const string ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static void MapLinks(this RouteGroupBuilder api)
    {
        // No idempotency key: nothing is decided, and the link must not be kept anywhere.
        api.MapPost("/instances/{id}/bookmarks/{bookmarkId}/link", Make).WithTags("Lượt chạy").NeedsAdministrator().AnswersSecrets()
            .WithName("makeBookmarkLink").WithSummary("Tạo liên kết có chữ ký để người ngoài trả lời một chỗ đang chờ, dùng được một lần");
    }

    public static void MapFollowedLinks(this WebApplication app)
    {
        app.Map(SignedLinks.ResumePath, ResumeAsync).AllowAnyone().RequireRateLimiting(WorkflowRequests.Rate).ExcludeFromDescription();
        app.Map(SignedLinks.EventPath, TellAsync).AllowAnyone().RequireRateLimiting(WorkflowRequests.Rate).ExcludeFromDescription();
    }

    private static async Task<Ok<SignedLink>> Make(
        string id, string bookmarkId, LinkBody body, CurrentUser user, Database database, SignedLinks links, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (body.ExpiresAt <= clock.GetUtcNow())
            throw RuleViolation.Invalid("link.expires", "Thời điểm hết hạn của liên kết đã qua. Chọn một thời điểm sau bây giờ.");
        return TypedResults.Ok(await database.WriteAsync(
            async (session, ct) =>
            {
                if (await session.FindAsync<BookmarkRow>(bookmarkId, ct) is not { } bookmark || bookmark.InstanceId != id)
                    throw RuleViolation.NotFound("bookmark.not-found", "Lượt chạy này không có chỗ đang chờ ấy, hoặc không còn chờ nữa.");
                if (!LinkAnswers.Offered.ContainsKey(bookmark.Name))
                    throw new RuleViolation("link.not-offered", "Chỗ đang chờ này không trả lời qua liên kết được: chỉ sự kiện và việc giao ra ngoài.");
                var link = links.ToResume(id, bookmarkId, body.ExpiresAt);
                await AuditTrail.AppendAsync(session, user.Actor, "link.made", new AuditSubject("instance", id), new { bookmark.ActivityId, link.ExpiresAt }, ct);
                return link;
            },
            cancellationToken));
    }

    private static async Task ResumeAsync(HttpContext http, LinkAnswers answers)
    {
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsPost(http.Request.Method))
        {
            await RefuseMethodAsync(http, "GET, POST");
            return;
        }

        var (isRead, input) = await InputAsync(http);
        var isAsynchronous = http.Request.Query["async"] is [{ } flag] && flag.Equals("true", StringComparison.OrdinalIgnoreCase);
        // A reader that turns away does not undo what he answered.
        await AnswerAsync(http, isRead ? await answers.ResumeAsync(http.Request.Query["t"], input, isAsynchronous, CancellationToken.None) : LinkAnswer.BadInput);
    }

    private static async Task TellAsync(HttpContext http, LinkAnswers answers)
    {
        if (HttpMethods.IsGet(http.Request.Method))
            await AnswerAsync(http, await answers.TellAsync(http.Request.Query["t"], CancellationToken.None));
        else
            await RefuseMethodAsync(http, "GET");
    }

    // {"input":{…}} in the body, or the object itself in the address.
    private static async Task<(bool IsRead, JsonObject? Input)> InputAsync(HttpContext http)
    {
        try
        {
            if (HttpMethods.IsGet(http.Request.Method))
                return http.Request.Query["in"] is [{ Length: > 0 } text] ? Parse(Encoding.UTF8.GetBytes(text)) is JsonObject given ? (true, given) : (false, null) : (true, null);
            if (await BoundedBody.ReadAsync(http, MaxBody) is not { } read)
                return (false, null);
            if (read.Length == 0)
                return (true, null);
            if (Parse(read) is not JsonObject body)
                return (false, null);
            return (body["input"] is null or JsonObject, body["input"] as JsonObject);
        }
        catch (Exception unreadable) when (unreadable is JsonException or ApiRefusal)
        {
            return (false, null);
        }
    }

    private static JsonNode? Parse(byte[] json)
    {
        WholeText.MustBeIn(json);
        return JsonNode.Parse(json, documentOptions: Strict);
    }

    private static async Task AnswerAsync(HttpContext http, LinkAnswer answer)
    {
        var (status, code, title, text) = answer switch
        {
            LinkAnswer.Done => (200, "link.done", "Đã ghi nhận", "Câu trả lời đã được ghi nhận. Có thể đóng trang này."),
            LinkAnswer.Accepted => (202, "link.accepted", "Đã tiếp nhận", "Câu trả lời đã được tiếp nhận và sẽ được xử lý ngay. Có thể đóng trang này."),
            LinkAnswer.Expired => (410, "link.expired", "Liên kết đã hết hạn", "Liên kết này đã quá thời hạn dùng. Hãy đề nghị nơi gửi cấp liên kết mới."),
            LinkAnswer.Used => (410, "link.used", "Liên kết không còn dùng được", "Liên kết này đã được dùng, hoặc việc đã được giải quyết bằng cách khác. Không cần làm gì thêm."),
            LinkAnswer.Resting => (409, "link.resting", "Chưa nhận được câu trả lời", "Việc này đang tạm dừng vì sự cố. Hãy mở lại liên kết sau, hoặc báo nơi gửi."),
            LinkAnswer.BadInput => (400, "link.input", "Nội dung gửi kèm không nhận được", "Nội dung gửi kèm liên kết không đúng dạng, hoặc không phải điều việc này chờ. Hãy báo nơi gửi."),
            _ => (400, "link.unknown", "Liên kết không đúng", "Liên kết này không do hệ thống cấp hoặc đã bị sửa. Hãy mở lại đúng liên kết trong thư, hoặc báo nơi gửi."),
        };
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Robots-Tag"] = "noindex";
        if (http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            http.Response.StatusCode = status;
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
            await TypedResults.Content(PageOf(title, text), "text/html; charset=utf-8", statusCode: status).ExecuteAsync(http);
        }
        else if (status < 300)
        {
            await TypedResults.Json(new FollowedLink(code, text), statusCode: status).ExecuteAsync(http);
        }
        else
        {
            await Problem.WriteAsync(http, status, code, text, title: title);
        }
    }

    private static Task RefuseMethodAsync(HttpContext http, string allowed)
    {
        http.Response.Headers.Allow = allowed;
        return Problem.WriteAsync(http, StatusCodes.Status405MethodNotAllowed);
    }

    // Both are our own words above: nothing of the request stands in the page.
    private static string PageOf(string title, string text) => $$"""
        <!doctype html>
        <html lang="vi">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{{title}}</title>
        <style>body{font:1.125rem/1.6 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1.5rem}h1{font-size:1.5rem}</style>
        </head>
        <body><main><h1>{{title}}</h1><p>{{text}}</p></main></body>
        </html>
        """;

    /// <param name="ExpiresAt">Until when; null: as long as links hold where nothing is said.</param>
    internal sealed record LinkBody(DateTimeOffset? ExpiresAt = null);

    /// <param name="Code">link.done, or link.accepted where the answer did not wait.</param>
    /// <param name="Detail">For people.</param>
    internal sealed record FollowedLink(string Code, string Detail);
}
