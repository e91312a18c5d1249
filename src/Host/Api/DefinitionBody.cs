using System.Security.Cryptography;
using System.Text.Json;
using LienThong.Workflows.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace LienThong.Host.Api;

/// <summary>A body that is the text of a definition, or a file with several.</summary>
internal static class DefinitionBody
{
    /// <summary>A whole import; what a zip unpacks to is bounded on its own.</summary>
    public const long MostOfImport = 32 * 1024 * 1024;

    /// <summary>The whole body; the endpoint bounds how much that is.</summary>
    public static async Task<byte[]> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await body.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    /// <summary>For the idempotency key, which keeps what was sent by its hash.</summary>
    public static string HashOf(byte[] body) => Convert.ToHexString(SHA256.HashData(body));

    /// <summary>Takes one definition, of whatever size one may have.</summary>
    public static RouteHandlerBuilder AcceptsDefinition(this RouteHandlerBuilder endpoint) =>
        endpoint.Accepts<JsonElement>("application/json").WithMetadata(new RequestSizeLimitAttribute(DefinitionReader.MaxBytes + 1));

    /// <summary>Takes a file with one or several.</summary>
    public static RouteHandlerBuilder AcceptsDefinitions(this RouteHandlerBuilder endpoint) =>
        endpoint.Accepts<Stream>("application/octet-stream", "application/json", "application/zip").WithMetadata(new RequestSizeLimitAttribute(MostOfImport));
}
