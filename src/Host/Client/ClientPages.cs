using System.Security.Cryptography;
using LienThong.Host.Auth;
using LienThong.Host.Studio;
using Microsoft.AspNetCore.Authentication;

namespace LienThong.Host.Client;

/// <summary>Serves the web client: its files, and its one page for every address that is not the API's.</summary>
internal static class ClientPages
{
    private const string NoClient = """
        <!doctype html>
        <html lang="vi">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>Liên Thông</title>
        <h1>Liên Thông</h1>
        <p>Máy chủ đang chạy, nhưng giao diện web không có trong bản dựng này (SkipClient=true). Dựng lại không có tuỳ chọn ấy để có giao diện.</p>
        <ul>
          <li><a href="/openapi/v1.json">Mô tả API (OpenAPI)</a></li>
          <li><a href="/health/ready">Tình trạng máy chủ</a></li>
        </ul>
        </html>
        """;

    private static readonly string[] NotPages = ["/api", "/openapi", "/health", "/assets", "/elsa", StudioFiles.Root];

    /// <remarks>Stands before the sign-in check: everybody may have the files, and reading the session for each of them would cost a query.</remarks>
    public static void UseClient(this WebApplication app)
    {
        var files = new ClientFiles(Path.Combine(AppContext.BaseDirectory, "client"));
        app.Use((http, next) =>
        {
            var request = http.Request;
            if (http.GetEndpoint() is not null || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
                return next(http);
            if (request.Path.Value is "/" or "" or "/index.html")
                return SendPageAsync(http, files);
            if (files.Find(request.Path.Value!) is { } file)
                return file.SendAsync(http, isForEver: request.Path.StartsWithSegments("/assets", StringComparison.Ordinal));
            return IsPage(request.Path) ? SendPageAsync(http, files) : next(http);
        });
    }

    // A name with a dot is a file that is not there; no page of the client has one.
    private static bool IsPage(PathString path) =>
        !NotPages.Any(other => path.StartsWithSegments(other, StringComparison.OrdinalIgnoreCase)) && !Path.GetFileName(path.Value!).Contains('.', StringComparison.Ordinal);

    private static async Task SendPageAsync(HttpContext http, ClientFiles files)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = SecurityHeaders.ContentSecurityPolicy(nonce);
        // The page names the fingerprinted files of one build, and its nonce may serve only once.
        headers.CacheControl = "no-cache, no-store";
        // Whether the pages of the client offer Elsa Studio.
        var studio = http.RequestServices.GetRequiredService<StudioFiles>().IsThere ? $"<meta name=\"elsa-studio\" content=\"{StudioFiles.Root}\">\n" : "";
        var links = files.FirstLoads.LinksFor(http.Request, files.FirstLoads.Asks(http.Request) && await MayWorkAsync(http));
        var page = (files.Page ?? NoClient).Replace("{nonce}", nonce, StringComparison.Ordinal).Replace("</head>", studio + links + "</head>", StringComparison.Ordinal);
        await TypedResults.Content(page, "text/html; charset=utf-8").ExecuteAsync(http);
    }

    // A cookie alone says nothing: the session may be over, or end at the change of a password that somebody else has set.
    private static async Task<bool> MayWorkAsync(HttpContext http)
    {
        if (!http.Request.Cookies.ContainsKey(Authentication.SessionCookie))
            return false;
        try
        {
            return (await http.AuthenticateAsync()).Succeeded && CurrentUser.Of(http) is { MustChangePassword: false };
        }
#pragma warning disable CA1031 // the page comes without the database too, and says itself what is wrong
        catch (Exception) when (!http.RequestAborted.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return false;
        }
    }
}
