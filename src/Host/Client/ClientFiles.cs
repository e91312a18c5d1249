using System.Collections.Frozen;
using Microsoft.AspNetCore.StaticFiles;

namespace LienThong.Host.Client;

/// <summary>The built web client as it lies beside the program, with the packed twins of its files.</summary>
internal sealed class ClientFiles
{
    // Made by the build for the server and for what measures it.
    private const string Loads = "first-loads.json";
    private const string Manifest = "manifest.json";

    private static readonly (string Encoding, string Ending)[] Packings = [("br", ".br"), ("gzip", ".gz")];

    private readonly FrozenDictionary<string, ClientFile> _files;

    /// <param name="folder">Need not exist: then there is no client.</param>
    public ClientFiles(string folder)
    {
        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".webmanifest"] = "application/manifest+json";
        var loads = Path.Combine(folder, Loads);
        var paths = Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
        var known = paths.ToHashSet(StringComparer.Ordinal);
        _files = paths.Where(path => path != loads && path != Path.Combine(folder, Manifest) && !Packings.Any(packing => path.EndsWith(packing.Ending, StringComparison.Ordinal)))
            .ToFrozenDictionary(
                path => "/" + Path.GetRelativePath(folder, path).Replace('\\', '/'),
                path => new ClientFile(path, types.TryGetContentType(path, out var type) ? type : "application/octet-stream",
                    [.. Packings.Where(packing => known.Contains(path + packing.Ending))]),
                StringComparer.Ordinal);
        // Never served as a file: it needs its nonce.
        Page = Find("/index.html") is { } page ? File.ReadAllText(page.Path) : null;
        FirstLoads = new FirstLoads(known.Contains(loads) ? File.ReadAllText(loads) : null);
    }

    /// <summary>The one page of the application with <c>{nonce}</c> where the nonce belongs; null when the client was not built.</summary>
    public string? Page { get; }

    public FirstLoads FirstLoads { get; }

    public ClientFile? Find(string path) => _files.GetValueOrDefault(path);
}

/// <summary>One file of the client.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="ContentType">Of the file itself, packed or not.</param>
/// <param name="Packings">The encodings in which it lies there too, the best first, and what they add to its name.</param>
internal sealed record ClientFile(string Path, string ContentType, IReadOnlyList<(string Encoding, string Ending)> Packings);
