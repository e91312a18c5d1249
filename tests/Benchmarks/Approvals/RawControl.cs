using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace LienThong.Benchmarks.Approvals;

/// <summary>
/// Writes the recorded rows again, with the same values and so the same sizes, into a copy of the database as it was before them:
/// prepared commands on one connection, one transaction per approval. It reads nothing, checks nothing and builds no JSON.
/// </summary>
internal sealed class RawControl : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = [];
    private readonly Dictionary<(string Table, object Place), object[]> _written = [];
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly List<List<(SqliteCommand Command, object[] Values)>> _approvals = [];

    public RawControl(string file, IEnumerable<IReadOnlyList<RecordedWrite>> approvals)
    {
        _connection = Raw.Open(file);
        _begin = Prepared("BEGIN IMMEDIATE");
        _commit = Prepared("COMMIT");
        foreach (var approval in approvals)
            _approvals.Add([.. approval.Select(write => (CommandFor(write), ValuesOf(write)))]);
    }

    /// <summary>Runs some of the approvals.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="together">How many share a transaction.</param>
    public TimeSpan Run(int first, int count, int together)
    {
        var watch = Stopwatch.StartNew();
        for (var i = first; i < first + count; i++)
        {
            if ((i - first) % together == 0)
                _begin.ExecuteNonQuery();
            foreach (var (command, values) in _approvals[i])
            {
                for (var p = 0; p < values.Length; p++)
                    command.Parameters[p].Value = values[p];
                if (command.ExecuteNonQuery() != 1)
                    throw new InvalidOperationException($"Not one row: {command.CommandText}");
            }

            if ((i - first) % together == together - 1 || i == first + count - 1)
                _commit.ExecuteNonQuery();
        }

        return watch.Elapsed;
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
            command.Dispose();
        _connection.Dispose();
    }

    private SqliteCommand CommandFor(RecordedWrite write)
    {
        var columns = Raw.Query(_connection, $"PRAGMA table_info(\"{write.Table}\")").Select(row => (Name: (string)row[1], Key: (long)row[5])).ToList();
        var keys = columns.Where(c => c.Key > 0).ToList();
        var where = string.Join(" AND ", keys.Select(k => $"\"{k.Name}\" = @k{columns.IndexOf(k)}"));
        var sql = write.Operation switch
        {
            'I' => $"INSERT INTO \"{write.Table}\" VALUES({string.Join(',', columns.Select((_, i) => $"@p{i}"))})",
            // By row id, for an update may change the key: a bookmark that moves on keeps its row.
            'U' => $"UPDATE \"{write.Table}\" SET {string.Join(',', columns.Select((c, i) => $"\"{c.Name}\" = @p{i}"))} WHERE rowid = @row",
            _ => $"DELETE FROM \"{write.Table}\" WHERE {where}",
        };
        if (!_commands.TryGetValue(sql, out var command))
            _commands[sql] = command = Prepared(sql, [.. columns.SelectMany((c, i) => write.Operation switch
            {
                'I' or 'U' => (string[])[$"@p{i}"],
                _ => c.Key > 0 ? [$"@k{i}"] : [],
            }), .. write.Operation == 'U' ? ["@row"] : Array.Empty<string>()]);
        return command;
    }

    // The key of what was deleted: as it was written before, else as it is in the copy.
    private object[] ValuesOf(RecordedWrite write)
    {
        if (write.Values is { } values)
        {
            _written[(write.Table, write.Place)] = values;
            return write.Operation == 'U' ? [.. values, write.Place] : values;
        }

        var columns = Raw.Query(_connection, $"PRAGMA table_info(\"{write.Table}\")");
        var row = _written.GetValueOrDefault((write.Table, write.Place)) ?? RecordedWrites.RowAt(_connection, write.Table, write.Place);
        return [.. columns.Where(column => (long)column[5] > 0).Select(column => row[(long)column[0]])];
    }

    private SqliteCommand Prepared(string sql, params string[] names)
    {
        var command = Raw.Command(_connection, sql);
        foreach (var name in names)
            command.Parameters.Add(new SqliteParameter(name, DBNull.Value));
        command.Prepare();
        return command;
    }
}
