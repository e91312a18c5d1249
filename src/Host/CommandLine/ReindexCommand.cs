using LienThong.Activities.Search;
using LienThong.Host.Persistence;

namespace LienThong.Host.CommandLine;

/// <summary><c>db reindex</c>: makes the search index anew; ended early it has done a part, and the server does what is missing at its start.</summary>
internal static class ReindexCommand
{
    public static async Task RunAsync(Arguments arguments)
    {
        await using var app = Program.Build(arguments);
        await app.Services.GetRequiredService<Schema>().EnsureAsync(migrate: false, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        try
        {
            var done = await app.Services.GetRequiredService<SearchIndexing>().CatchUpAsync(everything: true, new Shown(), stop.Token);
            await Console.Out.WriteLineAsync($"Đã lập lại chỉ mục tìm kiếm: {done} văn bản.");
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Out.WriteLineAsync("Đã dừng; phần đã lập được giữ lại.");
        }
    }

    // Not Progress: without a synchronization context its reports could come after the last line.
    private sealed class Shown : IProgress<int>
    {
        public void Report(int value)
        {
            if (value % 1000 < 100)
                Console.Out.WriteLine($"{value} văn bản…");
        }
    }
}
