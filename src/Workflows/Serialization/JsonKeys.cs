using System.Globalization;
using System.Text.Json;

namespace LienThong.Workflows.Serialization;

/// <summary>Reads keys of an object without regard to case, forgiving a wrong kind of value as Elsa does (it counts as absent).</summary>
internal readonly struct JsonKeys(JsonElement json)
{
    public JsonElement? Find(string key)
    {
        if (json.TryGetProperty(key, out var exact))
            return exact;
        foreach (var property in json.EnumerateObject())
        {
            if (property.Name.Equals(key, StringComparison.OrdinalIgnoreCase))
                return property.Value;
        }

        return null;
    }

    public string? Text(string key) => Find(key) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public bool? Flag(string key) => Find(key)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public int? Whole(string key) => Find(key) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;

    public DateTimeOffset? Instant(string key) =>
        Text(key) is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;

    public IReadOnlyList<string> Texts(string key) =>
        [.. PlainValues.Items(Find(key)).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)];
}
