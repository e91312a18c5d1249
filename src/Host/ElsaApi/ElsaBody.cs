using System.Text.Json;
using LienThong.Host.Api;
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
        using var document = JsonDocument.Parse(bytes, Documents);
        return document.RootElement.Clone();
    }

    /// <summary>The body, read leniently; a new one where there is none.</summary>
    /// <exception cref="JsonException">It is no JSON, or not of this form.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken) where T : class, new()
    {
        var bytes = await DefinitionBody.ReadAsync(request.Body, cancellationToken);
        return bytes.AsSpan().Trim(" \t\r\n"u8).IsEmpty ? new T() : JsonSerializer.Deserialize<T>(bytes, ElsaJson.Options) ?? new T();
    }
}
