namespace LienThong.Activities.Tests;

/// <summary>A test that needs programs of the machine: skipped where one is missing, but on the build server (CI=true) a missing program fails the test.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RequiresToolFactAttribute : FactAttribute
{
    public RequiresToolFactAttribute(params string[] tools)
    {
        var missing = tools.Where(tool => Find(tool) is null).ToList();
        var onBuildServer = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);
        if (missing.Count > 0 && !onBuildServer) Skip = "Not installed: " + string.Join(", ", missing);
    }

    /// <summary>Full path of a program on PATH; null when it is not installed.</summary>
    public static string? Find(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => new[] { Path.Combine(folder, tool), Path.Combine(folder, tool + ".exe") })
            .FirstOrDefault(File.Exists);
}
