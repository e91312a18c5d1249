namespace LienThong.Workflows.Tests;

/// <summary>Files of the repository that tests read.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = Find();

    public static IEnumerable<string> Definitions() =>
        Directory.EnumerateFiles(Path.Combine(Root, "definitions"), "*.json").Order(StringComparer.Ordinal);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Workflow.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not lie within the repository.");
    }
}
