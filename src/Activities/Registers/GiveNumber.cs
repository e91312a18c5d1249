using LienThong.Activities.Agencies;
using LienThong.Activities.Commands;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Documents;
using LienThong.Activities.Rules;
using LienThong.Activities.Search;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence;

namespace LienThong.Activities.Registers;

/// <summary>Cấp số, or refusing to: văn thư numbers only what a competent person has signed (Nghị định 30/2020/NĐ-CP, Điều 33).</summary>
public sealed class GiveNumber(CommandRunner commands, WorkDecision decisions, OrganisationCache organisations)
{
    /// <summary>Takes the next number of the year's register and dates the document today.</summary>
    /// <exception cref="RuleViolation"><c>number.not-signed</c>, <c>number.no-place</c>, <c>register.*</c>, and those of <see cref="WorkDecision"/>.</exception>
    public Task<Decided> IssueAsync(Guid personId, Guid workItemId, string? registerName, string idempotencyKey, CancellationToken cancellationToken) =>
        commands.RunAsync(
            new CommandKey(idempotencyKey, "work-item.issue-number", personId, workItemId) { Content = new { registerName } },
            async (session, ct) =>
            {
                var item = await decisions.TakeAsync(session, workItemId, personId, WorkKinds.IssueNumber, ct);
                var document = await DocumentOfAsync(session, item, ct);
                if (document.State != OutgoingState.Signed)
                    throw new RuleViolation("number.not-signed", "Văn bản chưa được người có thẩm quyền ký nên chưa cấp số được.");
                if (document.LacksNumberPlace)
                    throw new RuleViolation(
                        "number.no-place", "Tệp dự thảo không có chỗ ghi số, ký hiệu hoặc ngày ban hành nên chưa cấp số được. Từ chối cấp số kèm lý do để người soạn thảo sửa tệp.");
                var today = VietnamTime.Today(session.Clock);
                var organisation = await organisations.GetAsync(session, ct);
                var clerk = RegistryClerk.Of(organisation, personId, document.AgencyId, today);
                var taken = await NumberAllocation.TakeAsync(
                    session, new NumberRequest(document.AgencyId, RegisterKind.Outgoing, today, document.Id) { RegisterName = registerName }, clerk, ct);
                document.Number = taken.Number;
                document.RegisterId = taken.RegisterId;
                document.IssuedOn = today;
                document.State = OutgoingState.Issued;
                session.Update(document);
                SearchIndexing.Ask(session, document.Id);
                return await decisions.DecideAsync(
                    session, item, new Decision(personId, WorkOutcomes.Issued, null) { Audit = new { taken.Number, document.Symbol, IssuedOn = today } }, ct);
            },
            cancellationToken);

    /// <summary>Từ chối cấp số: back to the drafter with a reason; no number is taken.</summary>
    /// <exception cref="RuleViolation"><c>refuse.reason</c>, and those of <see cref="WorkDecision"/>.</exception>
    public Task<Decided> RefuseAsync(Guid personId, Guid workItemId, string? reason, string idempotencyKey, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw RuleViolation.Invalid("refuse.reason", "Từ chối cấp số phải nêu lý do. Nhập lý do rồi gửi lại.");
        var text = GivenText.Lines(reason, "Lý do", "refuse.reason", 4000);
        return commands.RunAsync(
            new CommandKey(idempotencyKey, "work-item.refuse-number", personId, workItemId) { Content = new { text } },
            async (session, ct) =>
            {
                var item = await decisions.TakeAsync(session, workItemId, personId, WorkKinds.IssueNumber, ct);
                return await decisions.DecideAsync(session, item, new Decision(personId, WorkOutcomes.Refused, text), ct);
            },
            cancellationToken);
    }

    private static async Task<OutgoingDocument> DocumentOfAsync(WriteSession session, WorkItem item, CancellationToken cancellationToken)
    {
        var dossier = await session.FindAsync<Dossier>(item.DossierId, cancellationToken);
        return dossier?.OutgoingDocumentId is { } id && await session.FindAsync<OutgoingDocument>(id, cancellationToken) is { } document
            ? document
            : throw new RuleViolation("draft.missing", "Hồ sơ chưa có dự thảo để cấp số.");
    }
}
