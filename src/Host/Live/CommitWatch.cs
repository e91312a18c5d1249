using System.Threading.Channels;
using LienThong.Host.Settings;

namespace LienThong.Host.Live;

/// <summary>One loop for everybody on this node who looks on: it looks at once after a commit of this node, every few seconds for those of others, and not at all while nobody looks on.</summary>
/// <param name="settings">How often other nodes' commits are looked for.</param>
/// <param name="time">The clock of the pauses.</param>
/// <param name="shortestPause">Between two looks: under load several commits are told together.</param>
internal abstract class CommitWatch(HostSettings settings, TimeProvider time, TimeSpan shortestPause) : BackgroundService
{
    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    protected HostSettings Settings => settings;

    protected TimeProvider Time => time;

    /// <summary>Something was committed, or somebody came. Returns at once.</summary>
    public void Signal() => _signals.Writer.TryWrite(true);

    /// <summary>Whether anybody looks on.</summary>
    protected abstract bool IsWatched { get; }

    /// <summary>Looks once, and tells what is new. What it throws ends the watch.</summary>
    protected abstract Task LookAsync(CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var signal = _signals.Reader.WaitToReadAsync(stoppingToken).AsTask();
            while (!stoppingToken.IsCancellationRequested)
            {
                // While nobody looks on only a signal wakes it.
                if (IsWatched)
                    await Task.WhenAny(signal, Task.Delay(TimeSpan.FromSeconds(settings.Live.PollSeconds), time, stoppingToken));
                else
                    await signal;
                if (signal.IsCompleted)
                {
                    _signals.Reader.TryRead(out _);
                    signal = _signals.Reader.WaitToReadAsync(stoppingToken).AsTask();
                }

                if (!IsWatched)
                    continue;
                await LookAsync(stoppingToken);
                await Task.Delay(shortestPause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends.
        }
    }
}
