using System.Diagnostics;
using LienThong.Activities.Audit;
using LienThong.Activities.Checks;
using LienThong.Activities.Documents;
using LienThong.Activities.Registers;
using LienThong.Activities.Work;
using LienThong.Host.CommandLine;
using LienThong.Host.Persistence;
using LienThong.Workflows.Checks;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace LienThong.Host.Tests.Crash;

/// <summary>The demonstration as a process of its own, killed with SIGKILL at random points and started again: in the end everything is as if it had never been killed (P1, P2, P6).</summary>
public sealed class KilledDemoTests(ITestOutputHelper output) : IDisposable
{
    private const int Chains = 4;
    private const int KillsPerChain = 3;

    private readonly string _root = Path.Combine(Path.GetTempPath(), $"lienthong-kill-{Guid.NewGuid():N}");

    [Fact]
    public async Task Killed_at_twelve_random_points_and_started_again_it_loses_and_doubles_nothing()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var undisturbed = Path.Combine(_root, "undisturbed");
        var steps = await FinishAsync(undisturbed);
        var expected = await SnapshotAsync(undisturbed);

        for (var chain = 0; chain < Chains; chain++)
        {
            var folder = Path.Combine(_root, $"chain-{chain}");
            for (var kill = 0; kill < KillsPerChain; kill++)
            {
                // Somewhere within the step that begins with the n-th line; a process started again walks over the steps that are done.
                var (line, delay) = (random.Next(1, steps + 1), TimeSpan.FromMilliseconds(random.Next(0, 40)));
                await KillAsync(folder, line, delay);
                (await DeviationsAsync(folder)).ShouldBeEmpty($"after kill {kill} of chain {chain}, in step {line}");
            }

            await FinishAsync(folder);
            (await SnapshotAsync(folder)).ShouldBe(expected);
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(_root))
            Directory.Delete(_root, recursive: true);
    }

    private static Process Start(string folder)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { typeof(Program).Assembly.Location, "demo", "--environment", "Development", "--data", folder })
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    /// <summary>Runs to the end; how many steps it told of.</summary>
    private static async Task<int> FinishAsync(string folder)
    {
        using var process = Start(folder);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var told = process.StandardError.ReadToEndAsync(limit.Token);
        var result = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        process.ExitCode.ShouldBe(0, $"{await told}\n{result}");
        return (await told).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
    }

    private static async Task KillAsync(string folder, int line, TimeSpan delay)
    {
        using var process = Start(folder);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var discarded = process.StandardOutput.ReadToEndAsync(limit.Token);
        for (var seen = 0; seen < line && await process.StandardError.ReadLineAsync(limit.Token) is not null; seen++)
        {
        }

        await Task.Delay(delay, limit.Token);
        process.Kill();
        await process.WaitForExitAsync(limit.Token);
        await discarded;
    }

    /// <summary>What does not hold in a folder as the killed process left it.</summary>
    private static async Task<IReadOnlyList<InvariantFinding>> DeviationsAsync(string folder)
    {
        await using var app = Program.Build(Arguments.Parse(["--environment", "Development", "--data", folder]));
        return await app.Services.GetRequiredService<InvariantChecker>().RunAsync(FileReading.Content, CancellationToken.None);
    }

    /// <summary>All that people decided and the program did, as text without ids and times.</summary>
    private static async Task<string> SnapshotAsync(string folder)
    {
        await using var database = Database.Open(
            new DatabaseOptions { Provider = DatabaseProvider.Sqlite, DataFolder = folder }, o => new SqliteAppDbContext(o), TimeProvider.System, NullLogger<Database>.Instance);
        return await database.ReadAsync(
            async (context, ct) =>
            {
                var verdict = await AuditVerifier.VerifyAsync(context, null, ct);
                List<string> lines =
                [
                    .. (await context.Set<WorkItem>().ToListAsync(ct)).Select(i => $"item {i.ActivityId} {i.Round} {i.State} {i.Outcome} {i.DecidedBy}"),
                    .. (await context.Set<WorkItemCandidate>().ToListAsync(ct)).Select(c => $"candidate {c.PersonId}"),
                    .. (await context.Set<Register>().ToListAsync(ct)).Select(r => $"register {r.AgencyId} {r.Kind} {r.Year} {r.LastNumber}"),
                    .. (await context.Set<RegisterEntry>().ToListAsync(ct)).Select(e => $"entry {e.Number} {e.State}"),
                    .. (await context.Set<IncomingDocument>().ToListAsync(ct)).Select(d => $"incoming {d.ArrivalNumber} {d.State} {d.ReplyNumber}/{d.ReplySymbol}"),
                    .. (await context.Set<OutgoingDocument>().ToListAsync(ct)).Select(d => $"outgoing {d.Number} {d.State} {d.SignerAuthority} {d.IssuedOn}"),
                    .. (await context.Set<DocumentVersion>().ToListAsync(ct)).Select(v => $"version {v.VersionNo} {v.Kind} {v.FileHash}"),
                    .. (await context.Set<DispatchStatus>().ToListAsync(ct)).Select(s => $"status {s.Code}"),
                    .. (await context.Set<Notification>().ToListAsync(ct)).Select(n => $"notice {n.Kind} {n.PersonId} {n.Text}"),
                    .. (await context.Set<AuditEntry>().ToListAsync(ct)).Select(e => $"audit {e.Action} {e.ActorId}"),
                    .. (await context.Set<InstanceRow>().ToListAsync(ct)).Select(i => $"instance {i.Status} {i.SubStatus} {i.IncidentCount}"),
                    $"waits {await context.Set<BookmarkRow>().CountAsync(ct)} timers {await context.Set<TimerRow>().CountAsync(ct)} outbox {await context.Set<OutboxRow>().CountAsync(ct)}",
                    $"mails {Directory.GetFiles(Path.Combine(folder, "mail"), "*.eml").Length}",
                    $"audit {(verdict.Break is null ? "valid" : "broken")}",
                ];
                lines.Sort(StringComparer.Ordinal);
                return string.Join('\n', lines);
            },
            CancellationToken.None);
    }
}
