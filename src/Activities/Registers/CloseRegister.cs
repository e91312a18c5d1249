using System.Globalization;
using LienThong.Activities.Audit;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Rules;
using LienThong.Workflows.Persistence;

namespace LienThong.Activities.Registers;

/// <summary>Đóng sổ: no number can be taken from it any more (Nghị định 30/2020/NĐ-CP, Điều 16).</summary>
public static class CloseRegister
{
    /// <exception cref="RuleViolation"><c>register.not-found</c>, <c>register.closed</c>, <c>register.year-running</c>.</exception>
    public static async Task RunAsync(WriteSession session, Guid registerId, Actor actor, CancellationToken cancellationToken)
    {
        var register = await session.FindAsync<Register>(registerId, cancellationToken)
            ?? throw RuleViolation.NotFound("register.not-found", "Không tìm thấy sổ. Chọn lại sổ trong danh mục.");
        var today = VietnamTime.Today(session.Clock);
        if (register.ClosedOn is { } closedOn)
            throw new RuleViolation("register.closed", string.Create(CultureInfo.InvariantCulture,
                $"Sổ {register.Title} đã đóng ngày {closedOn:dd/MM/yyyy}."));
        // The year's numbers run to the end of 31 December (Điều 15); a register closed earlier by mistake could not be used again.
        if (today < new DateOnly(register.Year, 12, 31))
            throw new RuleViolation("register.year-running",
                $"Chưa đóng được sổ {register.Title}: năm chưa hết. Đóng sổ từ ngày 31/12/{register.Year}.");

        register.ClosedOn = today;
        session.Update(register);
        await AuditTrail.AppendAsync(session, actor, "register.closed", new AuditSubject("register", register.Id),
            new { register.LastNumber }, cancellationToken);
    }
}
