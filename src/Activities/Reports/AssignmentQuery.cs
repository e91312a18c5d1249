using LienThong.Activities.Agencies;
using LienThong.Activities.Deadlines;
using LienThong.Activities.Documents;
using LienThong.Activities.Texts;
using LienThong.Activities.Work;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Reports;

/// <summary>How near the deadline of an open assignment is.</summary>
public enum AssignmentDue { Overdue, Soon, InTime }

/// <summary>What a list of assignments is narrowed to; null for all.</summary>
/// <param name="State">One state.</param>
/// <param name="UnitId">The unit that was asked.</param>
/// <param name="Role">Lead, cooperating or informed.</param>
/// <param name="Due">Of open ones, how near the deadline is.</param>
/// <param name="Text">Words of subject or instruction, with or without marks.</param>
public sealed record AssignmentFilter(TaskState? State, Guid? UnitId, TaskRole? Role, AssignmentDue? Due, string? Text);

/// <summary>Nhiệm vụ: what a leader's bút phê asks of one unit.</summary>
public sealed record AssignmentRow(
    Guid Id, Guid DossierId, string Subject, string? IncomingNumber, string? Sender, Guid UnitId, string Unit, TaskRole Role, string? Instruction, TaskState State,
    DeadlineWords? Deadline, string? AssignedBy, DateTimeOffset AssignedAt, DateTimeOffset? DoneAt);

/// <summary>Assignments of dossiers that the reader may read, newest first.</summary>
public static class AssignmentQuery
{
    public static async Task<(IReadOnlyList<AssignmentRow> Items, int Total)> ListAsync(
        DbContext context, DossierAccess access, AssignmentFilter filter, Organisation organisation, DateOnly today, int skip, int take, CancellationToken cancellationToken)
    {
        var calendar = await CalendarTable.LoadAsync(context, cancellationToken);
        var dossiers = access.Dossiers(context);
        var tasks = context.Set<AssignedTask>().AsNoTracking().Where(task => dossiers.Any(dossier => dossier.Id == task.DossierId));
        if (filter.State is { } state)
            tasks = tasks.Where(task => task.State == state);
        if (filter.UnitId is { } unit)
            tasks = tasks.Where(task => task.UnitId == unit);
        if (filter.Role is { } role)
            tasks = tasks.Where(task => task.Role == role);
        if (filter.Due is { } due)
        {
            // One without a date of its own has the dossier's.
            var soon = calendar.AddWorkingDays(today, DeadlineText.DefaultDueSoon);
            var (after, until) = due switch
            {
                AssignmentDue.Overdue => (DateOnly.MinValue, today.AddDays(-1)),
                AssignmentDue.Soon => (today, soon),
                _ => (soon.AddDays(1), DateOnly.MaxValue),
            };
            tasks = tasks.Where(task => task.State == TaskState.Open
                && ((task.DueOn != null && task.DueOn >= after && task.DueOn <= until)
                    || (task.DueOn == null && context.Set<Deadline>().Any(deadline => deadline.DossierId == task.DossierId && deadline.DueOn >= after && deadline.DueOn <= until))));
        }

        var (page, total) = await FoldedSearch.PageAsync(
            tasks.OrderByDescending(task => task.AssignedAt).ThenBy(task => task.Role).ThenBy(task => task.Id),
            task => new Searched(
                task.Id, context.Set<Dossier>().Where(dossier => dossier.Id == task.DossierId).Select(dossier => dossier.Subject).FirstOrDefault() + " " + task.Instruction, null),
            filter.Text, skip, take, cancellationToken);
        var ids = page.Select(task => task.DossierId).Distinct().ToList();
        var subjects = await context.Set<Dossier>().Where(dossier => ids.Contains(dossier.Id)).Select(dossier => new { dossier.Id, dossier.Subject })
            .ToDictionaryAsync(dossier => dossier.Id, dossier => dossier.Subject, cancellationToken);
        var letters = await context.Set<IncomingDocument>().Where(document => ids.Contains(document.DossierId))
            .Select(document => new { document.DossierId, Number = document.Number + "/" + document.Symbol, document.SenderName }).ToListAsync(cancellationToken);
        var deadlines = await context.Set<Deadline>().AsNoTracking().Where(deadline => ids.Contains(deadline.DossierId)).ToDictionaryAsync(deadline => deadline.DossierId, cancellationToken);
        return ([.. page.Select(Row)], total);

        AssignmentRow Row(AssignedTask task)
        {
            var letter = letters.Find(one => one.DossierId == task.DossierId);
            var deadline = deadlines.GetValueOrDefault(task.DossierId);
            return new AssignmentRow(
                task.Id, task.DossierId, subjects.GetValueOrDefault(task.DossierId) ?? "", letter?.Number, letter?.SenderName, task.UnitId, organisation.FindUnit(task.UnitId)?.Name ?? "",
                task.Role, task.Instruction, task.State,
                task.State == TaskState.Open ? DeadlineWords.Of(task.DueOn ?? deadline?.DueOn, deadline?.State, today, calendar) : null,
                organisation.FindPerson(task.AssignedBy)?.FullName, task.AssignedAt, task.DoneAt);
        }
    }
}
