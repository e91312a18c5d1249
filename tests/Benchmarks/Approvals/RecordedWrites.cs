using Microsoft.Data.Sqlite;

namespace LienThong.Benchmarks.Approvals;

/// <summary>One row that an approval wrote.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Operation">I, U or D.</param>
/// <param name="Place">SQLite's own key of the row; of a table without one the values of its primary key, as a JSON text.</param>
/// <param name="Values">All columns as written; null for a deleted row.</param>
internal sealed record RecordedWrite(string Table, char Operation, object Place, object[]? Values);

/// <summary>Records what is written to a SQLite file, by triggers that are there only for that time.</summary>
internal sealed class RecordedWrites : IDisposable
{
    private readonly SqliteConnection _connection;
    private long _seen;

    public RecordedWrites(string file)
    {
        _connection = Raw.Open(file);
        Tables = [.. Raw.Query(_connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'").Select(row => (string)row[0])];
        Raw.Execute(_connection, "CREATE TABLE bench_log(n INTEGER PRIMARY KEY, t TEXT, op TEXT, id)");
        foreach (var table in Tables)
        {
            foreach (var (op, word, row) in (ReadOnlySpan<(string, string, string)>)[("I", "INSERT", "new"), ("U", "UPDATE", "new"), ("D", "DELETE", "old")])
                Raw.Execute(_connection, $"CREATE TRIGGER \"bench_{table}_{op}\" AFTER {word} ON \"{table}\" BEGIN INSERT INTO bench_log(t, op, id) VALUES('{table}', '{op}', {PlaceOf(_connection, table, row + ".")}); END");
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
            var (table, operation, id) = ((string)entry[1], ((string)entry[2])[0], entry[3]);
            writes.Add(new RecordedWrite(
                table, operation, id, operation == 'D' ? null : RowAt(_connection, table, id)));
        }

        return writes;
    }

    /// <summary>The row as it is now.</summary>
    public static object[] RowAt(SqliteConnection connection, string table, object place) =>
        Raw.Query(connection, $"SELECT * FROM \"{table}\" WHERE {PlaceOf(connection, table, "")} = {(place is string text ? $"'{text.Replace("'", "''", StringComparison.Ordinal)}'" : place)}").Single();

    private static string PlaceOf(SqliteConnection connection, string table, string row)
    {
        if ((long)Raw.Query(connection, $"SELECT wr FROM pragma_table_list('{table}')")[0][0] == 0)
            return $"{row}rowid";
        var keys = Raw.Query(connection, $"SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk").Select(key => $"{row}\"{key[0]}\"");
        return $"json_array({string.Join(", ", keys)})";
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
