using LienThong.Workflows.Expressions.JavaScript;

namespace LienThong.Workflows.Tests.Expressions.Conformance;

/// <summary>The evaluator against cases.txt, area by area; docs/elsa-compatibility.md shows the counts.</summary>
public sealed class ConformanceTests
{
    private static readonly string Folder = Path.Combine(RepositoryFiles.Root, "tests", "Workflows.Tests", "Expressions", "Conformance");
    private static readonly string Show = File.ReadAllText(Path.Combine(Folder, "show.js"));
    private static readonly ILookup<string, Case> Cases = Read().ToLookup(c => c.Area);

    private sealed record Case(string Area, string Script, string Expected, bool Differs);

    public static TheoryData<string> Areas => [.. Cases.Select(a => a.Key)];

    [Theory]
    [MemberData(nameof(Areas))]
    public void Scripts_give_what_the_standard_says(string area) =>
        Cases[area].Where(c => !c.Differs).Select(c => (c.Script, c.Expected, Got: Run(c.Script)))
            .Where(c => c.Got != c.Expected)
            .Select(c => $"{c.Script} ==> {c.Expected}, but was {c.Got}")
            .ShouldBeEmpty();

    [Fact]
    public void Known_differences_are_still_differences() =>
        Cases.SelectMany(a => a).Where(c => c.Differs && Run(c.Script) == c.Expected).ShouldBeEmpty();

    [Fact]
    public void There_are_enough_cases() => Cases.Sum(a => a.Count()).ShouldBeGreaterThan(1900);

    private static string Run(string script)
    {
        var body = script.StartsWith("{ ", StringComparison.Ordinal) ? script : $"({script}\n)";
        try
        {
            return (string)Script.Compile($"{Show}\nshow(() => {body}\n)").Run(new Nothing(), ScriptLimits.Default, new ClockInVietnam(), CancellationToken.None)!;
        }
        catch (Exception error) when (error is ScriptException or ScriptLimitException)
        {
            return error.Message;
        }
    }

    private static IEnumerable<Case> Read()
    {
        var area = "";
        foreach (var line in File.ReadLines(Path.Combine(Folder, "cases.txt")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
                area = line[3..];
            else if (line.LastIndexOf(" ==> ", StringComparison.Ordinal) is > 0 and var arrow && line[0] != '#')
            {
                var differs = line.StartsWith("~ ", StringComparison.Ordinal);
                yield return new Case(area, line[(differs ? 2 : 0)..arrow].Replace('⏎', '\n'), line[(arrow + 5)..], differs);
            }
        }
    }

    private sealed class Nothing : IScriptScope
    {
        public bool TryGet(string name, out object? value)
        {
            value = null;
            return false;
        }
    }

    /// <summary>The zone is part of the results: seven hours before UTC, without summer time.</summary>
    private sealed class ClockInVietnam : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone { get; } =
            TimeZoneInfo.CreateCustomTimeZone("Etc/GMT-7", TimeSpan.FromHours(7), "GMT+07:00", "GMT+07:00");
    }
}
