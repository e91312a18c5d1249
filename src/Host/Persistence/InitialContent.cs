using LienThong.Activities.Deadlines;
using LienThong.Activities.Documents.Files;
using LienThong.Activities.Procedures;
using LienThong.Activities.Templates;
using LienThong.Host.Errors;
using LienThong.Host.Settings;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Persistence;

/// <summary>What an installation needs besides its tables: the shipped calendar years and templates, and the definitions of the folder.</summary>
internal sealed class InitialContent(Database database, DefinitionStore definitions, FileStore files, HostSettings settings, TimeProvider clock, ILogger<InitialContent> log)
{
    private const string Author = "Tệp đi kèm chương trình";

    // Longer than any upload takes: a younger one may still be at work.
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromHours(24);

    /// <summary>Adds what is not there yet; a second run changes nothing.</summary>
    /// <exception cref="StartupException">A file of the folder is not a definition.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        files.SweepLeftovers(clock, LeftoverAge);
        await database.WriteAsync(CalendarTable.AddShippedYearsAsync, cancellationToken);
        await database.WriteAsync(ShippedTemplates.AddAsync, cancellationToken);
        foreach (var file in DefinitionFiles())
            await PublishAsync(file, cancellationToken);
    }

    private IEnumerable<string> DefinitionFiles()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, settings.Definitions.Folder);
        if (!Directory.Exists(folder))
            throw new StartupException($"Definitions:Folder: không có thư mục quy trình {folder}.");
        return Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal);
    }

    private async Task PublishAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            var text = definitions.Check(await File.ReadAllBytesAsync(file, cancellationToken));
            var published = await database.WriteAsync((session, ct) => PublishAsync(session, text, Path.GetFileName(file), ct), cancellationToken);
            // Published before there was this rule: dossiers run by it, so the server starts all the same.
            if (published is not null && ProcedureRules.BrokenBy(published) is { } broken)
                log.LogWarning("{File} stays published although it would be refused now: {Reason}", file, broken.Message);
        }
        catch (InvalidDefinitionException invalid)
        {
            throw new StartupException($"Tệp quy trình {file}: {invalid.Message}", invalid);
        }
    }

    // A file that was published before and gave way to what an administrator published, or retracted, does not come back at the next start.
    private async Task<WorkflowDefinition?> PublishAsync(WriteSession session, CheckedDefinition text, string fileName, CancellationToken cancellationToken)
    {
        var published = await definitions.FindPublishedAsync(session, text.Definition.DefinitionId, cancellationToken);
        var publishedByUs = published is not null && await session.Context.Set<DefinitionRow>().AnyAsync(row => row.Id == published.Id && row.Author == Author, cancellationToken);
        return !publishedByUs && await DefinitionStore.WasPublishedAsync(session.Context, text, cancellationToken)
            ? published
            : await definitions.PublishAsync(session, text, Author, $"Nạp từ {fileName}", cancellationToken);
    }
}

/// <summary>Brings the content in before anything that needs it starts.</summary>
internal sealed class InitialContentStart(InitialContent content) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => FirstStart.FillAsync(content.EnsureAsync, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
