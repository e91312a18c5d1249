using System.Text.Json;
using System.Text.Unicode;
using LienThong.Host.Api;
using LienThong.Host.Errors;
using LienThong.Workflows.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace LienThong.Host.ElsaApi;

/// <summary>Bodies as Studio sends them: more than is asked for, null where a list is meant, and now and then none at all.</summary>
internal static class ElsaBody
{
    // As deep as the reader of definitions goes, and the model around it.
    private const int MaxDepth = 514;

    /// <summary>What stands around a definition in a body.</summary>
    private const int Envelope = 16 * 1024;

    private static readonly JsonDocumentOptions Documents = new() { MaxDepth = MaxDepth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Takes a body with one definition in it.</summary>
    public static RouteHandlerBuilder TakesDefinition(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new RequestSizeLimitAttribute(DefinitionReader.MaxBytes + Envelope));

    /// <summary>The body as it is, whatever its depth; null when there is none.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static async Task<JsonElement?> ReadDocumentAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var bytes = await DefinitionBody.ReadAsync(request.Body, cancellationToken);
        if (bytes.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
            return null;
        MustBeReadable(bytes, MaxDepth, mayHoldNul: true);
        using var document = JsonDocument.Parse(bytes, Documents);
        return document.RootElement.Clone();
    }

    /// <summary>The body, read leniently; a new one where there is none.</summary>
    /// <exception cref="JsonException">It is no JSON, or not of this form.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken) where T : class, new()
    {
        var bytes = await DefinitionBody.ReadAsync(request.Body, cancellationToken);
        return bytes.AsSpan().Trim(" \t\r\n"u8).IsEmpty ? new T() : Parse<T>(bytes) ?? new T();
    }

    /// <summary>A body that is not empty; null when it says so.</summary>
    /// <exception cref="JsonException">It is no JSON, or not of this form.</exception>
    public static T? Parse<T>(ReadOnlySpan<byte> json) where T : class
    {
        MustBeReadable(json, ElsaJson.Depth, mayHoldNul: false);
        return JsonSerializer.Deserialize<T>(json, ElsaJson.Options);
    }

    // PostgreSQL cannot even be asked for a NUL; in a definition the rules of its parts say where one may stand.
    private static void MustBeReadable(ReadOnlySpan<byte> json, int maxDepth, bool mayHoldNul)
    {
        if (!Utf8.IsValid(json))
            throw Refusal("body.invalid-text", "Nội dung gửi lên không phải văn bản UTF-8. Lưu lại tệp với bảng mã UTF-8 rồi gửi lại.");
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue, CommentHandling = Documents.CommentHandling, AllowTrailingCommas = Documents.AllowTrailingCommas });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= maxDepth)
                throw Refusal("invalid-json", $"Nội dung gửi lên lồng nhau quá {maxDepth} cấp. Bớt số cấp lồng nhau rồi gửi lại.");
            // In valid UTF-8 only what is written with a backslash can be either.
            if (reader.ValueIsEscaped && WholeText.MustBeIn(ref reader)?.Contains('\0', StringComparison.Ordinal) == true && !mayHoldNul)
                throw Refusal("request.invalid-character", "Nội dung gửi lên có ký tự không dùng được trong văn bản (NUL). Bỏ ký tự ấy rồi gửi lại.");
        }
    }

    private static ApiRefusal Refusal(string code, string detail) => new(StatusCodes.Status400BadRequest, code, detail);
}
