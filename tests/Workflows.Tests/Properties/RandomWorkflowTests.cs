using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Tests.Persistence;

namespace LienThong.Workflows.Tests.Properties;

/// <summary>
/// Random definitions and random happenings. An engine that is thrown away after every step goes the same way as one that stays, to the last column of the
/// last table, and what must hold of the rows holds after every step.
/// </summary>
/// <remarks>
/// LIENTHONG_PROPERTY_CASES says how many are tried, from then on at random; a failure prints its seed, for LIENTHONG_PROPERTY_SEED ("seed,gamma"), and the smallest
/// case that fails, which becomes a test by being put into the folder Kept under a name that says what it shows.
/// </remarks>
public sealed class RandomWorkflowTests : IAsyncLifetime
{
    private const int CasesInEveryRun = 40;

    private readonly Store _rebuilt = new();
    private readonly Store _lasting = new();

    public static TheoryData<string> Kept { get; } = [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(RepositoryFiles.Root, "tests", "Workflows.Tests", "Properties", "Kept");

    public async Task InitializeAsync()
    {
        await _rebuilt.InitializeAsync();
        await _lasting.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _rebuilt.DisposeAsync();
        await _lasting.DisposeAsync();
    }

    [Fact]
    public void An_engine_that_is_thrown_away_after_every_step_goes_the_same_way() =>
        Prop.ForAll(Cases.Any, (Func<Case, Task>)HoldsAsync).Check(Wanted(CasesInEveryRun));

    [Theory]
    [MemberData(nameof(Kept))]
    public async Task What_failed_once_holds(string name) => await HoldsAsync(Case.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, $"{name}.json"))));

    private static Config Wanted(int cases)
    {
        var count = Environment.GetEnvironmentVariable("LIENTHONG_PROPERTY_CASES");
        var config = Config.QuickThrowOnFailure.WithMaxTest(count is null ? cases : int.Parse(count, CultureInfo.InvariantCulture));
        if (Environment.GetEnvironmentVariable("LIENTHONG_PROPERTY_SEED")?.Split(',') is [var seed, var gamma])
            return config.WithReplay(ulong.Parse(seed, CultureInfo.InvariantCulture), ulong.Parse(gamma, CultureInfo.InvariantCulture));
        // What everybody runs is the same for everybody.
        return count is null ? config.WithReplay(4, 9) : config;
    }

    private async Task HoldsAsync(Case test)
    {
        var (rebuilt, lasting) = (new Scene(_rebuilt, forgets: true), new Scene(_lasting, forgets: false));
        if (!await rebuilt.BeginAsync(test))
            return;
        await lasting.BeginAsync(test);
        for (var n = 0; n < test.Steps.Length + 2; n++)
        {
            // At the end everything that is on its way arrives.
            var step = n == 0 ? new Happening("start", 2) : n <= test.Steps.Length ? test.Steps[n - 1] : new Happening("settle");
            var place = $"step {n} {step}";
            var before = await rebuilt.MessagesAsync();
            var said = await rebuilt.ApplyAsync(step);
            (await lasting.ApplyAsync(step)).ShouldBe(said, place);

            (await Tables.ReadAsync(_lasting.Database)).ShouldBe(await Tables.ReadAsync(_rebuilt.Database), place);
            _lasting.Lines.ShouldBe(_rebuilt.Lines, place);
            (await Soundness.OfAsync(_rebuilt)).ShouldBeEmpty(place);
            if (step.Kind is not ("deliver" or "twice" or "settle"))
                before.Select(m => m.Id).Except((await rebuilt.MessagesAsync()).Select(m => m.Id)).ShouldBeEmpty($"{place}: messages were lost");
        }
    }
}
