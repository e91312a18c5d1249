using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LienThong.Workflows.Expressions;

namespace LienThong.Workflows.Records;

/// <summary>A value as it is kept beside the journal: as JSON, shortened, and without what looks like a secret. Making it never fails.</summary>
internal static partial class RecordedValue
{
    /// <summary>Characters of a text, and of a value as JSON; a record is to look at, not to work with.</summary>
    public const int MaxLength = 4096;

    /// <summary>Stands for what is not shown.</summary>
    public const string Hidden = "•••";

    /// <param name="name">Of the input or output: one that is called like a secret is hidden.</param>
    /// <param name="value">Taken as it is now.</param>
    public static JsonNode? Of(string name, object? value)
    {
        if (value is null)
            return null;
        if (IsSecret().IsMatch(name))
            return Hidden;
        // Nothing of these is worth reading, and a stream can be read once only.
        if (value is byte[] or Stream)
            return $"({value.GetType().Name}{(value is byte[] bytes ? string.Create(CultureInfo.InvariantCulture, $", {bytes.Length} byte") : "")})";
        if (value is string text)
            return Shown(text);
        try
        {
            var node = WithoutSecrets(Conversion.ToNode(value));
            var length = node?.ToJsonString().Length ?? 0;
            return length <= MaxLength ? node : string.Create(CultureInfo.InvariantCulture, $"({value.GetType().Name}, {length})");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            return $"({value.GetType().Name})";
        }
    }

    private static JsonNode? WithoutSecrets(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                var shown = new JsonObject();
                foreach (var (name, value) in map)
                    shown[name] = value is not null && IsSecret().IsMatch(name) ? Hidden : WithoutSecrets(value);
                return shown;
            case JsonArray list:
                return new JsonArray([.. list.Select(WithoutSecrets)]);
            case JsonValue single when single.TryGetValue<string>(out var text):
                return Shown(text);
            default:
                return node?.DeepClone();
        }
    }

    private static string Shown(string text)
    {
        var cut = text.Length <= MaxLength ? text : text[..(char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength)] + "…";
        return SecretInText().Replace(cut, match => match.Groups["before"].Value + Hidden);
    }

    [GeneratedRegex("authorization|cookie|passw|pwd|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|credential|mật ?khẩu|matkhau", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IsSecret();

    // In addresses, headers and JSON that stand in a text.
    [GeneratedRegex(
        """(?<before>\b(?:Bearer|Basic)\s+)[\w.~+/=-]+|(?<before>(?:^|[?&;\s])\w*(?:passw|pwd|secret|token|api[-_]?key)\w*=)[^&;\s"]+|(?<before>/(?:bookmarks/resume|events/trigger)\?t=)[^&\s"]+|(?<before>://)[^/@\s"]{1,200}(?=@)|(?<before>\b(?:(?:[\w-]{1,20}-)?(?:api-?key|token|secret)|(?:set-)?cookie|(?:proxy-)?authorization)\s*:\s*)[^\s",][^\r\n",]*|(?<before>"\w*(?:authorization|cookie|passw|pwd|secret|token|api[-_]?key)\w*"\s*:\s*")(?:[^"\\]|\\.)*""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretInText();
}
