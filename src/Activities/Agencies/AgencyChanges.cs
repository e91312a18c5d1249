using System.Text.RegularExpressions;
using LienThong.Activities.Audit;
using LienThong.Activities.Persistence;
using LienThong.Activities.Rules;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Agencies;

/// <summary>What an administrator enters for an agency; see <see cref="Agency"/> for the codes.</summary>
public sealed record NewAgency(string Name, string ShortName, string Symbol, string Place, DateOnly ValidFrom,
    string? EdocCode = null, string? Code = null, Guid? SuperiorId = null);

/// <summary>Agencies come and go; nothing is ever deleted, for old documents name them.</summary>
public static partial class AgencyChanges
{
    /// <summary>The agency's id.</summary>
    /// <exception cref="RuleViolation"><c>agency.name</c>, <c>agency.symbol</c>, <c>agency.place</c>, <c>agency.code</c>,
    /// <c>agency.superior</c>, <c>agency.code-taken</c>.</exception>
    public static async Task<Guid> CreateAsync(WriteSession session, NewAgency given, Actor actor, CancellationToken cancellationToken)
    {
        var agency = new Agency
        {
            Id = session.NewId(),
            Name = GivenText.Line(given.Name, "Tên cơ quan", "agency.name", 200),
            ShortName = GivenText.Line(given.ShortName, "Tên viết tắt", "agency.name", 100),
            Symbol = GivenText.Line(given.Symbol, "Ký hiệu", "agency.symbol", 20),
            EdocCode = GivenText.OptionalLine(given.EdocCode, "Mã định danh", "agency.code", 13),
            Code = GivenText.OptionalLine(given.Code, "Mã định danh", "agency.code", 35),
            SuperiorId = given.SuperiorId,
            Place = GivenText.Line(given.Place, "Địa danh", "agency.place", 100),
            ValidFrom = given.ValidFrom,
        };
        if (agency.EdocCode is { } edocCode && !EdocForm().IsMatch(edocCode))
            throw RuleViolation.Invalid("agency.code",
                $"Mã định danh {edocCode} không đúng dạng của QCVN 102:2016. Nhập theo dạng 000.00.00.H50.");
        if (agency.Code is { } code && !CodeForm().IsMatch(code))
            throw RuleViolation.Invalid("agency.code",
                $"Mã định danh {code} không đúng dạng của Quyết định 20/2020/QĐ-TTg. Nhập theo dạng H50.12.");

        await OrganisationVersion.TouchAsync(session, cancellationToken);
        if (given.SuperiorId is { } superiorId && await session.FindAsync<Agency>(superiorId, cancellationToken) is null)
            throw RuleViolation.Invalid("agency.superior", "Không tìm thấy cơ quan cấp trên. Chọn lại trong danh mục.");
        await CodesMustBeFreeAsync(session, agency, cancellationToken);

        session.Insert(agency);
        await AuditTrail.AppendAsync(session, actor, "agency.created", new AuditSubject("agency", agency.Id), agency, cancellationToken);
        return agency.Id;
    }

    /// <param name="session">The write.</param>
    /// <param name="agencyId">Which agency.</param>
    /// <param name="lastDay">The last day on which it exists.</param>
    /// <param name="reason">Why, for the audit trail; null when nothing is said.</param>
    /// <param name="actor">Who says so.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RuleViolation"><c>agency.reason</c>, <c>agency.not-found</c>, <c>agency.closed</c>, <c>agency.dates</c>, <c>agency.has-units</c>,
    /// <c>agency.has-positions</c>.</exception>
    public static async Task CloseAsync(WriteSession session, Guid agencyId, DateOnly lastDay, string? reason, Actor actor,
        CancellationToken cancellationToken)
    {
        var why = GivenText.OptionalLine(reason, "Lý do", "agency.reason", 500);
        await OrganisationVersion.TouchAsync(session, cancellationToken);
        var agency = await FindAsync(session, agencyId, cancellationToken);
        Validity.MustBeOpen(agency.ValidTo, agency.Name, "agency.closed");
        Validity.MustBeInOrder(agency.ValidFrom, lastDay, "agency.dates");
        if (await session.Context.Set<Unit>().Where(unit => unit.AgencyId == agencyId)
                .AnyAsync(unit => unit.ValidTo == null || unit.ValidTo > lastDay, cancellationToken))
            throw new RuleViolation("agency.has-units",
                $"{agency.Name} còn phòng, đơn vị hoạt động sau ngày {Validity.Text(lastDay)}. Kết thúc các đơn vị đó trước.");
        if (await session.Context.Set<Position>().Where(position => position.AgencyId == agencyId)
                .AnyAsync(position => position.ValidTo == null || position.ValidTo > lastDay, cancellationToken))
            throw new RuleViolation("agency.has-positions",
                $"{agency.Name} còn chức vụ có hiệu lực sau ngày {Validity.Text(lastDay)}. Kết thúc các chức vụ đó trước.");

        agency.ValidTo = lastDay;
        session.Update(agency);
        await AuditTrail.AppendAsync(session, actor, "agency.closed", new AuditSubject("agency", agency.Id), new { LastDay = lastDay, Reason = why },
            cancellationToken);
    }

    internal static async Task<Agency> FindAsync(WriteSession session, Guid agencyId, CancellationToken cancellationToken) =>
        await session.FindAsync<Agency>(agencyId, cancellationToken)
        ?? throw RuleViolation.NotFound("agency.not-found", "Không tìm thấy cơ quan. Chọn lại cơ quan trong danh mục.");

    private static async Task CodesMustBeFreeAsync(WriteSession session, Agency agency, CancellationToken cancellationToken)
    {
        var (edocCode, code, from) = (agency.EdocCode, agency.Code, agency.ValidFrom);
        var other = await session.Context.Set<Agency>().AsNoTracking()
            .Where(other => other.ValidTo == null || other.ValidTo >= from)
            .Where(other => (edocCode != null && other.EdocCode == edocCode) || (code != null && other.Code == code))
            .FirstOrDefaultAsync(cancellationToken);
        if (other is not null)
            throw new RuleViolation("agency.code-taken",
                $"Mã định danh {edocCode ?? code} đang dùng cho {other.Name}. Nhập mã khác hoặc kết thúc cơ quan đó trước.");
    }

    [GeneratedRegex(@"^[A-Z0-9]{3}\.[A-Z0-9]{2}\.[A-Z0-9]{2}\.[A-Z][0-9]{2}$")]
    private static partial Regex EdocForm();

    [GeneratedRegex(@"^[A-Z0-9]+(\.[A-Z0-9]+)*$")]
    private static partial Regex CodeForm();
}
