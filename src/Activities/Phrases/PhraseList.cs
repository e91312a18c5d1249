using LienThong.Activities.Audit;
using LienThong.Activities.Persistence;
using LienThong.Activities.Rules;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Phrases;

/// <summary>A phrase of the agency.</summary>
public sealed record PhraseRow(Guid Id, int RowVersion, string Text, int Order);

/// <summary>What is offered: one's own words, last used first, then the agency's.</summary>
public sealed record OfferedPhrases(IReadOnlyList<string> Own, IReadOnlyList<PhraseRow> Shared);

/// <summary>Mẫu ý kiến: what is offered to a person, and how an agency keeps its list.</summary>
public static class PhraseList
{
    private const int MostOwn = 10;

    // Enough to find ten different ones among the last decisions, few enough to be read by the index.
    private const int LookedThrough = 100;

    /// <exception cref="RuleViolation"><c>phrase.kind</c>.</exception>
    public static async Task<OfferedPhrases> OfferAsync(DbContext context, Guid personId, IReadOnlyList<Guid> agencies, string? kind, CancellationToken cancellationToken)
    {
        var outcomes = OutcomesOf(kind);
        var own = await context.Set<WorkItem>().AsNoTracking()
            .Where(item => item.DecidedBy == personId && item.Comment != null && outcomes.Contains(item.Outcome!) && item.Comment!.Length <= Phrase.MaxLength)
            .OrderByDescending(item => item.DecidedAt).Take(LookedThrough).Select(item => item.Comment!).ToListAsync(cancellationToken);
        var shared = await context.Set<Phrase>().AsNoTracking().Where(phrase => agencies.Contains(phrase.AgencyId) && phrase.Kind == kind)
            .OrderBy(phrase => phrase.Order).ThenBy(phrase => phrase.Text).ThenBy(phrase => phrase.Id)
            .Select(phrase => new PhraseRow(phrase.Id, phrase.RowVersion, phrase.Text, phrase.Order)).ToListAsync(cancellationToken);
        return new OfferedPhrases([.. own.Distinct(StringComparer.Ordinal).Take(MostOwn)], shared);
    }

    /// <exception cref="RuleViolation"><c>phrase.kind</c>, <c>phrase.text</c>, <c>phrase.twice</c>.</exception>
    public static async Task<Guid> AddAsync(WriteSession session, Guid agencyId, string? kind, string? text, int order, Actor actor, CancellationToken cancellationToken)
    {
        OutcomesOf(kind);
        var phrase = new Phrase { Id = session.NewId(), AgencyId = agencyId, Kind = kind!, Text = TextOf(text), Order = order }; // a kind that is not known was refused
        await MustBeNewAsync(session, phrase, cancellationToken);
        session.Insert(phrase);
        await AuditTrail.AppendAsync(session, actor, "phrase.added", new AuditSubject("phrase", phrase.Id), new { phrase.Kind, phrase.Text }, cancellationToken);
        return phrase.Id;
    }

    /// <exception cref="RuleViolation"><c>phrase.not-found</c>, <c>phrase.text</c>, <c>phrase.twice</c>.</exception>
    public static async Task<PhraseRow> ChangeAsync(WriteSession session, Phrase phrase, string? text, int order, Actor actor, CancellationToken cancellationToken)
    {
        var before = phrase.Text;
        (phrase.Text, phrase.Order) = (TextOf(text), order);
        await MustBeNewAsync(session, phrase, cancellationToken);
        session.Update(phrase);
        await AuditTrail.AppendAsync(session, actor, "phrase.changed", new AuditSubject("phrase", phrase.Id), new { Before = before, phrase.Text, phrase.Order }, cancellationToken);
        return new PhraseRow(phrase.Id, phrase.RowVersion + 1, phrase.Text, phrase.Order);
    }

    public static async Task RemoveAsync(WriteSession session, Phrase phrase, Actor actor, CancellationToken cancellationToken)
    {
        session.Delete(phrase);
        await AuditTrail.AppendAsync(session, actor, "phrase.removed", new AuditSubject("phrase", phrase.Id), new { phrase.Kind, phrase.Text }, cancellationToken);
    }

    /// <exception cref="RuleViolation"><c>phrase.not-found</c>: there is none in these agencies.</exception>
    public static async Task<Phrase> FindAsync(WriteSession session, Guid id, IReadOnlyList<Guid> agencies, CancellationToken cancellationToken) =>
        await session.FindAsync<Phrase>(id, cancellationToken) is { } phrase && agencies.Contains(phrase.AgencyId)
            ? phrase
            : throw RuleViolation.NotFound("phrase.not-found", "Không tìm thấy mẫu ý kiến này ở cơ quan của đồng chí. Tải lại danh sách.");

    private static IReadOnlyList<string> OutcomesOf(string? kind) => kind is not null && PhraseKinds.Outcomes.TryGetValue(kind, out var outcomes)
        ? outcomes
        : throw RuleViolation.Invalid("phrase.kind", $"Loại mẫu ý kiến phải là một trong: {string.Join(", ", PhraseKinds.Outcomes.Keys)}.");

    private static string TextOf(string? text) => GivenText.Lines(text, "Mẫu ý kiến", "phrase.text", Phrase.MaxLength);

    private static async Task MustBeNewAsync(WriteSession session, Phrase phrase, CancellationToken cancellationToken)
    {
        if (await session.Context.Set<Phrase>().AnyAsync(other => other.AgencyId == phrase.AgencyId && other.Kind == phrase.Kind && other.Text == phrase.Text && other.Id != phrase.Id, cancellationToken))
            throw new RuleViolation("phrase.twice", "Danh sách đã có mẫu ý kiến này.");
    }
}
