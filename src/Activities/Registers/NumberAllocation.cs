using System.Globalization;
using LienThong.Activities.Audit;
using LienThong.Activities.Rules;
using LienThong.Workflows.Persistence;

namespace LienThong.Activities.Registers;

/// <param name="AgencyId">Whose register.</param>
/// <param name="Kind">Which book.</param>
/// <param name="Date">Date of arrival or of issue: its year says which register.</param>
/// <param name="DocumentId">What gets the number.</param>
public sealed record NumberRequest(Guid AgencyId, RegisterKind Kind, DateOnly Date, Guid DocumentId)
{
    /// <summary>The series; null for the usual one.</summary>
    public string? RegisterName { get; init; }

    /// <summary>Opens the year's register when there is none yet. A setting of the agency, off unless it says otherwise.</summary>
    public bool OpenIfMissing { get; init; }

    public string? Note { get; init; }
}

public sealed record TakenNumber(Guid RegisterId, int Number, int Year);

/// <summary>Cấp số: the next number of a register.</summary>
public static class NumberAllocation
{
    /// <summary>
    /// Unique and without gaps under any concurrency: the register's row stays locked until the commit, and a transaction that is rolled
    /// back takes nothing. Take the number late, others wait from here on.
    /// </summary>
    /// <exception cref="RuleViolation"><c>register.missing</c>, <c>register.closed</c>.</exception>
    public static async Task<TakenNumber> TakeAsync(WriteSession session, NumberRequest request, Actor actor,
        CancellationToken cancellationToken)
    {
        var register = await FindOrOpenAsync(session, request, actor, cancellationToken);
        if (register.ClosedOn is { } closedOn) throw Closed(register, closedOn);

        register.LastNumber++;
        session.Update(register);
        session.Insert(new RegisterEntry
        {
            RegisterId = register.Id,
            Number = register.LastNumber,
            DocumentId = request.DocumentId,
            At = session.Clock.GetUtcNow(),
            By = actor.PersonId,
            State = RegisterEntryState.Issued,
            Note = request.Note,
        });
        return new TakenNumber(register.Id, register.LastNumber, register.Year);
    }

    private static async Task<Register> FindOrOpenAsync(WriteSession session, NumberRequest request, Actor actor,
        CancellationToken cancellationToken)
    {
        // Spelt as when it was opened, or the same name would not find it.
        var name = GivenText.Line(request.RegisterName ?? Register.DefaultName(request.Kind), "Tên sổ", "register.name", 100);
        var id = Register.IdOf(request.AgencyId, request.Kind, request.Date.Year, name);
        if (await session.FindAsync<Register>(id, cancellationToken) is { } register) return register;
        if (!request.OpenIfMissing) throw Missing($"{name} {request.Date.Year}");

        await OpenRegister.RunAsync(session, new RegisterOpening(request.AgencyId, request.Kind, request.Date.Year, name), actor,
            cancellationToken);
        return (await session.FindAsync<Register>(id, cancellationToken))!; // opened above, in this session
    }

    private static RuleViolation Missing(string title) =>
        new("register.missing", $"Chưa cấp được số: sổ {title} chưa được mở. Đề nghị Văn phòng mở sổ rồi làm lại.");

    private static RuleViolation Closed(Register register, DateOnly closedOn)
    {
        var day = closedOn.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
        return new RuleViolation("register.closed",
            $"Chưa cấp được số: sổ {register.Title} đã đóng ngày {day}. Chọn sổ năm {register.Year + 1} hoặc đề nghị Văn phòng mở sổ.");
    }
}
