using System.Collections.Concurrent;
using LienThong.Workflows.Definitions.Checks;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Serialization;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Definitions;

/// <summary>Keeps the versions of definitions: at most one draft, which changes, and published ones, which never do.</summary>
/// <remarks>
/// The draft of a definition is its latest version and has never been published. What was published is kept in memory in its parsed form, by version.
/// Who races for a definition meets the row versions of its draft, its latest and its published version: one wins, the others are refused.
/// </remarks>
/// <param name="registry">The activities that there are.</param>
/// <param name="checker">What a definition must keep to before it is published; null checks what the engine asks.</param>
public sealed partial class DefinitionStore(ActivityRegistry registry, DefinitionChecker? checker = null)
{
    private readonly ConcurrentDictionary<string, WorkflowDefinition> _parsed = new(StringComparer.Ordinal);
    private readonly DefinitionChecker _checker = checker ?? new DefinitionChecker(ExpressionEvaluator.Standard);
    private readonly DefinitionReader _reader = new(registry);

    public ActivityRegistry Registry { get; } = registry;

    /// <summary>Reads a definition's text; nothing is stored.</summary>
    /// <exception cref="InvalidDefinitionException">The text is not a definition.</exception>
    public WorkflowDefinition Read(ReadOnlyMemory<byte> utf8Json) => _reader.Read(utf8Json);

    /// <summary>Reads a definition's text and looks it through; nothing is stored. To be done before a transaction: a large text takes its time.</summary>
    /// <exception cref="InvalidDefinitionException">The text is not a definition, or its id is none.</exception>
    public CheckedDefinition Check(ReadOnlyMemory<byte> utf8Json)
    {
        var definition = _reader.Read(utf8Json);
        DefinitionContent.MustHaveUsableId(definition);
        DefinitionContent.MustHaveUsableName(definition);
        DefinitionContent.MustHoldItsSteps(definition);
        DefinitionContent.MustHaveUsableSteps(definition);
        return new CheckedDefinition(definition, DefinitionContent.HashOf(DefinitionWriter.WriteUtf8(definition)), new Lazy<IReadOnlyList<Finding>>(() => _checker.Check(definition)));
    }

    /// <summary>A version by its id, a draft as it is now.</summary>
    /// <exception cref="InvalidDefinitionException">There is no such version, or its row was changed by somebody else than this store.</exception>
    public async ValueTask<WorkflowDefinition> GetVersionAsync(DbContext context, string versionId, CancellationToken cancellationToken)
    {
        if (_parsed.TryGetValue(versionId, out var known))
            return known;
        var row = await context.Set<DefinitionRow>().FirstOrDefaultAsync(d => d.Id == versionId, cancellationToken)
            ?? throw Unknown(versionId);
        return await KeepAsync(context, row, cancellationToken);
    }

    /// <summary>The version that this row holds.</summary>
    /// <exception cref="InvalidDefinitionException">The row was changed by somebody else than this store.</exception>
    public ValueTask<WorkflowDefinition> GetVersionAsync(DbContext context, DefinitionRow row, CancellationToken cancellationToken) =>
        _parsed.TryGetValue(row.Id, out var known) ? new(known) : KeepAsync(context, row, cancellationToken);

    /// <inheritdoc cref="GetVersionAsync(DbContext, string, CancellationToken)"/>
    public async ValueTask<WorkflowDefinition> GetVersionAsync(WriteSession session, string versionId, CancellationToken cancellationToken)
    {
        if (_parsed.TryGetValue(versionId, out var known))
            return known;
        if (await session.FindAllAsync<DefinitionRow>([(nameof(DefinitionRow.Id), versionId)], cancellationToken) is not [var row])
            throw Unknown(versionId);
        var definition = Keep(row);
        return KnowsItsUses(definition) ? definition : await KeepAsync(session.Context, row, cancellationToken);
    }

    /// <summary>The published version of a definition; null when none is published.</summary>
    public async ValueTask<WorkflowDefinition?> FindPublishedAsync(WriteSession session, string definitionId, CancellationToken cancellationToken) =>
        await session.FindKeysAsync<DefinitionRow>([(nameof(DefinitionRow.DefinitionId), definitionId), (nameof(DefinitionRow.IsPublished), true)], cancellationToken) is [var id, ..]
            ? await GetVersionAsync(session, id, cancellationToken)
            : null;

    /// <inheritdoc cref="FindPublishedAsync(WriteSession, string, CancellationToken)"/>
    public ValueTask<WorkflowDefinition?> FindPublishedAsync(DbContext context, string definitionId, CancellationToken cancellationToken) =>
        FindOnlyAsync(context, context.Set<DefinitionRow>().Where(d => d.DefinitionId == definitionId && d.IsPublished), cancellationToken);

    /// <summary>A version of a definition by its number, a draft too; null when there is none.</summary>
    public ValueTask<WorkflowDefinition?> FindVersionAsync(DbContext context, string definitionId, int version, CancellationToken cancellationToken) =>
        FindOnlyAsync(context, Numbered(context, definitionId, version), cancellationToken);

    /// <summary>The same without drafts, which change under their author's hands: no instance may stand on one.</summary>
    public ValueTask<WorkflowDefinition?> FindPublishedVersionAsync(DbContext context, string definitionId, int version, CancellationToken cancellationToken) =>
        FindOnlyAsync(context, Numbered(context, definitionId, version).Where(d => d.PublishedAt != null), cancellationToken);

    /// <summary>The row of this number; none or one.</summary>
    public static IQueryable<DefinitionRow> Numbered(DbContext context, string definitionId, int version) =>
        context.Set<DefinitionRow>().Where(d => d.DefinitionId == definitionId && d.Version == version);

    // By its id first: what is known needs no text from the database.
    private async ValueTask<WorkflowDefinition?> FindOnlyAsync(DbContext context, IQueryable<DefinitionRow> one, CancellationToken cancellationToken) =>
        await one.Select(d => d.Id).FirstOrDefaultAsync(cancellationToken) is { } id ? await GetVersionAsync(context, id, cancellationToken) : null;

    /// <summary>Whether some version of the definition was published with this content.</summary>
    public static Task<bool> WasPublishedAsync(DbContext context, CheckedDefinition text, CancellationToken cancellationToken) =>
        context.Set<DefinitionRow>().AnyAsync(
            d => d.DefinitionId == text.Definition.DefinitionId && d.ContentHash == text.ContentHash && d.PublishedAt != null, cancellationToken);

    /// <summary>Whether a stored version and a text have the same content.</summary>
    public static bool SaysTheSame(WorkflowDefinition version, CheckedDefinition text) => DefinitionContent.HashOf(DefinitionWriter.WriteUtf8(version)) == text.ContentHash;

    private static InvalidDefinitionException Unknown(string versionId) => new("definition.unknown", $"Không có phiên bản quy trình \"{versionId}\".");

    private WorkflowDefinition Keep(DefinitionRow row)
    {
        if (_parsed.TryGetValue(row.Id, out var known))
            return known;
        DefinitionContent.MustBeUnchanged(row);
        var definition = _reader.Read(row.Json);
        // A workflow that it uses may not be known yet.
        return row.PublishedAt is null || !KnowsItsUses(definition) ? definition : _parsed.GetOrAdd(row.Id, definition);
    }

    // The two versions that every change begins with; one row may be both.
    private static async Task<(DefinitionRow? Latest, DefinitionRow? Published)> HeadAsync(WriteSession session, string definitionId, CancellationToken cancellationToken)
    {
        // The first definitions of a new database: there is nothing to ask a query for.
        if ((await session.FindKeysAsync<DefinitionRow>([(nameof(DefinitionRow.DefinitionId), definitionId)], cancellationToken)).Count == 0)
            return default;
        var rows = await session.Context.Set<DefinitionRow>().Where(d => d.DefinitionId == definitionId && (d.IsLatest || d.IsPublished)).ToListAsync(cancellationToken);
        return (rows.Find(d => d.IsLatest), rows.Find(d => d.IsPublished));
    }

    private static DefinitionRow RowOf(WorkflowDefinition definition, string contentHash, string author, string? reason, DateTimeOffset now) => new()
    {
        Id = definition.Id,
        DefinitionId = definition.DefinitionId,
        Version = definition.Version,
        Name = definition.Name,
        Json = DefinitionWriter.WriteUtf8(definition),
        ContentHash = contentHash,
        IsLatest = definition.IsLatest,
        IsPublished = definition.IsPublished,
        CreatedAt = now,
        PublishedAt = definition.IsPublished ? now : null,
        Author = author,
        Reason = reason,
    };
}
