using LienThong.Activities.Checks;
using LienThong.Host.Errors;
using LienThong.Host.Persistence;
using LienThong.Host.Settings;
using LienThong.Workflows.Persistence;

namespace LienThong.Host.CommandLine;

/// <summary><c>db check</c>: proves that rows and files fit together, numbers have no gaps, nothing waits for what is not there and the audit chain holds.</summary>
internal static class CheckCommand
{
    public static async Task RunAsync(Arguments arguments)
    {
        await using var app = Program.Build(arguments, MustHaveDatabase);
        await app.Services.GetRequiredService<Schema>().EnsureAsync(migrate: false, CancellationToken.None);
        await Console.Out.WriteLineAsync(await ReportAsync(app.Services, CancellationToken.None));
    }

    // Before the server is put together: that opens the database, which makes the folder and an empty file.
    private static void MustHaveDatabase(WebApplicationBuilder builder)
    {
        var folder = builder.DataFolder();
        if (builder.Settings().Database.Provider == DatabaseProvider.Sqlite && !File.Exists(folder.DatabaseFile))
            throw new StartupException($"Không có cơ sở dữ liệu trong {folder.Path}.");
    }

    /// <summary>One line when all is well.</summary>
    /// <exception cref="StartupException">Something does not hold; every finding was printed.</exception>
    public static async Task<string> ReportAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var findings = await services.GetRequiredService<InvariantChecker>().RunAsync(FileReading.Content, cancellationToken);
        if (findings.Count == 0)
            return "Không có sai lệch giữa sổ, hồ sơ, việc chờ, tệp và nhật ký.";
        foreach (var finding in findings)
            await Console.Error.WriteLineAsync($"{finding.Code}: {finding.Text}");
        throw new StartupException($"Kiểm tra toàn vẹn: {findings.Count} sai lệch.");
    }
}
