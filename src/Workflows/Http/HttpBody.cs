using System.Collections;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LienThong.Workflows.Expressions;

namespace LienThong.Workflows.Http;

/// <summary>Bodies of requests and answers: what they mean by their content type, and how a value becomes one.</summary>
internal static class HttpBody
{
    public const string Json = "application/json";
    public const string PlainText = "text/plain";
    public const string Bytes = "application/octet-stream";
    public const string Form = "application/x-www-form-urlencoded";

    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The content as plain values: JSON as maps and lists, forms as a map of their fields, text as text, anything else as bytes; null when it is empty.</summary>
    /// <exception cref="JsonException">It is called JSON and is none.</exception>
    /// <exception cref="FormatException">It is called a form of parts and is none.</exception>
    public static (object? Content, IReadOnlyList<HttpFile> Files) Read(ReadOnlyMemory<byte> body, string? contentType)
    {
        if (body.IsEmpty)
            return (null, []);
        var media = MediaType(contentType);
        if (IsJson(media))
        {
            using var document = JsonDocument.Parse(WithoutMark(body));
            try
            {
                return (Conversion.Natural(document.RootElement), []);
            }
            catch (InvalidOperationException half)
            {
                // Half a character within quotes, which the parser lets stand.
                throw new JsonException(half.Message, half);
            }
        }

        if (media == Form)
            return (HttpForm.Read(Text(body, contentType)), []);
        if (media == "multipart/form-data")
        {
            var parts = HttpParts.Read(body, Parameter(contentType, "boundary") ?? throw new FormatException("Thiếu boundary."));
            return (HttpForm.Grouped(parts.Where(p => p.FileName is null).Select(p => KeyValuePair.Create(p.Name, Encoding.UTF8.GetString(p.Content.Span))), StringComparer.OrdinalIgnoreCase),
                [.. parts.Where(p => p.FileName is not null).Select(p => new HttpFile(p.Name, p.FileName!, p.ContentType ?? Bytes, p.Content))]);
        }

        return (IsText(media) ? Text(body, contentType) : body.ToArray(), []);
    }

    /// <summary>A value as a body of this type; without a type text is plain text, bytes are bytes, and anything else is JSON (elsa-format §5.3).</summary>
    public static (byte[] Body, string ContentType) Write(object content, string? contentType, string typeOfText = PlainText)
    {
        var type = string.IsNullOrWhiteSpace(contentType) ? null : contentType.Trim();
        switch (content)
        {
            case byte[] bytes:
                return (bytes, type ?? Bytes);
            case string text:
                return (Encoding.UTF8.GetBytes(text), type ?? typeOfText);
        }

        if (type is not null && MediaType(type) == Form && Pairs(content) is { } pairs)
            return (Encoding.UTF8.GetBytes(HttpForm.Write(pairs)), type);
        // A number, a date or a truth value in a text is itself, not JSON of it.
        return type is not null && !IsJson(MediaType(type)) && content is IConvertible or Guid or DateTimeOffset or TimeSpan
            ? (Encoding.UTF8.GetBytes(Conversion.To<string>(content) ?? ""), type)
            : (JsonBytes(content), type ?? Json);
    }

    public static byte[] JsonBytes(object content) => JsonSerializer.SerializeToUtf8Bytes(content, content.GetType(), Plain);

    /// <summary>Type and subtype in lower case, without parameters; empty when there is none.</summary>
    public static string MediaType(string? contentType)
    {
        var end = contentType?.IndexOf(';', StringComparison.Ordinal) ?? -1;
        return (end < 0 ? contentType : contentType![..end])?.Trim().ToLowerInvariant() ?? "";
    }

    public static string? Parameter(string? header, string name)
    {
        foreach (var part in (header ?? "").Split(';').Skip(1))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && part[..equals].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                return part[(equals + 1)..].Trim().Trim('"');
        }

        return null;
    }

    // What says nothing of itself is taken for text.
    private static bool IsText(string media) =>
        media.Length == 0 || media.StartsWith("text/", StringComparison.Ordinal) || media is "application/xml" or "application/javascript" || media.EndsWith("+xml", StringComparison.Ordinal);

    private static bool IsJson(string media) => media is Json or "text/json" || media.EndsWith("+json", StringComparison.Ordinal);

    private static string Text(ReadOnlyMemory<byte> body, string? contentType)
    {
        var encoding = Encoding.UTF8;
        try
        {
            if (Parameter(contentType, "charset") is { Length: > 0 } charset)
                encoding = Encoding.GetEncoding(charset);
        }
        catch (ArgumentException)
        {
            // A charset that nobody knows: most likely it is UTF-8 all the same.
        }

        return encoding.GetString(encoding == Encoding.UTF8 ? WithoutMark(body).Span : body.Span);
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) => body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;

    private static IEnumerable<KeyValuePair<string, string>>? Pairs(object content) =>
        Conversion.To<IDictionary<string, object?>>(content) is not { } map
            ? null
            : map.SelectMany(p => p.Value is IEnumerable items and not string
                ? items.Cast<object?>().Select(item => KeyValuePair.Create(p.Key, Conversion.To<string>(item) ?? ""))
                : [KeyValuePair.Create(p.Key, Conversion.To<string>(p.Value) ?? "")]);
}

/// <summary>A file that came with a form.</summary>
internal sealed record HttpFile(string Name, string FileName, string ContentType, ReadOnlyMemory<byte> Content)
{
    public string Extension => Path.GetExtension(FileName);

    /// <summary>As expressions and other activities see it.</summary>
    public Dictionary<string, object?> ToValue() => new()
    {
        [nameof(Name)] = Name,
        [nameof(FileName)] = FileName,
        [nameof(ContentType)] = ContentType,
        ["Length"] = (long)Content.Length,
        [nameof(Content)] = Content.ToArray(),
    };
}
