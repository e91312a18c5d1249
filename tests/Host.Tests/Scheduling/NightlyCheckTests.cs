using LienThong.Activities.Checks;
using LienThong.Host.Scheduling;
using LienThong.Host.Settings;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace LienThong.Host.Tests.Scheduling;

public sealed class NightlyCheckTests
{
    [Fact]
    public async Task The_night_forgets_keys_that_were_kept_for_their_time_and_no_others()
    {
        var app = new LienThongApp();
        await app.InitializeAsync();
        var clock = new MovedTime { Now = TimeProvider.System.GetUtcNow().AddYears(1) };
        var check = new NightlyCheck(
            app.Services.GetRequiredService<InvariantChecker>(), app.Database, new HostSettings { Engine = new EngineSettings { KeepIdempotencyKeysDays = 10 } }, clock, NullLogger<NightlyCheck>.Instance);
        var night = (await check.RunAsync(CancellationToken.None)).ShouldNotBeNull();
        await app.Database.WriteAsync((session, _) =>
        {
            session.Insert(KeyOf("older", night.AddDays(-11)));
            session.Insert(KeyOf("newer", night.AddDays(-9)));
            return Task.FromResult(true);
        }, CancellationToken.None);

        clock.Now = night;
        await check.RunAsync(CancellationToken.None);

        var left = await app.Database.ReadAsync((context, ct) => context.Set<IdempotencyRow>().Where(row => row.Actor != null).Select(row => row.Key).ToListAsync(ct), CancellationToken.None);
        left.ShouldBe(["newer"]);
        await app.DisposeAsync();
    }

    private static IdempotencyRow KeyOf(string key, DateTimeOffset at) => new() { Key = key, Operation = "test", Actor = "a", Answer = "1", CreatedAt = at };

    private sealed class MovedTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
