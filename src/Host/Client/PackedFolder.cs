using System.Collections.Frozen;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace LienThong.Host.Client;

/// <summary>Files that are served as they lie in a folder, each with its packed twins.</summary>
internal sealed class PackedFolder
{
    private static readonly (string Encoding, string Ending)[] Packings = [("br", ".br"), ("gzip", ".gz")];

    private readonly FrozenDictionary<string, PackedFile> _files;

    /// <param name="folder">Need not exist: then nothing is found.</param>
    /// <param name="isServed">Asked with the address of a file below this folder, which begins with a slash.</param>
    public PackedFolder(string folder, Func<string, bool> isServed)
    {
        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".webmanifest"] = "application/manifest+json";
        var paths = Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
        var known = paths.ToHashSet(StringComparer.Ordinal);
        _files = paths.Where(path => !Array.Exists(Packings, packing => path.EndsWith(packing.Ending, StringComparison.Ordinal)))
            .Select(path => (Path: path, Address: "/" + Path.GetRelativePath(folder, path).Replace('\\', '/')))
            .Where(file => isServed(file.Address))
            .ToFrozenDictionary(
                file => file.Address,
                file => new PackedFile(file.Path, types.TryGetContentType(file.Path, out var type) ? type : "application/octet-stream",
                    [.. Packings.Where(packing => known.Contains(file.Path + packing.Ending))]),
                StringComparer.Ordinal);
    }

    /// <param name="address">Below this folder, with a slash before it.</param>
    public PackedFile? Find(string address) => _files.GetValueOrDefault(address);
}

/// <summary>One served file.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="ContentType">Of the file itself, packed or not.</param>
/// <param name="Packings">The encodings in which it lies there too, the best first, and what they add to its name.</param>
internal sealed record PackedFile(string Path, string ContentType, IReadOnlyList<(string Encoding, string Ending)> Packings)
{
    /// <summary>Answers with the file, packed as the browser likes it best.</summary>
    /// <param name="http">The request for it.</param>
    /// <param name="isForEver">Its name is of its content: another content has another name.</param>
    /// <param name="version">Tells one content from another where the times of the files do not.</param>
    public Task SendAsync(HttpContext http, bool isForEver, string? version = null)
    {
        var path = Path;
        var headers = http.Response.Headers;
        headers.CacheControl = isForEver ? "public, max-age=31536000, immutable" : "no-cache";
        if (Packings.Count > 0)
            headers.Vary = HeaderNames.AcceptEncoding;
        var packing = PackingFor(http.Request);
        if (packing is { } packed)
        {
            path += packed.Ending;
            headers.ContentEncoding = packed.Encoding;
        }

        // One tag for each encoding: they are different bytes.
        return version is null
            ? TypedResults.PhysicalFile(path, ContentType, lastModified: File.GetLastWriteTimeUtc(path)).ExecuteAsync(http)
            : TypedResults.PhysicalFile(path, ContentType, entityTag: new EntityTagHeaderValue($"\"{version}{packing?.Ending}\"")).ExecuteAsync(http);
    }

    private (string Encoding, string Ending)? PackingFor(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        foreach (var packing in Packings)
        {
            if (accepted.Any(encoding => encoding.Quality is not 0 && encoding.Value.Equals(packing.Encoding, StringComparison.OrdinalIgnoreCase)))
                return packing;
        }

        return null;
    }
}
