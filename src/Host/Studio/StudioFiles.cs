using System.Text.Json;
using System.Text.RegularExpressions;
using LienThong.Host.Client;

namespace LienThong.Host.Studio;

/// <summary>Elsa Studio as its package holds it, and our own part of its pages.</summary>
internal sealed partial class StudioFiles
{
    /// <summary>Where its addresses begin.</summary>
    public const string Root = "/studio";

    // Not a name that the package has.
    private const string OwnRoot = "/_host";

    private readonly PackedFolder _package;
    private readonly PackedFolder _own;

    /// <param name="folder">Of the package; need not exist.</param>
    /// <param name="ownFolder">Of our own part.</param>
    private StudioFiles(string folder, string ownFolder)
    {
        _package = new PackedFolder(folder, IsServed);
        _own = new PackedFolder(ownFolder, address => !address.EndsWith(".html", StringComparison.Ordinal));
        var manifest = Path.Combine(folder, "package.json");
        if (File.Exists(manifest))
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(manifest));
            Version = json.RootElement.GetProperty("version").GetString();
        }

        Page = File.ReadAllText(Path.Combine(ownFolder, "page.html"));
    }

    /// <summary>Of the package; null when the program was built without it.</summary>
    public string? Version { get; }

    public bool IsThere => Version is not null;

    /// <summary>The frame of every page, see <see cref="StudioPage"/>.</summary>
    public string Page { get; }

    /// <param name="folder">Of the program.</param>
    public static StudioFiles Beside(string folder)
    {
        // Only what is published carries the package with it; a build runs with it where it was fetched to.
        var location = Path.Combine(folder, "studio.location");
        var package = Path.Combine(folder, "studio");
        return new StudioFiles(!Directory.Exists(package) && File.Exists(location) ? File.ReadAllText(location).Trim() : package, Path.Combine(folder, "studio-pages"));
    }

    /// <summary>What answers with the file of this address below <see cref="Root"/>; null where there is none.</summary>
    public RequestDelegate? Find(string address)
    {
        if (address.StartsWith(OwnRoot, StringComparison.Ordinal))
            return _own.Find(address[OwnRoot.Length..]) is { } page ? http => page.SendAsync(http, isForEver: false) : null;
        // All files of the package carry the same time, of 1985.
        return _package.Find(address) is { } file ? http => file.SendAsync(http, Fingerprinted().IsMatch(address), Version) : null;
    }

    // Its own page asks other hosts for fonts; the maps are for its authors.
    private static bool IsServed(string address) =>
        address is not ("/index.html" or "/package.json") && !address.EndsWith(".map", StringComparison.Ordinal) && !address.EndsWith(".scss", StringComparison.Ordinal);

    [GeneratedRegex(@"^/_framework/.+\.[a-z0-9]{10}\.(wasm|js|dat)$")]
    private static partial Regex Fingerprinted();
}
