using System.Text.Json;

namespace LienThong.Activities.Tests.Documents.Form;

/// <summary>The sample documents beside the repository; tests that read them are skipped where they are absent.</summary>
internal static class Seeds
{
    public static string? Folder { get; } = Find();

    public static string Text(string id) => File.ReadAllText(Directory.GetFiles(Folder!, id + "_*.txt").Single());

    public static JsonElement Facts()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder!, "facts.json")));
        return document.RootElement.Clone();
    }

    private static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("LIENTHONG_SEEDS");
        if (named is not null && Directory.Exists(named)) return named;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "Workflow.sln"))) continue;
            var seeds = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "seeds"));
            return Directory.Exists(seeds) ? seeds : null;
        }

        return null;
    }
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class SeedFactAttribute : FactAttribute
{
    public SeedFactAttribute()
    {
        if (Seeds.Folder is null) Skip = "The sample documents (../shared/seeds or LIENTHONG_SEEDS) are not here.";
    }
}
