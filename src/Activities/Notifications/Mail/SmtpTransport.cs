using System.Net;
using System.Net.Mail;
using System.Text;

namespace LienThong.Activities.Notifications.Mail;

/// <summary>Sends letters to a mail server by SMTP, one connection each.</summary>
public sealed class SmtpTransport(MailOptions options) : IMailTransport
{
    private readonly string host = options.Host ?? throw new ArgumentException("No mail server is set.", nameof(options));

    public async Task SendAsync(Letter letter, CancellationToken ct)
    {
        using var message = ToMessage(letter);
        using var client = new SmtpClient(host, options.Port) { EnableSsl = options.Tls };
        if (options.User is not null) client.Credentials = new NetworkCredential(options.User, options.Password);

        // The client's own time limit does not hold for asynchronous calls.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(options.Timeout);
        try
        {
            await client.SendMailAsync(message, limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException($"The mail server {host} took longer than {options.Timeout}.");
        }
        catch (SmtpException refused) when (IsForGood(refused.StatusCode))
        {
            throw new MailRefusedException($"The mail server {host} refused the letter to {string.Join(", ", letter.Receivers.Select(r => r.Address))}: {refused.Message}", refused);
        }
    }

    /// <summary>The answers that speak of this letter or its receiver; other errors of the 500s speak of the connection and may pass.</summary>
    private static bool IsForGood(SmtpStatusCode status) => status is
        SmtpStatusCode.MailboxUnavailable or SmtpStatusCode.MailboxNameNotAllowed or SmtpStatusCode.UserNotLocalTryAlternatePath
        or SmtpStatusCode.ExceededStorageAllocation or SmtpStatusCode.TransactionFailed;

    private static MailMessage ToMessage(Letter letter)
    {
        var message = new MailMessage
        {
            From = letter.From,
            Subject = letter.Subject,
            SubjectEncoding = Encoding.UTF8,
            Body = letter.Body.ReplaceLineEndings("\r\n"),
            IsBodyHtml = letter.IsHtml,
            BodyEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        foreach (var to in letter.To)
            message.To.Add(to);
        foreach (var cc in letter.Cc)
            message.CC.Add(cc);
        foreach (var bcc in letter.Bcc)
            message.Bcc.Add(bcc);
        message.Headers.Add("Message-ID", letter.MessageIdHeader);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        foreach (var attachment in letter.Attachments)
            message.Attachments.Add(new Attachment(new MemoryStream(attachment.Content.ToArray()), attachment.FileName, attachment.MediaType)
            {
                NameEncoding = Encoding.UTF8,
            });
        return message;
    }
}
