using System.Net.Mail;
using System.Text;
using System.Text.RegularExpressions;
using LienThong.Activities.Texts;

namespace LienThong.Activities.Notifications.Mail;

/// <summary>A file sent along with a letter.</summary>
public sealed record LetterAttachment(string FileName, string MediaType, ReadOnlyMemory<byte> Content);

/// <summary>Who gets a letter, each "a@b" or "Tên &lt;a@b&gt;"; those of <paramref name="Bcc"/> are known to nobody else.</summary>
public sealed record LetterReceivers(IReadOnlyList<string> To, IReadOnlyList<string> Cc, IReadOnlyList<string> Bcc);

/// <summary>
/// One mail, mostly to one receiver. A letter that exists can be sent: its parts hold no line breaks or control characters where a mail header will stand,
/// so nothing that a user typed can add a header.
/// </summary>
public sealed partial record Letter
{
    /// <summary>Checks every part; throws <see cref="FormatException"/>.</summary>
    /// <param name="messageId">Stable name of the letter, the same in every attempt: up to 128 letters, digits, dots, hyphens, underscores.</param>
    /// <param name="from">"a@b" or "Tên &lt;a@b&gt;".</param>
    /// <param name="to">The one receiver, in the same form.</param>
    /// <param name="subject">One line.</param>
    /// <param name="textBody">Plain text of any number of lines.</param>
    /// <param name="attachments">Files, or null for none.</param>
    public Letter(
        string messageId, string from, string to, string subject, string textBody, IReadOnlyList<LetterAttachment>? attachments = null)
        : this(messageId, from, new LetterReceivers([to], [], []), subject, textBody, isHtml: false, attachments)
    {
    }

    /// <summary>The same for several receivers, and for a body in HTML.</summary>
    public Letter(
        string messageId, string from, LetterReceivers receivers, string subject, string body, bool isHtml, IReadOnlyList<LetterAttachment>? attachments = null)
    {
        MessageId = IdForm().IsMatch(messageId) ? messageId : throw new FormatException("A letter's id is letters, digits, dots, hyphens, underscores.");
        From = Address(from);
        To = [.. receivers.To.Select(Address)];
        Cc = [.. receivers.Cc.Select(Address)];
        Bcc = [.. receivers.Bcc.Select(Address)];
        if (!Receivers.Any())
            throw new FormatException("Thư chưa có người nhận.");
        Subject = Nfc.Line(subject);
        Body = Nfc.Lines(body);
        IsHtml = isHtml;
        Attachments = attachments ?? [];
        foreach (var attachment in Attachments)
        {
            _ = Nfc.Line(attachment.FileName);
            if (!MediaTypeForm().IsMatch(attachment.MediaType)) throw new FormatException($"Not a media type: {attachment.MediaType}");
        }
    }

    public string MessageId { get; }

    public MailAddress From { get; }

    public IReadOnlyList<MailAddress> To { get; }

    public IReadOnlyList<MailAddress> Cc { get; }

    /// <summary>They get the letter, and none of those who get it sees them.</summary>
    public IReadOnlyList<MailAddress> Bcc { get; }

    /// <summary>All of them.</summary>
    public IEnumerable<MailAddress> Receivers => To.Concat(Cc).Concat(Bcc);

    public string Subject { get; }

    /// <summary>Lines end in "\n".</summary>
    public string Body { get; }

    /// <summary>The body is HTML, otherwise plain text.</summary>
    public bool IsHtml { get; }

    public IReadOnlyList<LetterAttachment> Attachments { get; }

    /// <summary>The value of the Message-ID header; receivers drop a repeat by it.</summary>
    public string MessageIdHeader => $"<{MessageId}@{From.Host}>";

    private static MailAddress Address(string text) =>
        Nfc.TryLine(text, out var line) && MailAddress.TryCreate(line, out var address) && Ascii.IsValid(address.Address)
        // Of "a@b, c@d" .NET would make c@d with the name "a@b,".
        && (line == address.Address || line.EndsWith('>'))
            ? address
            : throw new FormatException($"Địa chỉ thư điện tử không hợp lệ: {text}");

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdForm();

    [GeneratedRegex(@"^[a-z0-9.+-]+/[a-z0-9.+-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex MediaTypeForm();
}
