using System.Text.Json;
using System.Text.Json.Serialization;
using LienThong.Activities.Procedures;

namespace LienThong.Host.ElsaApi;

/// <summary>Which versions a body means: one of Elsa's words, a number, or an object of which one flag is set (<c>{"isLatest":true}</c>) or a <c>version</c> given. An empty text, like null, is for the usual ones.</summary>
internal sealed class ElsaVersions : JsonConverter<VersionChoice>
{
    /// <exception cref="Errors.ApiRefusal">It is none of these: what chooses and is not understood must not choose others.</exception>
    public override VersionChoice? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var asked = JsonElement.ParseValue(ref reader);
        var text = asked.ValueKind switch
        {
            JsonValueKind.String => asked.GetString()!.Trim(), // a string is never null
            JsonValueKind.Object => WordOf(asked),
            _ => asked.GetRawText(),
        };
        return text.Length == 0 && asked.ValueKind == JsonValueKind.String ? null : VersionChoice.Parse(text) ?? throw ElsaQuery.Unreadable("versionOptions", Short(asked));
    }

    public override void Write(Utf8JsonWriter writer, VersionChoice value, JsonSerializerOptions options)
    {
        if (value.Name is { } name)
            writer.WriteStringValue(name);
        else
            writer.WriteNumberValue(value.Number);
    }

    // Elsa's clients may write all flags, those that are not set too.
    private static string WordOf(JsonElement asked) =>
        asked.EnumerateObject().Where(flag => flag.Value is not { ValueKind: JsonValueKind.False or JsonValueKind.Null } && !(IsVersion(flag) && flag.Value.GetRawText() == "0")).ToList() is [var set]
            ? set.Value.ValueKind switch
            {
                JsonValueKind.Number when IsVersion(set) => set.Value.GetRawText(),
                JsonValueKind.True => set.Name.StartsWith("is", StringComparison.OrdinalIgnoreCase) ? set.Name[2..] : set.Name,
                _ => "",
            }
            : "";

    private static bool IsVersion(JsonProperty flag) => flag.Name.Equals("version", StringComparison.OrdinalIgnoreCase);

    private static string Short(JsonElement asked) => asked.GetRawText() is { Length: > 100 } text ? text[..100] + "…" : asked.GetRawText();
}
