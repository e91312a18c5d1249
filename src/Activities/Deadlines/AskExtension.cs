using System.Globalization;
using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Commands;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Documents;
using LienThong.Activities.Opinions;
using LienThong.Activities.Rules;
using LienThong.Activities.Texts;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Deadlines;

/// <summary>Xin gia hạn: who has the work asks the leader who gave the deadline for a later one, before it has passed.</summary>
public sealed class AskExtension(CommandRunner commands, WorkDecision decisions, OrganisationCache organisations)
{
    /// <summary>Kinds of work items from which more time may be asked for.</summary>
    public static bool IsOfferedFrom(string kind) => kind is WorkKinds.Draft or WorkKinds.Approve or WorkKinds.Sign or WorkKinds.Cooperate;

    /// <exception cref="RuleViolation"><c>extension.*</c>, and those of <see cref="WorkDecision"/>.</exception>
    public async Task<Asked> RunAsync(Guid personId, Guid workItemId, string kind, DateOnly dueOn, string? reason, string idempotencyKey, CancellationToken cancellationToken)
    {
        if (!IsOfferedFrom(kind))
            throw RuleViolation.Invalid("work-item.other-kind", "Từ việc này không xin gia hạn được.");
        var why = GivenText.Lines(reason, "Lý do gia hạn", "extension.reason", 2000);
        return await commands.RunAsync(
            new CommandKey(idempotencyKey, "work-item.ask-extension", personId, workItemId) { Content = new { dueOn, why } },
            async (session, ct) =>
            {
                var item = await decisions.TakeAsync(session, workItemId, personId, kind, ct);
                var dossier = await session.FindAsync<Dossier>(item.DossierId, ct) ?? throw WorkDecision.NotFound();
                var today = VietnamTime.Today(session.Clock);
                var deadline = await session.FindAsync<Deadline>(dossier.Id, ct);
                if (deadline is not { State: not DeadlineStatus.Done })
                    throw new RuleViolation("extension.no-deadline", "Hồ sơ không có hạn xử lý nên không phải xin gia hạn.");
                // Afterwards it would only hide that it is late; the leader himself may still set another date.
                if (today > deadline.DueOn)
                    throw new RuleViolation("extension.late", $"Hạn xử lý {VietnameseDates.Date(deadline.DueOn)} đã qua nên không xin gia hạn được nữa. Báo cáo lãnh đạo để lãnh đạo gia hạn.");
                ExtendDeadline.MustBeLater(dueOn, deadline.DueOn, today);
                if (await session.Context.Set<WorkItem>().AnyAsync(i => i.DossierId == dossier.Id && i.Kind == WorkKinds.Extension && i.State == WorkItemState.Open, ct))
                    throw new RuleViolation("extension.open", "Hồ sơ đang có một đề nghị gia hạn chờ lãnh đạo trả lời.");
                var asker = await decisions.ActorOfAsync(session, item, personId, ct);
                var leaders = await LeadersAsync(session, dossier, personId, await organisations.GetAsync(session, ct), today, ct);
                var asked = new AskedWork(WorkKinds.Extension, "Xem xét gia hạn", why) { From = item, RequestedDueOn = dueOn }.Put(session, dossier, leaders, (personId, asker.ActingAs));
                item.HasRequests = true;
                session.Update(item);
                await AuditTrail.AppendAsync(
                    session, asker, "extension.asked", new AuditSubject("work-item", item.Id, dossier.Id), new { DueOn = dueOn.ToString("O", CultureInfo.InvariantCulture), Reason = why }, ct);
                return new Asked([asked.Id], item.RowVersion + 1);
            },
            cancellationToken);
    }

    // Who gave the deadline may change it: whoever wrote the last bút phê, else the head of the unit that leads, else the agency's head.
    private static async Task<IReadOnlyList<Guid>> LeadersAsync(
        WriteSession session, Dossier dossier, Guid asker, Organisation organisation, DateOnly today, CancellationToken cancellationToken)
    {
        var giver = await ExtendDeadline.GiverAsync(session.Context, dossier.Id, cancellationToken);
        if (giver is { } leader && leader != asker && organisation.PositionsOf(leader, today).Any(h => h.Agency.Id == dossier.AgencyId))
            return [leader];
        var unitHeads = dossier.LeadUnitId is { } unit ? Without(organisation.UnitHeads(unit, today)) : [];
        var heads = unitHeads.Count > 0 ? unitHeads : Without(organisation.AgencyHeads(dossier.AgencyId, today));
        return heads.Count > 0
            ? heads
            : throw new RuleViolation("extension.nobody", "Không có lãnh đạo nào khác đồng chí để xem xét gia hạn. Đề nghị quản trị viên kiểm tra cơ cấu tổ chức.");

        List<Guid> Without(IReadOnlyList<Holding> holdings) => [.. holdings.Select(h => h.Person.Id).Where(id => id != asker).Distinct()];
    }
}
