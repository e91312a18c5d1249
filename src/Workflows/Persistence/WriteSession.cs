using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Persistence;

/// <summary>What a use case writes through: everything given to it is committed in one transaction, or nothing is.</summary>
/// <remarks>
/// Writes are kept and sent together, at the latest before the commit: inserts of one table in one statement,
/// in the order in which the tables were first named.
/// Queries on <see cref="Context"/> see what was flushed; FindAsync sees everything
/// and gives one object for one key, however often it is asked.
/// A statement that failed ends the session, even where the work caught the exception: nothing of it is committed.
/// </remarks>
public abstract class WriteSession
{
    /// <summary>For queries, in this session's transaction; it never tracks.</summary>
    public abstract DbContext Context { get; }

    public abstract TimeProvider Clock { get; }

    /// <summary>The row with this key, as this session left it; null when there is none. On a server database the row is locked until the commit.</summary>
    /// <param name="key">The value, or a tuple for a key of several columns.</param>
    /// <param name="cancellationToken">The work's.</param>
    public abstract ValueTask<T?> FindAsync<T>(object key, CancellationToken cancellationToken) where T : class;

    /// <summary>The same with other rows, in one statement; later finds of those cost nothing. Where one of them is missing, only the row is found.</summary>
    public abstract ValueTask<T?> FindAsync<T>(object key, FoundTogether<T> together, CancellationToken cancellationToken) where T : class;

    /// <summary>
    /// Rows as they were flushed that have all these values, in the order of their keys; neither locked nor kept for finds. For what is asked on the way to
    /// the first burst of a process: there the first query on <see cref="Context"/> would take longer than all the rest.
    /// </summary>
    public abstract ValueTask<IReadOnlyList<T>> FindAllAsync<T>(IReadOnlyList<(string Property, object Value)> equal, CancellationToken cancellationToken) where T : class;

    /// <summary>The keys of the same rows, where a key is one text.</summary>
    public abstract ValueTask<IReadOnlyList<string>> FindKeysAsync<T>(IReadOnlyList<(string Property, object Value)> equal, CancellationToken cancellationToken) where T : class;

    /// <summary>Keys of rows as they were flushed, in no order: for a question that nearly every burst asks and nearly always finds nothing.</summary>
    /// <param name="equal">Has the value; it has an index.</param>
    /// <param name="later">Is later than the value.</param>
    /// <param name="open">Each of these is null or has the value.</param>
    /// <param name="cancellationToken">The work's.</param>
    public abstract ValueTask<IReadOnlyList<string>> FindLaterKeysAsync<T>(
        (string Property, object Value) equal, (string Property, object Value) later, IReadOnlyList<(string Property, object? Value)> open, CancellationToken cancellationToken) where T : class;

    /// <summary>A row that was looked at beside another one, as it was then; null when none was.</summary>
    public abstract T? Beside<T>() where T : class;

    /// <summary>Until the commit nobody else gets past here with the same name, whatever rows there are; at most 250 characters.</summary>
    public abstract Task LockAsync(string name, CancellationToken cancellationToken);

    public abstract void Insert<T>(T row) where T : class;

    /// <summary>Writes the whole row; where it has a RowVersion, only over the version that was read.</summary>
    public abstract void Update<T>(T row) where T : class;

    /// <summary>Deletes the row, which must be there.</summary>
    public abstract void Delete<T>(T row) where T : class;

    /// <summary>Deletes the one row and inserts the other, in one statement where the table has no RowVersion; the old one must be there.</summary>
    public abstract void Replace<T>(T old, T row) where T : class;

    /// <summary>Sends what was kept, so that queries see it.</summary>
    /// <exception cref="StaleRowException">Somebody else changed or deleted a row first.</exception>
    /// <exception cref="DuplicateRowException">A unique key is taken.</exception>
    public abstract Task FlushAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Does something that is too slow for a transaction. The first time it throws, which ends this session: the database rolls back, does the work
    /// and runs the whole write again, which then finds the answer here (or the work's exception).
    /// </summary>
    /// <param name="key">What tells this piece of work from others of the same write, in whatever order they are asked for.</param>
    /// <param name="work">Gets a token that ends with the caller, not with the write.</param>
    /// <exception cref="OutsideWorkException">Pass it on: it does not tell of a failure.</exception>
    public abstract Task<T> OutsideAsync<T>(string key, Func<CancellationToken, Task<T>> work);

    /// <summary>
    /// A value that is made once in this write, however often the write is run for what it does outside: an id, which somebody outside may have been told.
    /// Asked again under the same key within one run, it is the next one.
    /// </summary>
    public abstract T Once<T>(string key, Func<T> make) where T : notnull;

    /// <summary>Runs after the commit, never when there is none. For short wake-ups of this process only: what may not be lost goes to the outbox.</summary>
    public abstract void AfterCommit(Action action);
}

/// <summary>A row was changed or deleted by somebody else since it was read.</summary>
public sealed class StaleRowException(string table, string key)
    : Exception($"Dữ liệu đã được người khác thay đổi ({table} {key}). Tải lại rồi làm lại.");

/// <summary>A unique key is taken.</summary>
public sealed class DuplicateRowException(string detail, Exception? inner) : Exception(detail, inner);
