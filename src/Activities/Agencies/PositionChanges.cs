using System.Text.RegularExpressions;
using LienThong.Activities.Audit;
using LienThong.Activities.Persistence;
using LienThong.Activities.Rules;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Agencies;

/// <summary>What an administrator enters for a position.</summary>
public sealed record NewPosition(Guid AgencyId, Guid? UnitId, string Code, string Title, PositionKind Kind, int Rank, DateOnly ValidFrom);

/// <summary>Positions of an agency come and go; nothing is ever deleted.</summary>
public static partial class PositionChanges
{
    /// <summary>The position's id.</summary>
    /// <exception cref="RuleViolation"><c>position.code</c>, <c>position.title</c>, <c>agency.not-found</c>, <c>unit.not-found</c>,
    /// <c>position.unit</c>, <c>position.dates</c>.</exception>
    public static async Task<Guid> CreateAsync(WriteSession session, NewPosition given, Actor actor, CancellationToken cancellationToken)
    {
        var position = new Position
        {
            Id = session.NewId(),
            AgencyId = given.AgencyId,
            UnitId = given.UnitId,
            Code = GivenText.Line(given.Code, "Mã chức vụ", "position.code", 50),
            Title = GivenText.Line(given.Title, "Chức vụ", "position.title", 100),
            Kind = given.Kind,
            Rank = given.Rank,
            ValidFrom = given.ValidFrom,
        };
        if (!CodeForm().IsMatch(position.Code))
            throw RuleViolation.Invalid("position.code",
                $"Mã chức vụ {position.Code} chỉ được gồm chữ thường không dấu, số và dấu nối, ví dụ chuyen-vien.");

        await OrganisationVersion.TouchAsync(session, cancellationToken);
        var agency = await AgencyChanges.FindAsync(session, given.AgencyId, cancellationToken);
        var unit = given.UnitId is { } unitId ? await UnitChanges.FindAsync(session, unitId, cancellationToken) : null;
        if (unit is not null && unit.AgencyId != agency.Id)
            throw RuleViolation.Invalid("position.unit", $"{unit.Name} không thuộc {agency.Name}. Chọn đơn vị của cơ quan này.");
        if (!agency.ExistsOn(given.ValidFrom) || unit?.ExistsOn(given.ValidFrom) == false)
            throw new RuleViolation("position.dates",
                $"{unit?.Name ?? agency.Name} không hoạt động vào ngày {Validity.Text(given.ValidFrom)}. Chọn ngày khác.");

        session.Insert(position);
        await AuditTrail.AppendAsync(session, actor, "position.created", new AuditSubject("position", position.Id), position,
            cancellationToken);
        return position.Id;
    }

    /// <param name="session">The write.</param>
    /// <param name="positionId">Which position.</param>
    /// <param name="lastDay">The last day on which it exists.</param>
    /// <param name="reason">Why, for the audit trail; null when nothing is said.</param>
    /// <param name="actor">Who says so.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RuleViolation"><c>position.reason</c>, <c>position.not-found</c>, <c>position.closed</c>, <c>position.dates</c>,
    /// <c>position.is-held</c>.</exception>
    public static async Task CloseAsync(WriteSession session, Guid positionId, DateOnly lastDay, string? reason, Actor actor,
        CancellationToken cancellationToken)
    {
        var why = GivenText.OptionalLine(reason, "Lý do", "position.reason", 500);
        await OrganisationVersion.TouchAsync(session, cancellationToken);
        var position = await FindAsync(session, positionId, cancellationToken);
        Validity.MustBeOpen(position.ValidTo, position.Title, "position.closed");
        Validity.MustBeInOrder(position.ValidFrom, lastDay, "position.dates");
        var held = await session.Context.Set<Appointment>()
            .AnyAsync(appointment => appointment.PositionId == positionId && (appointment.To == null || appointment.To > lastDay),
                cancellationToken);
        if (held)
            throw new RuleViolation("position.is-held",
                $"Chức vụ {position.Title} còn người giữ sau ngày {Validity.Text(lastDay)}. Kết thúc việc bổ nhiệm trước.");

        position.ValidTo = lastDay;
        session.Update(position);
        await AuditTrail.AppendAsync(session, actor, "position.closed", new AuditSubject("position", position.Id),
            new { LastDay = lastDay, Reason = why }, cancellationToken);
    }

    internal static async Task<Position> FindAsync(WriteSession session, Guid positionId, CancellationToken cancellationToken) =>
        await session.FindAsync<Position>(positionId, cancellationToken)
        ?? throw RuleViolation.NotFound("position.not-found", "Không tìm thấy chức vụ. Chọn lại chức vụ trong danh mục.");

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex CodeForm();
}
