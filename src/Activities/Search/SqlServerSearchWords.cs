using System.Text.Json;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Search;

/// <summary>A table of words. SQL Server's own full-text search is a part that may not be installed, and fills itself some time after the commit.</summary>
internal sealed class SqlServerSearchWords : SearchWords
{
    public override string Exists => "SELECT count_big(*) AS [Value] FROM information_schema.tables WHERE table_name = N'SearchIndex'";

    // By code points: the database's own order might take two words for one.
    public override IReadOnlyList<string> Schema =>
    [
        """
        IF OBJECT_ID(N'[SearchIndex]') IS NULL
        CREATE TABLE [SearchIndex] (
            [Word] nvarchar(70) COLLATE Latin1_General_100_BIN2 NOT NULL, [EntryId] bigint NOT NULL,
            CONSTRAINT [PK_SearchIndex] PRIMARY KEY CLUSTERED ([Word], [EntryId]), INDEX [IX_SearchIndex_EntryId] ([EntryId]))
        """,
    ];

    public override Task WriteAsync(WriteSession session, long entryId, IReadOnlyCollection<string> words, CancellationToken cancellationToken) =>
        session.Context.Database.ExecuteSqlRawAsync(
            """
            DELETE FROM [SearchIndex] WHERE [EntryId] = {0};
            INSERT INTO [SearchIndex] ([Word], [EntryId]) SELECT [value] COLLATE Latin1_General_100_BIN2, {0} FROM OPENJSON({1})
            """, [entryId, JsonSerializer.Serialize(words)], cancellationToken);

    public override SearchStatement Find(IReadOnlyList<string> all, IReadOnlyList<string> any, long before, int most)
    {
        var others = Enumerable.Range(3, all.Count - 1).Select(place => $" AND EXISTS (SELECT 1 FROM [SearchIndex] AS o WHERE o.[Word] = {{{place}}} AND o.[EntryId] = w.[EntryId])");
        var some = string.Join(", ", Enumerable.Range(all.Count + 2, any.Count).Select(place => $"{{{place}}}"));
        return new SearchStatement(
            $"SELECT TOP({{0}}) w.[EntryId] AS [Value] FROM [SearchIndex] AS w WHERE w.[Word] = {{2}} AND w.[EntryId] < {{1}}{string.Concat(others)}"
            + $" AND EXISTS (SELECT 1 FROM [SearchIndex] AS a WHERE a.[Word] IN ({some}) AND a.[EntryId] = w.[EntryId]) ORDER BY w.[EntryId] DESC",
            [most, before, .. all, .. any]);
    }
}
