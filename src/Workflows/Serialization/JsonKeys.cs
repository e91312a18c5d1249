using System.Globalization;
using System.Text.Json;
using LienThong.Workflows.Model;

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

    public int? Whole(string key) => Find(key) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var value) => value,
        { ValueKind: JsonValueKind.String } text when int.TryParse(text.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) => value,
        _ => null,
    };

    /// <summary>The version of a definition or an activity that stands at this place.</summary>
    /// <exception cref="InvalidDefinitionException">There is one, and it is no whole number: read as the first it would be another version than the one that is meant.</exception>
    public int? Version(string path) => Whole("version") ?? (Find("version") is not { ValueKind: not JsonValueKind.Null } other
        ? null
        : throw PlainValues.Malformed(path.Length == 0 ? "version" : $"{path}.version", "một số nguyên", other));

    public DateTimeOffset? Instant(string key) =>
        Text(key) is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
}
