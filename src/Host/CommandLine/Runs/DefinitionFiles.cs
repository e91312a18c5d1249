using System.Text.Json;
using LienThong.Workflows.Model;

namespace LienThong.Host.CommandLine.Runs;

/// <summary>Finds definitions in files and folders.</summary>
internal static class DefinitionFiles
{
    /// <exception cref="UsageException">A path is not there or cannot be read, or a folder has no definition.</exception>
    public static async Task<IReadOnlyList<DefinitionFile>> ReadAsync(IEnumerable<string> paths)
    {
        var found = new List<DefinitionFile>();
        foreach (var path in paths)
        {
            try
            {
                if (Directory.Exists(path))
                    found.AddRange(await InFolderAsync(path));
                else
                    found.Add(new DefinitionFile(path, await File.ReadAllBytesAsync(path)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new UsageException($"Không đọc được {path}: {e.Message}");
            }
        }

        return found;
    }

    private static async Task<List<DefinitionFile>> InFolderAsync(string folder)
    {
        var found = new List<DefinitionFile>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            ReadOnlyMemory<byte> text = await File.ReadAllBytesAsync(file);
            if (LooksLikeDefinition(text))
                found.Add(new DefinitionFile(file, text));
        }

        return found.Count > 0 ? found : throw new UsageException($"Thư mục {folder} không có tệp quy trình (.json) nào.");
    }

    // Beside definitions a folder may have steps and inputs; a text that is no JSON at all is read, so that the mistake is told.
    private static bool LooksLikeDefinition(ReadOnlyMemory<byte> text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 512 });
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.EnumerateObject().Any(p => p.Name.Equals("root", StringComparison.OrdinalIgnoreCase) || p.Name.Equals("definitionId", StringComparison.OrdinalIgnoreCase));
        }
        catch (JsonException)
        {
            return true;
        }
    }
}

/// <summary>A text with where it came from.</summary>
internal sealed record DefinitionFile(string Path, ReadOnlyMemory<byte> Text)
{
    /// <summary>Reads it; what is wrong in it is told with its path, for one of several.</summary>
    /// <exception cref="InvalidDefinitionException">It is no definition.</exception>
    public WorkflowDefinition Read(Func<ReadOnlyMemory<byte>, WorkflowDefinition> read)
    {
        try
        {
            return read(Text);
        }
        catch (InvalidDefinitionException e)
        {
            throw new InvalidDefinitionException(e.Code, $"{Path}: {e.Message}", e) { Line = e.Line, Column = e.Column };
        }
    }
}
