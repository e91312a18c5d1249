using System.Threading.RateLimiting;
using LienThong.Host.Auth;
using LienThong.Host.Settings;
using LienThong.Host.Studio;
using LienThong.Workflows.Http;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;

namespace LienThong.Host.Api;

/// <summary>Requests for workflows, such as <c>/workflows/…</c>: their paths, methods and answers are the definitions'. They belong to no page, so the API's rules do not hold.</summary>
internal static class WorkflowRequests
{
    public const string Rate = "workflow-requests";

    // Whatever a definition answers, the browser runs no script of it in our name.
    private const string ContentSecurityPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void AddWorkflowRequests(this WebApplicationBuilder builder)
    {
        var settings = builder.Settings().Http;
        var basePath = HttpRoute.Normal(settings.BasePath);
        if (HttpRoute.Parse(settings.BasePath) is null || basePath.Contains('{', StringComparison.Ordinal) || basePath == "/" || ClientPagesOf(basePath))
            throw SettingsReader.Refuse(builder.Configuration, "Http:BasePath", "phải là một đường dẫn riêng, không phải của trang web hay của API, ví dụ /workflows");
        builder.Services.AddSingleton(new HttpWorkflowOptions { BasePath = basePath, RequestTimeout = TimeSpan.FromSeconds(settings.RequestSeconds) });
        builder.Services.AddSingleton(new HttpSendOptions
        {
            AllowedPrivateHosts = settings.AllowedPrivateHosts.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Timeout = TimeSpan.FromSeconds(settings.SendSeconds),
            MaxAnswerBytes = settings.MaxAnswerKilobytes * 1024,
            MaxRedirects = settings.MaxRedirects,
        });
        builder.Services.AddRateLimiter(limiter => limiter.AddPolicy(Rate, http => RateLimitPartition.GetFixedWindowLimiter(
            http.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = settings.RequestsPerMinute, Window = TimeSpan.FromMinutes(1) })));
    }

    public static void MapWorkflowRequests(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<HttpWorkflowOptions>();
        app.Map(options.BasePath + "/{**path}", AnswerAsync).AllowAnyone().RequireRateLimiting(Rate).ExcludeFromDescription();
    }

    private static bool ClientPagesOf(string basePath) =>
        Array.Exists(["/api", "/openapi", "/health", "/assets", "/bookmarks", "/events", "/elsa", StudioFiles.Root], taken => basePath == taken || basePath.StartsWith(taken + "/", StringComparison.Ordinal));

    private static async Task AnswerAsync(HttpContext http, HttpWorkflows workflows, HostSettings settings, IAntiforgery antiforgery)
    {
        if (await BoundedBody.ReadAsync(http, settings.Http.MaxBodyKilobytes * 1024) is not { } body)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        var request = new HttpRequestRead(
            http.Request.Method, PathOf(http), http.Request.QueryString.Value?.TrimStart('?') ?? "",
            // The session is ours: no definition may learn it.
            [.. http.Request.Headers.Where(h => !h.Key.Equals("Cookie", StringComparison.OrdinalIgnoreCase)).SelectMany(h => h.Value.Select(v => KeyValuePair.Create(h.Key, v ?? "")))], body);
        var run = await workflows.RunAsync(request, await CallerOfAsync(http, antiforgery), http.RequestAborted);
        if (run is { Outcome: null, Answer.Status: StatusCodes.Status404NotFound } && StudioPages.MeantBy(http.Request) is { } page)
            http.Response.Redirect(page);
        else
            await WriteAsync(http, run.Answer);
    }

    // As the client wrote it: the server's own path has the slashes decoded that belong into a segment.
    private static string PathOf(HttpContext http)
    {
        var raw = http.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (string.IsNullOrEmpty(raw) || raw[0] != '/')
            return http.Request.Path.ToUriComponent();
        var query = raw.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? raw : raw[..query];
    }

    /// <summary>Somebody signed in, if the request is one that only our own pages can send. A policy is «administrator» or the code of a position.</summary>
    private static async Task<HttpCaller> CallerOfAsync(HttpContext http, IAntiforgery antiforgery)
    {
        if (CurrentUser.Of(http) is not { MustChangePassword: false } user)
            return HttpCaller.Anonymous;
        // A workflow may do something on a GET too; a picture on another site must not ask for it with the session of who looks at it.
        var isSafe = (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)) && http.Request.Headers["Sec-Fetch-Site"] is [null or "same-origin" or "none"] or [];
        return !isSafe && !await antiforgery.IsRequestValidAsync(http)
            ? HttpCaller.Anonymous
            : new HttpCaller(true, policy => policy == "administrator" ? user.IsAdministrator : user.Positions.Any(held => held.Position.Code == policy));
    }

    private static readonly HashSet<string> OfOurPages = new(StringComparer.OrdinalIgnoreCase) { "Set-Cookie", "Clear-Site-Data" };

    private static async Task WriteAsync(HttpContext http, HttpAnswer answer)
    {
        var response = http.Response;
        response.StatusCode = answer.Status;
        // The answer comes from the address of our own pages: it must not touch their sessions.
        foreach (var (name, value) in answer.Headers.Where(h => !OfOurPages.Contains(h.Key)))
            response.Headers.Append(name, value);
        response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        if (answer.ContentType is { } type)
        {
            // Nobody has to guess the encoding of Vietnamese.
            response.ContentType = type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) && !type.Contains("charset", StringComparison.OrdinalIgnoreCase) ? type + "; charset=utf-8" : type;
        }

        if (answer.Body.IsEmpty || answer.Status is 204 or 205 or 304 || HttpMethods.IsHead(http.Request.Method))
            return;
        response.ContentLength = answer.Body.Length;
        await response.Body.WriteAsync(answer.Body, http.RequestAborted);
    }
}
