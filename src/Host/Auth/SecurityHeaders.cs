using LienThong.Host.Api;
using Microsoft.Net.Http.Headers;

namespace LienThong.Host.Auth;

/// <summary>What every answer tells the browser to refuse.</summary>
internal static class SecurityHeaders
{
    // Everything comes from our own address. Scripts: files only, never text in the page. Style elements: only those that carry the nonce of this one
    // answer (the component kit writes its variables and the scroll lock into some); style attributes in markup are refused, what scripts set through the
    // CSSOM is not concerned. Images: "data:" for small symbols in style sheets, "blob:" for previews of uploads. Frames: previews of files that
    // the page fetched itself. Workers: the page's own code for large comparisons.
    private const string Common =
        "default-src 'none'; script-src 'self'; connect-src 'self'; font-src 'self'; img-src 'self' data: blob:; frame-src 'self' blob:; worker-src 'self' blob:; " +
        "manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; style-src 'self'";

    /// <summary>For a page whose style elements carry this nonce.</summary>
    public static string ContentSecurityPolicy(string nonce) => $"{Common} 'nonce-{nonce}'";

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((http, next) =>
    {
        // At the last moment: an error answer begins with all headers cleared.
        http.Response.OnStarting(() =>
        {
            Add(http);
            return Task.CompletedTask;
        });
        return next(http);
    });

    private static void Add(HttpContext http)
    {
        // An endpoint may be stricter: a file is sent with a policy of its own.
        var headers = http.Response.Headers;
        headers.TryAdd(HeaderNames.ContentSecurityPolicy, Common);
        headers.TryAdd(HeaderNames.XContentTypeOptions, "nosniff");
        headers.TryAdd(HeaderNames.XFrameOptions, "DENY");
        headers.TryAdd("Referrer-Policy", "same-origin");
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        // Answers of the API are somebody's own; no cache keeps them.
        if (ApiRoutes.HoldEither(http.Request))
            headers.TryAdd(HeaderNames.CacheControl, "no-cache, no-store");
    }
}
