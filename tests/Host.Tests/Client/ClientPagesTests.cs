using System.Net;
using System.Text.RegularExpressions;

namespace LienThong.Host.Tests.Client;

/// <summary>How the built client is served. Needs a build with the client (without SkipClient).</summary>
[Collection(SharedApp.Name)]
public sealed partial class ClientPagesTests(LienThongApp app)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/hop-viec")]
    [InlineData("/ho-so/0198c3f4-0000-7000-8000-000000000000?tab=y-kien")]
    public async Task Every_address_outside_the_api_answers_the_one_page(string path)
    {
        using var caller = new Caller(app.Address);

        var answer = await caller.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await answer.Content.ReadAsStringAsync()).ShouldContain("<div id=\"root\">");
    }

    [Theory]
    [InlineData("/api/khong-co")]
    [InlineData("/openapi/v9.json")]
    [InlineData("/health/khong-co")]
    [InlineData("/assets/khong-co.js")]
    [InlineData("/favicon.ico")]
    public async Task What_is_not_there_is_404_and_not_the_page(string path)
    {
        using var caller = new Caller(app.Address);

        (await caller.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("br, gzip", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("identity", null)]
    public async Task Scripts_come_packed_as_the_browser_wants_and_may_be_kept_for_ever(string accepted, string? encoding)
    {
        using var caller = new Caller(app.Address);
        var script = ScriptAddress().Match(await (await caller.GetAsync("/")).Content.ReadAsStringAsync()).Value;
        using var http = new HttpClient { BaseAddress = app.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(script, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);

        using var answer = await http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        answer.Content.Headers.ContentEncoding.SingleOrDefault().ShouldBe(encoding);
        answer.Headers.Vary.ShouldContain("Accept-Encoding");
        answer.Headers.CacheControl!.ToString().ShouldContain("immutable");
    }

    [Fact]
    public async Task The_policy_allows_scripts_from_files_only_and_styles_by_a_nonce_that_is_never_the_same()
    {
        using var caller = new Caller(app.Address);
        var (first, second) = (await caller.GetAsync("/"), await caller.GetAsync("/"));
        var policy = first.Headers.GetValues("Content-Security-Policy").Single();
        var nonce = Nonce().Match(policy).Groups[1].Value;

        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("script-src 'self';");
        policy.ShouldContain("connect-src 'self';");
        policy.ShouldNotContain("unsafe");
        nonce.Length.ShouldBeGreaterThanOrEqualTo(24);
        (await first.Content.ReadAsStringAsync()).ShouldContain($"nonce=\"{nonce}\"");
        second.Headers.GetValues("Content-Security-Policy").Single().ShouldNotContain(nonce);
    }

    [Fact]
    public async Task The_page_names_the_scripts_of_the_inbox_and_what_it_reads_first_to_somebody_with_a_session()
    {
        using var stranger = new Caller(app.Address);
        using var officer = await app.SignedInAsync(LienThongApp.Officer);

        var (unknown, known, filtered) = (await PageAsync(stranger, "/hop-viec"), await PageAsync(officer, "/hop-viec"), await PageAsync(officer, "/hop-viec?loai=approve"));

        unknown.ShouldContain("<link rel=\"modulepreload\" crossorigin href=\"/assets/inbox-page");
        unknown.ShouldNotContain("as=\"fetch\"");
        known.ShouldContain("<link rel=\"preload\" as=\"fetch\" crossorigin href=\"/api/inbox?sort=deadline&amp;size=100\">");
        filtered.ShouldContain("inbox-page");
        filtered.ShouldNotContain("as=\"fetch\"");
    }

    [Theory]
    [InlineData("/api/session")]
    [InlineData("/api/Session")]
    public async Task Answers_of_the_api_come_packed_but_for_the_one_with_the_token(string withToken)
    {
        using var officer = await app.SignedInAsync(LienThongApp.Officer);
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = officer.Cookies }) { BaseAddress = app.Address };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Encoding", "br");

        using var inbox = await http.GetAsync(new Uri("/api/inbox", UriKind.Relative));
        using var session = await http.GetAsync(new Uri(withToken, UriKind.Relative));

        inbox.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        session.Content.Headers.ContentEncoding.ShouldBeEmpty();
    }

    private static async Task<string> PageAsync(Caller caller, string path) => await (await caller.GetAsync(path)).Content.ReadAsStringAsync();

    [Fact]
    public async Task Files_need_no_session_and_set_no_cookie()
    {
        using var caller = new Caller(app.Address);

        var answer = await caller.GetAsync("/");

        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [GeneratedRegex("/assets/[^\"]+\\.js")]
    private static partial Regex ScriptAddress();

    [GeneratedRegex("'nonce-([^']+)'")]
    private static partial Regex Nonce();
}
