using System.Threading.Channels;
using LienThong.Host.CommandLine;
using LienThong.Host.Scheduling;
using LienThong.Host.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LienThong.Host.Tests.Scheduling;

/// <summary>With the real Quartz and its file; waits for what happens, never for a time to pass.</summary>
public sealed class AlarmClockTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"lienthong-{Guid.NewGuid():N}");
    private readonly Channel<DateTimeOffset> _sweeps = Channel.CreateUnbounded<DateTimeOffset>();
    private Func<DateTimeOffset?> _next = () => null;
    private WebApplication? _app;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_fell_due_while_the_program_was_down_is_swept_at_start()
    {
        await StartAsync(safetySeconds: 3600);

        await NextSweepAsync();
    }

    [Fact]
    public async Task The_sweep_runs_again_at_the_time_it_named_and_not_before()
    {
        var due = DateTimeOffset.MaxValue;
        _next = () => due == DateTimeOffset.MaxValue ? due = TimeProvider.System.GetUtcNow().AddSeconds(2) : null;
        await StartAsync(safetySeconds: 3600);
        await NextSweepAsync();

        // Quartz may ring a moment early, then the sweep finds nothing; here the first ring that counts is the one at or after the time.
        DateTimeOffset ranAt;
        do
            ranAt = await NextSweepAsync();
        while (ranAt < due.AddMilliseconds(-50));

        ranAt.ShouldBeInRange(due.AddMilliseconds(-50), due.AddSeconds(10));
    }

    [Fact]
    public async Task Waking_for_something_that_is_due_sweeps_at_once()
    {
        var clock = await StartAsync(safetySeconds: 3600);
        await NextSweepAsync();

        clock.Wake(TimeProvider.System.GetUtcNow());

        await NextSweepAsync();
    }

    [Fact]
    public async Task Waking_for_an_earlier_time_brings_the_ring_forward()
    {
        _next = () => TimeProvider.System.GetUtcNow().AddHours(1);
        var clock = await StartAsync(safetySeconds: 3600);
        await NextSweepAsync();

        clock.Wake(TimeProvider.System.GetUtcNow().AddSeconds(1));

        await NextSweepAsync();
    }

    [Fact]
    public async Task The_safety_sweep_comes_although_nobody_woke_the_clock()
    {
        await StartAsync(safetySeconds: 1);

        for (var sweep = 0; sweep < 3; sweep++)
            await NextSweepAsync();
    }

    [Fact]
    public async Task A_sweep_that_fails_is_tried_again()
    {
        var failed = false;
        _next = () => failed ? null : throw new InvalidOperationException((failed = true).ToString());
        await StartAsync(safetySeconds: 1);

        await NextSweepAsync();
        await NextSweepAsync();
    }

    [Fact]
    public async Task Rows_that_Quartz_lost_come_back_at_the_next_start()
    {
        await StartAsync(safetySeconds: 1);
        await NextSweepAsync();
        await _app!.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Delete(Path.Combine(_folder, "quartz.db"));

        await StartAsync(safetySeconds: 1);

        for (var sweep = 0; sweep < 3; sweep++)
            await NextSweepAsync();
    }

    [Fact]
    public async Task What_is_in_hand_is_waited_for_although_the_last_sweep_fails_at_the_stop()
    {
        var sweep = new TaskCompletionSource<DateTimeOffset?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var rested = 0;
        var alarm = new Alarm(stop =>
        {
            _sweeps.Writer.TryWrite(TimeProvider.System.GetUtcNow());
            stop.Register(() => sweep.TrySetException(new IOException("máy chủ không trả lời")));
            return sweep.Task;
        })
        {
            Rest = () =>
            {
                rested++;
                return Task.CompletedTask;
            },
        };
        await StartAsync(safetySeconds: 3600, alarm);
        await NextSweepAsync();

        await _app!.StopAsync();

        rested.ShouldBe(1);
    }

    private async Task<AlarmClock> StartAsync(int safetySeconds, Alarm? alarm = null)
    {
        Directory.CreateDirectory(_folder);
        var builder = HostConfiguration.CreateBuilder(Arguments.Parse(["--environment", "Development", "--data", _folder, "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=None"]));
        builder.AddSettings();
        builder.AddScheduling();
        builder.Services.AddAlarm(new SchedulingSettings { SafetySweepSeconds = safetySeconds }, "test", _ => alarm ?? new Alarm(_ =>
        {
            _sweeps.Writer.TryWrite(TimeProvider.System.GetUtcNow());
            return Task.FromResult(_next());
        }));
        _app = builder.Build();
        await _app.StartAsync();
        return _app.Services.GetRequiredKeyedService<AlarmClock>("test");
    }

    private async Task<DateTimeOffset> NextSweepAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        return await _sweeps.Reader.ReadAsync(limit.Token);
    }
}
