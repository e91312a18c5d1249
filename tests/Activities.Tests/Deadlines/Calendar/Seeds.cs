using System.Text.Json;

namespace LienThong.Activities.Tests.Deadlines.Calendar;

/// <summary>The sample documents beside the repository, which need not be there.</summary>
internal static class Seeds
{
    public static JsonDocument? Facts()
    {
        var file = Folder() is { } folder ? Path.Combine(folder, "facts.json") : null;
        return File.Exists(file) ? JsonDocument.Parse(File.ReadAllBytes(file)) : null;
    }

    private static string? Folder()
    {
        if (Environment.GetEnvironmentVariable("LIENTHONG_SEEDS") is { Length: > 0 } named) return named;

        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Workflow.sln"))) root = root.Parent;
        return root is null ? null : Path.Combine(root.FullName, "..", "shared", "seeds");
    }
}
