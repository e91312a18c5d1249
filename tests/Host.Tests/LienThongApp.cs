using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LienThong.Host.Auth;
using LienThong.Host.CommandLine;
using LienThong.Workflows.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace LienThong.Host.Tests;

/// <summary>The whole program on a free port with a data folder of its own; everything is asked over HTTP.</summary>
public sealed class LienThongApp : IAsyncLifetime
{
    public const string Clerk = "van-thu1.vp.skhcn@example.vn";
    public const string Officer = "chuyen-vien1.qlkh.skhcn@example.vn";
    public const string OtherClerk = "van-thu1.vp.stc@example.vn";
    public const string Administrator = DemoAccounts.Administrator;

    private readonly string[] _settings;
    private WebApplication? _app;
    private string _password = "";

    public LienThongApp() : this([])
    {
    }

    internal LienThongApp(params string[] settings) => _settings = settings;

    /// <summary>What is other than in the program.</summary>
    internal Action<WebApplicationBuilder>? Change { get; init; }

    public string DataFolder { get; } = Path.Combine(Path.GetTempPath(), $"lienthong-{Guid.NewGuid():N}");

    public IServiceProvider Services => _app!.Services;

    internal Database Database => Services.GetRequiredService<Database>();

    public Uri Address { get; private set; } = new("http://localhost");

    public string Password => _password;

    public async Task InitializeAsync()
    {
        _app = Program.Build(Arguments.Parse(["--environment", "Development", "--data", DataFolder, "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=Error", "--SignIn:AttemptsPerMinute=10000", "--Demo:Dossiers=false", .. _settings]), Change);
        await _app.StartAsync();
        Address = new Uri(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await using var scope = Services.CreateAsyncScope();
        _password = await scope.ServiceProvider.GetRequiredService<DemoAccounts>().ResetPasswordAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _app!.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(DataFolder, recursive: true);
    }

    /// <summary>Nobody's browser: has cookies and the antiforgery token, but no session.</summary>
    public async Task<Caller> AnonymousAsync()
    {
        var caller = new Caller(Address);
        await caller.RefreshTokenAsync();
        return caller;
    }

    public Task<Caller> SignedInAsync(string userName) => SignedInAsync(userName, Password);

    public async Task<Caller> SignedInAsync(string userName, string password)
    {
        var caller = await AnonymousAsync();
        var answer = await caller.PostAsync("/api/session", new { userName, password });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        await caller.RefreshTokenAsync();
        return caller;
    }
}

/// <summary>One app for all tests that leave no trace another test could stumble over.</summary>
[CollectionDefinition(Name)]
public sealed class SharedApp : ICollectionFixture<LienThongApp>
{
    public const string Name = "shared app";
}

/// <summary>A browser: keeps cookies, sends the antiforgery token, gives every command its own idempotency key.</summary>
public sealed class Caller : IDisposable
{
    private readonly HttpClient _http;

    public Caller(Uri address) => _http = new HttpClient(new HttpClientHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = address };

    public CookieContainer Cookies { get; } = new();

    public string Token { get; private set; } = "";

    public async Task RefreshTokenAsync() => Token = (await GetJsonAsync("/api/session")).GetProperty("antiforgeryToken").GetString()!;

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(new Uri(path, UriKind.Relative));

    public async Task<JsonElement> GetJsonAsync(string path)
    {
        var answer = await GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }

    public Task<HttpResponseMessage> PostAsync(string path, object? body, string? key = null, string? ifMatch = null) =>
        SendAsync(HttpMethod.Post, path, body is null ? null : JsonContent.Create(body), key ?? Guid.NewGuid().ToString(), ifMatch);

    public Task<HttpResponseMessage> PutAsync(string path, object body, string? key = null, string? ifMatch = null) =>
        SendAsync(HttpMethod.Put, path, JsonContent.Create(body), key ?? Guid.NewGuid().ToString(), ifMatch);

    public Task<HttpResponseMessage> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null, null, null);

    /// <summary>Exactly these headers: a null key, token or version is not sent. A version of * asks for none to be there.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, string? key, string? ifMatch, bool withToken = true)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        if (withToken)
            request.Headers.Add("X-XSRF-TOKEN", Token);
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation(ifMatch == "*" ? "If-None-Match" : "If-Match", ifMatch);
        return await _http.SendAsync(request);
    }

    /// <summary>An answer that goes on for as long as it is read.</summary>
    public async Task<HttpResponseMessage> OpenAsync(string path, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (lastEventId is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public void Dispose() => _http.Dispose();
}

public static class Answers
{
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

    /// <summary>The answer is a refusal in the one form, with this status and code.</summary>
    public static async Task<JsonElement> ShouldBeProblemAsync(this HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, text);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = JsonDocument.Parse(text).RootElement;
        problem.GetProperty("code").GetString().ShouldBe(code);
        problem.GetProperty("status").GetInt32().ShouldBe((int)status);
        foreach (var text1 in new[] { "title", "detail", "traceId" })
            problem.GetProperty(text1).GetString().ShouldNotBeNullOrWhiteSpace();
        return problem;
    }
}
