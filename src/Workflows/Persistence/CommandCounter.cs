namespace LienThong.Workflows.Persistence;

/// <summary>Counts what is sent to the database within writes: the price of a use case, and the place where tests make it fail.</summary>
public sealed class CommandCounter
{
    private long statements;
    private long commits;

    public long Statements => Interlocked.Read(ref statements);

    public long Commits => Interlocked.Read(ref commits);

    /// <summary>Called with the text of each statement, begin and commit before it is sent; what it throws takes the place of sending.</summary>
    public Action<string>? BeforeEach { get; set; }

    internal void Begin() => BeforeEach?.Invoke("BEGIN");

    internal void Statement(string text)
    {
        Interlocked.Increment(ref statements);
        BeforeEach?.Invoke(text);
    }

    internal void Commit()
    {
        Interlocked.Increment(ref commits);
        BeforeEach?.Invoke("COMMIT");
    }
}
