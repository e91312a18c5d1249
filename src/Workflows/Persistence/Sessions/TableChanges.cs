namespace LienThong.Workflows.Persistence.Sessions;

/// <summary>What a session did to the rows of one table and did not send yet.</summary>
internal abstract class TableChanges
{
    public abstract ValueTask FlushAsync(RowWriter writer, CancellationToken cancellationToken);
}

/// <summary>Also the session's memory of the rows it found, so that two finds of one key give one object.</summary>
internal sealed class TableChanges<T>(RowTable<T> table) : TableChanges where T : class
{
    private readonly Dictionary<object, Change> changes = [];
    private readonly List<(T Old, T Row)> replacements = [];
    private bool isDirty;

    private enum State
    {
        /// <summary>As in the database.</summary>
        Clean,
        Added,
        Modified,
        Deleted,

        /// <summary>Deleted, then inserted again.</summary>
        Replaced,

        /// <summary>Not there, and nothing to send.</summary>
        Absent,
    }

    public RowTable<T> Table => table;

    /// <summary>True when the session knows what became of the row: there, or null for gone.</summary>
    public bool TryFind(object key, out T? row)
    {
        var known = changes.TryGetValue(key, out var change);
        row = change is null or { State: State.Deleted or State.Absent } ? null : change.Row;
        return known;
    }

    public void Found(object key, T row) => changes[key] = new Change(row, State.Clean);

    public void Insert(T row)
    {
        var key = table.KeyOf(row);
        var change = ChangeOf(key, row, State.Absent);
        (change.State, change.Removed) = change.State switch
        {
            State.Absent => (State.Added, null),
            State.Deleted => (State.Replaced, change.Row),
            _ => throw new DuplicateRowException($"Dữ liệu đã có ({table.Name} {key}).", null),
        };
        change.Row = row;
    }

    public void Update(T row)
    {
        var key = table.KeyOf(row);
        var change = ChangeOf(key, row, State.Clean);
        change.State = change.State switch
        {
            State.Clean or State.Modified => State.Modified,
            State.Added => State.Added,
            State.Replaced => State.Replaced,
            _ => throw new StaleRowException(table.Name, key.ToString()!),
        };
        change.Row = row;
    }

    public void Delete(T row)
    {
        var key = table.KeyOf(row);
        var change = ChangeOf(key, row, State.Clean);
        (change.State, change.Row) = change.State switch
        {
            State.Clean or State.Modified => (State.Deleted, row),
            State.Added => (State.Absent, row),
            State.Replaced => (State.Deleted, change.Removed!), // Replaced is only entered with a removed row
            _ => throw new StaleRowException(table.Name, key.ToString()!),
        };
    }

    public void Replace(T old, T row)
    {
        Delete(old);
        Insert(row);
        // A version guards an update of the same row, and this one becomes another.
        if (!table.HasVersion)
            replacements.Add((old, row));
    }

    /// <summary>Deletes, then updates, then inserts: what leaves a unique value makes room before somebody takes it.</summary>
    public override async ValueTask FlushAsync(RowWriter writer, CancellationToken cancellationToken)
    {
        if (!isDirty)
            return;
        List<T>? deleted = null, added = null, modified = null;
        foreach (var change in changes.Values)
            switch (change.State)
            {
                case State.Deleted: (deleted ??= []).Add(change.Row); break;
                case State.Replaced: (deleted ??= []).Add(change.Removed!); (added ??= []).Add(change.Row); break; // see Delete
                case State.Modified: (modified ??= []).Add(change.Row); break;
                case State.Added: (added ??= []).Add(change.Row); break;
            }
        if (replacements.Count > 0)
        {
            // Only where nothing else became of either row meanwhile.
            var pairs = replacements.FindAll(pair => StateOf(pair.Old) == State.Deleted && StateOf(pair.Row) == State.Added);
            deleted?.RemoveAll(row => pairs.Exists(pair => pair.Old == row));
            added?.RemoveAll(row => pairs.Exists(pair => pair.Row == row));
            replacements.Clear();
            if (deleted is { Count: > 0 })
                await writer.DeleteAsync(deleted, cancellationToken);
            deleted = null;
            await writer.ReplaceAsync(pairs, cancellationToken);
        }

        if (deleted is not null)
            await writer.DeleteAsync(deleted, cancellationToken);
        if (modified is not null)
            await writer.UpdateAsync(modified, cancellationToken);
        if (added is not null)
            await writer.InsertAsync(added, cancellationToken);
        foreach (var change in changes.Values)
        {
            change.State = change.State is State.Deleted or State.Absent ? State.Absent : State.Clean;
            change.Removed = null;
        }
        isDirty = false;
    }

    private State StateOf(T row) => changes.TryGetValue(table.KeyOf(row), out var change) && change.Row == row ? change.State : State.Absent;

    private Change ChangeOf(object key, T row, State unknown)
    {
        isDirty = true;
        if (!changes.TryGetValue(key, out var change))
            changes.Add(key, change = new Change(row, unknown));
        return change;
    }

    private sealed class Change(T row, State state)
    {
        public T Row { get; set; } = row;
        public T? Removed { get; set; }
        public State State { get; set; } = state;
    }
}
