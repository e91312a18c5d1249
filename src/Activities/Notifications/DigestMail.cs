using System.Globalization;
using System.Text.Json.Nodes;
using LienThong.Activities.Agencies;
using LienThong.Activities.Notifications.Mail;
using LienThong.Activities.Texts;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence;

namespace LienThong.Activities.Notifications;

/// <summary>Sends a morning digest.</summary>
public sealed class DigestMail(Database database, OrganisationCache organisations, IMailTransport mail, MailOptions options) : IOutboxHandler
{
    public const string MessageKind = "digest-mail";

    public string Kind => MessageKind;

    public bool GoesOutside => true;

    public async Task DeliverAsync(string messageId, JsonObject payload, CancellationToken cancellationToken)
    {
        var personId = Guid.Parse((string)payload["person"]!);
        var organisation = await database.ReadAsync(organisations.GetAsync, cancellationToken);
        if (organisation.FindPerson(personId) is not { Email.Length: > 0 } person)
            return;
        var day = DateOnly.ParseExact((string)payload["day"]!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var total = (int)payload["total"]!;
        var shown = payload["lines"]!.AsArray().Select((line, i) => $"{i + 1}. {(string)line!}").ToList();
        var notices = payload["notices"]!.AsArray().Select(text => $"- {(string)text!}").ToList();
        List<string> lines = [$"Kính gửi {person.FullName},", ""];
        lines.AddRange(total == 0 ? [$"Sáng {VietnameseDates.Date(day)}, đồng chí không có việc nào đang chờ xử lý."] : [$"Sáng {VietnameseDates.Date(day)}, đồng chí có {total} việc đang chờ xử lý:", "", .. shown]);
        if (total > shown.Count)
            lines.Add($"… và {total - shown.Count} việc khác.");
        if (notices.Count > 0)
            lines.AddRange(["", "Thông báo chưa xem:", .. notices]);
        if (options.BaseAddress is { Length: > 0 } address)
            lines.AddRange(["", $"Mở hộp việc: {address.TrimEnd('/')}/hop-viec"]);
        lines.AddRange(["", "Thư tự động của hệ thống Liên Thông. Không trả lời thư này. Tắt thư buổi sáng ở trang Tài khoản."]);
        try
        {
            await mail.SendAsync(
                new Letter($"digest.{messageId}", options.From, person.Email, $"[Liên Thông] {total} việc đang chờ ngày {VietnameseDates.Date(day)}", string.Join('\n', lines)), cancellationToken);
        }
        catch (Exception e) when (e is MailRefusedException or FormatException)
        {
            throw new UndeliverableException($"Thư báo buổi sáng bị từ chối: {person.FullName} ({e.Message}). Kiểm tra địa chỉ thư của người nhận.");
        }
    }
}
