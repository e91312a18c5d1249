using System.Globalization;
using System.Text.Json;

namespace LienThong.Workflows.Links;

/// <summary>Addresses that carry what their holder may do (elsa-format §7.11): resume one wait, or tell one instance of an event. Who has one needs no session; nobody can make or change one himself.</summary>
/// <param name="address">Where the program is reached, such as <c>https://lien-thong.example.vn</c>.</param>
/// <param name="lifetime">Of a link for which no end is named.</param>
/// <param name="protect">Makes a text that can stand in an address, and that only <paramref name="unprotect"/> reads.</param>
/// <param name="unprotect">Null for what <paramref name="protect"/> did not make.</param>
/// <param name="clock">Tells when a link is over.</param>
public sealed class SignedLinks(string address, TimeSpan lifetime, Func<string, string> protect, Func<string, string?> unprotect, TimeProvider clock)
{
    public const string ResumePath = "/bookmarks/resume";
    public const string EventPath = "/events/trigger";

    /// <summary>No link holds longer than a year: nobody takes one back, and one that is forgotten must not work for ever.</summary>
    public static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(366);

    /// <summary>Longer ones are none of ours.</summary>
    public const int MaxTokenLength = 8192;

    /// <summary>A link that resumes this wait, once.</summary>
    public SignedLink ToResume(string instanceId, string bookmarkId, DateTimeOffset? expiresAt = null) => Make(ResumePath, new LinkContent(instanceId, bookmarkId, null, EndOf(expiresAt)));

    /// <summary>A link that tells this instance of an event, as often as it waits for it.</summary>
    public SignedLink ToTell(string instanceId, string eventName, DateTimeOffset? expiresAt = null) => Make(EventPath, new LinkContent(instanceId, null, eventName, EndOf(expiresAt)));

    /// <summary>What a token says; null when it is none of ours.</summary>
    public LinkContent? Read(string? token) =>
        token is { Length: > 0 and <= MaxTokenLength } && unprotect(token) is { } text ? JsonSerializer.Deserialize<LinkContent>(text) : null;

    /// <summary>Its time is over.</summary>
    public bool IsOver(LinkContent link) => link.ExpiresAt <= clock.GetUtcNow();

    /// <summary>The end of a link as a script names it: a span of time, an instant, or the text of one; null where none is given.</summary>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public DateTimeOffset? EndFrom(object? lifetimeOrEnd) => lifetimeOrEnd switch
    {
        null => null,
        TimeSpan span => clock.GetUtcNow() + span,
        DateTimeOffset instant => instant,
        DateTime moment => new DateTimeOffset(moment.ToUniversalTime()),
        string text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) => clock.GetUtcNow() + span,
        string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) => instant,
        _ => throw new ArgumentException("Hạn của đường dẫn phải là khoảng thời gian hoặc thời điểm, ví dụ 3.00:00:00 hoặc 2026-12-01."),
    };

    private DateTimeOffset EndOf(DateTimeOffset? expiresAt)
    {
        var latest = clock.GetUtcNow() + MaxLifetime;
        var end = expiresAt?.ToUniversalTime() ?? clock.GetUtcNow() + lifetime;
        return end < latest ? end : latest;
    }

    private SignedLink Make(string path, LinkContent content) =>
        new($"{address.TrimEnd('/')}{path}?t={Uri.EscapeDataString(protect(JsonSerializer.Serialize(content)))}", content.ExpiresAt);
}

/// <summary>A link and when it ends.</summary>
public sealed record SignedLink(string Url, DateTimeOffset ExpiresAt);

/// <summary>What a link lets its holder do: one of bookmark and event is named.</summary>
public sealed record LinkContent(string InstanceId, string? BookmarkId, string? EventName, DateTimeOffset ExpiresAt);
