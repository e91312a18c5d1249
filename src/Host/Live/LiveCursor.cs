using System.Globalization;

namespace LienThong.Host.Live;

/// <summary>Up to where somebody was told: by the number in the audit chain, which grows in the order of the commits, and by the time for notices.</summary>
internal readonly record struct LiveCursor(long Seq, long NoticesAt)
{
    /// <summary>As the browser keeps it and sends it back in Last-Event-ID.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Seq}-{NoticesAt}");

    public DateTimeOffset NoticesAfter => DateTimeOffset.FromUnixTimeMilliseconds(NoticesAt);

    /// <summary>Null for what we did not write ourselves.</summary>
    public static LiveCursor? Read(string? text) =>
        text?.Split('-') is [var seq, var at]
        && long.TryParse(seq, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? new LiveCursor(number, milliseconds)
            : null;
}
