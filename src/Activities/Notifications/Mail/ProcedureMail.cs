using LienThong.Workflows.Mail;

namespace LienThong.Activities.Notifications.Mail;

/// <summary>Sends the mails of definitions by the same way as the system's own letters.</summary>
public sealed class ProcedureMail(IMailTransport transport, MailOptions options) : IMailSender
{
    public Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        var letter = new Letter(
            mail.Id, mail.From ?? options.From, new LetterReceivers(mail.To, mail.Cc, mail.Bcc), mail.Subject, mail.Body, mail.IsBodyHtml,
            [.. mail.Attachments.Select(a => new LetterAttachment(a.FileName, a.ContentType, a.Content))]);
        return transport.SendAsync(letter, cancellationToken);
    }
}
