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
            // Over TLS too: from the size of a packed answer its secrets could be guessed by who can also put text of his own into it, so answers with secrets are left out below.
            // That the session cookie is SameSite=Strict keeps other sites away, but not other hosts of the same domain.
            packing.EnableForHttps = true;
            packing.MimeTypes = ["application/json", "application/problem+json"];
            packing.Providers.Add<BrotliCompressionProvider>();
            packing.Providers.Add<GzipCompressionProvider>();
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        builder.Services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
    }

    /// <remarks>Routing has run: a need of the endpoint decides, and not how the address is written.</remarks>
    public static void UsePackedAnswers(this WebApplication app) => app.UseWhen(
        http => ApiRoutes.HoldEither(http.Request) && http.GetEndpoint()?.Metadata.GetMetadata<SecretAnswer>() is null,
        api => api.UseResponseCompression());

    /// <summary>Answers hold a secret, such as a token or a password that is shown once, and are never packed.</summary>
    public static TBuilder AnswersSecrets<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new SecretAnswer());

    private sealed class SecretAnswer;
}
