using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using LienThong.Workflows.Expressions.JavaScript;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Serialization;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Definitions;

/// <summary>Keeps the versions of definitions. A published version never changes; the parsed form is kept in memory by version.</summary>
/// <param name="registry">The activities that there are.</param>
/// <param name="rule">What the domain asks of a definition beyond what the engine asks; throws <see cref="InvalidDefinitionException"/>.</param>
public sealed partial class DefinitionStore(ActivityRegistry registry, Action<WorkflowDefinition>? rule = null)
{
    private static readonly HashSet<string> NoContent = new(StringComparer.OrdinalIgnoreCase) { "$schema", "createdAt", "id", "isLatest", "isPublished", "version" };

    private readonly ConcurrentDictionary<string, WorkflowDefinition> _parsed = new(StringComparer.Ordinal);
    private readonly DefinitionReader _reader = new(registry);

    public ActivityRegistry Registry { get; } = registry;

    /// <summary>Reads a definition's text; nothing is stored.</summary>
    /// <exception cref="InvalidDefinitionException">The text is not a definition.</exception>
    public WorkflowDefinition Read(ReadOnlyMemory<byte> utf8Json) => _reader.Read(utf8Json);

    /// <summary>A version by its id.</summary>
    /// <exception cref="InvalidDefinitionException">There is no such version.</exception>
    public async ValueTask<WorkflowDefinition> GetVersionAsync(DbContext context, string versionId, CancellationToken cancellationToken)
    {
        if (_parsed.TryGetValue(versionId, out var known))
            return known;
        var row = await context.Set<DefinitionRow>().FirstOrDefaultAsync(d => d.Id == versionId, cancellationToken)
            ?? throw new InvalidDefinitionException("definition.unknown", $"Không có phiên bản quy trình \"{versionId}\".");
        return await KeepAsync(context, row, cancellationToken);
    }

    /// <summary>The published version of a definition; null when none is published.</summary>
    public async ValueTask<WorkflowDefinition?> FindPublishedAsync(DbContext context, string definitionId, CancellationToken cancellationToken)
    {
        var id = await context.Set<DefinitionRow>().Where(d => d.DefinitionId == definitionId && d.IsPublished).Select(d => d.Id).FirstOrDefaultAsync(cancellationToken);
        return id is null ? null : await GetVersionAsync(context, id, cancellationToken);
    }

    /// <summary>Publishes the text as a new version, unless the published version says the same already.</summary>
    /// <exception cref="InvalidDefinitionException">The text is not a definition, names an activity type that is not there, or breaks the domain's rule.</exception>
    public async Task<WorkflowDefinition> PublishAsync(WriteSession session, ReadOnlyMemory<byte> utf8Json, string author, string reason, CancellationToken cancellationToken)
    {
        var read = await ReadAsync(session, utf8Json, cancellationToken);
        MustHaveUsableId(read);
        MustKnowAllTypes(read);
        ScriptsMustBeReadable(read);
        var versions = await session.Context.Set<DefinitionRow>().Where(d => d.DefinitionId == read.DefinitionId).OrderBy(d => d.Version).ToListAsync(cancellationToken);
        var hash = ContentHash(read);
        if (versions.Find(v => v.IsPublished) is { } published && published.ContentHash == hash)
            return await KeepAsync(session.Context, published, cancellationToken);
        // Only now: what is published already is not judged again by a rule that came later.
        rule?.Invoke(read);
        var now = session.Clock.GetUtcNow();
        foreach (var old in versions.Where(v => v.IsPublished || v.IsLatest))
        {
            old.IsPublished = old.IsLatest = false;
            session.Update(old);
        }

        var definition = read with
        {
            Id = SortableId.New(now),
            Version = versions.Count == 0 ? 1 : versions[^1].Version + 1,
            CreatedAt = now,
            IsLatest = true,
            IsPublished = true,
        };
        var row = new DefinitionRow
        {
            Id = definition.Id,
            DefinitionId = definition.DefinitionId,
            Version = definition.Version,
            Name = definition.Name,
            Json = DefinitionWriter.WriteUtf8(definition),
            ContentHash = hash,
            IsLatest = true,
            IsPublished = true,
            CreatedAt = now,
            PublishedAt = now,
            Author = author,
            Reason = reason,
        };
        session.Insert(row);
        await TriggerIndex.ReplaceAsync(session, definition, cancellationToken);
        await UpdateConsumersAsync(session, definition, author, cancellationToken);
        return definition;
    }

    // The identity of a version, its number and its dates are no part of what it says, nor whether they are written: an export has them, a file of ours may not.
    private static string ContentHash(WorkflowDefinition definition)
    {
        using var document = JsonDocument.Parse(DefinitionWriter.WriteUtf8(definition));
        var content = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(content))
        {
            writer.WriteStartObject();
            foreach (var property in document.RootElement.EnumerateObject().Where(p => !NoContent.Contains(p.Name)))
                property.WriteTo(writer);
            writer.WriteEndObject();
        }

        return Convert.ToHexString(SHA256.HashData(content.WrittenSpan));
    }

    private static void MustHaveUsableId(WorkflowDefinition definition)
    {
        if (!DefinitionIds().IsMatch(definition.DefinitionId))
        {
            throw new InvalidDefinitionException(
                "definition.invalid-id", "Mã quy trình (definitionId) chỉ gồm chữ không dấu, số, dấu chấm, gạch ngang, gạch dưới, từ 1 đến 64 ký tự. Đổi mã rồi ban hành lại.");
        }
    }

    private static void ScriptsMustBeReadable(WorkflowDefinition definition)
    {
        foreach (var activity in definition.Graph.Nodes)
        {
            foreach (var input in activity.Inputs)
            {
                if (input?.Expression is not { Type: "JavaScript", Value: string code })
                    continue;
                try
                {
                    Script.Compile(code);
                }
                catch (ScriptException e)
                {
                    throw new InvalidDefinitionException(
                        "definition.invalid-script",
                        $"Bước \"{activity.DisplayText}\" (mã {activity.Id}) có biểu thức JavaScript sai ở dòng {e.Line}, cột {e.Column}: {e.Message}. Sửa biểu thức rồi ban hành lại.", e);
                }
            }
        }
    }

    [GeneratedRegex("^[A-Za-z0-9._-]{1,64}$")]
    private static partial Regex DefinitionIds();

    private static void MustKnowAllTypes(WorkflowDefinition definition)
    {
        if (definition.Graph.Nodes.OfType<NotFoundActivity>().FirstOrDefault() is { } missing)
        {
            throw new InvalidDefinitionException(
                "definition.unknown-activity",
                $"Bước \"{missing.DisplayText}\" (mã {missing.Id}) thuộc loại \"{missing.MissingTypeName}\" mà hệ thống không có. Đổi loại bước rồi ban hành lại.");
        }
    }
}
