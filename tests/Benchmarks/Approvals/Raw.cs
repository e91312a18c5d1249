using Microsoft.Data.Sqlite;

namespace LienThong.Benchmarks.Approvals;

/// <summary>Microsoft.Data.Sqlite with nothing on top.</summary>
internal static class Raw
{
    public static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        connection.Open();
        // As the engine's own writer does.
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 10000; PRAGMA cache_size = -16384");
        return connection;
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        command.ExecuteNonQuery();
    }

    public static List<object[]> Query(SqliteConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Copies a database page by page, so that rows keep their places; a checkpoint is done by the copy.</summary>
    public static void Copy(string from, string to)
    {
        foreach (var old in (string[])[to, to + "-wal", to + "-shm"])
            File.Delete(old);
        using var source = Open(from);
        using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = to, Pooling = false }.ConnectionString);
        target.Open();
        source.BackupDatabase(target);
    }

#pragma warning disable CA2100 // names of our own tables
    public static SqliteCommand Command(SqliteConnection connection, string sql) => new(sql, connection);
#pragma warning restore CA2100
}
