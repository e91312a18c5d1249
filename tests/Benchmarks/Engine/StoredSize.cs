using System.Globalization;
using LienThong.Benchmarks.Approvals;
using Microsoft.Data.Sqlite;

namespace LienThong.Benchmarks.Engine;

/// <summary>Bytes of rows and of their index entries as they lie in pages of SQLite (its file format, section 2); free space of pages and the few inner pages are left out.</summary>
internal static class StoredSize
{
    // Beside the values: length of the header, length of the cell, the row's number (up to two millions), the page's pointer to it.
    private const int RowOverhead = 1 + 2 + 3 + 2;

    // The row's number lies among the values, with its type.
    private const int IndexOverhead = 1 + 1 + (1 + 3) + 2;

    /// <summary>All tables of the file, those of full-text search too.</summary>
    public static Dictionary<string, long> OfTables(string file)
    {
        using var connection = Raw.Open(file);
        // A table of full-text search keeps its words in tables of its own.
        return Raw.Query(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND sql NOT LIKE 'CREATE VIRTUAL%'")
            .ToDictionary(row => (string)row[0], row => Of(connection, (string)row[0], "1"));
    }

    /// <summary>The rows of one table for which the condition holds.</summary>
    public static long Of(SqliteConnection connection, string table, string which)
    {
        var columns = Raw.Query(connection, $"PRAGMA table_info(\"{table}\")").Select(row => (string)row[1]).ToList();
        var isItsOwnIndex = (long)Raw.Query(connection, $"SELECT wr FROM pragma_table_list('{table}')")[0][0] == 1;
        var sizes = new List<string> { SizeOf(columns, RowOverhead) };
        foreach (var index in Raw.Query(connection, $"SELECT name, origin FROM pragma_index_list('{table}')"))
        {
            if (isItsOwnIndex && (string)index[1] == "pk")
                continue;
            var keys = Raw.Query(connection, $"PRAGMA index_info(\"{index[0]}\")").Where(row => row[2] is string).Select(row => (string)row[2]).ToList();
            var size = SizeOf(keys, IndexOverhead);
            var condition = Raw.Query(connection, $"SELECT sql FROM sqlite_master WHERE type = 'index' AND name = '{index[0]}' AND sql LIKE '% WHERE %'");
            sizes.Add(condition is [[string sql]] ? $"iif({sql[(sql.LastIndexOf(" WHERE ", StringComparison.Ordinal) + 7)..]}, {size}, 0)" : size);
        }

        return Convert.ToInt64(Raw.Query(connection, $"SELECT coalesce(sum({string.Join(" + ", sizes)}), 0) FROM \"{table}\" WHERE {which}")[0][0], CultureInfo.InvariantCulture);
    }

    private static string SizeOf(IEnumerable<string> columns, int overhead) =>
        string.Join(" + ", columns.Select(c => $"({ValueOf($"\"{c}\"")})").Append(overhead.ToString(CultureInfo.InvariantCulture)));

    // Its type in the header, and what it takes of the body: whole numbers are as short as they can be.
    private static string ValueOf(string column) => $"""
        CASE typeof({column})
        WHEN 'null' THEN 1
        WHEN 'integer' THEN CASE WHEN {column} IN (0, 1) THEN 1 WHEN {column} BETWEEN -128 AND 127 THEN 2 WHEN {column} BETWEEN -32768 AND 32767 THEN 3
            WHEN {column} BETWEEN -8388608 AND 8388607 THEN 4 WHEN {column} BETWEEN -2147483648 AND 2147483647 THEN 5 WHEN {column} BETWEEN -140737488355328 AND 140737488355327 THEN 7 ELSE 9 END
        WHEN 'real' THEN 9
        ELSE length(CAST({column} AS BLOB)) + iif(length(CAST({column} AS BLOB)) <= 57, 1, iif(length(CAST({column} AS BLOB)) <= 8185, 2, 3)) END
        """;
}
