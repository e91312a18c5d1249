using System.Globalization;
using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Rules;
using LienThong.Activities.Texts;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Documents;

/// <summary>A document as it is picked or named beside another one.</summary>
/// <param name="DocumentId">Incoming or outgoing.</param>
/// <param name="DossierId">Its dossier.</param>
/// <param name="IsIncoming">Văn bản đến.</param>
/// <param name="Number">Số, ký hiệu: 451/UBND-TH; without the number before issue.</param>
/// <param name="Date">Ngày văn bản; null before issue.</param>
/// <param name="TypeCode">Abbreviation of the type.</param>
/// <param name="Subject">Trích yếu.</param>
/// <param name="Place">The sender, or the recipients.</param>
public sealed record DocumentHit(Guid DocumentId, Guid DossierId, bool IsIncoming, string Number, DateOnly? Date, string TypeCode, string Subject, string? Place);

/// <summary>A relation of one of a dossier's documents.</summary>
/// <param name="FromId">The document that answers, replaces, rests on or belongs to the other.</param>
/// <param name="ToId">The other.</param>
/// <param name="Kind">How.</param>
/// <param name="Outward">From the dossier to the other; false when the other one points here.</param>
/// <param name="Text">In words, as seen from the dossier.</param>
/// <param name="Other">The document that is not of this dossier.</param>
/// <param name="CreatedBy">Full name; null when the system made it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="MayRemove">By the reader.</param>
public sealed record RelationRow(
    Guid FromId, Guid ToId, RelationKind Kind, bool Outward, string Text, DocumentHit Other, string? CreatedBy, DateTimeOffset CreatedAt, bool MayRemove);

/// <summary>Links between documents of dossiers, in both directions, as far as the reader may see both ends.</summary>
public static class Relations
{
    private const int ShortestSearch = 2;

    /// <exception cref="RuleViolation"><c>dossier.not-found</c>.</exception>
    public static async Task<IReadOnlyList<RelationRow>> ListAsync(
        DbContext context, DossierAccess access, Guid dossierId, Guid personId, Organisation organisation, CancellationToken cancellationToken)
    {
        var dossier = await access.DossierAsync(context, dossierId, cancellationToken);
        var own = OwnOf(dossier);
        var relations = await context.Set<DocumentRelation>().AsNoTracking().Where(relation => own.Contains(relation.FromId) || own.Contains(relation.ToId))
            .OrderBy(relation => relation.CreatedAt).ToListAsync(cancellationToken);
        var others = relations.SelectMany(relation => new[] { relation.FromId, relation.ToId }).Distinct().ToList();
        var hits = (await HitsAsync(context, access, others, cancellationToken)).ToDictionary(hit => hit.DocumentId);
        var mayRemoveAll = access.WholeAgencies.Contains(dossier.AgencyId);
        return [.. relations.Select(Row).OfType<RelationRow>()];

        RelationRow? Row(DocumentRelation relation)
        {
            var outward = own.Contains(relation.FromId);
            return hits.GetValueOrDefault(outward ? relation.ToId : relation.FromId) is { } other
                ? new RelationRow(
                    relation.FromId, relation.ToId, relation.Kind, outward, WordsOf(relation.Kind, outward), other,
                    relation.CreatedBy is { } person ? organisation.FindPerson(person)?.FullName : null, relation.CreatedAt,
                    mayRemoveAll || relation.CreatedBy == personId)
                : null;
        }
    }

    /// <summary>Links a document of the dossier, its answer where there is one, with another that the person may see.</summary>
    /// <exception cref="RuleViolation"><c>dossier.not-found</c>, <c>dossier.closed</c>, <c>document.not-found</c>, <c>relation.self</c>, <c>relation.exists</c>.</exception>
    public static async Task AddAsync(
        WriteSession session, DossierAccess access, Guid dossierId, Guid? fromId, Guid toId, RelationKind kind, Actor actor, CancellationToken cancellationToken)
    {
        var dossier = await OpenAsync(session, access, dossierId, cancellationToken);
        var from = fromId ?? dossier.OutgoingDocumentId ?? dossier.IncomingDocumentId;
        if (from is not { } first || !OwnOf(dossier).Contains(first))
            throw DossierAccess.DocumentNotFound();
        if (OwnOf(dossier).Contains(toId))
            throw RuleViolation.Invalid("relation.self", "Văn bản này thuộc chính hồ sơ. Chọn văn bản của hồ sơ khác.");
        if ((await HitsAsync(session.Context, access, [toId], cancellationToken)).Count == 0)
            throw DossierAccess.DocumentNotFound();
        if (await session.FindAsync<DocumentRelation>((first, toId, kind), cancellationToken) is not null)
            throw new RuleViolation("relation.exists", "Hai văn bản đã có liên kết này. Tải lại danh sách văn bản liên quan.");
        session.Insert(new DocumentRelation { FromId = first, ToId = toId, Kind = kind, CreatedBy = actor.PersonId, CreatedAt = session.Clock.GetUtcNow() });
        await AuditTrail.AppendAsync(session, actor, "relation.added", new AuditSubject("dossier", dossierId, dossierId), new { From = first, To = toId, Kind = kind }, cancellationToken);
    }

    /// <exception cref="RuleViolation"><c>dossier.not-found</c>, <c>dossier.closed</c>, <c>relation.not-found</c>, <c>relation.not-yours</c>.</exception>
    public static async Task RemoveAsync(
        WriteSession session, DossierAccess access, Guid dossierId, Guid fromId, Guid toId, RelationKind kind, Actor actor, CancellationToken cancellationToken)
    {
        var dossier = await OpenAsync(session, access, dossierId, cancellationToken);
        var own = OwnOf(dossier);
        if ((!own.Contains(fromId) && !own.Contains(toId)) || await session.FindAsync<DocumentRelation>((fromId, toId, kind), cancellationToken) is not { } relation)
            throw RuleViolation.NotFound("relation.not-found", "Không còn liên kết này. Tải lại danh sách văn bản liên quan.");
        if (relation.CreatedBy != actor.PersonId && !access.WholeAgencies.Contains(dossier.AgencyId))
            throw RuleViolation.Forbidden("relation.not-yours", "Chỉ người đã tạo liên kết, văn thư hoặc lãnh đạo cơ quan được bỏ liên kết này.");
        session.Delete(relation);
        await AuditTrail.AppendAsync(session, actor, "relation.removed", new AuditSubject("dossier", dossierId, dossierId), new { From = fromId, To = toId, Kind = kind }, cancellationToken);
    }

    /// <summary>Documents that one may see, by number, symbol, subject and sender or recipients, with or without marks; newest first.</summary>
    /// <exception cref="RuleViolation"><c>search.short</c>.</exception>
    public static async Task<IReadOnlyList<DocumentHit>> SearchAsync(DbContext context, DossierAccess access, string? text, int size, CancellationToken cancellationToken)
    {
        if ((text ?? "").Trim().Length < ShortestSearch)
            throw RuleViolation.Invalid("search.short", $"Nhập ít nhất {ShortestSearch} ký tự của số, ký hiệu hoặc trích yếu để tìm.");
        var (incoming, _) = await FoldedSearch.PageAsync(
            access.Incoming(context).OrderByDescending(document => document.ArrivedAt).ThenBy(document => document.Id),
            document => new Searched(document.Id, document.Number + "/" + document.Symbol + " " + document.SenderName + " " + document.Subject, null), text, 0, size, cancellationToken);
        var (outgoing, _) = await FoldedSearch.PageAsync(
            access.Outgoing(context).OrderByDescending(document => document.CreatedAt).ThenBy(document => document.Id),
            document => new Searched(document.Id, "/" + document.Symbol + " " + document.Subject + " " + (document.ToPlaces ?? ""), document.Number), text, 0, size, cancellationToken);
        return [.. incoming.Select(HitOf).Concat(outgoing.Select(HitOf)).OrderByDescending(hit => hit.Date ?? DateOnly.MaxValue).Take(size)];
    }

    private static async Task<Dossier> OpenAsync(WriteSession session, DossierAccess access, Guid dossierId, CancellationToken cancellationToken)
    {
        var dossier = await access.DossierAsync(session.Context, dossierId, cancellationToken);
        return dossier.State is DossierState.Closed or DossierState.Cancelled
            ? throw new RuleViolation("dossier.closed", "Hồ sơ đã kết thúc nên không sửa liên kết được nữa.")
            : dossier;
    }

    private static List<Guid> OwnOf(Dossier dossier) => [.. new[] { dossier.IncomingDocumentId, dossier.OutgoingDocumentId }.OfType<Guid>()];

    private static async Task<List<DocumentHit>> HitsAsync(DbContext context, DossierAccess access, List<Guid> ids, CancellationToken cancellationToken)
    {
        var incoming = await access.Incoming(context).Where(document => ids.Contains(document.Id)).ToListAsync(cancellationToken);
        var outgoing = await access.Outgoing(context).Where(document => ids.Contains(document.Id)).ToListAsync(cancellationToken);
        return [.. incoming.Select(HitOf), .. outgoing.Select(HitOf)];
    }

    private static DocumentHit HitOf(IncomingDocument document) => new(
        document.Id, document.DossierId, true, $"{document.Number}/{document.Symbol}", document.IssuedOn, document.TypeCode, document.Subject, document.SenderName);

    private static DocumentHit HitOf(OutgoingDocument document) => new(
        document.Id, document.DossierId, false, $"{document.Number?.ToString("00", CultureInfo.InvariantCulture)}/{document.Symbol}", document.IssuedOn, document.TypeCode,
        document.Subject, document.ToPlaces);

    private static string WordsOf(RelationKind kind, bool outward) => (kind, outward) switch
    {
        (RelationKind.ReplyTo, true) => "Trả lời cho",
        (RelationKind.ReplyTo, false) => "Được trả lời bởi",
        (RelationKind.Replaces, true) => "Thay thế",
        (RelationKind.Replaces, false) => "Được thay thế bởi",
        (RelationKind.Basis, true) => "Căn cứ",
        (RelationKind.Basis, false) => "Là căn cứ của",
        _ => "Liên quan",
    };
}
