using System.Reflection;
using System.Text.RegularExpressions;

namespace LienThong.Activities.Tests.Texts;

/// <summary>Patterns meet files that strangers wrote: none may take a time that grows with the square of a run of blanks, dots or digits.</summary>
public sealed class PatternCostTests
{
    // What grows with the square takes many seconds at this length, what does not some milliseconds, on a busy machine too.
    private const int Length = 200_000;
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(10);

    private static readonly string[] Beginnings = ["", "Số:", "A, ngày", "V/v x\n", "(Kèm theo Kế hoạch số", "1"];
    private static readonly string[] Runs = [" ", "\t", ".", "0", "1.", "a ", "A, ", "a\n", "\n"];

    public static TheoryData<string> Patterns => [.. All().Select(found => found.Name).Distinct()];

    [Theory]
    [MemberData(nameof(Patterns))]
    public void A_pattern_stays_quick_on_long_runs(string name)
    {
        foreach (var (_, attribute) in All().Where(found => found.Name == name))
        {
            var pattern = new Regex(attribute.Pattern, attribute.Options, Most);
            foreach (var beginning in Beginnings)
            {
                foreach (var run in Runs)
                {
                    var text = beginning + string.Concat(Enumerable.Repeat(run, Length / run.Length)) + "¤";
                    Should.NotThrow(() => pattern.Count(text), $"{name}: {attribute.Pattern} on «{beginning}» and many «{run}»");
                }
            }
        }
    }

    private static IEnumerable<(string Name, GeneratedRegexAttribute Attribute)> All() =>
        from type in typeof(Activities.Documents.DraftContent).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)
        let attribute = method.GetCustomAttribute<GeneratedRegexAttribute>()
        where attribute is not null
        select ($"{type.Name}.{method.Name}", attribute);
}
