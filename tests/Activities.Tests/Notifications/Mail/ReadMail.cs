using System.Text;
using System.Text.RegularExpressions;

namespace LienThong.Activities.Tests.Notifications.Mail;

/// <summary>A mail read back the way a mail program does: headers unfolded and decoded, parts in base64.</summary>
internal sealed partial record ReadMail(IReadOnlyList<(string Name, string Value)> Headers, string Body)
{
    public static ReadMail Parse(string raw)
    {
        var end = raw.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var head = Folding().Replace(raw[..end], " ");
        var headers = head.Split("\r\n").Select(line => line.Split(": ", 2)).Select(pair => (pair[0], pair.Length > 1 ? Decode(pair[1]) : ""));
        return new([.. headers], raw[(end + 4)..]);
    }

    public string this[string name] => Headers.Single(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    public byte[] Content => this["Content-Transfer-Encoding"] == "base64"
        ? Convert.FromBase64String(Body.Trim())
        : throw new NotSupportedException(this["Content-Transfer-Encoding"]);

    public string Text => Encoding.UTF8.GetString(Content);

    public IReadOnlyList<ReadMail> Parts()
    {
        var boundary = Boundary().Match(this["Content-Type"]).Groups[1].Value;
        return [.. Body.Split($"--{boundary}")[1..^1].Select(part => Parse(part[2..]))];
    }

    private static string Decode(string value) =>
        Word().Replace(Between().Replace(value, "?="), word => Encoding.UTF8.GetString(word.Groups[1].Value is "B" or "b"
            ? Convert.FromBase64String(word.Groups[2].Value)
            : Encoding.Latin1.GetBytes(Quoted(word.Groups[2].Value))));

    /// <summary>The Q form turned into one character per byte.</summary>
    private static string Quoted(string value) => QuotedByte().Replace(value.Replace('_', ' '), hex => $"{(char)Convert.ToByte(hex.Groups[1].Value, 16)}");

    [GeneratedRegex(@"\r\n[ \t]")]
    private static partial Regex Folding();

    [GeneratedRegex(@"=\?utf-8\?([BQ])\?([^?]*)\?=", RegexOptions.IgnoreCase)]
    private static partial Regex Word();

    [GeneratedRegex(@"\?=\s+(?==\?)")]
    private static partial Regex Between();

    [GeneratedRegex("=([0-9A-F]{2})")]
    private static partial Regex QuotedByte();

    [GeneratedRegex("boundary=\"?([^\";]+)")]
    private static partial Regex Boundary();
}
