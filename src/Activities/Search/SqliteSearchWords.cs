using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Search;

/// <summary>An FTS5 table that keeps the words only, not where they stand: a third of the size, and entries are found in the order of their ids.</summary>
internal sealed class SqliteSearchWords : SearchWords
{
    public override string Exists => """SELECT count(*) AS "Value" FROM sqlite_master WHERE name = 'SearchIndex'""";

    // Words come as they are to be found; the tokenizer only has to leave them whole.
    public override IReadOnlyList<string> Schema =>
    [
        """
        CREATE VIRTUAL TABLE IF NOT EXISTS "SearchIndex" USING fts5("Words", content='', contentless_delete=1, detail=none,
            tokenize="unicode61 remove_diacritics 0 tokenchars '-/_'")
        """,
    ];

    public override async Task WriteAsync(WriteSession session, long entryId, IReadOnlyCollection<string> words, CancellationToken cancellationToken)
    {
        await session.Context.Database.ExecuteSqlRawAsync("""DELETE FROM "SearchIndex" WHERE rowid = {0}""", [entryId], cancellationToken);
        await session.Context.Database.ExecuteSqlRawAsync("""INSERT INTO "SearchIndex"(rowid, "Words") VALUES ({0}, {1})""", [entryId, string.Join(' ', words)], cancellationToken);
    }

    // Words hold no quotes.
    public override SearchStatement Find(IReadOnlyList<string> all, IReadOnlyList<string> any, long before, int most) => new(
        """SELECT rowid AS "Value" FROM "SearchIndex" WHERE "SearchIndex" MATCH {0} AND rowid < {1} ORDER BY rowid DESC LIMIT {2}""",
        [$"({string.Join(" OR ", any.Select(Quoted))}) AND {string.Join(" AND ", all.Select(Quoted))}", before, most]);

    private static string Quoted(string word) => $"\"{word}\"";
}
