using LienThong.Host.Api;
using LienThong.Host.Auth;
using LienThong.Host.Client;
using LienThong.Host.CommandLine;
using LienThong.Host.CommandLine.Runs;
using LienThong.Host.ElsaApi;
using LienThong.Host.ElsaApi.Live;
using LienThong.Host.Errors;
using LienThong.Host.Persistence;
using LienThong.Host.Scheduling;
using LienThong.Host.Settings;
using LienThong.Host.Studio;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host;

/// <summary>Table of contents: the commands, and what the server is made of.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        // dotnet-ef starts the program to look for contexts; the design-time factories are all it needs.
        if (EF.IsDesignTime)
            return 0;
        try
        {
            var arguments = Arguments.Parse(args);
            if (arguments.WantsHelp)
            {
                await Console.Out.WriteAsync(Arguments.HelpText);
                return 0;
            }

            await RunAsync(arguments);
            return 0;
        }
        catch (UsageException usage)
        {
            await Console.Error.WriteLineAsync(usage.Message);
            return 2;
        }
        catch (Exception exception) when (StartupException.Explain(exception) is { } line)
        {
            await Console.Error.WriteLineAsync(line);
            return 1;
        }
    }

    private static Task RunAsync(Arguments arguments) => arguments.Command switch
    {
        "" => Build(arguments).RunAsync(),
        "api-description" => ApiDescriptionCommand.RunAsync(arguments),
        "demo" => DemoCommand.RunAsync(arguments),
        "db migrate" => MigrateCommand.RunAsync(arguments),
        "db check" => CheckCommand.RunAsync(arguments),
        "db reindex" => ReindexCommand.RunAsync(arguments),
        "db script" => ScriptCommand.RunAsync(arguments),
        "workflow check" => WorkflowCheckCommand.RunAsync(arguments),
        "workflow run" => WorkflowRunCommand.RunAsync(arguments),
        "workflow graph" => WorkflowGraphCommand.RunAsync(arguments),
        "admin create" => CreateAdministratorCommand.RunAsync(arguments),
        "admin reset-demo-password" => ResetDemoPasswordCommand.RunAsync(arguments),
        _ => throw new UsageException($"Không có lệnh «{arguments.Command}»."),
    };

    /// <summary>The server, ready to be started; commands that need only a part of it take that from its services.</summary>
    internal static WebApplication Build(Arguments arguments, Action<WebApplicationBuilder>? change = null)
    {
        var builder = HostConfiguration.CreateBuilder(arguments);
        builder.AddSettings();
        builder.AddServer();
        builder.AddPersistence();
        builder.AddAuth();
        builder.AddErrors();
        builder.AddApi();
        builder.AddPackedAnswers();
        builder.AddScheduling();
        builder.AddDomain();
        builder.AddWorkflowRequests();
        builder.AddInstanceHubs();
        builder.AddStudio();
        change?.Invoke(builder);

        var app = builder.Build();
        app.MarkStart();
        app.UseErrors();
        app.UseSecurityHeaders();
        app.UseRouting();
        app.UseStudio();
        app.UseClient();
        app.UsePackedAnswers();
        app.UseRateLimiter();
        app.UseAuth();
        app.MapHealth();
        app.MapApi();
        app.MapElsaApi();
        app.MapInstanceHubs();
        app.MapStudio();
        app.MapWorkflowRequests();
        app.MapFollowedLinks();
        app.ConnectAlarms();
        return app;
    }
}
