using System.Globalization;
using System.Net.Mail;
using System.Text;

namespace LienThong.Activities.Notifications.Mail;

/// <summary>
/// Writes a letter in the form of mail files: RFC 5322 headers, words of RFC 2047, MIME parts in base64. The whole file is ASCII with CRLF, in
/// lines of at most 78 characters but for long addresses and parameters, so that any mail program and any server takes it unchanged.
/// </summary>
internal static class InternetMessage
{
    // RFC 2047: a line with an encoded word has at most 76 characters. "Subject: " takes 9, "=?utf-8?B?" and "?=" take 12; base64 turns 39 bytes into 52.
    private const int BytesOfEncodedWord = 39;

    public static byte[] Write(Letter letter, DateTimeOffset now)
    {
        var text = new StringBuilder();
        Header(text, "Date", now.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        Header(text, "Message-ID", letter.MessageIdHeader);
        Header(text, "From", Mailbox(letter.From));
        Mailboxes(text, "To", letter.To);
        Mailboxes(text, "Cc", letter.Cc);
        // The file is all that who fetches it knows of the receivers; he takes this line out, as "sendmail -t" does.
        Mailboxes(text, "Bcc", letter.Bcc);
        Header(text, "Subject", EncodedWords(letter.Subject));
        Header(text, "Auto-Submitted", "auto-generated");
        Header(text, "MIME-Version", "1.0");
        if (letter.Attachments.Count == 0) Body(text, letter);
        else Parts(text, letter);
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static void Parts(StringBuilder text, Letter letter)
    {
        // "=_" occurs in no base64 line, so the boundary cannot occur in a part; fixed, so that a repeat gives the same file.
        const string boundary = "=_part";
        Header(text, "Content-Type", $"multipart/mixed; boundary=\"{boundary}\"");
        text.Append("\r\n");
        text.Append(CultureInfo.InvariantCulture, $"--{boundary}\r\n");
        Body(text, letter);
        foreach (var attachment in letter.Attachments)
        {
            text.Append(CultureInfo.InvariantCulture, $"--{boundary}\r\n");
            Header(text, "Content-Type", attachment.MediaType);
            Header(text, "Content-Disposition", $"attachment;\r\n filename*=utf-8''{Uri.EscapeDataString(attachment.FileName)}");
            Content(text, attachment.Content.Span);
        }
        text.Append(CultureInfo.InvariantCulture, $"--{boundary}--\r\n");
    }

    private static void Body(StringBuilder text, Letter letter)
    {
        Header(text, "Content-Type", letter.IsHtml ? "text/html; charset=utf-8" : "text/plain; charset=utf-8");
        Content(text, Encoding.UTF8.GetBytes(letter.Body.ReplaceLineEndings("\r\n")));
    }

    private static void Content(StringBuilder text, ReadOnlySpan<byte> content)
    {
        Header(text, "Content-Transfer-Encoding", "base64");
        text.Append("\r\n");
        // 76 characters a line; .NET breaks them by CRLF on every system.
        text.Append(Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks)).Append("\r\n");
    }

    private static void Header(StringBuilder text, string name, string value) => text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");

    private static void Mailboxes(StringBuilder text, string name, IReadOnlyList<MailAddress> addresses)
    {
        if (addresses.Count > 0) Header(text, name, string.Join(",\r\n ", addresses.Select(Mailbox)));
    }

    private static string Mailbox(MailAddress address) =>
        address.DisplayName.Length == 0 ? address.Address : $"{EncodedWords(address.DisplayName)}\r\n <{address.Address}>";

    /// <summary>Always encoded, even plain ASCII: one way through, and nothing in a name or subject can be read as syntax.</summary>
    private static string EncodedWords(string value)
    {
        var words = new List<string>();
        var word = new List<byte>();
        foreach (var rune in value.EnumerateRunes())
        {
            // A character may not be split over two words.
            if (word.Count + rune.Utf8SequenceLength > BytesOfEncodedWord) Close();
            var bytes = new byte[rune.Utf8SequenceLength];
            rune.EncodeToUtf8(bytes);
            word.AddRange(bytes);
        }
        Close();
        return string.Join("\r\n ", words);

        void Close()
        {
            if (word.Count > 0) words.Add($"=?utf-8?B?{Convert.ToBase64String([.. word])}?=");
            word.Clear();
        }
    }
}
