using System.Runtime.ExceptionServices;
using LienThong.Workflows.Persistence.Sessions;

namespace LienThong.Workflows.Persistence;

/// <summary>Ends a write that needs something done outside first; the database does it and runs the write again. Nobody else catches it.</summary>
public sealed class OutsideWorkException : Exception
{
    internal OutsideWorkException(string key, Func<CancellationToken, Task<object?>> work, IReadOnlyDictionary<string, object>? made)
        : base("A write waits for something outside the database and will be run again.") => (Key, Work, Made) = (key, work, made);

    internal string Key { get; }

    internal Func<CancellationToken, Task<object?>> Work { get; }

    /// <summary>What the write made once so far.</summary>
    internal IReadOnlyDictionary<string, object>? Made { get; }

    internal static OutsideWorkException? In(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is OutsideWorkException outside)
                return outside;
        }

        return null;
    }
}

/// <summary>Does between two runs of one write what the write asked for, and keeps the answers for the next run.</summary>
internal sealed class OutsideWork
{
    /// <summary>Each piece makes the write run once more, so there is an end to them.</summary>
    public const int MaxPieces = 200;

    private static readonly AsyncLocal<Action?> Listener = new();

    /// <summary>Told, in what is called from here on, whenever a write begins to wait for something outside: who delivers one thing after the other goes on with the next.</summary>
    public static Action? Begins
    {
        get => Listener.Value;
        set => Listener.Value = value;
    }

    private readonly Dictionary<string, (object? Answer, ExceptionDispatchInfo? Failure)> answers = new(StringComparer.Ordinal);

    /// <param name="write">Runs a work in one transaction.</param>
    /// <param name="work">What to run.</param>
    /// <param name="cancellationToken">Ends what is done outside, too.</param>
    public static async Task<T> RunAsync<T>(
        Func<Func<WriteSession, CancellationToken, Task<T>>, CancellationToken, Task<T>> write, Func<WriteSession, CancellationToken, Task<T>> work,
        CancellationToken cancellationToken)
    {
        var current = work;
        OutsideWork? done = null;
        while (true)
        {
            OutsideWorkException needed;
            try
            {
                return await write(current, cancellationToken);
            }
            catch (Exception exception) when (OutsideWorkException.In(exception) is { } outside)
            {
                needed = outside;
            }

            if (done is null)
            {
                var answers = done = new OutsideWork();
                current = (session, ct) =>
                {
                    ((RowSession)session).Outside = answers;
                    return work(session, ct);
                };
            }

            Begins?.Invoke();
            await done.DoAsync(needed, cancellationToken);
        }
    }

    private readonly Dictionary<string, object> made = new(StringComparer.Ordinal);

    /// <summary>What an earlier run made under this key; null when none did.</summary>
    public object? Made(string key) => made.GetValueOrDefault(key);

    /// <summary>No further piece is done for this write.</summary>
    public bool IsFull => answers.Count >= MaxPieces;

    /// <summary>The answer, if there is one by now; throws what the work threw.</summary>
    public bool TryGet(string key, out object? answer)
    {
        var found = answers.TryGetValue(key, out var entry);
        entry.Failure?.Throw();
        answer = entry.Answer;
        return found;
    }

    private async Task DoAsync(OutsideWorkException needed, CancellationToken cancellationToken)
    {
        foreach (var (key, value) in needed.Made ?? new Dictionary<string, object>())
            made[key] = value;
        try
        {
            answers[needed.Key] = (await needed.Work(cancellationToken), null);
        }
#pragma warning disable CA1031 // whatever it throws is for who asked for it, in the next run
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            answers[needed.Key] = (null, ExceptionDispatchInfo.Capture(exception));
        }
    }
}
