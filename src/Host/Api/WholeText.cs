using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using LienThong.Host.Errors;

namespace LienThong.Host.Api;

/// <summary>JSON that a body may hold as it is. The parser takes any bytes and half characters within quotes; whoever asks for the text later would fail.</summary>
internal sealed class WholeText : JsonConverter<JsonElement>
{
    /// <exception cref="ApiRefusal"><c>body.invalid-text</c>.</exception>
    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var look = reader;
        do
            MustBeIn(ref look);
        while ((look.CurrentDepth > reader.CurrentDepth || look.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && look.Read());
        return JsonMetadataServices.JsonElementConverter.Read(ref reader, typeToConvert, options);
    }

    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) => value.WriteTo(writer);

    /// <exception cref="ApiRefusal"><c>body.invalid-text</c>.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static void MustBeIn(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
            MustBeIn(ref reader);
    }

    /// <summary>The text or name at which the reader stands; null where it stands at something else.</summary>
    /// <exception cref="ApiRefusal"><c>body.invalid-text</c>.</exception>
    public static string? MustBeIn(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
            return null;
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            throw new ApiRefusal(
                StatusCodes.Status400BadRequest, "body.invalid-text",
                $"Nội dung gửi lên có ký tự không trọn vẹn (nửa cặp \\u, hoặc byte không phải UTF-8) ở vị trí {reader.TokenStartIndex}. Sửa ký tự ấy rồi gửi lại.");
        }
    }
}
