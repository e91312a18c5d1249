using System.Diagnostics;
using LienThong.Activities.Procedures;
using LienThong.Workflows.Batches;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Benchmarks.Engine;

/// <summary>What a resume and a list cost among few and among many instances and versions.</summary>
internal static class ManyInstances
{
    private const int Rounds = 5;
    private const int Resumes = 100;
    private const int Lists = 40;
    private const int Page = 50;
    private const int Seed = 4;

    public static async Task AddAsync(Report report, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await using var hundred = await Crowd.OpenAsync(folder.Sub("100"), suspended: 100, finished: 0, versions: 1, cancellationToken);
        await using var tenThousand = await Crowd.OpenAsync(folder.Sub("10000"), suspended: 10_000, finished: 0, versions: 1, cancellationToken);
        await using var hundredThousand = await Crowd.OpenAsync(folder.Sub("100000"), suspended: 100_000, finished: 0, versions: 1, cancellationToken);
        await using var young = await Crowd.OpenAsync(folder.Sub("young"), suspended: 10_000, finished: 1_000, versions: 1, cancellationToken);
        await using var old = await Crowd.OpenAsync(folder.Sub("old"), suspended: 10_000, finished: 1_000_000, versions: 200, cancellationToken);

        report.Section(
            "Among many",
            $"An instance that waits in turn for two events is resumed by its bookmark, {Resumes} at random a round, one after the other, each answered after its commit; the crowds take turns. "
            + "Lists are the administrator's: the last changed first, page by page by a key. Milliseconds.",
            "Goals: p50 2 ms and p95 6 ms among 10,000; p50 among 100,000 at most 1.3 times that among 100; 50 newest 3 ms; with 1,000,000 finished instances and 200 versions at most 1.3 times as with 1,000 and one.");
        var crowds = new (string Name, Crowd Crowd)[]
        {
            ("100 suspended", hundred), ("10,000 suspended", tenThousand), ("100,000 suspended", hundredThousand),
            ("10,000 suspended, 1,000 finished, 1 version", young), ("10,000 suspended, 1,000,000 finished, 200 versions", old),
        };
        foreach (var (_, crowd) in crowds)
            await crowd.RoundAsync(cancellationToken);
        foreach (var (_, crowd) in crowds)
            crowd.Forget();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (_, crowd) in crowds)
                await crowd.RoundAsync(cancellationToken);
        }

        foreach (var (name, crowd) in crowds)
        {
            report.Add($"{name}: resume, p50", crowd.Median.ToString("0.00"));
            report.Add($"{name}: resume, p95", crowd.Tail.ToString("0.00"));
            report.Add($"{name}: 50 newest that run, p50", crowd.Newest.ToString("0.00"));
            report.Add($"{name}: 50 from the middle, p50", crowd.Middle.ToString("0.00"));
        }

        report.Add("resume, p50 among 100,000 to among 100", Ratio(hundredThousand.Median, hundred.Median));
        report.Add("resume, p50 with 1,000,000 finished and 200 versions to 1,000 and 1", Ratio(old.Median, young.Median));
        report.Add("50 newest, with 1,000,000 finished and 200 versions to 1,000 and 1", Ratio(old.Newest, young.Newest));
        report.Add("50 newest of all, with 1,000,000 finished, p50", old.NewestOfAll.ToString("0.00"));
    }

    private static string Ratio(Samples one, Samples other) => (one.Median / other.Median).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);

    private sealed class Crowd : IAsyncDisposable
    {
        private readonly BenchEngine _engine;
        private readonly (string Instance, string Bookmark)[] _waiting;
        private readonly Random _random = new(Seed);
        private string? _middle;

        private Crowd(BenchEngine engine, int suspended)
        {
            _engine = engine;
            _waiting = [.. Enumerable.Range(0, suspended).Select(n => (Clones.Instance(n), Clones.Bookmark(n)))];
        }

        public Samples Median { get; private set; } = new();

        public Samples Tail { get; private set; } = new();

        public Samples Newest { get; private set; } = new();

        public Samples Middle { get; private set; } = new();

        public Samples NewestOfAll { get; private set; } = new();

        public static async Task<Crowd> OpenAsync(string folder, int suspended, int finished, int versions, CancellationToken cancellationToken)
        {
            string ring, ended, bookmark;
            await using (var engine = await BenchEngine.OpenAsync(folder, cancellationToken))
            {
                var (waits, ends) = (await engine.PublishAsync("vong", Roots.Ring, cancellationToken), await engine.PublishAsync("mot-lan-cho", Roots.OneWait, cancellationToken));
                var waiting = await engine.StartAsync(waits, cancellationToken);
                var instance = await engine.StartAsync(ends, cancellationToken);
                await engine.ResumeAsync(instance.Id, instance.Bookmarks[0].Id, cancellationToken);
                (ring, ended, bookmark) = (waiting.Id, instance.Id, waiting.Bookmarks[0].Id);
                if (versions > 1)
                {
                    Clones.OfVersion(engine.File, waits.Id, versions);
                    Clones.OfVersion(engine.File, ends.Id, versions);
                }

                Clones.OfInstance(engine.File, ring, bookmark, 0, suspended, versions);
                if (finished > 0)
                    Clones.OfInstance(engine.File, ended, null, suspended, finished, versions);
            }

            return new Crowd(await BenchEngine.OpenAsync(folder, cancellationToken), suspended);
        }

        public void Forget() => (Median, Tail, Newest, Middle, NewestOfAll) = (new(), new(), new(), new(), new());

        public async Task RoundAsync(CancellationToken cancellationToken)
        {
            var times = new List<double>();
            for (var i = 0; i < Resumes; i++)
            {
                var n = _random.Next(_waiting.Length);
                var watch = Stopwatch.GetTimestamp();
                var instance = await _engine.ResumeAsync(_waiting[n].Instance, _waiting[n].Bookmark, cancellationToken);
                times.Add(Stopwatch.GetElapsedTime(watch).TotalMilliseconds);
                _waiting[n].Bookmark = instance.Bookmarks[0].Id;
            }

            times.Sort();
            Median.Add(times[Resumes / 2]);
            Tail.Add(times[Resumes * 95 / 100]);
            _middle ??= await PlaceInTheMiddleAsync(cancellationToken);
            var running = new InstanceFilter { Status = nameof(WorkflowStatus.Running) };
            Newest.Add(await ListAsync(running, null, cancellationToken));
            Middle.Add(await ListAsync(running, _middle, cancellationToken));
            NewestOfAll.Add(await ListAsync(new InstanceFilter(), null, cancellationToken));
        }

        public ValueTask DisposeAsync() => _engine.DisposeAsync();

        private async Task<double> ListAsync(InstanceFilter filter, string? after, CancellationToken cancellationToken)
        {
            var times = new List<double>();
            for (var i = 0; i < Lists; i++)
            {
                var watch = Stopwatch.GetTimestamp();
                await _engine.Database.ReadAsync((context, ct) => InstanceQuery.ListAsync(context, filter, after, Page, ct), cancellationToken);
                times.Add(Stopwatch.GetElapsedTime(watch).TotalMilliseconds);
            }

            times.Sort();
            return times[Lists / 2];
        }

        // As a page that ended in the middle would tell its end.
        private async Task<string> PlaceInTheMiddleAsync(CancellationToken cancellationToken)
        {
            var id = _waiting[_waiting.Length / 2].Instance;
            var at = await _engine.Database.ReadAsync((context, ct) => context.Set<InstanceRow>().Where(row => row.Id == id).Select(row => row.UpdatedAt).SingleAsync(ct), cancellationToken);
            return $"{at.UtcTicks}.{id}";
        }
    }
}
