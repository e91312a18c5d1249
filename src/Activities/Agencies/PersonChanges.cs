using System.Net.Mail;
using System.Text.RegularExpressions;
using LienThong.Activities.Audit;
using LienThong.Activities.Persistence;
using LienThong.Activities.Rules;
using LienThong.Workflows.Persistence;

namespace LienThong.Activities.Agencies;

/// <summary>What an administrator enters for a person.</summary>
public sealed record NewPerson(string FullName, string? Email = null);

/// <summary>People are entered and renamed, never deleted: old decisions name them.</summary>
public static partial class PersonChanges
{
    /// <summary>The person's id.</summary>
    /// <exception cref="RuleViolation"><c>person.name</c>, <c>person.title</c>, <c>person.email</c>.</exception>
    public static async Task<Guid> CreateAsync(WriteSession session, NewPerson given, Actor actor, CancellationToken cancellationToken)
    {
        var person = new Person { Id = session.NewId(), FullName = Name(given.FullName), Email = Address(given.Email) };

        await OrganisationVersion.TouchAsync(session, cancellationToken);
        session.Insert(person);
        await AuditTrail.AppendAsync(session, actor, "person.created", new AuditSubject("person", person.Id), person, cancellationToken);
        return person.Id;
    }

    /// <exception cref="RuleViolation"><c>person.not-found</c>, and those of entering a person.</exception>
    public static async Task UpdateAsync(WriteSession session, Guid personId, NewPerson given, Actor actor,
        CancellationToken cancellationToken)
    {
        var (name, email) = (Name(given.FullName), Address(given.Email));
        await OrganisationVersion.TouchAsync(session, cancellationToken);
        var person = await FindAsync(session, personId, cancellationToken);
        var before = new { person.FullName, person.Email };

        person.FullName = name;
        person.Email = email;
        session.Update(person);
        await AuditTrail.AppendAsync(session, actor, "person.updated", new AuditSubject("person", person.Id),
            new { Before = before, After = new { name, email } }, cancellationToken);
    }

    /// <summary>How somebody is reached, which they may change themselves; the name they may not.</summary>
    /// <exception cref="RuleViolation"><c>person.not-found</c>, <c>person.email</c>, <c>person.phone</c>.</exception>
    public static async Task ReachAsync(WriteSession session, Guid personId, string? email, string? phone, Actor actor, CancellationToken cancellationToken)
    {
        var (address, number) = (Address(email), GivenText.OptionalLine(phone, "Số điện thoại", "person.phone", 20));
        if (number is not null && !PhoneNumber().IsMatch(number))
            throw RuleViolation.Invalid("person.phone", $"Số điện thoại \"{number}\" không hợp lệ. Chỉ nhập chữ số, dấu cách, dấu chấm và dấu + ở đầu.");
        var person = await FindAsync(session, personId, cancellationToken);
        // Whoever saves his page as it was does not make everybody read the organisation anew.
        if ((person.Email, person.Phone) == (address, number))
            return;
        await OrganisationVersion.TouchAsync(session, cancellationToken);
        var before = new { person.Email, person.Phone };
        (person.Email, person.Phone) = (address, number);
        session.Update(person);
        await AuditTrail.AppendAsync(session, actor, "person.reach-changed", new AuditSubject("person", person.Id), new { Before = before, After = new { address, number } }, cancellationToken);
    }

    internal static async Task<Person> FindAsync(WriteSession session, Guid personId, CancellationToken cancellationToken) =>
        await session.FindAsync<Person>(personId, cancellationToken)
        ?? throw RuleViolation.NotFound("person.not-found", "Không tìm thấy người này. Chọn lại trong danh mục.");

    private static string Name(string given)
    {
        var name = GivenText.Line(given, "Họ và tên", "person.name", 50);
        // Before the name of who signs stands no academic title, rank or honour (Nghị định 30/2020/NĐ-CP, Phụ lục I).
        if (AcademicTitle().IsMatch(name))
            throw RuleViolation.Invalid("person.title", $"Họ và tên \"{name}\" có học hàm, học vị. Chỉ nhập họ và tên.");
        return name;
    }

    private static string? Address(string? given)
    {
        var address = GivenText.OptionalLine(given, "Thư điện tử", "person.email", 200);
        // The address alone: of «a@x.vn, b@y.vn» a letter would go to the last one, whatever the first one promises.
        if (address is not null && !(MailAddress.TryCreate(address, out var read) && read.Address == address))
            throw RuleViolation.Invalid("person.email", $"Địa chỉ thư điện tử \"{address}\" không hợp lệ. Kiểm tra lại.");
        return address;
    }

    [GeneratedRegex(@"^\+?[0-9][0-9 .]{5,18}$")]
    private static partial Regex PhoneNumber();

    // An abbreviation has its full stop, a word its small letter: Tiến Sĩ Đạt is a name.
    [GeneratedRegex(
        @"^(?i:PGS|GS|TSKH|TS|ThS|KS|CN|BS|KTS|DS)\s*\.|^(Giáo sư|Phó Giáo sư|Phó giáo sư|Tiến sĩ|Thạc sĩ|Kỹ sư|Cử nhân|Bác sĩ)\s")]
    private static partial Regex AcademicTitle();
}
