using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace LienThong.Host.Api;

/// <summary>Answers of the API are packed on their way: a page of the inbox is a tenth of its size, which counts on a slow line.</summary>
internal static class PackedAnswers
{
    public static void AddPackedAnswers(this WebApplicationBuilder builder)
    {
        builder.Services.AddResponseCompression(packing =>
        {
            // Over TLS too. What an eavesdropper could guess from sizes he would have to provoke from another site, and there the session cookie (SameSite=Strict) is not sent.
            packing.EnableForHttps = true;
            packing.MimeTypes = ["application/json", "application/problem+json"];
            packing.Providers.Add<BrotliCompressionProvider>();
            packing.Providers.Add<GzipCompressionProvider>();
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        builder.Services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
    }

    /// <remarks>Not the session's answer: the antiforgery token is the one secret that an answer holds.</remarks>
    public static void UsePackedAnswers(this WebApplication app) => app.UseWhen(
        http => ApiRoutes.Hold(http.Request) && !http.Request.Path.StartsWithSegments("/api/session", StringComparison.OrdinalIgnoreCase),
        api => api.UseResponseCompression());
}
