using LienThong.Activities.Audit;
using LienThong.Activities.Rules;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Persistence;

namespace LienThong.Activities.Procedures;

/// <summary>A saved draft, as an answer.</summary>
/// <param name="DefinitionId">The definition.</param>
/// <param name="Version">The number that it is to have.</param>
/// <param name="VersionId">Id of the version.</param>
/// <param name="Tag">To be named with the next change.</param>
public sealed record SavedDraft(string DefinitionId, int Version, string VersionId, string Tag);

/// <summary>What was deleted.</summary>
/// <param name="DefinitionId">The definition.</param>
/// <param name="Versions">How many versions of it.</param>
public sealed record DeletedVersions(string DefinitionId, int Versions);

/// <summary>Soạn quy trình: its one draft, which nothing follows until it is published, and deleting what is not needed.</summary>
public sealed class EditDefinition(Database database, DefinitionStore definitions)
{
    private const int MaxReason = 500;

    /// <summary>Makes the draft or changes the one that the caller has seen; saying the same again changes nothing.</summary>
    /// <param name="definitionId">As the address has it.</param>
    /// <param name="json">Elsa 3 JSON, UTF-8; may have errors.</param>
    /// <param name="tag">Of the draft that was seen; null where there was none.</param>
    /// <param name="actor">Who saves.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Workflows.Model.InvalidDefinitionException">The text is not a definition.</exception>
    /// <exception cref="DefinitionStateException"><c>definition.draft-exists</c>, <c>definition.no-draft</c>, <c>definition.readonly</c>.</exception>
    /// <exception cref="RuleViolation"><c>definition.other-id</c>.</exception>
    /// <exception cref="StaleRowException">Somebody saved or published since.</exception>
    public Task<SavedDraft> SaveAsync(string definitionId, ReadOnlyMemory<byte> json, string? tag, Actor actor, CancellationToken cancellationToken)
    {
        var text = definitions.Check(json);
        if (text.Definition.DefinitionId != definitionId)
            throw RuleViolation.Invalid("definition.other-id", $"Nội dung là của quy trình \"{text.Definition.DefinitionId}\", không phải \"{definitionId}\". Sửa definitionId hoặc lưu vào đúng quy trình.");
        return database.WriteAsync((session, ct) => SaveAsync(session, text, tag, actor, ct), cancellationToken);
    }

    internal async Task<SavedDraft> SaveAsync(WriteSession session, CheckedDefinition text, string? tag, Actor actor, CancellationToken cancellationToken)
    {
        var (draft, isNew) = await definitions.SaveDraftAsync(session, text, tag, actor.Name, cancellationToken);
        if (isNew)
            await RecordAsync(session, actor, "definition.draft-saved", draft.DefinitionId, new { draft.Version, text.Definition.Name, text.ContentHash }, cancellationToken);
        return Saved(draft);
    }

    /// <summary>Begins a draft that says what an older version said.</summary>
    /// <exception cref="DefinitionStateException"><c>definition.not-found</c>, <c>definition.draft-exists</c>, <c>definition.readonly</c>.</exception>
    /// <exception cref="RuleViolation"><c>definition.reason</c>.</exception>
    public async Task<SavedDraft> RevertAsync(WriteSession session, string definitionId, int version, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        var why = Reason(reason, "Lý do quay lại phiên bản cũ");
        var draft = await definitions.RevertAsync(session, definitionId, version, actor.Name, why, cancellationToken);
        await RecordAsync(session, actor, "definition.reverted", definitionId, new { draft.Version, From = version, Reason = why }, cancellationToken);
        return Saved(draft);
    }

    /// <summary>Deletes the draft that the caller has seen.</summary>
    /// <exception cref="DefinitionStateException"><c>definition.no-draft</c>.</exception>
    /// <exception cref="StaleRowException">The draft was changed since.</exception>
    public async Task<DeletedVersions> DeleteDraftAsync(WriteSession session, string definitionId, string tag, Actor actor, CancellationToken cancellationToken)
    {
        var version = await definitions.DeleteDraftAsync(session, definitionId, tag, cancellationToken);
        await RecordAsync(session, actor, "definition.draft-deleted", definitionId, new { Version = version }, cancellationToken);
        return new DeletedVersions(definitionId, 1);
    }

    /// <summary>Deletes a version that is not published and on which nothing ever ran.</summary>
    /// <exception cref="DefinitionStateException"><c>definition.not-found</c>, <c>definition.is-draft</c>, <c>definition.published</c>, <c>definition.in-use</c>.</exception>
    /// <exception cref="RuleViolation"><c>definition.reason</c>.</exception>
    public async Task<DeletedVersions> DeleteVersionAsync(WriteSession session, string definitionId, int version, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        var why = Reason(reason, "Lý do xóa");
        await definitions.DeleteVersionAsync(session, definitionId, version, cancellationToken);
        await RecordAsync(session, actor, "definition.version-deleted", definitionId, new { Version = version, Reason = why }, cancellationToken);
        return new DeletedVersions(definitionId, 1);
    }

    /// <summary>Deletes a version by its id, the draft as it is now too.</summary>
    /// <exception cref="DefinitionStateException"><c>definition.not-found</c>, <c>definition.published</c>, <c>definition.in-use</c>.</exception>
    /// <exception cref="RuleViolation"><c>definition.reason</c>.</exception>
    public async Task<DeletedVersions> DeleteVersionAsync(WriteSession session, string versionId, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        var row = await VersionQuery.FindByIdAsync(session.Context, versionId, cancellationToken)
            ?? throw new DefinitionStateException("definition.not-found", "Không có phiên bản này, có thể đã bị xóa. Tải lại.") { IsMissing = true };
        return row.PublishedAt is null
            ? await DeleteDraftAsync(session, row.DefinitionId, Draft.TagOf(row), actor, cancellationToken)
            : await DeleteVersionAsync(session, row.DefinitionId, row.Version, reason, actor, cancellationToken);
    }

    /// <summary>Deletes a definition that is not published and on which nothing ever ran.</summary>
    /// <exception cref="DefinitionStateException"><c>definition.not-found</c>, <c>definition.published</c>, <c>definition.in-use</c>.</exception>
    /// <exception cref="RuleViolation"><c>definition.reason</c>.</exception>
    public async Task<DeletedVersions> DeleteAsync(WriteSession session, string definitionId, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        var why = Reason(reason, "Lý do xóa");
        var versions = await definitions.DeleteAsync(session, definitionId, cancellationToken);
        await RecordAsync(session, actor, "definition.deleted", definitionId, new { Versions = versions, Reason = why }, cancellationToken);
        return new DeletedVersions(definitionId, versions);
    }

    private static SavedDraft Saved(Draft draft) => new(draft.DefinitionId, draft.Version, draft.VersionId, draft.Tag);

    private static string Reason(string? reason, string name) => GivenText.Line(reason, name, "definition.reason", MaxReason);

    private static async Task RecordAsync(WriteSession session, Actor actor, string action, string definitionId, object data, CancellationToken cancellationToken) =>
        await AuditTrail.AppendAsync(session, actor, action, new AuditSubject("definition", definitionId), data, cancellationToken);
}
