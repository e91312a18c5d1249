using LienThong.Activities.Documents.Files;

namespace LienThong.Activities.Notifications.Mail;

/// <summary>
/// Writes each letter as an <c>.eml</c> file, for agencies whose mail is fetched from a folder and for machines without a mail server. The file is
/// named by the letter's id, so a repeat replaces it; a reader of the folder never sees a part of a letter.
/// </summary>
public sealed class MailFolderTransport(MailOptions options, TimeProvider time) : IMailTransport
{
    private readonly string folder = Path.GetFullPath(options.Folder);

    public async Task SendAsync(Letter letter, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        await DurableRename.WriteAsync(Path.Combine(folder, letter.MessageId + ".eml"), InternetMessage.Write(letter, time.GetUtcNow()), ct);
    }
}
