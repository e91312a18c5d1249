using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Persistence.Sessions;

/// <summary>Keeps the writes of one use case per table and sends them together.</summary>
internal sealed class RowSession(
    RowTables tables, RowCommands commands, Lazy<DbContext> context, SessionInterceptor interceptor, TimeProvider clock) : WriteSession
{
    private static readonly AsyncLocal<RowSession?> Current = new();

    private readonly RowReader reader = new(commands, tables);
    private readonly RowWriter writer = new(commands, tables);
    // In the order in which they were first named: parents come before children because use cases name them so.
    private readonly List<TableChanges> changes = new(8);
    private List<object>? besides;
    private List<Action>? afterCommit;
    private Dictionary<string, int>? asked;
    private Dictionary<string, object>? made;
    private bool closed;

    /// <summary>What was done outside for earlier runs of this write; null in the first.</summary>
    public OutsideWork? Outside { get; set; }

    public override DbContext Context
    {
        get
        {
            MustBeOpen();
            return context.Value;
        }
    }

    public override TimeProvider Clock => clock;

    public override async ValueTask<T?> FindAsync<T>(object key, CancellationToken cancellationToken) where T : class
    {
        MustBeOpen();
        var known = ChangesOf<T>();
        key = known.Table.KeyFrom(key);
        if (known.TryFind(key, out var row))
            return row;
        try
        {
            row = await reader.FindAsync<T>(key, cancellationToken);
        }
        catch (Exception exception)
        {
            interceptor.Failure ??= exception;
            throw;
        }
        if (row is not null)
            known.Found(key, row);
        return row;
    }

    public override async ValueTask<T?> FindAsync<T>(object key, FoundTogether<T> together, CancellationToken cancellationToken) where T : class
    {
        MustBeOpen();
        var known = ChangesOf<T>();
        if (known.TryFind(known.Table.KeyFrom(key), out var row))
            return row;
        try
        {
            if (await reader.FindAsync(this, known.Table.KeyFrom(key), together, cancellationToken))
                return known.TryFind(known.Table.KeyFrom(key), out row) ? row : null;
        }
        catch (Exception exception)
        {
            interceptor.Failure ??= exception;
            throw;
        }

        return await FindAsync<T>(key, cancellationToken);
    }

    public override async Task LockAsync(string name, CancellationToken cancellationToken)
    {
        MustBeOpen();
        // One writer has nobody to keep out.
        if (tables.Dialect.LockName is not { } sql)
            return;
        try
        {
            using var command = commands.Take(sql);
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@p0", name);
            command.Parameters.Add(parameter);
            await commands.ExecuteAsync(command, cancellationToken);
        }
        catch (Exception exception)
        {
            interceptor.Failure ??= exception;
            throw;
        }
    }

    public override ValueTask<IReadOnlyList<T>> FindAllAsync<T>(IReadOnlyList<(string Property, object Value)> equal, CancellationToken cancellationToken) where T : class =>
        AskedAsync(reader.FindAllAsync<T>, equal, cancellationToken);

    public override ValueTask<IReadOnlyList<string>> FindKeysAsync<T>(IReadOnlyList<(string Property, object Value)> equal, CancellationToken cancellationToken) where T : class =>
        AskedAsync(reader.FindKeysAsync<T>, equal, cancellationToken);

    public override ValueTask<IReadOnlyList<string>> FindLaterKeysAsync<T>(
        (string Property, object Value) equal, (string Property, object Value) later, IReadOnlyList<(string Property, object? Value)> open, CancellationToken cancellationToken) where T : class =>
        AskedAsync((asked, ct) => reader.FindLaterKeysAsync<T>(asked.equal, asked.later, asked.open, ct), (equal, later, open), cancellationToken);

    private async ValueTask<IReadOnlyList<TFound>> AskedAsync<TAsked, TFound>(
        Func<TAsked, CancellationToken, ValueTask<IReadOnlyList<TFound>>> find, TAsked asked, CancellationToken cancellationToken)
    {
        MustBeOpen();
        try
        {
            return await find(asked, cancellationToken);
        }
        catch (Exception exception)
        {
            interceptor.Failure ??= exception;
            throw;
        }
    }

    public override T? Beside<T>() where T : class => besides?.OfType<T>().FirstOrDefault();

    /// <summary>What the session changed or found before stays as it knows it.</summary>
    public void KeepFound<T>(T row) where T : class
    {
        var known = ChangesOf<T>();
        var key = known.Table.KeyOf(row);
        if (!known.TryFind(key, out _))
            known.Found(key, row);
    }

    public void KeepBeside(object row) => (besides ??= []).Add(row);

    public override void Insert<T>(T row) where T : class
    {
        MustBeOpen();
        ChangesOf<T>().Insert(row);
    }

    public override void Update<T>(T row) where T : class
    {
        MustBeOpen();
        ChangesOf<T>().Update(row);
    }

    public override void Delete<T>(T row) where T : class
    {
        MustBeOpen();
        ChangesOf<T>().Delete(row);
    }

    public override void Replace<T>(T old, T row) where T : class
    {
        MustBeOpen();
        ChangesOf<T>().Replace(old, row);
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        MustBeOpen();
        try
        {
            foreach (var table in changes)
                await table.FlushAsync(writer, cancellationToken);
        }
        catch (Exception exception)
        {
            interceptor.Failure ??= exception;
            throw;
        }
    }

    public override async Task<T> OutsideAsync<T>(string key, Func<CancellationToken, Task<T>> work)
    {
        MustBeOpen();
        asked ??= new Dictionary<string, int>(StringComparer.Ordinal);
        var count = asked[key] = asked.GetValueOrDefault(key) + 1;
        var numbered = $"{key}#{count}";
        if (Outside is not null && Outside.TryGet(numbered, out var answer))
            return (T)answer!; // the work gave a T
        if (Outside is { IsFull: true })
            throw new InvalidOperationException($"Một lần ghi gọi ra ngoài quá {OutsideWork.MaxPieces} lần. Hãy chia nhỏ bước này.");
        var needed = new OutsideWorkException(numbered, async ct => await work(ct), made);
        // Swallowed, it would commit half a work.
        interceptor.Failure ??= needed;
        throw needed;
    }

    public override T Once<T>(string key, Func<T> make)
    {
        MustBeOpen();
        asked ??= new Dictionary<string, int>(StringComparer.Ordinal);
        var count = asked[$"once {key}"] = asked.GetValueOrDefault($"once {key}") + 1;
        var numbered = $"{key}#{count}";
        var value = Outside?.Made(numbered) is T known ? known : make();
        (made ??= new Dictionary<string, object>(StringComparer.Ordinal))[numbered] = value;
        return value;
    }

    public override void AfterCommit(Action action)
    {
        MustBeOpen();
        (afterCommit ??= []).Add(action);
    }

    /// <summary>What runs after the commit.</summary>
    public IReadOnlyList<Action> AfterCommitActions => afterCommit ?? (IReadOnlyList<Action>)[];

    /// <summary>From here on the session refuses everything: a work that still holds it cannot write into somebody else's transaction.</summary>
    public void Close() => closed = true;

    /// <summary>Flushes for the last time. A statement that failed before and was swallowed by the work fails the write here.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        MustBeOpen();
    }

    /// <summary>Marks what the calling method does from here on as part of this session.</summary>
    public void Enter() => Current.Value = this;

    /// <summary>On SQLite a write would wait for itself, elsewhere it could wait for its own locks; and it would not be one transaction.</summary>
    public static void MustNotBeWithin(RowTables tables)
    {
        if (Current.Value is { closed: false } open && open.Owner == tables)
            throw new InvalidOperationException("A write was started within a write of the same database; pass the session on instead.");
    }

    private RowTables Owner => tables;

    private void MustBeOpen()
    {
        ObjectDisposedException.ThrowIf(closed, this);
        if (interceptor.Failure is not null)
            throw new InvalidOperationException("A statement of this write failed, so nothing of it can be committed.", interceptor.Failure);
    }

    private TableChanges<T> ChangesOf<T>() where T : class
    {
        foreach (var known in changes)
            if (known is TableChanges<T> found)
                return found;
        var added = new TableChanges<T>(tables.Of<T>());
        changes.Add(added);
        return added;
    }
}
