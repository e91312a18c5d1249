using LienThong.Activities.Audit;
using LienThong.Activities.Persistence;
using LienThong.Activities.Rules;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Agencies;

/// <summary>What an administrator enters for a unit.</summary>
public sealed record NewUnit(Guid AgencyId, string Name, string Symbol, UnitKind Kind, DateOnly ValidFrom, Guid? ParentId = null);

/// <summary>Units of an agency come and go; nothing is ever deleted.</summary>
public static class UnitChanges
{
    /// <summary>The unit's id.</summary>
    /// <exception cref="RuleViolation"><c>unit.name</c>, <c>unit.symbol</c>, <c>agency.not-found</c>, <c>unit.dates</c>,
    /// <c>unit.parent</c>.</exception>
    public static async Task<Guid> CreateAsync(WriteSession session, NewUnit given, Actor actor, CancellationToken cancellationToken)
    {
        var unit = new Unit
        {
            Id = session.NewId(),
            AgencyId = given.AgencyId,
            Name = GivenText.Line(given.Name, "Tên đơn vị", "unit.name", 200),
            Symbol = GivenText.Line(given.Symbol, "Ký hiệu", "unit.symbol", 20),
            Kind = given.Kind,
            ParentId = given.ParentId,
            ValidFrom = given.ValidFrom,
        };
        await OrganisationVersion.TouchAsync(session, cancellationToken);
        var agency = await AgencyChanges.FindAsync(session, given.AgencyId, cancellationToken);
        if (!agency.ExistsOn(given.ValidFrom))
            throw new RuleViolation("unit.dates",
                $"{agency.Name} không hoạt động vào ngày {Validity.Text(given.ValidFrom)}. Chọn ngày khác.");
        if (given.ParentId is { } parentId && (await session.FindAsync<Unit>(parentId, cancellationToken))?.AgencyId != given.AgencyId)
            throw RuleViolation.Invalid("unit.parent",
                $"Đơn vị cấp trên không thuộc {agency.Name}. Chọn lại đơn vị cấp trên.");

        session.Insert(unit);
        await AuditTrail.AppendAsync(session, actor, "unit.created", new AuditSubject("unit", unit.Id), unit, cancellationToken);
        return unit.Id;
    }

    /// <param name="session">The write.</param>
    /// <param name="unitId">Which unit.</param>
    /// <param name="lastDay">The last day on which it exists.</param>
    /// <param name="reason">Why, for the audit trail; null when nothing is said.</param>
    /// <param name="actor">Who says so.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RuleViolation"><c>unit.reason</c>, <c>unit.not-found</c>, <c>unit.closed</c>, <c>unit.dates</c>, <c>unit.has-units</c>,
    /// <c>unit.has-positions</c>.</exception>
    public static async Task CloseAsync(WriteSession session, Guid unitId, DateOnly lastDay, string? reason, Actor actor,
        CancellationToken cancellationToken)
    {
        var why = GivenText.OptionalLine(reason, "Lý do", "unit.reason", 500);
        await OrganisationVersion.TouchAsync(session, cancellationToken);
        var unit = await FindAsync(session, unitId, cancellationToken);
        Validity.MustBeOpen(unit.ValidTo, unit.Name, "unit.closed");
        Validity.MustBeInOrder(unit.ValidFrom, lastDay, "unit.dates");
        if (await session.Context.Set<Unit>().Where(child => child.ParentId == unitId)
                .AnyAsync(child => child.ValidTo == null || child.ValidTo > lastDay, cancellationToken))
            throw new RuleViolation("unit.has-units",
                $"{unit.Name} còn đơn vị trực thuộc hoạt động sau ngày {Validity.Text(lastDay)}. Kết thúc các đơn vị đó trước.");
        if (await session.Context.Set<Position>().Where(position => position.UnitId == unitId)
                .AnyAsync(position => position.ValidTo == null || position.ValidTo > lastDay, cancellationToken))
            throw new RuleViolation("unit.has-positions",
                $"{unit.Name} còn chức vụ có hiệu lực sau ngày {Validity.Text(lastDay)}. Kết thúc các chức vụ đó trước.");

        unit.ValidTo = lastDay;
        session.Update(unit);
        await AuditTrail.AppendAsync(session, actor, "unit.closed", new AuditSubject("unit", unit.Id), new { LastDay = lastDay, Reason = why },
            cancellationToken);
    }

    internal static async Task<Unit> FindAsync(WriteSession session, Guid unitId, CancellationToken cancellationToken) =>
        await session.FindAsync<Unit>(unitId, cancellationToken)
        ?? throw RuleViolation.NotFound("unit.not-found", "Không tìm thấy đơn vị. Chọn lại đơn vị trong danh mục.");
}
