using LienThong.Workflows.Expressions.JavaScript;

namespace LienThong.Benchmarks.Conformance;

/// <summary>The suite test262-parser-tests: files that a parser must take (pass, pass-explicit) or refuse (fail, early).</summary>
internal static class ParserSuite
{
    /// <summary>Words of the language that are left out on purpose.</summary>
    private static readonly string[] LeftOut = ["Classes are", "Generators are", "'with' is", "'super' is", "'import' is", "'export' is"];

    public static bool Knows(string folder) => Directory.Exists(Path.Combine(folder, "pass-explicit")) && Directory.Exists(Path.Combine(folder, "early"));

    public static void Run(string folder, Tally tally)
    {
        foreach (var (area, isGood) in new[] { ("pass", true), ("pass-explicit", true), ("fail", false), ("early", false) })
            foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, area), "*.js").Order(StringComparer.Ordinal))
                Judge(area, file, isGood, tally);
    }

    private static void Judge(string area, string file, bool isGood, Tally tally)
    {
        if (file.EndsWith(".module.js", StringComparison.Ordinal))
        {
            tally.Skip(area, "modules");
            return;
        }
        string? error = null;
        try
        {
            Script.Compile(File.ReadAllText(file));
        }
        catch (ScriptException refused)
        {
            error = refused.Message;
        }
        if (error is not null && Array.Find(LeftOut, w => error.Contains(w, StringComparison.Ordinal)) is { } word)
            tally.Skip(area, word.Split(' ')[0].Trim('\''));
        else
            tally.Count(area, error is null == isGood, file, error ?? "was taken");
    }
}
