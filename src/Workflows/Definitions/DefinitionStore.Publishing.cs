using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Serialization;

namespace LienThong.Workflows.Definitions;

public sealed partial class DefinitionStore
{
    /// <summary>Publishes the text as a new version, unless the published version says the same already. A draft stays, behind the new version.</summary>
    /// <exception cref="InvalidDefinitionException">The text is not a definition, or has errors.</exception>
    public Task<WorkflowDefinition> PublishAsync(WriteSession session, ReadOnlyMemory<byte> utf8Json, string author, string reason, CancellationToken cancellationToken) =>
        PublishAsync(session, Check(utf8Json), author, reason, cancellationToken);

    /// <inheritdoc cref="PublishAsync(WriteSession, ReadOnlyMemory{byte}, string, string, CancellationToken)"/>
    public async Task<WorkflowDefinition> PublishAsync(WriteSession session, CheckedDefinition text, string author, string reason, CancellationToken cancellationToken)
    {
        var (latest, published) = await HeadAsync(session, text.Definition.DefinitionId, cancellationToken);
        text = await WithUsesAsync(session, text, cancellationToken);
        if (published?.ContentHash == text.ContentHash)
            return await KeepAsync(session.Context, published, cancellationToken);
        // Only now: what is published already is not judged again by a rule that came later.
        text.MustBePublishable();
        var now = session.Clock.GetUtcNow();
        var draft = latest is { PublishedAt: null } ? latest : null;
        var number = draft?.Version ?? (latest?.Version ?? 0) + 1;
        if (draft is not null)
            Renumber(session, draft, number + 1);
        StepBack(session, published, latest == draft ? null : latest);
        var definition = text.Definition with { Id = SortableId.New(now), Version = number, CreatedAt = now, IsLatest = draft is null, IsPublished = true };
        session.Insert(RowOf(definition, text.ContentHash, author, reason, now));
        await TriggerIndex.MustBeFreeAsync(session, definition, cancellationToken);
        await TriggerIndex.ReplaceAsync(session, definition, cancellationToken);
        await UpdateConsumersAsync(session, definition, author, cancellationToken);
        return definition;
    }

    /// <summary>Publishes the draft that whoever asks has seen.</summary>
    /// <param name="session">The write this belongs to.</param>
    /// <param name="text">The draft's text, checked before the transaction.</param>
    /// <param name="tag">Of the draft that was seen.</param>
    /// <param name="author">Who publishes.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RefusedDefinitionException">The draft has errors.</exception>
    /// <exception cref="DefinitionStateException"><c>definition.no-draft</c>, <c>definition.unchanged</c>.</exception>
    /// <exception cref="StaleRowException">The draft was changed since, or somebody publishes too.</exception>
    public async Task<WorkflowDefinition> PublishDraftAsync(
        WriteSession session, CheckedDefinition text, string tag, string author, string reason, CancellationToken cancellationToken)
    {
        var (draft, published) = await HeadAsync(session, text.Definition.DefinitionId, cancellationToken);
        if (draft is not { PublishedAt: null })
            throw NoDraft(text.Definition.DefinitionId);
        // From what is stored, so that a row that was changed outside is not published.
        var stored = Keep(draft);
        if (UsesWorkflows(stored))
            text = await WithUsesAsync(session, Check(draft.Json), cancellationToken);
        else if (draft.ContentHash != text.ContentHash)
            throw new StaleRowException("Definitions", draft.DefinitionId);
        if (Draft.TagOf(draft) != tag)
            throw new StaleRowException("Definitions", draft.DefinitionId);
        if (published?.ContentHash == text.ContentHash)
        {
            throw new DefinitionStateException(
                "definition.unchanged", $"Bản nháp không khác phiên bản {published.Version} đang ban hành. Sửa bản nháp rồi ban hành, hoặc xóa bản nháp.");
        }

        text.MustBePublishable();
        StepBack(session, published, null);
        var now = session.Clock.GetUtcNow();
        var definition = (UsesWorkflows(stored) ? text.Definition : stored) with { IsPublished = true };
        draft.Json = DefinitionWriter.WriteUtf8(definition);
        draft.ContentHash = text.ContentHash;
        draft.IsPublished = true;
        draft.PublishedAt = now;
        draft.Author = author;
        draft.Reason = reason;
        session.Update(draft);
        await TriggerIndex.MustBeFreeAsync(session, definition, cancellationToken);
        await TriggerIndex.ReplaceAsync(session, definition, cancellationToken);
        await UpdateConsumersAsync(session, definition, author, cancellationToken);
        return definition;
    }

    /// <summary>Takes the published version out of use: nothing starts it any more, and what runs goes on.</summary>
    /// <returns>The version.</returns>
    /// <exception cref="DefinitionStateException"><c>definition.not-found</c>, <c>definition.not-published</c>.</exception>
    /// <exception cref="StaleRowException">Somebody publishes or retracts too.</exception>
    public async Task<WorkflowDefinition> RetractAsync(WriteSession session, string definitionId, CancellationToken cancellationToken)
    {
        var (latest, published) = await HeadAsync(session, definitionId, cancellationToken);
        if (published is null)
            throw NotPublished(definitionId, isKnown: latest is not null);
        var definition = Keep(published);
        StepBack(session, published, null);
        await TriggerIndex.RemoveAsync(session, definitionId, cancellationToken);
        return definition;
    }

    private static void StepBack(WriteSession session, DefinitionRow? published, DefinitionRow? latest)
    {
        if (published is not null)
        {
            published.IsPublished = false;
            session.Update(published);
        }

        if (latest is not null)
        {
            latest.IsLatest = false;
            session.Update(latest);
        }
    }

    // Its number is only promised until it is published.
    private void Renumber(WriteSession session, DefinitionRow draft, int number)
    {
        draft.Version = number;
        draft.Json = DefinitionWriter.WriteUtf8(Keep(draft) with { Version = number });
        session.Update(draft);
    }

    private static DefinitionStateException NotPublished(string definitionId, bool isKnown) => isKnown
        ? new("definition.not-published", $"Quy trình \"{definitionId}\" không có phiên bản nào đang ban hành.")
        : NotFound($"Không có quy trình \"{definitionId}\".");

    private static DefinitionStateException NoDraft(string definitionId) =>
        new("definition.no-draft", $"Quy trình \"{definitionId}\" không có bản nháp: đã được ban hành hoặc đã bị xóa. Tải lại.");
}
