using LienThong.Activities.Search;

namespace LienThong.Host.Persistence;

/// <summary>Indexes at start what the search index lacks, beside the work of the server: after an upgrade, or where the index was lost.</summary>
internal sealed class SearchCatchUp(SearchIndexing indexing, ILogger<SearchCatchUp> log) : BackgroundService
{
    private const int ReportEvery = 10_000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // From here on beside the start of the others.
            await Task.Yield();
            var done = await indexing.CatchUpAsync(everything: false, new Progress<int>(Report), stoppingToken);
            if (done > 0)
                log.LogInformation("The search index was missing {Count} documents and has them now", done);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start goes on.
        }
#pragma warning disable CA1031 // the server works without the older part of its index, and an unobserved failure would end it
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.LogError(exception, "The search index could not be completed; documents that it lacks are not found until the next start");
        }
    }

    private void Report(int done)
    {
        if (done % ReportEvery == 0)
            log.LogInformation("Search index: {Count} documents so far", done);
    }
}
