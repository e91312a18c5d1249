namespace LienThong.Host.Client;

/// <summary>The built web client as it lies beside the program.</summary>
internal sealed class ClientFiles
{
    // Made by the build for the server and for what measures it.
    private const string Loads = "/first-loads.json";
    private const string Manifest = "/manifest.json";

    private readonly PackedFolder _files;

    /// <param name="folder">Need not exist: then there is no client.</param>
    public ClientFiles(string folder)
    {
        _files = new PackedFolder(folder, address => address is not (Loads or Manifest));
        // Never served as a file: it needs its nonce.
        Page = Find("/index.html") is { } page ? File.ReadAllText(page.Path) : null;
        var loads = folder + Loads;
        FirstLoads = new FirstLoads(File.Exists(loads) ? File.ReadAllText(loads) : null);
    }

    /// <summary>The one page of the application with <c>{nonce}</c> where the nonce belongs; null when the client was not built.</summary>
    public string? Page { get; }

    public FirstLoads FirstLoads { get; }

    public PackedFile? Find(string path) => _files.Find(path);
}
