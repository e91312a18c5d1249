namespace LienThong.Workflows.Mail;

/// <summary>Hands a mail of a definition over for delivery. The host decides how: by a mail server, or into a folder.</summary>
public interface IMailSender
{
    /// <summary>Returns when the mail was taken.</summary>
    /// <exception cref="FormatException">An address, the subject or an attachment's name cannot stand in a mail.</exception>
    Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken);
}

/// <summary>A mail as a definition wrote it; nothing of it was checked yet.</summary>
/// <param name="Id">The same each time this mail is tried: letters, digits and dots.</param>
/// <param name="From">Null takes the host's sender.</param>
/// <param name="Subject">One line.</param>
/// <param name="Body">HTML or text.</param>
/// <param name="IsBodyHtml">Which of them.</param>
public sealed record OutgoingMail(string Id, string? From, string Subject, string Body, bool IsBodyHtml)
{
    public IReadOnlyList<string> To { get; init; } = [];
    public IReadOnlyList<string> Cc { get; init; } = [];
    public IReadOnlyList<string> Bcc { get; init; } = [];
    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];
}

/// <summary>A file that goes along with a mail.</summary>
public sealed record MailAttachment(string FileName, string ContentType, ReadOnlyMemory<byte> Content);
