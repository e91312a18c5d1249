using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LienThong.Host.Auth;
using LienThong.Host.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace LienThong.Benchmarks.Dataset;

/// <summary>The program as it is, on a free port of this machine, with a data folder that stays.</summary>
internal sealed class BenchHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private string? _password;

    private BenchHost(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    public static async Task<BenchHost> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var app = Host.Program.Build(Arguments.Parse(
            ["--environment", "Development", "--data", folder, "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=Error", "--SignIn:AttemptsPerMinute=10000", "--Demo:Dossiers=false"]));
        await app.StartAsync(cancellationToken);
        return new BenchHost(app);
    }

    public Uri Address => new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>The one password of all demo people.</summary>
    public async Task<string> PasswordAsync(CancellationToken cancellationToken)
    {
        if (_password is null)
        {
            await using var scope = Services.CreateAsyncScope();
            _password = await scope.ServiceProvider.GetRequiredService<DemoAccounts>().ResetPasswordAsync(cancellationToken);
        }

        return _password;
    }

    /// <summary>A browser of this demo person.</summary>
    public async Task<HttpClient> SignInAsync(string userName, CancellationToken cancellationToken)
    {
        var client = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = Address };
        await TokenAsync(client, cancellationToken);
        var answer = await client.PostAsync("/api/session", JsonContent.Create(new { userName, password = await PasswordAsync(cancellationToken) }), cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{userName}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        await TokenAsync(client, cancellationToken);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static async Task TokenAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var session = await client.GetFromJsonAsync<JsonElement>("/api/session", cancellationToken);
        client.DefaultRequestHeaders.Remove("X-XSRF-TOKEN");
        client.DefaultRequestHeaders.Add("X-XSRF-TOKEN", session.GetProperty("antiforgeryToken").GetString());
    }
}
