using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Serialization;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Definitions;

public sealed partial class DefinitionStore
{
    /// <summary>The draft of a definition; null when there is none.</summary>
    public static async Task<Draft?> FindDraftAsync(DbContext context, string definitionId, CancellationToken cancellationToken) =>
        await context.Set<DefinitionRow>().FirstOrDefaultAsync(d => d.DefinitionId == definitionId && d.IsLatest && d.PublishedAt == null, cancellationToken) is { } row
            ? Draft.Of(row)
            : null;

    /// <summary>Makes the definition's draft, or changes the one that there is. It may have errors: they are looked at when it is published.</summary>
    /// <param name="session">The write this belongs to.</param>
    /// <param name="text">What the draft is to say.</param>
    /// <param name="tag">Of the draft that whoever saves has seen; null where there was none.</param>
    /// <param name="author">Who saves.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The draft, and whether anything was written: what says the same already is not saved again.</returns>
    /// <exception cref="DefinitionStateException"><c>definition.draft-exists</c>, <c>definition.no-draft</c>, <c>definition.readonly</c>.</exception>
    /// <exception cref="StaleRowException">Somebody saved or published since.</exception>
    public async Task<(Draft Draft, bool IsNew)> SaveDraftAsync(WriteSession session, CheckedDefinition text, string? tag, string author, CancellationToken cancellationToken)
    {
        var (latest, _) = await HeadAsync(session, text.Definition.DefinitionId, cancellationToken);
        if (latest is not { PublishedAt: null } draft)
        {
            if (tag is not null)
                throw NoDraft(text.Definition.DefinitionId);
            return (Draft.Of(BeginDraft(session, text.Definition, text.ContentHash, latest, author, null)), true);
        }

        // A save that is sent again because its answer was lost is no other one.
        if (draft.ContentHash == text.ContentHash)
            return (Draft.Of(draft), false);
        if (tag is null)
            throw DraftExists(draft);
        if (Draft.TagOf(draft) != tag)
            throw new StaleRowException("Definitions", draft.DefinitionId);
        var definition = text.Definition with { Id = draft.Id, Version = draft.Version, CreatedAt = draft.CreatedAt, IsLatest = true, IsPublished = false };
        draft.Name = definition.Name;
        draft.Json = DefinitionWriter.WriteUtf8(definition);
        draft.ContentHash = text.ContentHash;
        draft.Author = author;
        draft.Reason = null;
        session.Update(draft);
        await session.FlushAsync(cancellationToken);
        return (Draft.Of(draft), true);
    }

    /// <summary>Begins a draft that says what an older version said.</summary>
    /// <exception cref="DefinitionStateException"><c>definition.not-found</c>, <c>definition.draft-exists</c>, <c>definition.readonly</c>.</exception>
    /// <exception cref="StaleRowException">Somebody began a draft or published since.</exception>
    public async Task<Draft> RevertAsync(WriteSession session, string definitionId, int version, string author, string reason, CancellationToken cancellationToken)
    {
        var row = await FindRowAsync(session, definitionId, version, cancellationToken);
        var (latest, _) = await HeadAsync(session, definitionId, cancellationToken);
        if (latest is { PublishedAt: null })
            throw DraftExists(latest);
        return Draft.Of(BeginDraft(session, Keep(row), row.ContentHash, latest, author, reason));
    }

    /// <summary>Deletes the draft that whoever asks has seen.</summary>
    /// <returns>The number that it was to have.</returns>
    /// <exception cref="DefinitionStateException"><c>definition.no-draft</c>.</exception>
    /// <exception cref="StaleRowException">The draft was changed since.</exception>
    public async Task<int> DeleteDraftAsync(WriteSession session, string definitionId, string tag, CancellationToken cancellationToken)
    {
        if (await HeadAsync(session, definitionId, cancellationToken) is not { Latest: { PublishedAt: null } draft })
            throw NoDraft(definitionId);
        if (Draft.TagOf(draft) != tag)
            throw new StaleRowException("Definitions", definitionId);
        await DeleteAsync(session, draft, cancellationToken);
        return draft.Version;
    }

    /// <summary>Deletes a version that was published once, is not any more, and that no instance ever ran on.</summary>
    /// <exception cref="DefinitionStateException"><c>definition.not-found</c>, <c>definition.is-draft</c>, <c>definition.published</c>, <c>definition.in-use</c>.</exception>
    /// <exception cref="StaleRowException">Somebody changed it since.</exception>
    public async Task DeleteVersionAsync(WriteSession session, string definitionId, int version, CancellationToken cancellationToken)
    {
        var row = await FindRowAsync(session, definitionId, version, cancellationToken);
        if (row.PublishedAt is null)
            throw new DefinitionStateException("definition.is-draft", $"Phiên bản {version} còn là bản nháp. Mở bản nháp rồi xóa, để không xóa nhầm nội dung người khác vừa lưu.");
        await MustBeUnusedAsync(session, [row], cancellationToken);
        await DeleteAsync(session, row, cancellationToken);
    }

    /// <summary>Deletes a definition that is not published and that no instance ever ran on.</summary>
    /// <returns>How many versions it had.</returns>
    /// <exception cref="DefinitionStateException"><c>definition.not-found</c>, <c>definition.published</c>, <c>definition.in-use</c>.</exception>
    /// <exception cref="StaleRowException">Somebody changed or published it since.</exception>
    public async Task<int> DeleteAsync(WriteSession session, string definitionId, CancellationToken cancellationToken)
    {
        var rows = await session.Context.Set<DefinitionRow>().Where(d => d.DefinitionId == definitionId).ToListAsync(cancellationToken);
        if (rows.Count == 0)
            throw NotFound($"Không có quy trình \"{definitionId}\".");
        await MustBeUnusedAsync(session, rows, cancellationToken);
        foreach (var row in rows)
            session.Delete(row);
        session.AfterCommit(() => rows.ForEach(row => _parsed.TryRemove(row.Id, out _)));
        return rows.Count;
    }

    /// <exception cref="DefinitionStateException"><c>definition.readonly</c>.</exception>
    public static void MustBeWritable(WorkflowDefinition definition)
    {
        if (definition.IsReadonly)
        {
            throw new DefinitionStateException(
                "definition.readonly", $"Quy trình \"{definition.DefinitionId}\" chỉ để đọc (isReadonly), không sửa được. Nhập nội dung thành một quy trình có mã khác.");
        }
    }

    private DefinitionRow BeginDraft(WriteSession session, WorkflowDefinition text, string contentHash, DefinitionRow? latest, string author, string? reason)
    {
        if (latest is not null)
            MustBeWritable(Keep(latest));
        StepBack(session, null, latest);
        var now = session.Clock.GetUtcNow();
        var definition = text with { Id = SortableId.New(now), Version = (latest?.Version ?? 0) + 1, CreatedAt = now, IsLatest = true, IsPublished = false };
        var row = RowOf(definition, contentHash, author, reason, now);
        session.Insert(row);
        return row;
    }

    private static async Task<DefinitionRow> FindRowAsync(WriteSession session, string definitionId, int version, CancellationToken cancellationToken) =>
        await Numbered(session.Context, definitionId, version).FirstOrDefaultAsync(cancellationToken)
        ?? throw NotFound($"Không có phiên bản {version} của quy trình \"{definitionId}\".");

    // The history of a dossier is read by the version it ran on: what was used stays, however long ago it ended.
    private static async Task MustBeUnusedAsync(WriteSession session, List<DefinitionRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Find(d => d.IsPublished) is { } published)
            throw new DefinitionStateException("definition.published", $"Phiên bản {published.Version} đang ban hành nên không xóa được. Thu hồi phiên bản này trước.");
        foreach (var row in rows.Where(d => d.PublishedAt is not null))
        {
            if (await session.Context.Set<InstanceRow>().CountAsync(i => i.DefinitionVersionId == row.Id, cancellationToken) is > 0 and var instances)
            {
                throw new DefinitionStateException(
                    "definition.in-use", $"Phiên bản {row.Version} đã có {instances} lượt chạy, phải giữ lại để tra cứu hồ sơ. Muốn không dùng nữa thì chỉ cần thu hồi.");
            }
        }

        if (await PinnedByAsync(session.Context, [.. rows.Select(row => row.Id)], cancellationToken) is { } user)
        {
            throw new DefinitionStateException(
                "definition.in-use", $"Phiên bản {user.Version} của quy trình \"{user.DefinitionId}\" dùng quy trình này làm bước nên không xóa được. Bỏ bước ấy trước; nếu phiên bản ấy đã ban hành thì chỉ cần thu hồi.");
        }
    }

    // What is left has a latest version again.
    private async Task DeleteAsync(WriteSession session, DefinitionRow row, CancellationToken cancellationToken)
    {
        session.Delete(row);
        session.AfterCommit(() =>
        {
            _parsed.TryRemove(row.Id, out _);
            Forget(row.Id);
        });
        if (row.IsLatest && await session.Context.Set<DefinitionRow>().Where(d => d.DefinitionId == row.DefinitionId && d.Version < row.Version)
            .OrderByDescending(d => d.Version).FirstOrDefaultAsync(cancellationToken) is { } before)
        {
            before.IsLatest = true;
            session.Update(before);
        }
    }

    private static DefinitionStateException DraftExists(DefinitionRow draft) => new(
        "definition.draft-exists", $"Quy trình \"{draft.DefinitionId}\" đang có bản nháp do {draft.Author} lưu. Mở bản nháp ấy để sửa tiếp, hoặc xóa nó trước.");

    private static DefinitionStateException NotFound(string message) => new("definition.not-found", message) { IsMissing = true };
}

/// <summary>The draft of a definition as it stands.</summary>
/// <param name="DefinitionId">The definition.</param>
/// <param name="VersionId">Id of the version that it becomes.</param>
/// <param name="Version">Number of the version that it becomes, unless another is published before.</param>
/// <param name="Tag">Changes with each save: whoever changes or publishes the draft names the one that was seen.</param>
/// <param name="Json">Elsa 3 JSON, UTF-8.</param>
/// <param name="Author">Who saved it last.</param>
public sealed record Draft(string DefinitionId, string VersionId, int Version, string Tag, ReadOnlyMemory<byte> Json, string? Author)
{
    internal static Draft Of(DefinitionRow row) => new(row.DefinitionId, row.Id, row.Version, TagOf(row), row.Json, row.Author);

    /// <summary>The tag of a draft's row.</summary>
    // With the id: a draft that was deleted and begun again counts from the start.
    public static string TagOf(DefinitionRow row) => $"{row.Id}.{row.RowVersion}";
}
