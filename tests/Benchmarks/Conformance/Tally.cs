using System.Globalization;

namespace LienThong.Benchmarks.Conformance;

/// <summary>Counts by area, printed as a table of Markdown.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, (int Passed, int Failed, int Skipped)> areas = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> reasons = new(StringComparer.Ordinal);
    private readonly List<string> failures = [];

    public void Count(string area, bool passed, string file, string error)
    {
        var (p, f, s) = areas.GetValueOrDefault(area);
        areas[area] = passed ? (p + 1, f, s) : (p, f + 1, s);
        if (!passed)
            failures.Add($"{file}: {error}");
    }

    public void Skip(string area, string reason)
    {
        var (p, f, s) = areas.GetValueOrDefault(area);
        areas[area] = (p, f, s + 1);
        reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
    }

    public void Print(bool listsFailures)
    {
        Console.WriteLine("| area | passed | of | rate | left out |\n|---|---|---|---|---|");
        foreach (var (area, (passed, failed, skipped)) in areas)
            Console.WriteLine(Row(area, passed, passed + failed, skipped));
        Console.WriteLine(Row("together", areas.Values.Sum(a => a.Passed), areas.Values.Sum(a => a.Passed + a.Failed), areas.Values.Sum(a => a.Skipped)));
        Console.WriteLine($"Left out: {string.Join(", ", reasons.OrderByDescending(r => r.Value).Select(r => $"{r.Key} {r.Value}"))}.");
        if (listsFailures)
            failures.ForEach(Console.WriteLine);
    }

    private static string Row(string area, int passed, int all, int skipped) => string.Create(
        CultureInfo.InvariantCulture, $"| {area} | {passed} | {all} | {(all == 0 ? 0 : 100.0 * passed / all):0.0} % | {skipped} |");
}
