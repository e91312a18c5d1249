using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Search;

/// <summary>A tsvector with a GIN index. The words go in as they are: no parser of PostgreSQL may take 451/UBND-TH for the path of a file.</summary>
internal sealed class PostgreSqlSearchWords : SearchWords
{
    public override string Exists => """SELECT count(*) AS "Value" FROM information_schema.tables WHERE table_name = 'SearchIndex'""";

    public override IReadOnlyList<string> Schema =>
    [
        """CREATE TABLE IF NOT EXISTS "SearchIndex" ("EntryId" bigint PRIMARY KEY, "Words" tsvector NOT NULL)""",
        """CREATE INDEX IF NOT EXISTS "IX_SearchIndex_Words" ON "SearchIndex" USING gin ("Words")""",
    ];

    public override Task WriteAsync(WriteSession session, long entryId, IReadOnlyCollection<string> words, CancellationToken cancellationToken) =>
        session.Context.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO "SearchIndex" ("EntryId", "Words") VALUES ({0}, array_to_tsvector({1}))
            ON CONFLICT ("EntryId") DO UPDATE SET "Words" = excluded."Words"
            """, [entryId, words.ToArray()], cancellationToken);

    // Words hold no quotes and no backslashes.
    public override SearchStatement Find(IReadOnlyList<string> all, IReadOnlyList<string> any, long before, int most) => new(
        """SELECT "EntryId" AS "Value" FROM "SearchIndex" WHERE "Words" @@ {0}::tsquery AND "EntryId" < {1} ORDER BY "EntryId" DESC LIMIT {2}""",
        [$"({string.Join(" | ", any.Select(Quoted))}) & {string.Join(" & ", all.Select(Quoted))}", before, most]);

    private static string Quoted(string word) => $"'{word}'";
}
