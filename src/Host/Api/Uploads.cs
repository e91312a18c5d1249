using LienThong.Host.Settings;
using Microsoft.AspNetCore.Mvc;

namespace LienThong.Host.Api;

/// <summary>Endpoints that take a file may be sent more than the others.</summary>
internal static class Uploads
{
    // What a form adds around the file.
    private const long Envelope = 64 * 1024;

    public static TBuilder AcceptsUpload<TBuilder>(this TBuilder builder, IEndpointRouteBuilder routes) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new RequestSizeLimitAttribute(routes.ServiceProvider.GetRequiredService<HostSettings>().Server.MaxUploadMegabytes * 1024L * 1024L + Envelope));
}
