namespace LienThong.Workflows.Persistence;

/// <summary>SQL for the engine's tables that is not part of EF's model; migrations run it.</summary>
public static class EngineUpgrade
{
    private static readonly string[] Hashed = ["Bookmarks", "Triggers", "Stimuli"];

    /// <summary>For SQLite. The journal is only ever read by its key: as its own index it takes a third less, and a burst writes one page less.</summary>
    public const string JournalWithoutRowId =
        """
        CREATE TABLE "JournalByKey" (
            "InstanceId" TEXT NOT NULL,
            "Burst" INTEGER NOT NULL,
            "At" INTEGER NOT NULL,
            "Entries" BLOB NOT NULL,
            "Values" BLOB NULL,
            CONSTRAINT "PK_Journal" PRIMARY KEY ("InstanceId", "Burst")
        ) WITHOUT ROWID;
        INSERT INTO "JournalByKey" SELECT "InstanceId", "Burst", "At", "Entries", "Values" FROM "Journal";
        DROP TABLE "Journal";
        ALTER TABLE "JournalByKey" RENAME TO "Journal";
        """;

    /// <summary>Hashes were twice as long: the first half is the hash as it is made now, so that what waits is still found.</summary>
    public static IReadOnlyList<string> ShortHashes(DatabaseProvider provider) =>
    [
        .. Hashed.Select(table => provider == DatabaseProvider.SqlServer
            ? $"UPDATE [{table}] SET [Hash] = LEFT([Hash], 32) WHERE LEN([Hash]) > 32;"
            : $"UPDATE \"{table}\" SET \"Hash\" = substr(\"Hash\", 1, 32) WHERE length(\"Hash\") > 32;"),
    ];

    /// <summary>Incidents of steps that ended with what held them, from before that was a state of its own: this is what was said of them.</summary>
    public static string IncidentsThatEndedUnresolved(DatabaseProvider provider) => provider == DatabaseProvider.SqlServer
        ? $"UPDATE [Incidents] SET [EndedUnresolved] = 1 WHERE [ResolvedAt] IS NOT NULL AND [Resolution] = N'{StepEnded}';"
        : $"UPDATE \"Incidents\" SET \"EndedUnresolved\" = {(provider == DatabaseProvider.PostgreSql ? "TRUE" : "1")} WHERE \"ResolvedAt\" IS NOT NULL AND \"Resolution\" = '{StepEnded}';";

    /// <summary>Resolution of an incident whose step ended with what held it.</summary>
    internal const string StepEnded = "Bước này đã kết thúc cùng phần quy trình chứa nó, không còn phải chạy lại.";
}
