using System.Diagnostics;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using Xunit.Abstractions;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scheduling;

/// <summary>Timers are fired by a process of its own that is killed with SIGKILL on the way (P3).</summary>
public sealed class KilledSweepTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Timers = 200;
    private const int Kills = 3;

    private readonly Store _store = new();

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Timers_due_together_fire_once_each_though_the_process_is_killed_again_and_again()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        // The event is a message of the burst that the timer resumes: one for each time that it fired.
        var definition = await _store.PublishAsync(Sequence(
            Step("han", "Delay", Literal("timeSpan", "\"00:10:00\"", "TimeSpan")), Step("bao", "PublishEvent", Literal("eventName", "\"Đến hạn\"", "String"))));
        for (var i = 0; i < Timers; i++)
            await _store.StartAsync(definition);
        await _store.CloseAsync();

        for (var kill = 0; kill < Kills; kill++)
            await SweepAsync(killAfter: random.Next(1, Timers / (Kills + 1)));
        (await SweepAsync(killAfter: null)).ShouldBeGreaterThan(0);

        await _store.RestartAsync();
        (await _store.AllAsync<InstanceRow>()).Count(i => i.SubStatus == nameof(WorkflowSubStatus.Finished)).ShouldBe(Timers);
        (await _store.AllAsync<JournalRow>()).Count.ShouldBe(2 * Timers);
        (await _store.AllAsync<OutboxRow>()).Count.ShouldBe(Timers);
        (await _store.AllAsync<TimerRow>()).ShouldBeEmpty();
        (await _store.AllAsync<BookmarkRow>()).ShouldBeEmpty();
    }

    /// <summary>How many the process told of; its clock is the real one, long after all of them came due.</summary>
    private async Task<int> SweepAsync(int? killAfter)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "sweep", _store.DatabaseOptions.DataFolder!]) { RedirectStandardOutput = true })!;
        var told = 0;
        while ((killAfter is null || told < killAfter) && await process.StandardOutput.ReadLineAsync(limit.Token) is not null)
            told++;
        if (killAfter is not null)
            process.Kill();
        await process.WaitForExitAsync(limit.Token);
        return told;
    }
}
