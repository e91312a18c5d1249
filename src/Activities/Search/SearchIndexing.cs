using System.Text.Json.Nodes;
using LienThong.Activities.Agencies;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Documents;
using LienThong.Activities.Documents.Files;
using LienThong.Activities.Documents.Form;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Search;

/// <summary>Keeps the search index: asked for in the transaction of a change, done by the outbox right after it, because the text may have to be read from a file.</summary>
public sealed class SearchIndexing(Database database, OrganisationCache organisations, FileStore files, FileText texts) : IOutboxHandler
{
    private const int Chunk = 100;

    // More of one document is not read; a text of this length has 200 pages.
    private const int LongestText = 500_000;

    private volatile bool isThere;

    public string Kind => "search-index";

    public bool GoesOutside => true;

    /// <summary>Has the document indexed after this write. Whoever writes a document, its number or its text calls it.</summary>
    /// <param name="session">The write.</param>
    /// <param name="documentId">An incoming or an outgoing document.</param>
    public static void Ask(WriteSession session, Guid documentId) =>
        OutboxMessages.Add(session, "search-index", new JsonObject { ["documentId"] = documentId.ToString("D") }, session.Clock.GetUtcNow());

    public Task DeliverAsync(string messageId, JsonObject payload, CancellationToken cancellationToken) =>
        IndexAsync([Guid.Parse((string)payload["documentId"]!)], cancellationToken);

    /// <summary>Makes the provider's part of the index where it is missing.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (isThere)
            return;
        var count = await database.ReadAsync((context, ct) => context.Database.SqlQueryRaw<long>(SearchWords.Of(context).Exists).ToListAsync(ct), cancellationToken);
        if (count is [0])
        {
            await database.WriteAsync(
                async (session, ct) =>
                {
                    foreach (var statement in SearchWords.Of(session.Context).Schema)
                        await session.Context.Database.ExecuteSqlRawAsync(statement, ct);
                    return true;
                },
                cancellationToken);
        }

        isThere = true;
    }

    /// <summary>Indexes what is missing or was indexed by an older version of the program.</summary>
    /// <param name="everything">All documents again.</param>
    /// <param name="progress">Is told how many were done so far.</param>
    /// <param name="cancellationToken">Ends it; what is done is kept, and the next run goes on.</param>
    /// <returns>How many were indexed.</returns>
    public async Task<int> CatchUpAsync(bool everything, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        await EnsureAsync(cancellationToken);
        var done = 0;
        foreach (var kind in new[] { SearchKind.Incoming, SearchKind.Outgoing })
        {
            for (var after = Guid.Empty; await MissingAsync(kind, after, everything, cancellationToken) is { Count: > 0 } chunk; after = chunk[^1])
            {
                await IndexAsync(chunk, cancellationToken);
                done += chunk.Count;
                progress?.Report(done);
            }
        }

        return done;
    }

    private Task<List<Guid>> MissingAsync(SearchKind kind, Guid after, bool everything, CancellationToken cancellationToken) => database.ReadAsync(
        (context, ct) =>
        {
            var entries = context.Set<SearchEntry>().Where(entry => entry.Format == SearchText.Format);
            var documents = kind == SearchKind.Incoming ? context.Set<IncomingDocument>().Select(document => document.Id) : context.Set<OutgoingDocument>().Select(document => document.Id);
            return documents.Where(id => id > after && (everything || !entries.Any(entry => entry.DocumentId == id))).OrderBy(id => id).Take(Chunk).ToListAsync(ct);
        },
        cancellationToken);

    private async Task IndexAsync(IReadOnlyList<Guid> documents, CancellationToken cancellationToken)
    {
        await EnsureAsync(cancellationToken);
        // Files are read outside of both: a connection would be held for as long as all of them take, and on SQLite all writes stand in one queue.
        var sources = await SourcesAsync(await database.ReadAsync((context, ct) => RowsAsync(context, documents, ct), cancellationToken), cancellationToken);
        await database.WriteAsync(
            async (session, ct) =>
            {
                await WriteAsync(session, sources, ct);
                return true;
            },
            cancellationToken);
    }

    private static async Task WriteAsync(WriteSession session, IReadOnlyList<Source> sources, CancellationToken cancellationToken)
    {
        // The next id is one more than the last: of several that ask at once, on this node or on others, all but one would be refused and come again.
        await session.LockAsync("search-entry-id", cancellationToken);
        var ids = sources.Select(source => source.DocumentId).ToList();
        var known = await session.Context.Set<SearchEntry>().Where(entry => ids.Contains(entry.DocumentId)).ToDictionaryAsync(entry => entry.DocumentId, cancellationToken);
        var last = await session.Context.Set<SearchEntry>().MaxAsync(entry => (long?)entry.Id, cancellationToken) ?? 0;
        var words = SearchWords.Of(session.Context);
        foreach (var source in sources)
        {
            if (known.TryGetValue(source.DocumentId, out var entry))
            {
                if (entry.SourceVersion > source.Version && entry.Format == SearchText.Format)
                    continue;
                (entry.Format, entry.SourceVersion) = (SearchText.Format, source.Version);
                session.Update(entry);
                session.Update(new SearchContent { EntryId = entry.Id, Text = source.Text });
            }
            else
            {
                entry = new SearchEntry
                {
                    Id = ++last,
                    DocumentId = source.DocumentId,
                    Kind = source.Kind,
                    DossierId = source.DossierId,
                    Format = SearchText.Format,
                    SourceVersion = source.Version,
                };
                session.Insert(entry);
                session.Insert(new SearchContent { EntryId = entry.Id, Text = source.Text });
            }

            await words.WriteAsync(session, entry.Id, source.Words, cancellationToken);
        }
    }

    private async Task<Rows> RowsAsync(DbContext context, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var organisation = await organisations.GetAsync(context, cancellationToken);
        var versions = await context.Set<DocumentVersion>().Where(version => ids.Contains(version.DocumentId) && version.Kind != VersionKind.Attachment).ToListAsync(cancellationToken);
        return new Rows(
            await context.Set<IncomingDocument>().Where(document => ids.Contains(document.Id)).ToListAsync(cancellationToken),
            await context.Set<OutgoingDocument>().Where(document => ids.Contains(document.Id)).ToListAsync(cancellationToken),
            versions.GroupBy(version => version.DocumentId).ToDictionary(of => of.Key, of => of.MaxBy(version => version.VersionNo)!), // groups are not empty
            organisation);
    }

    private async Task<IReadOnlyList<Source>> SourcesAsync(Rows rows, CancellationToken cancellationToken)
    {
        var sources = new List<Source>(rows.Incoming.Count + rows.Outgoing.Count);
        foreach (var document in rows.Incoming)
        {
            sources.Add(new Source(document.Id, SearchKind.Incoming, document.DossierId, document.RowVersion,
                await TextOfAsync(rows.Newest.GetValueOrDefault(document.Id), cancellationToken) ?? "",
                document.AgencyId, document.IssuedOn.Year, document.Number, document.Symbol, $"{document.Subject}\n{document.SenderName}"));
        }

        foreach (var document in rows.Outgoing)
        {
            sources.Add(new Source(document.Id, SearchKind.Outgoing, document.DossierId, document.RowVersion,
                await TextOfAsync(rows.Newest.GetValueOrDefault(document.Id), cancellationToken) ?? DraftContent.FromJson(document.Fields).Body,
                document.AgencyId, (document.IssuedOn ?? VietnamTime.DateOf(document.CreatedAt)).Year,
                document.Number is { } number ? DocumentNumberText(number) : null, document.Symbol,
                $"{document.Subject}\n{rows.Organisation.FindUnit(document.DraftingUnitId)?.Name}\n{document.ToPlaces}"));
        }

        return sources;
    }

    private static string DocumentNumberText(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    // Null when there is no file, or none with text that can be read here.
    private async Task<string?> TextOfAsync(DocumentVersion? version, CancellationToken cancellationToken)
    {
        if (version is null || !files.Contains(version.FileHash))
            return null;
        try
        {
            var text = await texts.ReadAsync(version.FileHash, version.MediaType, isWhole: true, cancellationToken);
            return text.Length > LongestText ? text[..LongestText] : text;
        }
        catch (DocumentRefusedException)
        {
            // A file that cannot be read keeps its document from nothing but being found by its text.
            return null;
        }
    }

    private sealed record Rows(
        IReadOnlyList<IncomingDocument> Incoming, IReadOnlyList<OutgoingDocument> Outgoing, IReadOnlyDictionary<Guid, DocumentVersion> Newest, Organisation Organisation);

    private sealed class Source
    {
        public Source(
            Guid documentId, SearchKind kind, Guid dossierId, int version, string text, Guid agencyId, int year, string? number, string? symbol, string heading)
        {
            (DocumentId, Kind, DossierId, Version, Text) = (documentId, kind, dossierId, version, text);
            SearchText.AddWords(heading, Words);
            SearchText.AddWords(text, Words);
            // Numbers that blanks or line breaks part are whole words too.
            foreach (var citation in Citations.Find(text))
                SearchText.AddWords(citation.Key, Words);
            SearchText.AddOwnNumber(number, symbol, Words);
            Words.UnionWith([SearchText.OfAgency(agencyId), SearchText.OfKind(kind), SearchText.OfYear(year)]);
        }

        public Guid DocumentId { get; }
        public SearchKind Kind { get; }
        public Guid DossierId { get; }
        public int Version { get; }
        public string Text { get; }
        public HashSet<string> Words { get; } = new(StringComparer.Ordinal);
    }
}
