using Microsoft.Data.Sqlite;

namespace LienThong.Benchmarks.Approvals;

/// <summary>One row that an approval wrote.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Operation">I, U or D.</param>
/// <param name="RowId">SQLite's own key of the row.</param>
/// <param name="Values">All columns as written; null for a deleted row.</param>
internal sealed record RecordedWrite(string Table, char Operation, long RowId, object[]? Values);

/// <summary>Records what is written to a SQLite file, by triggers that are there only for that time.</summary>
internal sealed class RecordedWrites : IDisposable
{
    private readonly SqliteConnection _connection;
    private long _seen;

    public RecordedWrites(string file)
    {
        _connection = Raw.Open(file);
        Tables = [.. Raw.Query(_connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'").Select(row => (string)row[0])];
        Raw.Execute(_connection, "CREATE TABLE bench_log(n INTEGER PRIMARY KEY, t TEXT, op TEXT, id INTEGER)");
        foreach (var table in Tables)
        {
            foreach (var (op, word, row) in (ReadOnlySpan<(string, string, string)>)[("I", "INSERT", "new"), ("U", "UPDATE", "new"), ("D", "DELETE", "old")])
                Raw.Execute(_connection, $"CREATE TRIGGER \"bench_{table}_{op}\" AFTER {word} ON \"{table}\" BEGIN INSERT INTO bench_log(t, op, id) VALUES('{table}', '{op}', {row}.rowid); END");
        }
    }

    public IReadOnlyList<string> Tables { get; }

    /// <summary>What was written since the last call.</summary>
    public List<RecordedWrite> Take()
    {
        var writes = new List<RecordedWrite>();
        foreach (var entry in Raw.Query(_connection, $"SELECT n, t, op, id FROM bench_log WHERE n > {_seen} ORDER BY n"))
        {
            _seen = (long)entry[0];
            var (table, operation, id) = ((string)entry[1], ((string)entry[2])[0], (long)entry[3]);
            writes.Add(new RecordedWrite(
                table, operation, id, operation == 'D' ? null : Raw.Query(_connection, $"SELECT * FROM \"{table}\" WHERE rowid = {id}").Single()));
        }

        return writes;
    }

    public void Dispose()
    {
        foreach (var table in Tables)
        {
            foreach (var op in "IUD")
                Raw.Execute(_connection, $"DROP TRIGGER \"bench_{table}_{op}\"");
        }

        Raw.Execute(_connection, "DROP TABLE bench_log");
        _connection.Dispose();
    }
}
