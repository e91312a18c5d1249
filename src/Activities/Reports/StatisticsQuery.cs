using LienThong.Activities.Agencies;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Documents;
using LienThong.Activities.Rules;
using LienThong.Activities.Work;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Reports;

/// <summary>How documents were handled: each is in exactly one of the four, and those paused are a part of those running in time.</summary>
public sealed record HandlingCounts(int Assigned, int DoneInTime, int DoneLate, int RunningInTime, int RunningLate, int Paused)
{
    internal static HandlingCounts Of(IReadOnlyCollection<Handling> handled)
    {
        int Count(Handling which) => handled.Count(one => one == which);
        var paused = Count(Handling.Paused);
        return new(handled.Count, Count(Handling.DoneInTime), Count(Handling.DoneLate), Count(Handling.RunningInTime) + paused, Count(Handling.RunningLate), paused);
    }
}

/// <summary>The counts of one unit or leader; Id is null for what nobody has yet.</summary>
public sealed record StatisticsRow(Guid? Id, string Name, HandlingCounts Counts);

/// <summary>Documents that arrived in a span of days, by the unit in charge or by the leader who assigned them.</summary>
public sealed record Statistics(IReadOnlyList<StatisticsRow> Rows, HandlingCounts Total);

/// <summary>By whom documents are counted.</summary>
public enum StatisticsBy { Unit, Leader }

/// <summary>By which deadline lateness is judged: an extension moves the last one and leaves the first.</summary>
public enum StatisticsDeadline { Last, First }

/// <summary>What is counted.</summary>
/// <param name="From">First day of arrival.</param>
/// <param name="To">Last day of arrival, counted.</param>
/// <param name="By">By whom.</param>
/// <param name="Deadline">By which deadline.</param>
public sealed record StatisticsQuestion(DateOnly From, DateOnly To, StatisticsBy By, StatisticsDeadline Deadline)
{
    /// <summary>From 1 January to today where nothing else is said.</summary>
    /// <exception cref="RuleViolation"><c>statistics.span</c>.</exception>
    public static StatisticsQuestion Of(DateOnly? from, DateOnly? to, StatisticsBy by, StatisticsDeadline deadline, DateOnly today)
    {
        var last = to ?? today;
        var first = from ?? new DateOnly(last.Year, 1, 1);
        return first > last || first.Year < 1945 || last.Year > 9000
            ? throw RuleViolation.Invalid("statistics.span", "Khoảng ngày thống kê không hợp lệ: ngày bắt đầu ở sau ngày kết thúc. Chọn lại khoảng ngày.")
            : new StatisticsQuestion(first, last, by, deadline);
    }
}

/// <summary>One document seen from a day.</summary>
internal enum Handling { DoneInTime, DoneLate, RunningInTime, RunningLate, Paused }

/// <summary>Counts what the reader may read, so that a list of the same documents gives the same totals.</summary>
public static class StatisticsQuery
{
    public static async Task<Statistics> ReadAsync(
        DbContext context, DossierAccess access, StatisticsQuestion question, Organisation organisation, DateOnly today, CancellationToken cancellationToken)
    {
        var (begin, end) = (VietnamTime.At(question.From, TimeOnly.MinValue), VietnamTime.At(question.To.AddDays(1), TimeOnly.MinValue));
        var documents = await (
            from dossier in access.Dossiers(context)
            where dossier.State != DossierState.Cancelled
            join document in context.Set<IncomingDocument>() on dossier.IncomingDocumentId equals document.Id
            where document.ArrivedAt >= begin && document.ArrivedAt < end
            join deadline in context.Set<Deadline>() on dossier.Id equals deadline.DossierId into deadlines
            from deadline in deadlines.DefaultIfEmpty()
            select new
            {
                dossier.LeadUnitId,
                dossier.State,
                dossier.ClosedAt,
                LastDue = (DateOnly?)deadline.DueOn,
                FirstDue = (DateOnly?)deadline.FirstDueOn,
                DeadlineState = (DeadlineStatus?)deadline.State,
                Leader = context.Set<AssignedTask>().Where(task => task.DossierId == dossier.Id && task.Role == TaskRole.Lead && task.State != TaskState.Cancelled)
                    .OrderByDescending(task => task.AssignedAt).Select(task => (Guid?)task.AssignedBy).FirstOrDefault(),
            }).ToListAsync(cancellationToken);
        var handled = documents.Select(document => (
            Who: question.By == StatisticsBy.Unit ? document.LeadUnitId : document.Leader,
            Handling: Judge(
                document.State, document.ClosedAt, question.Deadline == StatisticsDeadline.First ? document.FirstDue : document.LastDue, document.DeadlineState, today))).ToList();
        var rows = handled.GroupBy(document => document.Who)
            .Select(group => new StatisticsRow(group.Key, NameOf(group.Key, question.By, organisation), HandlingCounts.Of([.. group.Select(document => document.Handling)])));
        return new Statistics(
            [.. rows.OrderBy(row => row.Id is null).ThenByDescending(row => row.Counts.Assigned).ThenBy(row => row.Name, StringComparer.Ordinal)],
            HandlingCounts.Of([.. handled.Select(document => document.Handling)]));
    }

    /// <summary>Without a deadline nothing is late; on the deadline's last day it is still in time.</summary>
    internal static Handling Judge(DossierState state, DateTimeOffset? closedAt, DateOnly? due, DeadlineStatus? deadline, DateOnly today)
    {
        if (state == DossierState.Closed)
            return due is { } limit && closedAt is { } at && VietnamTime.DateOf(at) > limit ? Handling.DoneLate : Handling.DoneInTime;
        if (state == DossierState.Paused || deadline == DeadlineStatus.Paused)
            return Handling.Paused;
        return due < today ? Handling.RunningLate : Handling.RunningInTime;
    }

    private static string NameOf(Guid? id, StatisticsBy by, Organisation organisation) => id switch
    {
        null => "Chưa phân công",
        { } unit when by == StatisticsBy.Unit => organisation.FindUnit(unit)?.Name ?? "",
        { } leader => organisation.FindPerson(leader)?.FullName ?? "",
    };
}
