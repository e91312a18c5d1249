using System.Text.Json.Nodes;
using LienThong.Activities.Agencies;
using LienThong.Activities.Documents;
using LienThong.Activities.Notifications.Mail;
using LienThong.Activities.Persistence;
using LienThong.Activities.Texts;
using LienThong.Activities.Work;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Notifications;

/// <summary>Puts a notice under each receiver's bell and hands each a letter of his own to the outbox. Ids follow from the message's, so a repeat doubles nothing.</summary>
public sealed class NoticeDelivery(Database database, NoticeOptions options) : IOutboxHandler
{
    public string Kind => Notices.MessageKind;

    /// <summary>Told after a commit that put notices under bells.</summary>
    public Action? Delivered { get; set; }

    public Task DeliverAsync(string messageId, JsonObject payload, CancellationToken cancellationToken)
    {
        var people = payload["people"]!.AsArray().Select(p => Guid.Parse((string)p!)).ToList();
        var dossierId = DossierOf(payload);
        var kind = (string)payload["kind"]!;
        var text = (string)payload["text"]!;
        var at = (DateTimeOffset)payload["at"]!;
        return database.WriteAsync(
            async (session, ct) =>
            {
                var now = session.Clock.GetUtcNow();
                var wishes = await session.Context.Set<NotificationPreferences>().Where(wish => people.Contains(wish.PersonId)).ToDictionaryAsync(wish => wish.PersonId, ct);
                var about = dossierId is null ? null : await session.Context.Set<Dossier>().Where(dossier => dossier.Id == dossierId).Select(dossier => new
                {
                    dossier.Subject,
                    IsExpress = session.Context.Set<IncomingDocument>().Any(document => document.DossierId == dossier.Id && document.Urgency == Urgency.Express),
                }).FirstOrDefaultAsync(ct);
                var isExpress = options.UrgentPassesQuietHours && about is { IsExpress: true };
                foreach (var person in people)
                {
                    var id = DeterministicId.Of($"{messageId}/{person:N}");
                    if (await session.FindAsync<Notification>(id, ct) is not null)
                        continue;
                    var notice = new Notification { Id = id, PersonId = person, DossierId = dossierId, Kind = kind, Text = "", At = at, DeliveredAt = now };
                    notice.Say(text.Length <= 1000 ? text : text[..1000], about?.Subject);
                    session.Insert(notice);
                    var wish = wishes.GetValueOrDefault(person) ?? new NotificationPreferences();
                    // Under the bell at once, always; only the letter waits or is left out.
                    if (ChangePreferences.ModeOf(wish, kind) == MailMode.AtOnce)
                        OutboxMessages.Add(session, NoticeMail.MessageKind, LetterFor(person), now, isExpress ? now : QuietHours.LeavesAt(now, wish.QuietFrom, wish.QuietTo));
                }

                if (Delivered is { } delivered)
                    session.AfterCommit(delivered);
                return true;
            },
            cancellationToken);

        JsonObject LetterFor(Guid person)
        {
            var letter = payload.DeepClone().AsObject();
            letter.Remove("people");
            letter["person"] = person.ToString("D");
            letter["notice"] = messageId;
            return letter;
        }
    }

    internal static Guid? DossierOf(JsonObject payload) => (string?)payload["dossierId"] is { } id ? Guid.Parse(id) : null;
}

/// <summary>Sends a notice to one receiver by mail: one whose mailbox refuses keeps no other from his letter, nor gets him a second one.</summary>
public sealed class NoticeMail(Database database, OrganisationCache organisations, IMailTransport mail, MailOptions options) : IOutboxHandler
{
    public const string MessageKind = "notice-mail";

    private static readonly Dictionary<string, string> Subjects = new(StringComparer.Ordinal)
    {
        [NoticeKinds.Assigned] = "Việc mới",
        [NoticeKinds.Reminder] = "Nhắc hạn xử lý",
        [NoticeKinds.Escalation] = "Báo cáo quá hạn",
        [NoticeKinds.Returned] = "Bị trả lại, cần sửa",
        [NoticeKinds.Delivery] = "Tình trạng gửi văn bản",
    };

    public string Kind => MessageKind;

    public bool GoesOutside => true;

    public async Task DeliverAsync(string messageId, JsonObject payload, CancellationToken cancellationToken)
    {
        var personId = Guid.Parse((string)payload["person"]!);
        var dossierId = NoticeDelivery.DossierOf(payload);
        var kind = (string)payload["kind"]!;
        var text = (string)payload["text"]!;
        var at = (DateTimeOffset)payload["at"]!;
        var (organisation, dossier, incoming, deadline) = await database.ReadAsync(
            async (context, ct) => (
                await organisations.GetAsync(context, ct),
                await context.Set<Dossier>().FirstOrDefaultAsync(d => d.Id == dossierId, ct),
                await context.Set<IncomingDocument>().FirstOrDefaultAsync(d => d.DossierId == dossierId, ct),
                await context.Set<Deadline>().FirstOrDefaultAsync(d => d.DossierId == dossierId, ct)),
            cancellationToken);
        if (organisation.FindPerson(personId) is not { Email.Length: > 0 } person)
            return;
        try
        {
            await mail.SendAsync(LetterTo(person, (string)payload["notice"]!, kind, text, at, dossier, incoming, deadline), cancellationToken);
        }
        catch (Exception e) when (e is MailRefusedException or FormatException)
        {
            throw new UndeliverableException($"Thư báo bị từ chối: {person.FullName} ({e.Message}). Kiểm tra địa chỉ thư của người nhận.");
        }
    }

    private Letter LetterTo(Person person, string messageId, string kind, string text, DateTimeOffset at, Dossier? dossier, IncomingDocument? incoming, Deadline? deadline)
    {
        var lines = new List<string> { $"Kính gửi {person.FullName},", "", text, "" };
        if (incoming is not null)
            lines.Add($"Văn bản đến: số {incoming.Number}/{incoming.Symbol} ngày {VietnameseDates.Date(incoming.IssuedOn)} của {incoming.SenderName}.");
        if (deadline is not null)
            lines.Add($"Hạn xử lý: {VietnameseDates.Date(deadline.DueOn)}.");
        lines.Add($"Thời điểm: {VietnameseDates.DateAndTime(at)}.");
        if (options.BaseAddress is { Length: > 0 } address && dossier is not null)
            lines.Add($"Mở hồ sơ: {address.TrimEnd('/')}/ho-so/{dossier.Id:D}");
        lines.AddRange(["", "Thư tự động của hệ thống Liên Thông. Không trả lời thư này."]);
        return new Letter(
            $"{messageId}.{person.Id:N}", options.From, person.Email!, $"[Liên Thông] {Subjects.GetValueOrDefault(kind, "Thông báo")}: {(incoming is null ? "" : $"{incoming.Number}/{incoming.Symbol} – ")}{dossier?.Subject ?? text}", string.Join('\n', lines), null);
    }
}
