using LienThong.Activities.Audit;
using LienThong.Activities.Commands;
using LienThong.Activities.Rules;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;

namespace LienThong.Activities.Procedures;

/// <summary>A published version, as an answer.</summary>
/// <param name="DefinitionId">The definition.</param>
/// <param name="Version">Its number; the same as before when the text says nothing new.</param>
/// <param name="VersionId">Id of the version.</param>
public sealed record PublishedVersion(string DefinitionId, int Version, string VersionId);

/// <summary>Ban hành và thu hồi quy trình: a new version that new dossiers follow, or none; running ones stay on theirs.</summary>
public sealed class PublishDefinition(CommandRunner commands, Database database, DefinitionStore definitions)
{
    private const int MaxReason = 500;

    /// <summary>Publishes a text as it is given.</summary>
    /// <param name="json">Elsa 3 JSON, UTF-8.</param>
    /// <param name="reason">Why; kept with the version.</param>
    /// <param name="actor">Author.</param>
    /// <param name="key">Of the command.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="InvalidDefinitionException">The text is not a definition, with line and column where it is not even JSON; or it has errors.</exception>
    /// <exception cref="DefinitionStateException"><c>definition.readonly</c>.</exception>
    /// <exception cref="RuleViolation"><c>definition.reason</c>.</exception>
    public Task<PublishedVersion> RunAsync(ReadOnlyMemory<byte> json, string? reason, Actor actor, CommandKey key, CancellationToken cancellationToken)
    {
        var why = GivenText.Line(reason, "Lý do ban hành", "definition.reason", MaxReason);
        // Before the transaction: reading and checking a large text would hold up everybody's writes.
        var text = definitions.Check(json);
        return commands.RunAsync(key, (session, ct) => PublishAsync(session, text, why, actor, ct), cancellationToken);
    }

    /// <summary>Publishes the draft that the caller has seen.</summary>
    /// <exception cref="InvalidDefinitionException">The draft has errors.</exception>
    /// <exception cref="DefinitionStateException"><c>definition.no-draft</c>, <c>definition.unchanged</c>.</exception>
    /// <exception cref="StaleRowException">The draft was changed since.</exception>
    /// <exception cref="RuleViolation"><c>definition.reason</c>.</exception>
    public async Task<PublishedVersion> DraftAsync(string definitionId, string tag, string? reason, Actor actor, CommandKey key, CancellationToken cancellationToken)
    {
        var why = GivenText.Line(reason, "Lý do ban hành", "definition.reason", MaxReason);
        var draft = await database.ReadAsync((context, ct) => DefinitionStore.FindDraftAsync(context, definitionId, ct), cancellationToken);
        var text = draft is null ? null : definitions.Check(draft.Json);
        _ = text?.Findings;
        return await commands.RunAsync(
            key,
            async (session, ct) =>
            {
                // Gone before: a repeat of what was done finds its answer, anybody else learns that there is none.
                if (text is null)
                    throw new DefinitionStateException("definition.no-draft", $"Quy trình \"{definitionId}\" không có bản nháp: đã được ban hành hoặc đã bị xóa. Tải lại.");
                return await PublishDraftAsync(session, text, tag, why, actor, ct);
            },
            cancellationToken);
    }

    /// <summary>Publishes what was written last: the draft, or a version that was retracted; what is published already stays as it is.</summary>
    /// <returns>The version, and whether it was published before.</returns>
    /// <exception cref="InvalidDefinitionException">It has errors.</exception>
    /// <exception cref="DefinitionStateException"><c>definition.not-found</c>, <c>definition.unchanged</c>.</exception>
    /// <exception cref="StaleRowException">It was changed meanwhile.</exception>
    /// <exception cref="RuleViolation"><c>definition.reason</c>.</exception>
    public async Task<(PublishedVersion Version, bool WasPublished)> LatestAsync(string definitionId, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        var why = GivenText.Line(reason, "Lý do ban hành", "definition.reason", MaxReason);
        var (latest, text) = await database.ReadAsync(
            async (context, ct) =>
            {
                var row = await VersionQuery.FindAsync(context, definitionId, VersionChoice.Latest, ct)
                    ?? throw new DefinitionStateException("definition.not-found", $"Không có quy trình \"{definitionId}\".") { IsMissing = true };
                return (row, await definitions.CheckAsync(context, row.Json, ct));
            },
            cancellationToken);
        if (latest.IsPublished)
            return (new PublishedVersion(definitionId, latest.Version, latest.Id), true);
        _ = text.Findings;
        return (await database.WriteAsync(
            (session, ct) => latest.PublishedAt is null
                ? PublishDraftAsync(session, text, Draft.TagOf(latest), why, actor, ct)
                : PublishAsync(session, text, why, actor, ct), cancellationToken), false);
    }

    /// <summary>Publishes anew what uses this definition as an activity in an older version.</summary>
    /// <returns>The ids of those definitions.</returns>
    /// <exception cref="DefinitionStateException"><c>definition.not-found</c>, <c>definition.not-published</c>.</exception>
    /// <exception cref="InvalidDefinitionException">One of them has errors with it.</exception>
    public async Task<IReadOnlyList<string>> UpdateReferencesAsync(WriteSession session, string definitionId, Actor actor, CancellationToken cancellationToken)
    {
        var changed = await definitions.UpdateReferencesAsync(session, definitionId, actor.Name, cancellationToken);
        if (changed.Count > 0)
        {
            await AuditTrail.AppendAsync(
                session, actor, "definition.references-updated", new AuditSubject("definition", definitionId), new { Definitions = string.Join(", ", changed) }, cancellationToken);
        }

        return changed;
    }

    internal async Task<PublishedVersion> PublishDraftAsync(WriteSession session, CheckedDefinition text, string tag, string why, Actor actor, CancellationToken cancellationToken)
    {
        var published = await definitions.PublishDraftAsync(session, text, tag, actor.Name, why, cancellationToken);
        await RecordAsync(session, published, text, why, actor, cancellationToken);
        return new PublishedVersion(published.DefinitionId, published.Version, published.Id);
    }

    /// <summary>Takes the published version out of use.</summary>
    /// <exception cref="DefinitionStateException"><c>definition.not-found</c>, <c>definition.not-published</c>.</exception>
    /// <exception cref="RuleViolation"><c>definition.reason</c>.</exception>
    public async Task<PublishedVersion> RetractAsync(WriteSession session, string definitionId, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        var why = GivenText.Line(reason, "Lý do thu hồi", "definition.reason", MaxReason);
        var retracted = await definitions.RetractAsync(session, definitionId, cancellationToken);
        await AuditTrail.AppendAsync(
            session, actor, "definition.retracted", new AuditSubject("definition", definitionId), new { retracted.Version, retracted.Name, Reason = why }, cancellationToken);
        return new PublishedVersion(definitionId, retracted.Version, retracted.Id);
    }

    internal async Task<PublishedVersion> PublishAsync(WriteSession session, CheckedDefinition text, string why, Actor actor, CancellationToken cancellationToken)
    {
        var before = await definitions.FindPublishedAsync(session, text.Definition.DefinitionId, cancellationToken);
        if (before is not null && !DefinitionStore.SaysTheSame(before, text))
            DefinitionStore.MustBeWritable(before);
        var published = await definitions.PublishAsync(session, text, actor.Name, why, cancellationToken);
        if (published.Id != before?.Id)
            await RecordAsync(session, published, text, why, actor, cancellationToken);
        return new PublishedVersion(published.DefinitionId, published.Version, published.Id);
    }

    private static async Task RecordAsync(WriteSession session, WorkflowDefinition published, CheckedDefinition text, string why, Actor actor, CancellationToken cancellationToken) =>
        await AuditTrail.AppendAsync(
            session, actor, "definition.published", new AuditSubject("definition", published.DefinitionId),
            new { published.Version, published.Name, text.ContentHash, Reason = why }, cancellationToken);
}
