using System.Globalization;
using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Commands;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Documents;
using LienThong.Activities.Notifications;
using LienThong.Activities.Rules;
using LienThong.Activities.Texts;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Deadlines;

/// <summary>A dossier's deadline after it was moved; the first one stays for the statistics.</summary>
public sealed record MovedDeadline(DateOnly DueOn, DateOnly FirstDueOn);

/// <summary>Gia hạn: the deadline of a dossier moves to a later day, and the reminders with it.</summary>
public sealed class ExtendDeadline(CommandRunner commands, WorkflowEngine engine, OrganisationCache organisations)
{
    private static readonly Dictionary<string, object?> Moved = new() { [RemindAndEscalate.MovedInput] = true };

    /// <summary>By the leader himself, also when it has passed.</summary>
    /// <exception cref="RuleViolation"><c>deadline.not-yours</c>, <c>deadline.none</c>, <c>dossier.closed</c>, <c>extension.*</c>.</exception>
    public async Task<MovedDeadline> RunAsync(DossierAccess access, Actor actor, Guid dossierId, DateOnly dueOn, string? reason, string idempotencyKey, CancellationToken cancellationToken)
    {
        var why = GivenText.Lines(reason, "Lý do gia hạn", "extension.reason", 2000);
        return await commands.RunAsync(
            new CommandKey(idempotencyKey, "dossier.deadline", actor.PersonId, dossierId) { Content = new { dueOn, why } },
            async (session, ct) =>
            {
                var dossier = await access.DossierAsync(session.Context, dossierId, ct);
                var leader = await LeaderAsync(session, dossier, actor, ct);
                if (dossier.State is DossierState.Closed or DossierState.Cancelled)
                    throw new RuleViolation("dossier.closed", "Hồ sơ đã kết thúc nên không gia hạn được.");
                var moved = await ChangeAsync(session, dossierId, dueOn, why, leader, ct);
                var holders = await session.Context.Set<WorkItem>().Where(i => i.DossierId == dossierId && i.State == WorkItemState.Open && i.BookmarkId != null).ToListAsync(ct);
                Notices.Add(
                    session, NoticeKinds.Information, holders.SelectMany(i => i.People).Where(id => id != actor.PersonId), dossierId,
                    AskedWork.Shortened($"Hạn xử lý được gia hạn đến ngày {VietnameseDates.Date(dueOn)}: {dossier.Subject}. {why}"));
                return moved;
            },
            cancellationToken);
    }

    /// <summary>Moves the deadline, the tasks' and the reminders; the caller has checked who asks for it.</summary>
    /// <exception cref="RuleViolation"><c>deadline.none</c>, <c>extension.due</c>.</exception>
    internal async Task<MovedDeadline> ChangeAsync(WriteSession session, Guid dossierId, DateOnly dueOn, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        if (await session.FindAsync<Deadline>(dossierId, cancellationToken) is not { State: not DeadlineStatus.Done } deadline)
            throw new RuleViolation("deadline.none", "Hồ sơ không có hạn xử lý đang tính nên không gia hạn được.");
        MustBeLater(dueOn, deadline.DueOn, VietnamTime.Today(session.Clock));
        var from = deadline.DueOn;
        deadline.DueOn = dueOn;
        deadline.Rule = $"gia hạn: ngày {VietnameseDates.Date(dueOn)}";
        deadline.SetBy = actor.PersonId;
        deadline.SetAt = session.Clock.GetUtcNow();
        session.Update(deadline);
        foreach (var task in await session.Context.Set<AssignedTask>().Where(t => t.DossierId == dossierId && t.State == TaskState.Open && t.DueOn == from).ToListAsync(cancellationToken))
        {
            task.DueOn = dueOn;
            session.Update(task);
        }

        await AuditTrail.AppendAsync(
            session, actor, "deadline.extended", new AuditSubject("dossier", dossierId, dossierId),
            new { DueOn = dueOn.ToString("O", CultureInfo.InvariantCulture), From = from.ToString("O", CultureInfo.InvariantCulture), First = deadline.FirstDueOn.ToString("O", CultureInfo.InvariantCulture), Reason = reason },
            cancellationToken);
        await MoveRemindersAsync(session, dossierId, cancellationToken);
        return new MovedDeadline(deadline.DueOn, deadline.FirstDueOn);
    }

    /// <exception cref="RuleViolation"><c>extension.due</c>.</exception>
    internal static void MustBeLater(DateOnly dueOn, DateOnly current, DateOnly today)
    {
        if (dueOn <= current || dueOn < today)
            throw RuleViolation.Invalid("extension.due", $"Hạn mới phải sau hạn hiện tại ({VietnameseDates.Date(current)}) và không ở trước ngày hôm nay.");
    }

    /// <summary>Who gave the deadline: the writer of the last bút phê, or in whose place it was written.</summary>
    internal static Task<Guid?> GiverAsync(DbContext context, Guid dossierId, CancellationToken cancellationToken) =>
        context.Set<WorkItem>().Where(i => i.DossierId == dossierId && i.Kind == WorkKinds.Assign && i.Outcome == WorkOutcomes.Assigned)
            .OrderByDescending(i => i.DecidedAt).Select(i => i.DecidedFor ?? i.DecidedBy).FirstOrDefaultAsync(cancellationToken);

    // The ladder waits for its next rung; it is told, and counts its days from the new deadline.
    private async Task MoveRemindersAsync(WriteSession session, Guid dossierId, CancellationToken cancellationToken)
    {
        var instance = (await session.FindAsync<Dossier>(dossierId, cancellationToken))?.WorkflowInstanceId;
        var waits = await session.Context.Set<BookmarkRow>().Where(b => b.InstanceId == instance && b.Name == RemindAndEscalate.BookmarkName)
            .OrderBy(b => b.Id).Select(b => new { b.InstanceId, b.Id }).ToListAsync(cancellationToken);
        foreach (var wait in waits)
            await engine.ResumeAsync(session, wait.InstanceId, wait.Id, Moved, cancellationToken);
    }

    private async Task<Actor> LeaderAsync(WriteSession session, Dossier dossier, Actor actor, CancellationToken cancellationToken)
    {
        var organisation = await organisations.GetAsync(session, cancellationToken);
        var held = actor.PersonId is { } id ? organisation.PositionsOf(id, VietnamTime.Today(session.Clock)).Where(h => h.Agency.Id == dossier.AgencyId).ToList() : [];
        if (held.Find(h => h.Position.Kind is PositionKind.AgencyHead or PositionKind.AgencyDeputy) is { } leads)
            return actor with { ActingAs = leads.ActingAs };
        return held is [var first, ..] && await GiverAsync(session.Context, dossier.Id, cancellationToken) == actor.PersonId
            ? actor with { ActingAs = first.ActingAs }
            : throw RuleViolation.Forbidden("deadline.not-yours", "Chỉ lãnh đạo cơ quan hoặc người đã bút phê được gia hạn. Từ việc đang xử lý, đồng chí có thể xin gia hạn.");
    }
}
