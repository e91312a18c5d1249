using LienThong.Activities.Audit;
using LienThong.Activities.Persistence;
using LienThong.Activities.Rules;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Agencies;

/// <summary>What an administrator enters when somebody takes up a position.</summary>
public sealed record NewAppointment(Guid PersonId, Guid PositionId, DateOnly From, DateOnly? To = null, bool Primary = true);

/// <summary>Bổ nhiệm, thôi giữ chức: people take up positions and leave them.</summary>
public static class AppointmentChanges
{
    /// <summary>The appointment's id.</summary>
    /// <exception cref="RuleViolation">
    /// <c>person.not-found</c>, <c>position.not-found</c>, <c>appointment.dates</c>, <c>appointment.repeated</c>,
    /// <c>appointment.primary</c>, <c>position.taken</c>.
    /// </exception>
    public static async Task<Guid> CreateAsync(WriteSession session, NewAppointment given, Actor actor, CancellationToken cancellationToken)
    {
        Validity.MustBeInOrder(given.From, given.To, "appointment.dates");
        await OrganisationVersion.TouchAsync(session, cancellationToken);
        var person = await PersonChanges.FindAsync(session, given.PersonId, cancellationToken);
        var position = await PositionChanges.FindAsync(session, given.PositionId, cancellationToken);
        if (!position.ExistsOn(given.From) || position.ValidTo < (given.To ?? DateOnly.MaxValue))
            throw new RuleViolation("appointment.dates",
                $"Chức vụ {position.Title} không có hiệu lực trong cả thời gian bổ nhiệm. Chọn ngày khác.");
        var others = await session.Context.Set<Appointment>().AsNoTracking()
            .Where(other => other.PersonId == person.Id || other.PositionId == position.Id)
            .ToListAsync(cancellationToken);
        var overlapping = others.Where(other => other.Overlaps(given.From, given.To)).ToList();
        MustNotHoldItAlready(overlapping, person, position);
        MustHaveOnePrimary(overlapping, person, given);
        MustHaveOneHolder(overlapping, person, position);

        var appointment = new Appointment
        {
            Id = session.NewId(),
            PersonId = person.Id,
            PositionId = position.Id,
            From = given.From,
            To = given.To,
            Primary = given.Primary,
        };
        session.Insert(appointment);
        await AuditTrail.AppendAsync(session, actor, "appointment.created", new AuditSubject("appointment", appointment.Id), appointment,
            cancellationToken);
        return appointment.Id;
    }

    /// <param name="session">The write.</param>
    /// <param name="appointmentId">Which appointment.</param>
    /// <param name="lastDay">The last day on which it counts.</param>
    /// <param name="actor">Who says so.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RuleViolation"><c>appointment.not-found</c>, <c>appointment.dates</c>, <c>appointment.ended</c>.</exception>
    public static async Task EndAsync(WriteSession session, Guid appointmentId, DateOnly lastDay, Actor actor,
        CancellationToken cancellationToken)
    {
        await OrganisationVersion.TouchAsync(session, cancellationToken);
        var appointment = await session.FindAsync<Appointment>(appointmentId, cancellationToken)
            ?? throw RuleViolation.NotFound("appointment.not-found", "Không tìm thấy việc bổ nhiệm. Tải lại danh sách.");
        Validity.MustBeInOrder(appointment.From, lastDay, "appointment.dates");
        // Ending only shortens: a longer term could meet another appointment, so it is a new one.
        if (appointment.To < lastDay)
            throw new RuleViolation("appointment.ended",
                $"Việc bổ nhiệm đã kết thúc ngày {Validity.Text(appointment.To.Value)}. Bổ nhiệm lại nếu cần kéo dài.");

        appointment.To = lastDay;
        session.Update(appointment);
        await AuditTrail.AppendAsync(session, actor, "appointment.ended", new AuditSubject("appointment", appointment.Id),
            new { LastDay = lastDay }, cancellationToken);
    }

    private static void MustNotHoldItAlready(List<Appointment> overlapping, Person person, Position position)
    {
        if (overlapping.Any(other => other.PersonId == person.Id && other.PositionId == position.Id))
            throw new RuleViolation("appointment.repeated", $"{person.FullName} đã giữ chức vụ {position.Title} trong thời gian này.");
    }

    private static void MustHaveOnePrimary(List<Appointment> overlapping, Person person, NewAppointment given)
    {
        if (given.Primary && overlapping.Any(other => other.PersonId == person.Id && other.Primary))
            throw new RuleViolation("appointment.primary",
                $"{person.FullName} đã có chức vụ chính trong thời gian này. Bổ nhiệm kiêm nhiệm hoặc kết thúc chức vụ chính trước.");
    }

    private static void MustHaveOneHolder(List<Appointment> overlapping, Person person, Position position)
    {
        if (position.HasOneHolder && overlapping.Any(other => other.PositionId == position.Id && other.PersonId != person.Id))
            throw new RuleViolation("position.taken",
                $"Chức vụ {position.Title} đang có người giữ trong thời gian này. Kết thúc việc bổ nhiệm cũ trước.");
    }
}
