using LienThong.Activities.Search;
using LienThong.Activities.Work;

namespace LienThong.Host.Persistence;

/// <summary>Completes at start, beside the work of the server, what an earlier version of the program did not write: columns that the inbox filters by, and the search index.</summary>
internal sealed class CatchUp(CompleteOldRows rows, SearchIndexing indexing, ILogger<CatchUp> log) : BackgroundService
{
    private const int ReportEvery = 10_000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // From here on beside the start of the others.
        await Task.Yield();
        await RunAsync("rows of earlier versions", rows.RunAsync, stoppingToken);
        await RunAsync("documents of the search index", (progress, ct) => indexing.CatchUpAsync(everything: false, progress, ct), stoppingToken);
    }

    private async Task RunAsync(string what, Func<IProgress<int>, CancellationToken, Task<int>> work, CancellationToken stoppingToken)
    {
        var reported = 0;
        try
        {
            var done = await work(new Reports(Report), stoppingToken);
            if (done > 0)
                log.LogInformation("Completed {Count} {What}", done, what);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start goes on.
        }
#pragma warning disable CA1031 // the server works without what is missing, and an unobserved failure would end it
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.LogError(exception, "Not all {What} could be completed; what is missing is not found until the next start", what);
        }

        void Report(int done)
        {
            if (done / ReportEvery == reported)
                return;
            reported = done / ReportEvery;
            log.LogInformation("Completing {What}: {Count} so far", what, done);
        }
    }

    // Told at once and in order; Progress<int> would tell on other threads, several at a time.
    private sealed class Reports(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}
