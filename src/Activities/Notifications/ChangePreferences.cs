using LienThong.Activities.Rules;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Notifications;

/// <summary>When somebody gets mail of a kind of notice.</summary>
public enum MailMode { AtOnce, Digest, None }

/// <summary>The mode for one kind, with its name for the page.</summary>
public sealed record MailChoice(string Kind, MailMode Mode, string? Name = null);

/// <summary>How somebody wants to be told, as a page shows and sends it.</summary>
/// <param name="Mail">By kind; a kind that is left out is told at once.</param>
/// <param name="QuietFrom">Begin of the quiet hours; null with the end for none.</param>
/// <param name="QuietTo">Their end.</param>
/// <param name="MorningDigest">A letter every working morning when something waits.</param>
public sealed record PreferencesView(IReadOnlyList<MailChoice> Mail, TimeOnly? QuietFrom, TimeOnly? QuietTo, bool MorningDigest);

/// <summary>Reads and changes one's own preferences.</summary>
public static class ChangePreferences
{
    private static readonly (string Kind, string Name)[] Kinds =
    [
        (NoticeKinds.Assigned, "Việc mới được giao"), (NoticeKinds.Reminder, "Nhắc hạn xử lý"), (NoticeKinds.Escalation, "Báo cáo quá hạn"),
        (NoticeKinds.Returned, "Bị trả lại, cần sửa"), (NoticeKinds.Delivery, "Tình trạng gửi văn bản"), (NoticeKinds.Information, "Thông tin để biết"),
    ];

    public static async Task<PreferencesView> ReadAsync(DbContext context, Guid personId, CancellationToken cancellationToken) => ViewOf(
        await context.Set<NotificationPreferences>().SingleOrDefaultAsync(preferences => preferences.PersonId == personId, cancellationToken) ?? new NotificationPreferences());

    /// <exception cref="RuleViolation"><c>preferences.kind</c>, <c>preferences.quiet-hours</c>.</exception>
    public static async Task<PreferencesView> RunAsync(WriteSession session, Guid personId, PreferencesView given, CancellationToken cancellationToken)
    {
        if (given.Mail.FirstOrDefault(choice => !Kinds.Any(known => known.Kind == choice.Kind)) is { } unknown)
            throw RuleViolation.Invalid("preferences.kind", $"Không có loại thông báo \"{unknown.Kind}\". Tải lại trang rồi chọn lại.");
        if (given.Mail.Select(choice => choice.Kind).Distinct().Count() < given.Mail.Count)
            throw RuleViolation.Invalid("preferences.kind", "Một loại thông báo được chọn hai lần. Tải lại trang rồi chọn lại.");
        if (given.QuietFrom is null != given.QuietTo is null || (given.QuietFrom is not null && given.QuietFrom == given.QuietTo))
            throw RuleViolation.Invalid("preferences.quiet-hours", "Giờ không gửi thư phải có cả giờ bắt đầu và giờ kết thúc, và hai giờ khác nhau.");
        var stored = await session.FindAsync<NotificationPreferences>(personId, cancellationToken);
        var row = stored ?? new NotificationPreferences { PersonId = personId };
        row.Digested = KindsOf(given, MailMode.Digest);
        row.Silenced = KindsOf(given, MailMode.None);
        (row.QuietFrom, row.QuietTo, row.MorningDigest) = (given.QuietFrom, given.QuietTo, given.MorningDigest);
        if (stored is null)
            session.Insert(row);
        else
            session.Update(row);
        return ViewOf(row);
    }

    internal static MailMode ModeOf(NotificationPreferences preferences, string kind) =>
        preferences.Silenced.Split(',').Contains(kind) ? MailMode.None : preferences.Digested.Split(',').Contains(kind) ? MailMode.Digest : MailMode.AtOnce;

    private static string KindsOf(PreferencesView given, MailMode mode) => string.Join(',', given.Mail.Where(choice => choice.Mode == mode).Select(choice => choice.Kind));

    private static PreferencesView ViewOf(NotificationPreferences row) =>
        new([.. Kinds.Select(known => new MailChoice(known.Kind, ModeOf(row, known.Kind), known.Name))], row.QuietFrom, row.QuietTo, row.MorningDigest);
}
