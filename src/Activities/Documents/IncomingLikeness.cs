using System.Globalization;
using LienThong.Activities.Agencies;
using LienThong.Activities.Texts;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Documents;

/// <summary>Why a registered document may be the same one, the strongest first.</summary>
public enum LikenessKind
{
    /// <summary>Same number, symbol, year and sender: registering it again is refused unless văn thư insists.</summary>
    SameNumber,

    /// <summary>Byte for byte the same file.</summary>
    SameFile,

    /// <summary>Same number and date, the sender or symbol written differently.</summary>
    SameNumberAndDate,

    /// <summary>Nearly the same words in the subject, of the same date or sender.</summary>
    SimilarSubject,
}

/// <summary>What is known of a document before it is registered; null for what is not.</summary>
public sealed record IncomingSketch(string? Number, string? Symbol, DateOnly? IssuedOn, Guid? SenderAgencyId, string? SenderName, string? Subject, IReadOnlyList<string> FileHashes);

/// <summary>A registered document that may be the same one.</summary>
public sealed record DuplicateRow(
    Guid DocumentId, Guid DossierId, int ArrivalNumber, DateTimeOffset ArrivedAt, string Title, string Sender, DateOnly IssuedOn, string Subject, LikenessKind Why, string Reason);

/// <summary>Looks for a document that was registered before, so that văn thư is warned before saving (Nghị định 30/2020/NĐ-CP, Phụ lục VI).</summary>
public static class IncomingLikeness
{
    private const int Most = 20;
    private const int FewestWords = 4;

    // Of the words of both subjects so many in common: another period of the same report differs by a word or two and shares the date of nothing.
    private const double Alike = 0.8;

    /// <param name="context">Where to read.</param>
    /// <param name="access">Of the reader: only what they may read is named.</param>
    /// <param name="agencyId">Whose register.</param>
    /// <param name="sketch">What is known.</param>
    /// <param name="organisation">Knows the senders' names.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public static async Task<IReadOnlyList<DuplicateRow>> FindAsync(
        DbContext context, DossierAccess access, Guid agencyId, IncomingSketch sketch, Organisation organisation, CancellationToken cancellationToken)
    {
        var own = access.Incoming(context).Where(document => document.AgencyId == agencyId);
        var hashes = sketch.FileHashes.ToList();
        var byFile = hashes.Count == 0 ? [] : await own.Where(document => context.Set<DocumentVersion>().Any(version => version.DocumentId == document.Id && hashes.Contains(version.FileHash)))
            .OrderByDescending(document => document.ArrivedAt).ThenBy(document => document.Id).Take(Most).ToListAsync(cancellationToken);
        // A document is in the registers of the year of its date or of the next one; subjects are compared here, for databases fold our letters each in its own way.
        var (from, to) = sketch.IssuedOn is { } day ? (day.AddDays(-31), day.AddDays(31)) : (DateOnly.MinValue, DateOnly.MinValue);
        var number = sketch.Number?.Trim().TrimStart('0');
        var near = await own.Where(document => document.IssuedOn >= from && document.IssuedOn <= to)
            .OrderByDescending(document => document.IssuedOn).ThenBy(document => document.Id).ToListAsync(cancellationToken);
        var key = KeyOf(sketch, agencyId, organisation);
        var byKey = key is null ? [] : await own.Where(document => document.IdentityKey == key).OrderBy(document => document.ArrivalNumber).Take(Most).ToListAsync(cancellationToken);
        var words = WordsOf(sketch.Subject);
        return
        [
            .. byKey.Select(document => (document, LikenessKind.SameNumber))
                .Concat(byFile.Select(document => (document, LikenessKind.SameFile)))
                .Concat(near.Where(document => number is { Length: > 0 } && document.IssuedOn == sketch.IssuedOn && Fold.Of(document.Number.TrimStart('0')) == Fold.Of(number))
                    .Select(document => (document, LikenessKind.SameNumberAndDate)))
                .Concat(near.Where(document => IsSimilar(words, document, sketch)).Select(document => (document, LikenessKind.SimilarSubject)))
                .DistinctBy(found => found.document.Id).Take(Most).Select(found => RowOf(found.document, found.Item2)),
        ];
    }

    private static bool IsSimilar(HashSet<string> words, IncomingDocument document, IncomingSketch sketch)
    {
        if (words.Count < FewestWords || (document.IssuedOn != sketch.IssuedOn && (sketch.SenderAgencyId is null || document.SenderAgencyId != sketch.SenderAgencyId)))
            return false;
        var others = WordsOf(document.Subject);
        return others.Count >= FewestWords && words.Count(others.Contains) >= Alike * words.Union(others).Count();
    }

    private static string? KeyOf(IncomingSketch sketch, Guid agencyId, Organisation organisation)
    {
        if (sketch is not { Number: { Length: > 0 } number, Symbol: { Length: > 0 } symbol, IssuedOn: { } issuedOn })
            return null;
        var name = sketch.SenderAgencyId is { } id ? organisation.FindAgency(id)?.Name : sketch.SenderName;
        if (string.IsNullOrWhiteSpace(name))
            return null;
        return new IncomingDocument
        {
            AgencyId = agencyId,
            SenderName = Nfc.TryLine(name.Trim(), out var line) ? line : name,
            SenderAgencyId = sketch.SenderAgencyId,
            Number = number.Trim(),
            Symbol = symbol.Trim(),
            IssuedOn = issuedOn,
            TypeCode = "",
            Subject = "",
            IdentityKey = "",
        }.WithIdentity().IdentityKey;
    }

    private static HashSet<string> WordsOf(string? subject) =>
        [.. Fold.Of(subject ?? "").Split([' ', ',', '.', ';', ':', '/', '-', '(', ')'], StringSplitOptions.RemoveEmptyEntries).Where(word => word is not ("v" or "ve" or "viec"))];

    private static DuplicateRow RowOf(IncomingDocument document, LikenessKind why) => new(
        document.Id, document.DossierId, document.ArrivalNumber, document.ArrivedAt, $"{document.Number}/{document.Symbol}", document.SenderName, document.IssuedOn, document.Subject, why,
        string.Create(CultureInfo.InvariantCulture, $"{why switch
        {
            LikenessKind.SameNumber => "Trùng số, ký hiệu, nơi gửi",
            LikenessKind.SameFile => "Trùng tệp",
            LikenessKind.SameNumberAndDate => "Trùng số và ngày văn bản",
            _ => "Trích yếu gần giống",
        }} với văn bản {document.Number}/{document.Symbol} ngày {document.IssuedOn:dd/MM/yyyy} đã đăng ký, số đến {document.ArrivalNumber:00}."));
}
