using LienThong.Host.Errors;
using LienThong.Host.Persistence;
using LienThong.Host.Settings;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace LienThong.Host.CommandLine;

/// <summary><c>db migrate</c>: brings the database to the newest migration.</summary>
internal static class MigrateCommand
{
    public static async Task RunAsync(Arguments arguments)
    {
        await using var app = Program.Build(arguments);
        var schema = app.Services.GetRequiredService<Schema>();
        var pending = await schema.PendingAsync(CancellationToken.None);
        await schema.EnsureAsync(migrate: true, CancellationToken.None);
        await Console.Out.WriteLineAsync(pending.Count == 0
            ? "Cơ sở dữ liệu đã ở phiên bản mới nhất."
            : $"Đã nâng cấp cơ sở dữ liệu: {string.Join(", ", pending)}.");
    }
}

/// <summary><c>db script</c>: the SQL of all migrations, for whoever runs it by hand. Needs no database.</summary>
internal static class ScriptCommand
{
    public static async Task RunAsync(Arguments arguments)
    {
        var script = ScriptOf(ProviderOf(arguments));
        if (arguments["output"] is not { } file)
        {
            await Console.Out.WriteAsync(script);
            return;
        }

        try
        {
            await File.WriteAllTextAsync(file, script);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"Không ghi được tệp {file}: {exception.Message}", exception);
        }
    }

    /// <summary>Can be run again on the server databases. SQLite has no conditional statements: there it fits only an empty file.</summary>
    public static string ScriptOf(DatabaseProvider provider)
    {
        using var context = DesignTimeContexts.Create(provider);
        var options = provider == DatabaseProvider.Sqlite ? MigrationsSqlGenerationOptions.Script : MigrationsSqlGenerationOptions.Script | MigrationsSqlGenerationOptions.Idempotent;
        var note = provider == DatabaseProvider.Sqlite
            ? "-- SQLite không có lệnh điều kiện: chỉ chạy trên tệp trống; muốn nâng cấp tệp đã có, dùng lệnh «db migrate».\n"
            : "-- Chạy lại nhiều lần không sao: phiên bản nào đã có thì bỏ qua.\n";
        return note + context.GetService<IMigrator>().GenerateScript(options: options);
    }

    private static DatabaseProvider ProviderOf(Arguments arguments)
    {
        if (arguments["provider"] is { } name)
            return Enum.TryParse<DatabaseProvider>(name, ignoreCase: true, out var provider) && Enum.IsDefined(provider) && !char.IsDigit(name[0])
                ? provider
                : throw new UsageException($"Không có hệ cơ sở dữ liệu «{name}»: chọn sqlite, sqlserver hoặc postgresql.");
        return SettingsReader.Read(HostConfiguration.CreateBuilder(arguments).Configuration).Database.Provider;
    }
}
