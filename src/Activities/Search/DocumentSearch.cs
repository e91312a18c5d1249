using LienThong.Activities.Agencies;
using LienThong.Activities.Documents;
using LienThong.Activities.Texts;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Search;

public enum SearchMatch
{
    /// <summary>The document's own number or symbol.</summary>
    Number,

    /// <summary>With the marks that were typed.</summary>
    Exact,

    /// <summary>Without regard to marks.</summary>
    Folded,
}

/// <summary>What is asked for; null for all.</summary>
public sealed record SearchQuestion(string? Text, SearchKind? Kind, int? Year, DossierState? State);

/// <summary>A document that was found.</summary>
public sealed record SearchRow(
    Guid DocumentId, Guid DossierId, SearchKind Kind, string? Number, string? Symbol, string Subject, string? Sender, DateOnly? Date, DossierState State,
    SearchMatch Match, IReadOnlyList<ExcerptPart> Snippet);

/// <summary>What was found: the page, how many in all, and whether there are still more.</summary>
public sealed record SearchFound(IReadOnlyList<SearchRow> Items, int Total, bool More);

/// <summary>Tìm kiếm: by words with and without marks, by number, symbol, sender and cited document, among what the reader may see.</summary>
public sealed class DocumentSearch(Database database, OrganisationCache organisations, SearchIndexing indexing)
{
    /// <summary>Hits that are counted and paged; whoever gets more says more.</summary>
    public const int MostHits = 500;

    private const int Batch = 1000;

    // So many entries with the words are looked at, newest first, for somebody who may read few of them.
    private const int MostLookedAt = 20_000;

    /// <param name="access">What the reader may see; it is part of the query.</param>
    /// <param name="question">What is asked for.</param>
    /// <param name="skip">Hits before the page.</param>
    /// <param name="take">Hits of the page.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public async Task<SearchFound> FindAsync(DossierAccess access, SearchQuestion question, int skip, int take, CancellationToken cancellationToken)
    {
        var typed = SearchText.QueryWords(question.Text);
        if (typed.Count == 0 || access.Agencies.Count == 0)
            return new SearchFound([], 0, false);
        await indexing.EnsureAsync(cancellationToken);
        return await database.ReadAsync(
            async (context, ct) =>
            {
                var (hits, more) = await HitsAsync(context, access, question, typed, ct);
                var page = hits.Skip(skip).Take(take).ToList();
                return new SearchFound(await RowsAsync(context, page, typed, ct), hits.Count, more);
            },
            cancellationToken);
    }

    /// <summary>The entries that the reader may see, of those that have the words.</summary>
    internal static IQueryable<long> Readable(DbContext context, DossierAccess access, DossierState? state, List<long> entries)
    {
        var dossiers = access.Dossiers(context);
        if (state is { } wanted)
            dossiers = dossiers.Where(dossier => dossier.State == wanted);
        return
            from entry in context.Set<SearchEntry>()
            where EF.Parameter(entries).Contains(entry.Id)
            join dossier in dossiers on entry.DossierId equals dossier.Id
            orderby entry.Id descending
            select entry.Id;
    }

    // Rank by rank, each newest first.
    private static async Task<(List<Hit> Hits, bool More)> HitsAsync(
        DbContext context, DossierAccess access, SearchQuestion question, IReadOnlyList<string> typed, CancellationToken cancellationToken)
    {
        var folded = typed.Select(Fold.Of).Distinct().ToList();
        var ranks = new List<(SearchMatch Match, IReadOnlyList<string> Words)>();
        if (folded.Exists(SearchText.MayBeNumber))
            ranks.Add((SearchMatch.Number, [.. folded.Select(word => SearchText.MayBeNumber(word) ? SearchText.OfNumber(word) : word)]));
        if (!typed.SequenceEqual(folded))
            ranks.Add((SearchMatch.Exact, typed));
        ranks.Add((SearchMatch.Folded, folded));
        var (hits, seen) = (new List<Hit>(), new HashSet<long>());
        foreach (var (match, words) in ranks)
        {
            var (found, more) = await RankAsync(context, access, question, words, MostHits + 1, cancellationToken);
            foreach (var id in found.Where(seen.Add))
                hits.Add(new Hit(id, match));
            if (hits.Count > MostHits || more)
                return (hits[..Math.Min(hits.Count, MostHits)], true);
        }

        return (hits, false);
    }

    private static async Task<(List<long> Found, bool More)> RankAsync(
        DbContext context, DossierAccess access, SearchQuestion question, IReadOnlyList<string> words, int most, CancellationToken cancellationToken)
    {
        List<string> all = [.. words];
        if (question.Kind is { } kind)
            all.Add(SearchText.OfKind(kind));
        if (question.Year is { } year)
            all.Add(SearchText.OfYear(year));
        List<string> agencies = [.. access.Agencies.Select(SearchText.OfAgency)];
        var found = new List<long>();
        var before = long.MaxValue;
        for (var lookedAt = 0; lookedAt < MostLookedAt; lookedAt += Batch)
        {
            var statement = SearchWords.Of(context).Find(all, agencies, before, Batch);
            var batch = await context.Database.SqlQueryRaw<long>(statement.Sql, statement.Values).ToListAsync(cancellationToken);
            if (batch.Count > 0)
                found.AddRange(await Readable(context, access, question.State, batch).ToListAsync(cancellationToken));
            if (found.Count >= most)
                return (found[..most], true);
            if (batch.Count < Batch)
                return (found, false);
            before = batch[^1];
        }

        return (found, true);
    }

    private async Task<IReadOnlyList<SearchRow>> RowsAsync(DbContext context, List<Hit> page, IReadOnlyList<string> typed, CancellationToken cancellationToken)
    {
        var ids = page.ConvertAll(hit => hit.Id);
        var found = await (
            from entry in context.Set<SearchEntry>()
            where ids.Contains(entry.Id)
            join content in context.Set<SearchContent>() on entry.Id equals content.EntryId
            join dossier in context.Set<Dossier>() on entry.DossierId equals dossier.Id
            join incoming in context.Set<IncomingDocument>() on entry.DocumentId equals incoming.Id into incomings
            from incoming in incomings.DefaultIfEmpty()
            join outgoing in context.Set<OutgoingDocument>() on entry.DocumentId equals outgoing.Id into outgoings
            from outgoing in outgoings.DefaultIfEmpty()
            select new
            {
                entry,
                content.Text,
                dossier.State,
                IncomingNumber = incoming.Number,
                Symbol = incoming.Symbol ?? outgoing.Symbol,
                Subject = incoming.Subject ?? outgoing.Subject,
                incoming.SenderName,
                IncomingOn = (DateOnly?)incoming.IssuedOn,
                outgoing.Number,
                outgoing.IssuedOn,
                UnitId = (Guid?)outgoing.DraftingUnitId,
            }).ToDictionaryAsync(row => row.entry.Id, cancellationToken);
        var organisation = await organisations.GetAsync(context, cancellationToken);
        var words = typed.Select(Fold.Of).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. page.Where(hit => found.ContainsKey(hit.Id)).Select(hit => (hit.Match, Row: found[hit.Id])).Select(hit => new SearchRow(
                hit.Row.entry.DocumentId, hit.Row.entry.DossierId, hit.Row.entry.Kind, hit.Row.IncomingNumber ?? hit.Row.Number?.ToString("00", System.Globalization.CultureInfo.InvariantCulture),
                hit.Row.Symbol, hit.Row.Subject, hit.Row.SenderName ?? (hit.Row.UnitId is { } unit ? organisation.FindUnit(unit)?.Name : null),
                hit.Row.IncomingOn ?? hit.Row.IssuedOn, hit.Row.State, hit.Match,
                Excerpt.Of(hit.Row.Text, words) is { Count: > 0 } inText ? inText : Excerpt.Of(hit.Row.Subject, words))),
        ];
    }

    private readonly record struct Hit(long Id, SearchMatch Match);
}
