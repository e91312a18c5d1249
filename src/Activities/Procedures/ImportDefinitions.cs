using LienThong.Activities.Audit;
using LienThong.Activities.Commands;
using LienThong.Activities.Rules;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Definitions.Checks;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Serialization;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Procedures;

/// <summary>How definitions are to be taken in.</summary>
/// <param name="Publish">They are published at once; otherwise they become drafts.</param>
/// <param name="ReplaceDrafts">A draft that says something else is replaced; otherwise it stands in the way.</param>
/// <param name="Reason">Kept with what is published, and in the audit trail.</param>
public sealed record ImportTerms(bool Publish, bool ReplaceDrafts, string? Reason);

/// <summary>What became of a file.</summary>
public enum ImportOutcome
{
    /// <summary>It is the draft.</summary>
    Drafted,

    /// <summary>It is the published version.</summary>
    Published,

    /// <summary>There is nothing new in it.</summary>
    Unchanged,

    /// <summary>It could not be taken, and with it none.</summary>
    Refused,

    /// <summary>It could have been taken; another one could not.</summary>
    HeldBack,
}

/// <summary>A file of an import.</summary>
/// <param name="File">Its name.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="DefinitionId">Null when it could not be read.</param>
/// <param name="Version">The version that it became or that says the same.</param>
/// <param name="VersionId">Its id.</param>
/// <param name="Code">Why it was refused.</param>
/// <param name="Detail">The same in words.</param>
/// <param name="Line">1-based, where the text itself is broken.</param>
/// <param name="Column">1-based, where the text itself is broken.</param>
/// <param name="Findings">What is wrong in it or looks so.</param>
public sealed record ImportedFile(
    string File, ImportOutcome Outcome, string? DefinitionId, int? Version, string? VersionId, string? Code, string? Detail, long? Line, long? Column, IReadOnlyList<Finding> Findings);

/// <summary>All files of an import, in their order.</summary>
public sealed record ImportReport(IReadOnlyList<ImportedFile> Files);

/// <summary>An import that was refused; nothing of it is stored.</summary>
public sealed class ImportRefusedException(ImportReport report)
    : Exception($"{report.Files.Count(file => file.Outcome == ImportOutcome.Refused)} trong {report.Files.Count} tệp không nhận được nên chưa tệp nào được nhập. Sửa các tệp đó rồi nhập lại.")
{
    public ImportReport Report { get; } = report;
}

/// <summary>Nhập quy trình: files become drafts or published versions, all of them or none.</summary>
public sealed class ImportDefinitions(CommandRunner commands, Database database, DefinitionStore definitions, EditDefinition edit, PublishDefinition publish)
{
    /// <exception cref="ImportRefusedException">A file cannot be taken.</exception>
    /// <exception cref="RuleViolation"><c>definition.reason</c>, <c>import.empty</c>.</exception>
    public async Task<ImportReport> RunAsync(IReadOnlyList<DefinitionFile> files, ImportTerms terms, Actor actor, CommandKey key, CancellationToken cancellationToken)
    {
        var why = terms.Publish ? GivenText.Line(terms.Reason, "Lý do ban hành", "definition.reason", 500) : "";
        if (files.Count == 0)
            throw RuleViolation.Invalid("import.empty", "Không có tệp quy trình nào để nhập. Chọn tệp JSON hoặc tệp zip chứa tệp JSON.");
        var items = await database.ReadAsync((context, ct) => ReadAllAsync(context, files, ct), cancellationToken);
        RefuseRepeated(items);
        if (terms.Publish)
            items.ForEach(RefuseErrors);
        MustAllBeTaken(items);
        return await commands.RunAsync(
            key,
            async (session, ct) =>
            {
                foreach (var item in items)
                    item.Result = await TakeAsync(session, item, terms, why, actor, ct);
                MustAllBeTaken(items);
                return new ImportReport([.. items.Select(item => item.Result!)]); // set above
            },
            cancellationToken);
    }

    private async Task<List<Item>> ReadAllAsync(DbContext context, IReadOnlyList<DefinitionFile> files, CancellationToken cancellationToken)
    {
        var items = new List<Item>();
        foreach (var file in files)
            items.Add(await ReadAsync(context, file, cancellationToken));
        return items;
    }

    private async Task<Item> ReadAsync(DbContext context, DefinitionFile file, CancellationToken cancellationToken)
    {
        if (file.Content is not { } content)
            return new Item(file.Name, null) { Result = Refused(file.Name, null, "definition.too-large", $"Tệp quy trình lớn hơn {DefinitionReader.MaxBytes / 1024 / 1024} MB.", []) };
        try
        {
            return new Item(file.Name, await definitions.CheckAsync(context, content, cancellationToken));
        }
        catch (InvalidDefinitionException e)
        {
            return new Item(file.Name, null) { Result = Refused(file.Name, null, e.Code, e.Message, []) with { Line = e.Line, Column = e.Column } };
        }
    }

    private static void RefuseRepeated(List<Item> items)
    {
        foreach (var item in items.Where(item => item.Text is not null).GroupBy(item => item.Text!.Definition.DefinitionId, StringComparer.Ordinal).SelectMany(group => group.Skip(1)))
            item.Result = Refused(item.File, item.Text, "import.repeated", $"Một tệp khác trong lần nhập này cũng có mã quy trình \"{item.Text!.Definition.DefinitionId}\". Bỏ một tệp.", []);
    }

    private static void RefuseErrors(Item item)
    {
        if (item is { Result: null, Text: { } text } && text.Findings.FirstOrDefault(finding => finding.Severity == FindingSeverity.Error) is { } error)
            item.Result = Refused(item.File, text, error.Code, error.Text, text.Findings);
    }

    private async Task<ImportedFile> TakeAsync(WriteSession session, Item item, ImportTerms terms, string why, Actor actor, CancellationToken cancellationToken)
    {
        var text = item.Text!; // what could not be read ended the import before
        var id = text.Definition.DefinitionId;
        var published = await definitions.FindPublishedAsync(session, id, cancellationToken);
        var draft = await DefinitionStore.FindDraftAsync(session.Context, id, cancellationToken);
        try
        {
            if (terms.Publish)
            {
                var version = await publish.PublishAsync(session, text, why, actor, cancellationToken);
                return Taken(item, version.VersionId == published?.Id ? ImportOutcome.Unchanged : ImportOutcome.Published, version.Version, version.VersionId);
            }

            if (draft is null && published is not null && DefinitionStore.SaysTheSame(published, text))
                return Taken(item, ImportOutcome.Unchanged, published.Version, published.Id);
            var saved = await edit.SaveAsync(session, text, terms.ReplaceDrafts ? draft?.Tag : null, actor, cancellationToken);
            return Taken(item, saved.Tag == draft?.Tag ? ImportOutcome.Unchanged : ImportOutcome.Drafted, saved.Version, saved.VersionId);
        }
        catch (DefinitionStateException e)
        {
            return Refused(item.File, text, e.Code, e.Message, []);
        }
        // A workflow that it uses was retracted since it was read.
        catch (RefusedDefinitionException e)
        {
            return Refused(item.File, text, e.Code, e.Message, e.Findings);
        }
    }

    private static void MustAllBeTaken(List<Item> items)
    {
        if (items.Exists(item => item.Result is { Outcome: ImportOutcome.Refused }))
        {
            throw new ImportRefusedException(new ImportReport(
                [.. items.Select(item => item.Result is { Outcome: ImportOutcome.Refused } refused ? refused : Taken(item, ImportOutcome.HeldBack, null, null))]));
        }
    }

    private static ImportedFile Taken(Item item, ImportOutcome outcome, int? version, string? versionId) =>
        new(item.File, outcome, item.Text?.Definition.DefinitionId, version, versionId, null, null, null, null, item.Text?.Findings ?? []);

    private static ImportedFile Refused(string file, CheckedDefinition? text, string code, string detail, IReadOnlyList<Finding> findings) =>
        new(file, ImportOutcome.Refused, text?.Definition.DefinitionId, null, null, code, detail, null, null, findings);

    private sealed class Item(string file, CheckedDefinition? text)
    {
        public string File => file;
        public CheckedDefinition? Text => text;
        public ImportedFile? Result { get; set; }
    }
}
