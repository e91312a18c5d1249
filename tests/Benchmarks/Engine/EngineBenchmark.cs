using LienThong.Benchmarks.Sequences;

namespace LienThong.Benchmarks.Engine;

/// <summary>The engine against its goals of speed and memory. All parts together are kept as results/engine.md; a single part is only printed.</summary>
internal static class EngineBenchmark
{
    private static readonly Dictionary<string, Func<Report, CancellationToken, Task>> Parts = new()
    {
        ["memory"] = SequenceBenchmark.AddAsync,
        ["durable"] = DurableBursts.AddAsync,
        ["many"] = ManyInstances.AddAsync,
        ["size"] = DatabaseSize.AddAsync,
        ["timers"] = DueTimers.AddAsync,
        ["start"] = ProcessStart.AddAsync,
    };

    public static bool Knows(IEnumerable<string> parts) => parts.All(Parts.ContainsKey);

    /// <summary>Runs these parts, or all.</summary>
    public static async Task RunAsync(string[] parts, CancellationToken cancellationToken)
    {
        var report = new Report(
            "engine", "The engine: speed and memory",
            "Release build; SQLite in WAL mode with `synchronous = FULL`; each figure the median of five rounds, smallest and largest in brackets, where it does not say otherwise.",
            "A floor writes the same rows with the same values (recorded from a real round) into a copy of the same file with prepared commands of Microsoft.Data.Sqlite, and runs in turn with the engine: what disturbs the machine disturbs both.");
        foreach (var (name, addAsync) in Parts)
        {
            if (parts.Length > 0 && !parts.Contains(name))
                continue;
            await Console.Error.WriteLineAsync($"{TimeProvider.System.GetLocalNow():HH:mm:ss} {name}…");
            await addAsync(report, cancellationToken);
        }

        report.Write(isKept: parts.Length == 0);
    }
}
