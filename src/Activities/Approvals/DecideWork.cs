using LienThong.Activities.Agencies;
using LienThong.Activities.Commands;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Documents;
using LienThong.Activities.Notifications;
using LienThong.Activities.Rules;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence;

namespace LienThong.Activities.Approvals;

/// <summary>Duyệt, trả lại, từ chối, ký: what a reviewer or signer answers.</summary>
public sealed class DecideWork(CommandRunner commands, WorkDecision decisions, OrganisationCache organisations)
{
    /// <exception cref="RuleViolation">Those of <see cref="WorkDecision"/>.</exception>
    public Task<Decided> ApproveAsync(Guid personId, Guid workItemId, string? comment, string idempotencyKey, CancellationToken cancellationToken) =>
        RunAsync(personId, workItemId, WorkKinds.Approve, WorkOutcomes.Approved, comment, idempotencyKey, cancellationToken);

    /// <summary>Sends the work back with a reason, from a review, from a signature, or from an assignment to văn thư.</summary>
    /// <exception cref="RuleViolation"><c>return.reason</c>, <c>work-item.other-kind</c>, and those of <see cref="WorkDecision"/>.</exception>
    public async Task<Decided> ReturnAsync(Guid personId, Guid workItemId, string kind, string? reason, string idempotencyKey, CancellationToken cancellationToken)
    {
        if (kind is not (WorkKinds.Approve or WorkKinds.Sign or WorkKinds.Assign))
            throw RuleViolation.Invalid("work-item.other-kind", "Việc này không trả lại được.");
        return await RunAsync(personId, workItemId, kind, WorkOutcomes.Returned, Reason(reason, "return.reason", "Trả lại"), idempotencyKey, cancellationToken);
    }

    /// <summary>Ends the work with a reason, where the procedure allows it.</summary>
    /// <exception cref="RuleViolation"><c>reject.reason</c>, <c>reject.not-offered</c>, and those of <see cref="WorkDecision"/>.</exception>
    public async Task<Decided> RejectAsync(Guid personId, Guid workItemId, string? reason, string idempotencyKey, CancellationToken cancellationToken) =>
        await RunAsync(personId, workItemId, WorkKinds.Approve, WorkOutcomes.Rejected, Reason(reason, "reject.reason", "Từ chối"), idempotencyKey, cancellationToken);

    /// <summary>Ký ban hành: the signer must be competent for the agency on this day; his mark is kept with the document.</summary>
    /// <param name="personId">Who signs.</param>
    /// <param name="workItemId">The item.</param>
    /// <param name="comment">What the signer adds.</param>
    /// <param name="expectedHash">SHA-256 of the file that the signer saw; null when he was not shown one.</param>
    /// <param name="idempotencyKey">The sender's.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RuleViolation"><c>sign.not-competent</c>, <c>sign.no-authorisation</c>, <c>sign.version-changed</c>, and those of <see cref="WorkDecision"/>.</exception>
    public Task<Decided> SignAsync(Guid personId, Guid workItemId, string? comment, string? expectedHash, string idempotencyKey, CancellationToken cancellationToken) =>
        RunAsync(personId, workItemId, WorkKinds.Sign, WorkOutcomes.Signed, comment, idempotencyKey, cancellationToken, expectedHash);

    // A reason that says nothing is none: what was returned must be told why.
    private static string Reason(string? reason, string code, string action) =>
        string.IsNullOrWhiteSpace(reason)
            ? throw RuleViolation.Invalid(code, $"{action} phải nêu lý do. Nhập lý do rồi gửi lại.")
            : GivenText.Lines(reason, "Lý do", code, 4000);

    private Task<Decided> RunAsync(
        Guid personId, Guid workItemId, string kind, string outcome, string? comment, string idempotencyKey, CancellationToken cancellationToken, string? expectedHash = null) =>
        commands.RunAsync(
            new CommandKey(idempotencyKey, $"work-item.{outcome}", personId, workItemId) { Content = new { comment } },
            async (session, ct) =>
            {
                var item = await decisions.TakeAsync(session, workItemId, personId, kind, ct);
                if (outcome == WorkOutcomes.Rejected && !item.MayBeRejected)
                    throw RuleViolation.Invalid("reject.not-offered", "Bước này không có quyền từ chối. Chọn \"Trả lại\" và nêu lý do.");
                if (outcome == WorkOutcomes.Signed)
                    await SignAsync(session, item, personId, expectedHash, ct);
                var decided = await decisions.DecideAsync(session, item, new Decision(personId, outcome, GivenText.OptionalLines(comment, "Ý kiến", "comment", 4000)), ct);
                if (outcome == WorkOutcomes.Rejected)
                    await TellDrafterAsync(session, item, personId, ct);
                return decided;
            },
            cancellationToken);

    /// <summary>The signature that is taken back never was: the document waits for one again.</summary>
    internal static async Task UndoSignatureAsync(WriteSession session, Guid dossierId, CancellationToken cancellationToken)
    {
        var dossier = await session.FindAsync<Dossier>(dossierId, cancellationToken);
        if (dossier?.OutgoingDocumentId is not { } id || await session.FindAsync<OutgoingDocument>(id, cancellationToken) is not { } document)
            return;
        document.SignerPersonId = document.SignerPositionId = null;
        document.SignerAuthority = null;
        document.SignedAt = null;
        document.State = OutgoingState.InReview;
        session.Update(document);
    }

    // What is returned comes back to him as work, and says why; what is rejected does not come back.
    private async Task TellDrafterAsync(WriteSession session, WorkItem item, Guid personId, CancellationToken cancellationToken)
    {
        var dossier = await session.FindAsync<Dossier>(item.DossierId, cancellationToken);
        if (dossier?.OutgoingDocumentId is { } id && await session.FindAsync<OutgoingDocument>(id, cancellationToken) is { } document && document.CreatedBy != personId)
        {
            var name = (await organisations.GetAsync(session, cancellationToken)).FindPerson(personId)?.FullName;
            // The reason first: of a long text the end is cut off, and what it is about the notice's link says too.
            Notices.Add(session, NoticeKinds.Information, [document.CreatedBy], dossier.Id, AskedWork.Shortened($"{name} ({item.DecidedAs}) từ chối dự thảo: {item.Comment?.TrimEnd('.', ' ')}. Văn bản: {document.Subject}"));
        }
    }

    private async Task SignAsync(WriteSession session, WorkItem item, Guid personId, string? expectedHash, CancellationToken cancellationToken)
    {
        var dossier = await session.FindAsync<Dossier>(item.DossierId, cancellationToken);
        if (dossier?.OutgoingDocumentId is not { } id || await session.FindAsync<OutgoingDocument>(id, cancellationToken) is not { } document)
            throw new RuleViolation("draft.missing", "Hồ sơ chưa có dự thảo để ký.");
        if (expectedHash is not null && (await SigningQuery.NewestAsync(session.Context, id, cancellationToken))?.FileHash != expectedHash)
            throw new RuleViolation("sign.version-changed", "Dự thảo đã có bản mới hơn bản đồng chí vừa xem. Tải lại để xem bản mới rồi ký.");
        var organisation = await organisations.GetAsync(session, cancellationToken);
        var holding = SigningAuthority.HoldingOf(organisation, personId, document.AgencyId, VietnamTime.Today(session.Clock));
        document.SignerPersonId = personId;
        document.SignerPositionId = holding.Position.Id;
        document.SignerAuthority = SigningAuthority.MarkOf(
            item.TakenFor is { } replaced
                ? SigningAuthority.InPlaceOf(organisation, replaced, holding)
                : SigningAuthority.Of(organisation, holding.Position, holding.Person.FullName));
        document.SignedAt = session.Clock.GetUtcNow();
        document.State = OutgoingState.Signed;
        session.Update(document);
    }
}
