using LienThong.Activities.Audit;
using LienThong.Activities.Rules;
using LienThong.Workflows.Persistence;

namespace LienThong.Activities.Agencies;

/// <summary>What an agency is called. Its codes and dates are not corrected here: old documents were exchanged under them.</summary>
public sealed record AgencyNames(string Name, string ShortName, string Symbol, string Place);

/// <summary>What a unit is called.</summary>
public sealed record UnitNames(string Name, string Symbol);

/// <summary>What a position is called and where it stands in lists; the code stays, procedures name it.</summary>
public sealed record PositionNames(string Title, int Rank);

/// <summary>Corrects names. Documents that were issued keep the name they were issued under.</summary>
public static class Renaming
{
    /// <exception cref="RuleViolation"><c>agency.not-found</c>, <c>agency.name</c>, <c>agency.symbol</c>, <c>agency.place</c>.</exception>
    public static async Task AgencyAsync(WriteSession session, Guid agencyId, AgencyNames given, Actor actor, CancellationToken cancellationToken)
    {
        var after = new AgencyNames(
            GivenText.Line(given.Name, "Tên cơ quan", "agency.name", 200), GivenText.Line(given.ShortName, "Tên viết tắt", "agency.name", 100),
            GivenText.Line(given.Symbol, "Ký hiệu", "agency.symbol", 20), GivenText.Line(given.Place, "Địa danh", "agency.place", 100));
        await OrganisationVersion.TouchAsync(session, cancellationToken);
        var agency = await AgencyChanges.FindAsync(session, agencyId, cancellationToken);
        var before = new AgencyNames(agency.Name, agency.ShortName, agency.Symbol, agency.Place);
        (agency.Name, agency.ShortName, agency.Symbol, agency.Place) = (after.Name, after.ShortName, after.Symbol, after.Place);
        session.Update(agency);
        await AuditTrail.AppendAsync(session, actor, "agency.renamed", new AuditSubject("agency", agency.Id), new { before, after }, cancellationToken);
    }

    /// <exception cref="RuleViolation"><c>unit.not-found</c>, <c>unit.name</c>, <c>unit.symbol</c>.</exception>
    public static async Task UnitAsync(WriteSession session, Guid unitId, UnitNames given, Actor actor, CancellationToken cancellationToken)
    {
        var after = new UnitNames(GivenText.Line(given.Name, "Tên đơn vị", "unit.name", 200), GivenText.Line(given.Symbol, "Ký hiệu", "unit.symbol", 20));
        await OrganisationVersion.TouchAsync(session, cancellationToken);
        var unit = await UnitChanges.FindAsync(session, unitId, cancellationToken);
        var before = new UnitNames(unit.Name, unit.Symbol);
        (unit.Name, unit.Symbol) = (after.Name, after.Symbol);
        session.Update(unit);
        await AuditTrail.AppendAsync(session, actor, "unit.renamed", new AuditSubject("unit", unit.Id), new { before, after }, cancellationToken);
    }

    /// <exception cref="RuleViolation"><c>position.not-found</c>, <c>position.title</c>.</exception>
    public static async Task PositionAsync(WriteSession session, Guid positionId, PositionNames given, Actor actor, CancellationToken cancellationToken)
    {
        var after = given with { Title = GivenText.Line(given.Title, "Chức vụ", "position.title", 100) };
        await OrganisationVersion.TouchAsync(session, cancellationToken);
        var position = await PositionChanges.FindAsync(session, positionId, cancellationToken);
        var before = new PositionNames(position.Title, position.Rank);
        (position.Title, position.Rank) = (after.Title, after.Rank);
        session.Update(position);
        await AuditTrail.AppendAsync(session, actor, "position.renamed", new AuditSubject("position", position.Id), new { before, after }, cancellationToken);
    }
}
