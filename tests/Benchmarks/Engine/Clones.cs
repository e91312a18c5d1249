using LienThong.Benchmarks.Approvals;
using Microsoft.Data.Sqlite;

namespace LienThong.Benchmarks.Engine;

/// <summary>Makes many instances out of one by SQL. What one instance is, the engine wrote; here only its keys change.</summary>
internal static class Clones
{
    /// <summary>Id of the n-th clone.</summary>
    public static string Instance(long n) => $"0100{n:x28}";

    /// <summary>Id of the n-th clone's wait, and of its timer.</summary>
    public static string Bookmark(long n) => $"0101{n:x28}";

    /// <summary>Id of the n-th clone of a version.</summary>
    public static string Version(string versionId, long n) => $"{versionId}-{n}";

    private const string InstanceSql = "('0100' || printf('%028x', n))";
    private const string BookmarkSql = "('0101' || printf('%028x', n))";

    /// <summary>Clones an instance with its rows.</summary>
    /// <param name="file">The database; nobody else writes to it meanwhile.</param>
    /// <param name="instanceId">The one that is there.</param>
    /// <param name="bookmarkId">What it waits for; null when it has ended.</param>
    /// <param name="first">Number of the first clone.</param>
    /// <param name="count">How many.</param>
    /// <param name="versions">Over how many clones of its version they are spread; 1 leaves them at the version itself.</param>
    public static void OfInstance(string file, string instanceId, string? bookmarkId, long first, long count, int versions = 1)
    {
        using var connection = Raw.Open(file);
        // Only here: what is measured afterwards runs on connections of its own.
        Raw.Execute(connection, "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -400000; PRAGMA wal_autocheckpoint = 50000; BEGIN");
        var state = bookmarkId is null ? "State" : $"CAST(replace(CAST(State AS TEXT), '{bookmarkId}', {BookmarkSql}) AS BLOB)";
        // A microsecond apart, as if one had come after the other.
        var version = versions == 1 ? "DefinitionVersionId" : $"DefinitionVersionId || '-' || (n % {versions})";
        Copy(connection, "Instances", "Id", instanceId, first, count, new()
        {
            ["Id"] = InstanceSql,
            ["State"] = state,
            ["DefinitionVersionId"] = version,
            ["CreatedAt"] = "CreatedAt - 10 * n",
            ["UpdatedAt"] = "UpdatedAt - 10 * n",
        });
        Copy(connection, "Journal", "InstanceId", instanceId, first, count, new() { ["InstanceId"] = InstanceSql });
        Copy(connection, "Bookmarks", "InstanceId", instanceId, first, count, new()
        {
            ["Id"] = BookmarkSql,
            ["InstanceId"] = InstanceSql,
        });
        Copy(connection, "Timers", "InstanceId", instanceId, first, count, new() { ["Id"] = BookmarkSql, ["InstanceId"] = InstanceSql });
        Raw.Execute(connection, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <summary>Clones a version of a definition: published once, and succeeded by the one that is there.</summary>
    public static void OfVersion(string file, string versionId, int count)
    {
        using var connection = Raw.Open(file);
        Copy(connection, "Definitions", "Id", versionId, 0, count, new() { ["Id"] = "Id || '-' || n", ["Version"] = "1000 + n", ["IsLatest"] = "0", ["IsPublished"] = "0" });
    }

    private static void Copy(SqliteConnection connection, string table, string key, string value, long first, long count, Dictionary<string, string> changes)
    {
        var columns = Raw.Query(connection, $"PRAGMA table_info(\"{table}\")").Select(row => (string)row[1]).ToList();
        Raw.Execute(
            connection,
            $"""
            WITH RECURSIVE numbers(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < {first + count})
            INSERT INTO "{table}" ({string.Join(", ", columns.Select(c => $"\"{c}\""))})
            SELECT {string.Join(", ", columns.Select(c => changes.GetValueOrDefault(c, $"\"{c}\"")))}
            FROM numbers CROSS JOIN "{table}" WHERE "{key}" = '{value}'
            """);
    }
}
