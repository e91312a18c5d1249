namespace LienThong.Activities.Notifications.Mail;

/// <summary>Hands letters over for delivery: to a mail server, or into a folder where there is none.</summary>
public interface IMailTransport
{
    /// <summary>
    /// Returns when the letter was taken. Throws <see cref="MailRefusedException"/> when no further attempt can help; after any other exception
    /// it may or may not have been taken, and sending the same letter again is right.
    /// </summary>
    Task SendAsync(Letter letter, CancellationToken ct);
}

/// <summary>The mail server refused the letter for good, for instance because it does not know the receiver.</summary>
public sealed class MailRefusedException(string message, Exception inner) : Exception(message, inner);

/// <summary>Where letters go; section "Mail" of the settings.</summary>
public sealed record MailOptions
{
    /// <summary>The mail server; without one, letters are written into <see cref="Folder"/>.</summary>
    public string? Host { get; init; }

    public int Port { get; init; } = 25;

    /// <summary>Encrypt by STARTTLS, and refuse a server that cannot.</summary>
    public bool Tls { get; init; } = true;

    /// <summary>Sign in with this name; null for none.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>How long one letter may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    public string Folder { get; init; } = "mail";

    /// <summary>Address of the sender.</summary>
    public string From { get; init; } = "lien-thong@localhost";

    /// <summary>Where people open the application, for links in letters; null writes none.</summary>
    public string? BaseAddress { get; init; }
}
