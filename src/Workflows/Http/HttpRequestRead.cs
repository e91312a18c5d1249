using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LienThong.Workflows.Http;

/// <summary>A request as it came in, read to its end.</summary>
/// <param name="Method">GET, POST…, in any case.</param>
/// <param name="Path">As the client wrote it: percent-encoded, with the base path, without the query.</param>
/// <param name="Query">Without the question mark; empty when there is none.</param>
/// <param name="Headers">A header that came twice stands twice.</param>
/// <param name="Body">Empty when there is none.</param>
public sealed record HttpRequestRead(string Method, string Path, string Query, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>Of what somebody wrote down: a path with its query, and a body that is a text or any other JSON (then its type is application/json unless a header says otherwise).</summary>
    public static HttpRequestRead Of(string method, string target, IEnumerable<KeyValuePair<string, string>> headers, JsonNode? body)
    {
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = question < 0 ? (target, "") : (target[..question], target[(question + 1)..]);
        var all = headers.ToList();
        var isText = body is JsonValue value && value.GetValueKind() == JsonValueKind.String;
        var text = body is null ? "" : isText ? body.GetValue<string>() : body.ToJsonString();
        if (body is not null && !isText && !all.Exists(h => h.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)))
            all.Add(new("Content-Type", "application/json"));
        return new HttpRequestRead(method, path, query, all, Encoding.UTF8.GetBytes(text));
    }

    public string? ContentType => Header("Content-Type");

    /// <summary>The first value of a header; null when it did not come.</summary>
    public string? Header(string name)
    {
        foreach (var (key, value) in Headers)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        return null;
    }

    /// <summary>The values of the query by name: a text, or a list where a name came more than once.</summary>
    public Dictionary<string, object?> QueryValues() => HttpForm.Read(Query);

    /// <summary>The headers by name: a text, or a list where a header came more than once.</summary>
    public Dictionary<string, object?> HeaderValues() => HttpForm.Grouped(Headers, StringComparer.OrdinalIgnoreCase);
}

/// <summary>Pairs of names and values in the form of a query or a simple form.</summary>
internal static class HttpForm
{
    public static Dictionary<string, object?> Read(string text) => Grouped(Pairs(text), StringComparer.OrdinalIgnoreCase);

    public static string Write(IEnumerable<KeyValuePair<string, string>> pairs) =>
        string.Join('&', pairs.Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}"));

    public static Dictionary<string, object?> Grouped(IEnumerable<KeyValuePair<string, string>> pairs, StringComparer comparer) =>
        pairs.GroupBy(p => p.Key, p => p.Value, comparer)
            .ToDictionary(g => g.Key, g => g.ToList() is [var only] ? only : (object?)g.Select(v => (object?)v).ToList(), comparer);

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string text)
    {
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            yield return equals < 0 ? new(Decoded(pair), "") : new(Decoded(pair[..equals]), Decoded(pair[(equals + 1)..]));
        }
    }

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
