namespace LienThong.Host.CommandLine.Runs;

/// <summary>Counts the bursts of one step, so that workflows that start each other for ever come to an end.</summary>
internal sealed class RunLimit(int maxBursts) : IDisposable
{
    private readonly CancellationTokenSource _reached = new();
    private int _bursts;

    public int MaxBursts { get; } = maxBursts;

    public CancellationToken Reached => _reached.Token;

    public void Begin() => _bursts = 0;

    public void Count()
    {
        if (Interlocked.Increment(ref _bursts) > MaxBursts)
            _reached.Cancel();
    }

    public void Dispose() => _reached.Dispose();
}

/// <summary>The run does not come to rest.</summary>
internal sealed class RunLimitException(int maxBursts) : Exception(
    $"Đã chạy hơn {maxBursts} lượt liền mà chưa dừng: các quy trình gọi nhau không có lối ra. Sửa quy trình, hoặc tăng --max-bursts.");
