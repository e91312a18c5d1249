using System.Net;
using LienThong.Host.CommandLine;
using Microsoft.Extensions.Logging.Console;

namespace LienThong.Host.Settings;

/// <summary>Where settings come from, and what the whole host takes from them.</summary>
internal static class HostConfiguration
{
    public static WebApplicationBuilder CreateBuilder(Arguments arguments)
    {
        // Settings lie beside the program, data does not; a file changed while the program runs counts from the next start.
        List<string> args = ["--hostBuilder:reloadConfigOnChange=false", .. arguments.Settings];
        if (arguments["data"] is { } folder)
            args.Add($"--Data:Folder={folder}");
        if (arguments["urls"] is { } urls)
            args.Add($"--urls={urls}");
        return WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = [.. args],
            ApplicationName = typeof(HostConfiguration).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = arguments["environment"],
        });
    }

    public static void AddSettings(this WebApplicationBuilder builder)
    {
        var settings = SettingsReader.Read(builder.Configuration);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(settings.Server.ShutdownSeconds));
        builder.Logging.ClearProviders().AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffzzz ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        // Why a start failed is said in one line by Main, without the host's own stack trace; once it runs, what it logs counts.
        var start = new StartMark();
        builder.Services.AddSingleton(start);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => start.Done && level >= LogLevel.Warning);
        // Standard output is for what a command prints; nothing that is logged may get between.
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    public static void AddServer(this WebApplicationBuilder builder)
    {
        var settings = Settings(builder).Server;
        if (string.IsNullOrEmpty(builder.Configuration["urls"]) && string.IsNullOrEmpty(builder.Configuration["http_ports"]))
            builder.WebHost.UseUrls(CheckedUrl(builder, settings.Url));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = settings.MaxBodyKilobytes * 1024L;
        });
    }

    /// <summary>From here on the host's own log is heard.</summary>
    public static void MarkStart(this WebApplication app) =>
        app.Lifetime.ApplicationStarted.Register(() => app.Services.GetRequiredService<StartMark>().Done = true);

    /// <summary>The settings while the host is still being put together.</summary>
    public static HostSettings Settings(this WebApplicationBuilder builder) =>
        (HostSettings)builder.Services.Single(service => service.ServiceType == typeof(HostSettings)).ImplementationInstance!;

    /// <summary>Whether every address that the server listens on can only be reached from this machine.</summary>
    public static bool ListensOnLoopbackOnly(IConfiguration configuration, HostSettings settings)
    {
        // ASPNETCORE_HTTP_PORTS listens on every interface.
        var urls = configuration["urls"];
        if (string.IsNullOrEmpty(urls))
            return string.IsNullOrEmpty(configuration["http_ports"]) && string.IsNullOrEmpty(configuration["https_ports"]) && IsLoopback(settings.Server.Url);
        return urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).All(IsLoopback);
    }

    private static bool IsLoopback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));

    private static string CheckedUrl(WebApplicationBuilder builder, string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? url
            : throw SettingsReader.Refuse(builder.Configuration, "Server:Url", "phải là địa chỉ http hoặc https");

    private sealed class StartMark
    {
        public volatile bool Done;
    }
}
