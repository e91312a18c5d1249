using System.Collections.Concurrent;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LienThong.Workflows.Composition;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Serialization;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Definitions;

// Workflows used as activities: the reader must know them before it meets them, and what uses them stays on their version.
public sealed partial class DefinitionStore
{
    private const int MostAtOnce = 200;

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private static readonly JsonSerializerOptions DeepJson = new() { MaxDepth = 512, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ConcurrentDictionary<string, bool> _seen = new(StringComparer.Ordinal);

    /// <summary>Makes the workflows known that may be used as activities, as they are in the database now.</summary>
    public async Task LearnWorkflowsAsync(DbContext context, CancellationToken cancellationToken)
    {
        var versions = await context.Set<DefinitionRow>().Where(d => d.PublishedAt != null).Select(d => new { d.Id, d.IsPublished }).ToListAsync(cancellationToken);
        var unseen = versions.Where(v => !_seen.ContainsKey(v.Id)).Select(v => v.Id).ToList();
        foreach (var ids in unseen.Chunk(MostAtOnce))
        {
            foreach (var row in await context.Set<DefinitionRow>().Where(d => ids.Contains(d.Id)).ToListAsync(cancellationToken))
            {
                // Most definitions are no such workflows, and need not be read for that.
                if (row.Json.AsSpan().IndexOf("sableAsActivity"u8) >= 0 && DefinitionContent.IsUnchanged(row))
                    Registry.Workflows.Learn(_reader.ReadAlone(row.Json), row.IsPublished);
                _seen[row.Id] = true;
            }
        }

        Registry.Workflows.SetPublished(versions.Where(v => v.IsPublished).Select(v => v.Id).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Makes the workflows known that these texts hold, before the first of them is read.</summary>
    public void LearnWorkflows(IEnumerable<ReadOnlyMemory<byte>> texts) => Registry.Workflows.LearnTexts(_reader, texts);

    /// <summary>The definitions of which the version that is published now uses this one as an activity.</summary>
    public async Task<IReadOnlyList<string>> ConsumersOfAsync(DbContext context, string definitionId, CancellationToken cancellationToken) =>
        [.. (await ConsumersAsync(context, definitionId, cancellationToken)).Select(row => row.DefinitionId)];

    /// <summary>The definitions of which the published or the latest version uses this one as an activity, or starts it by its id.</summary>
    public async Task<IReadOnlyList<string>> UsersOfAsync(DbContext context, string definitionId, CancellationToken cancellationToken)
    {
        var rows = await context.Set<DefinitionRow>().Where(d => (d.IsPublished || d.IsLatest) && d.DefinitionId != definitionId).OrderBy(d => d.DefinitionId)
            .Select(d => new { d.Id, d.DefinitionId }).ToListAsync(cancellationToken);
        var users = new List<string>();
        foreach (var row in rows.Where(row => !users.Contains(row.DefinitionId)))
        {
            if ((await GetVersionAsync(context, row.Id, cancellationToken)).Graph.Nodes.Any(n => !n.IsNested && Names(n, definitionId)))
                users.Add(row.DefinitionId);
        }

        return users;
    }

    private static bool Names(Activity activity, string definitionId) => activity switch
    {
        WorkflowDefinitionActivity used => used.Definition.DefinitionId == definitionId,
        DispatchWorkflow started => IsLiterally(started.WorkflowDefinitionId, definitionId),
        ExecuteWorkflow started => IsLiterally(started.WorkflowDefinitionId, definitionId),
        BulkDispatchWorkflows started => IsLiterally(started.WorkflowDefinitionId, definitionId),
        _ => false,
    };

    private static bool IsLiterally(Input<string>? input, string text) => input?.Expression is { Type: "Literal" } expression && expression.Value as string == text;

    private async Task<List<DefinitionRow>> ConsumersAsync(DbContext context, string definitionId, CancellationToken cancellationToken)
    {
        var consumers = new List<DefinitionRow>();
        var ids = await context.Set<DefinitionRow>().Where(d => d.IsPublished && d.DefinitionId != definitionId).OrderBy(d => d.DefinitionId).Select(d => d.Id).ToListAsync(cancellationToken);
        foreach (var id in ids)
        {
            var definition = await GetVersionAsync(context, id, cancellationToken);
            if (definition.Graph.Nodes.Any(n => n is WorkflowDefinitionActivity { IsNested: false } used && used.Definition.DefinitionId == definitionId))
                consumers.Add(await context.Set<DefinitionRow>().SingleAsync(d => d.Id == id, cancellationToken));
        }

        return consumers;
    }

    /// <summary>Reads and looks through a text, knowing the workflows that are published by now.</summary>
    /// <exception cref="InvalidDefinitionException">The text is not a definition, or its id is none.</exception>
    public async Task<CheckedDefinition> CheckAsync(DbContext context, ReadOnlyMemory<byte> utf8Json, CancellationToken cancellationToken)
    {
        var text = Check(utf8Json);
        if (!UsesWorkflows(text.Definition))
            return text;
        await LearnWorkflowsAsync(context, cancellationToken);
        return Check(utf8Json);
    }

    /// <summary>A text that is to be published, with the workflows that it uses as they are published by now, also in this session.</summary>
    private async Task<CheckedDefinition> WithUsesAsync(WriteSession session, CheckedDefinition text, CancellationToken cancellationToken)
    {
        if (!UsesWorkflows(text.Definition) || text.Definition.AsRead is not { } json)
            return text;
        await session.FlushAsync(cancellationToken);
        var checkedAgain = await CheckAsync(session.Context, JsonSerializer.SerializeToUtf8Bytes(json, DeepJson), cancellationToken);
        foreach (var used in checkedAgain.Definition.Graph.Nodes.OfType<WorkflowDefinitionActivity>())
        {
            // Learned within a write that was rolled back, or deleted since; on a server the row stays locked until the commit.
            if (await session.FindAsync<DefinitionRow>(used.Definition.Id, cancellationToken) is not null)
                continue;
            Forget(used.Definition.Id);
            return await WithUsesAsync(session, text, cancellationToken);
        }

        return checkedAgain;
    }

    private void Forget(string versionId)
    {
        Registry.Workflows.Forget(versionId);
        _seen.TryRemove(versionId, out _);
    }

    private static bool UsesWorkflows(WorkflowDefinition definition) => definition.Graph.Nodes.Any(n => n is NotFoundActivity or WorkflowDefinitionActivity);

    private static bool KnowsItsUses(WorkflowDefinition definition) => IsPinned(definition) && !definition.Graph.Nodes.Any(n => n is NotFoundActivity);

    private async ValueTask<WorkflowDefinition> KeepAsync(DbContext context, DefinitionRow row, CancellationToken cancellationToken)
    {
        var definition = Keep(row);
        if (KnowsItsUses(definition))
            return definition;
        // What was published knew all its types, so a workflow that it uses was published elsewhere since this program started.
        await LearnWorkflowsAsync(context, cancellationToken);
        definition = _reader.Read(row.Json);
        return row.PublishedAt is null ? definition : _parsed.GetOrAdd(row.Id, definition);
    }

    /// <summary>A version, other than these, whose text is pinned to one of them; null when there is none.</summary>
    private static async Task<DefinitionRow?> PinnedByAsync(DbContext context, IReadOnlyCollection<string> versionIds, CancellationToken cancellationToken)
    {
        var others = await context.Set<DefinitionRow>().Where(d => !versionIds.Contains(d.Id)).Select(d => d.Id).ToListAsync(cancellationToken);
        foreach (var ids in others.Chunk(MostAtOnce))
        {
            foreach (var row in await context.Set<DefinitionRow>().Where(d => ids.Contains(d.Id)).ToListAsync(cancellationToken))
            {
                if (versionIds.Any(id => row.Json.AsSpan().IndexOf(Encoding.UTF8.GetBytes($"\"{id}\"")) >= 0))
                    return row;
            }
        }

        return null;
    }

    // Before all versions are known an activity may be read as another version than the one it names.
    private static bool IsPinned(WorkflowDefinition definition) => definition.Graph.Nodes.OfType<WorkflowDefinitionActivity>().All(
        used => used.AsRead is not { } json || new JsonKeys(json).Text("workflowDefinitionVersionId") is not { } pin || pin == used.Definition.Id);

    /// <summary>Publishes anew what uses this workflow as an activity, with the new version, where the workflow asks for it (elsa-format §7.9).</summary>
    private async Task UpdateConsumersAsync(WriteSession session, WorkflowDefinition definition, string author, CancellationToken cancellationToken)
    {
        if (!definition.Options.AutoUpdateConsumingWorkflows || !WorkflowTypes.IsUsable(definition))
            return;
        await session.FlushAsync(cancellationToken);
        await RepinConsumersAsync(session, definition, author, cancellationToken);
    }

    /// <summary>Publishes anew what uses this definition as an activity in another version than the published one.</summary>
    /// <returns>The ids of the definitions that have a new version.</returns>
    /// <exception cref="DefinitionStateException"><c>definition.not-found</c>, <c>definition.not-published</c>.</exception>
    /// <exception cref="RefusedDefinitionException">One of them has errors with it; none is changed.</exception>
    public async Task<IReadOnlyList<string>> UpdateReferencesAsync(WriteSession session, string definitionId, string author, CancellationToken cancellationToken)
    {
        var definition = await FindPublishedAsync(session.Context, definitionId, cancellationToken)
            ?? throw NotPublished(definitionId, await session.Context.Set<DefinitionRow>().AnyAsync(d => d.DefinitionId == definitionId, cancellationToken));
        return await RepinConsumersAsync(session, definition, author, cancellationToken);
    }

    private async Task<IReadOnlyList<string>> RepinConsumersAsync(WriteSession session, WorkflowDefinition definition, string author, CancellationToken cancellationToken)
    {
        var changed = new List<string>();
        foreach (var consumer in await ConsumersAsync(session.Context, definition.DefinitionId, cancellationToken))
        {
            var json = JsonNode.Parse(consumer.Json, documentOptions: Deep)!;
            Repin(json, definition);
            var published = await PublishAsync(
                session, JsonSerializer.SerializeToUtf8Bytes(json, DeepJson), author, $"Theo phiên bản {definition.Version} của quy trình \"{definition.Name ?? definition.DefinitionId}\".", cancellationToken);
            if (published.Id != consumer.Id)
                changed.Add(consumer.DefinitionId);
        }

        return changed;
    }

    private static void Repin(JsonNode? json, WorkflowDefinition definition)
    {
        switch (json)
        {
            case JsonObject activity:
                if (activity.ContainsKey("type") && activity["workflowDefinitionId"] is JsonValue id && id.TryGetValue<string>(out var used) && used == definition.DefinitionId)
                {
                    activity["type"] = WorkflowTypes.NameOf(definition);
                    activity["version"] = definition.Version;
                    activity["workflowDefinitionVersionId"] = definition.Id;
                }

                foreach (var (_, value) in activity)
                    Repin(value, definition);
                break;
            case JsonArray items:
                foreach (var item in items)
                    Repin(item, definition);
                break;
        }
    }
}
