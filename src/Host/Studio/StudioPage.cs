using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using LienThong.Host.Api;
using LienThong.Host.Auth;
using Microsoft.AspNetCore.Antiforgery;

namespace LienThong.Host.Studio;

/// <summary>One page around a part of Elsa Studio, or around a text where there is nothing to show. Filled into <c>page.html</c>.</summary>
/// <param name="Title">In words of ours.</param>
/// <param name="Back">The page of our own client that is about the same.</param>
internal sealed partial record StudioPage(string Title, string Back) : IResult
{
    // As found by running the package: it compiles WebAssembly and its style kit writes styles, but no script stands in the page and none is made from text.
    private const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; " +
        "worker-src 'self' blob:; frame-ancestors 'self'; base-uri 'self'; object-src 'none'; form-action 'self'";

    private const string Styles = """
        <base href="/studio/">
        <link rel="stylesheet" href="_content/MudBlazor/MudBlazor.min.css">
        <link rel="stylesheet" href="_content/CodeBeam.MudBlazor.Extensions/MudExtensions.min.css">
        <link rel="stylesheet" href="_content/Radzen.Blazor/css/material-base.css">
        <link rel="stylesheet" href="_content/Elsa.Studio.Shell/css/shell.css">
        <link rel="stylesheet" href="Elsa.Studio.Host.CustomElements.styles.css">
        """;

    // Ours stand before those of the package: they change what it finds in the browser.
    private const string Scripts = """
        <script src="_host/words.vi.js"></script>
        <script src="_host/overlay.js"></script>
        <script src="_host/requests.js"></script>
        <script src="_content/BlazorMonaco/jsInterop.js"></script>
        <script src="_content/BlazorMonaco/lib/monaco-editor/min/vs/loader.js"></script>
        <script src="_content/BlazorMonaco/lib/monaco-editor/min/vs/editor/editor.main.js"></script>
        <script src="_content/MudBlazor/MudBlazor.min.js"></script>
        <script src="_content/CodeBeam.MudBlazor.Extensions/MudExtensions.min.js"></script>
        <script src="_content/Radzen.Blazor/Radzen.Blazor.js"></script>
        <script src="_framework/blazor.webassembly.js" autostart="false"></script>
        <script src="_host/start.js"></script>
        """;

    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The tab that is marked: definitions or instances.</summary>
    public string Tab { get; init; } = "";

    /// <summary>The custom element of the package, and what it shows; null for a page that only says <see cref="Message"/>.</summary>
    public (string Name, string? IdAttribute, string? Id)? Element { get; init; }

    public string Message { get; init; } = "";

    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <remarks>Only for somebody who is signed in.</remarks>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (http, user) = (httpContext, CurrentUser.Of(httpContext)!);
        var services = http.RequestServices;
        var headers = http.Response.Headers;
        headers.CacheControl = "no-cache, no-store";
        var (head, main) = ("", $"<main class=\"lt-message\"><h1>{Html.Encode(Title)}</h1><p>{Html.Encode(Message)}</p></main>");
        if (Element is { } element)
        {
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
            var token = services.GetRequiredService<IAntiforgery>().AntiforgeryToken(http);
            head = Styles;
            main = $"""
                <main id="studio" data-element="{element.Name}" data-attribute="{element.IdAttribute}" data-id="{Html.Encode(element.Id ?? "")}" data-token="{Html.Encode(token)}"{(user.IsAdministrator ? "" : " data-reader")}></main>
                {Scripts}
                """;
        }

        var page = Place().Replace(services.GetRequiredService<StudioFiles>().Page, place => place.Groups[1].Value switch
        {
            "theme" => ProfileApi.PagePreferences.Of(user.PagePreferences).Theme.ToString().ToLowerInvariant(),
            "title" => Html.Encode(Title),
            "head" => head,
            "definitions" => Link("/studio/workflows/definitions", "Quy trình", Tab == "definitions"),
            "instances" => user.IsAdministrator ? Link("/studio/workflows/instances", "Lượt chạy", Tab == "instances") : "",
            "back" => user.IsAdministrator ? Html.Encode(Back) : "/",
            "user" => Html.Encode(user.FullName),
            _ => main,
        });
        return TypedResults.Content(page, "text/html; charset=utf-8", statusCode: Status).ExecuteAsync(http);
    }

    private static string Link(string address, string text, bool isHere) => $"<a href=\"{address}\"{(isHere ? " aria-current=\"page\"" : "")}>{text}</a>";

    [GeneratedRegex("{([a-z]+)}")]
    private static partial Regex Place();
}
