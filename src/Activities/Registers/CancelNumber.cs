using System.Globalization;
using LienThong.Activities.Audit;
using LienThong.Activities.Rules;
using LienThong.Workflows.Persistence;

namespace LienThong.Activities.Registers;

/// <summary>Hủy số: the number stays in the register, marked with the reason, and is never given again.</summary>
public static class CancelNumber
{
    /// <exception cref="RuleViolation"><c>register.not-found</c>, <c>register.reason</c>, <c>register.number-not-found</c>,
    /// <c>register.number-cancelled</c>.</exception>
    public static async Task RunAsync(WriteSession session, Guid registerId, int number, string? reason, Actor actor,
        CancellationToken cancellationToken)
    {
        var note = GivenText.Line(reason, "Lý do hủy số", "register.reason", 500);
        var register = await session.FindAsync<Register>(registerId, cancellationToken)
            ?? throw RuleViolation.NotFound("register.not-found", "Không tìm thấy sổ. Chọn lại sổ trong danh mục.");
        var entry = await session.FindAsync<RegisterEntry>((registerId, number), cancellationToken)
            ?? throw RuleViolation.NotFound("register.number-not-found", $"Sổ {register.Title} chưa cấp số {number}. Kiểm tra lại số.");
        if (entry.State == RegisterEntryState.Cancelled)
            throw new RuleViolation("register.number-cancelled", $"Số {number} của sổ {register.Title} đã hủy trước đó: {entry.Note}");

        entry.State = RegisterEntryState.Cancelled;
        entry.Note = note;
        session.Update(entry);
        await AuditTrail.AppendAsync(session, actor, "register.number-cancelled",
            new AuditSubject("register", string.Create(CultureInfo.InvariantCulture, $"{registerId}/{number}")),
            new { entry.DocumentId, Reason = note }, cancellationToken);
    }
}
