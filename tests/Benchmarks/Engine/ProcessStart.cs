using System.Diagnostics;

namespace LienThong.Benchmarks.Engine;

/// <summary>From the start of a process to its first finished workflow, and what memory it holds when it has nothing to do.</summary>
internal static class ProcessStart
{
    private const int Rounds = 5;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    public static async Task AddAsync(Report report, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        report.Section(
            "Start of a process",
            "A child program with the engine alone reads a definition, runs a workflow of one line and says so; measured by its parent from the start of the process to that line. Milliseconds.",
            "Goals: 300 ms in memory, 700 ms on SQLite; 80 MiB idle, engine alone.");
        Samples empty = new(), memory = new(), fresh = new(), known = new(), command = new(), idle = new(), idleInMemory = new();
        var definition = Path.Combine(folder.Path, "chao.json");
        await File.WriteAllTextAsync(definition, $$"""{"definitionId":"chao","root":{{Roots.OneLine}} }""", cancellationToken);
        var database = folder.Sub("known");
        await TimeAsync("sqlite", database);
        for (var round = 0; round < Rounds; round++)
        {
            empty.Add(await TimeAsync("nothing"));
            memory.Add(await TimeAsync("memory"));
            fresh.Add(await TimeAsync("sqlite", folder.Sub($"fresh-{round}")));
            known.Add(await TimeAsync("sqlite", database));
            command.Add(await CommandAsync(definition, cancellationToken));
            idleInMemory.Add(await IdleAsync("memory"));
            idle.Add(await IdleAsync("sqlite", database));
        }

        report.Add("floor: a process of the runtime that says one line", empty.ToString());
        report.Add("first workflow done in memory", memory.ToString());
        report.Add("first workflow durable on SQLite, database known", known.ToString());
        report.Add("first workflow durable on SQLite, database made first", fresh.ToString());
        report.Add("`workflow run` of the host, from start to end", command.ToString());
        report.Add("idle, engine in memory, MiB resident", idleInMemory.ToString("0"));
        report.Add("idle, engine on SQLite, MiB resident", idle.ToString("0"));

        async Task<double> TimeAsync(params string[] arguments)
        {
            var watch = Stopwatch.StartNew();
            using var child = ChildProgram.Start(arguments);
            var line = await child.StandardOutput.ReadLineAsync(cancellationToken);
            var took = watch.Elapsed.TotalMilliseconds;
            child.StandardInput.Close();
            await child.WaitForExitAsync(cancellationToken);
            return line == ChildProgram.Done ? took : throw new InvalidOperationException($"{string.Join(' ', arguments)}: {line}");
        }

        async Task<double> IdleAsync(params string[] arguments)
        {
            using var child = ChildProgram.Start(arguments);
            await child.StandardOutput.ReadLineAsync(cancellationToken);
            await Task.Delay(Idle, cancellationToken);
            child.Refresh();
            var resident = child.WorkingSet64 / 1048576.0;
            child.StandardInput.Close();
            await child.WaitForExitAsync(cancellationToken);
            return resident;
        }
    }

    private static async Task<double> CommandAsync(string definition, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        using var process = ChildProgram.StartProgram(
            typeof(Host.Program).Assembly.Location, "workflow", "run", "--definitions", definition, "--start", "chao", "--json");
        var answer = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return answer.Contains("\"Finished\"", StringComparison.Ordinal) ? watch.Elapsed.TotalMilliseconds : throw new InvalidOperationException(answer);
    }
}
