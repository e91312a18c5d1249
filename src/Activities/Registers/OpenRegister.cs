using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Rules;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Registers;

/// <param name="AgencyId">Whose register.</param>
/// <param name="Kind">Which book.</param>
/// <param name="Year">Numbers run from 1 January to 31 December.</param>
/// <param name="Name">The series; null for the usual one.</param>
public sealed record RegisterOpening(Guid AgencyId, RegisterKind Kind, int Year, string? Name = null);

/// <summary>Mở sổ: opens a register for a year.</summary>
public static class OpenRegister
{
    /// <summary>The register's id.</summary>
    /// <exception cref="RuleViolation"><c>agency.not-found</c>, <c>register.name</c>, <c>register.year</c>,
    /// <c>register.exists</c>.</exception>
    public static async Task<Guid> RunAsync(WriteSession session, RegisterOpening opening, Actor actor, CancellationToken cancellationToken)
    {
        var name = GivenText.Line(opening.Name ?? Register.DefaultName(opening.Kind), "Tên sổ", "register.name", 100);
        if (opening.Year is < 1945 or > 9998)
            throw RuleViolation.Invalid("register.year", $"Năm {opening.Year} không hợp lệ. Nhập năm gồm bốn chữ số.");
        if (await session.FindAsync<Agency>(opening.AgencyId, cancellationToken) is null)
            throw RuleViolation.NotFound("agency.not-found", "Không tìm thấy cơ quan. Chọn lại cơ quan trong danh mục.");
        var register = new Register
        {
            Id = Register.IdOf(opening.AgencyId, opening.Kind, opening.Year, name),
            AgencyId = opening.AgencyId,
            Kind = opening.Kind,
            Year = opening.Year,
            Name = name,
        };
        if (await session.FindAsync<Register>(register.Id, cancellationToken) is not null)
            throw new RuleViolation("register.exists", $"Sổ {register.Title} đã có, không mở thêm được. Dùng sổ đã có hoặc đặt tên khác.");

        // Names that look the same on the cover would be two books of one series.
        var names = await session.Context.Set<Register>()
            .Where(other => other.AgencyId == opening.AgencyId && other.Kind == opening.Kind && other.Year == opening.Year).Select(other => other.Name).ToListAsync(cancellationToken);
        if (names.Find(other => Folded(other) == Folded(name)) is { } alike)
            throw new RuleViolation("register.exists", $"Sổ \"{alike}\" năm {opening.Year} đã có, chỉ khác chữ hoa, chữ thường hoặc khoảng trắng. Dùng sổ đã có hoặc đặt tên khác.");

        session.Insert(register);
        await AuditTrail.AppendAsync(session, actor, "register.opened", new AuditSubject("register", register.Id),
            new { register.Kind, register.Year, register.Name }, cancellationToken);
        return register.Id;
    }

    private static string Folded(string name) => string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
}
