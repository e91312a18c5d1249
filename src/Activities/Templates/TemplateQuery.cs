using LienThong.Activities.Agencies;
using LienThong.Activities.Delegations;
using LienThong.Activities.Documents;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Rules;
using LienThong.Activities.Work;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Templates;

/// <summary>A template as a list shows it.</summary>
public sealed record TemplateRow(Guid Id, string Name, string TypeCode, string TypeName, bool Shared, bool MayChange, int RowVersion);

/// <summary>A template with its content, fields unfilled.</summary>
public sealed record TemplateDetail(TemplateRow Template, DraftContent Content);

/// <summary>Who uses and who keeps templates: shared ones belong to all agencies, the others to their own.</summary>
/// <param name="Administrator">Keeps all.</param>
/// <param name="Agencies">Whose templates one uses.</param>
/// <param name="Offices">Agencies whose templates one keeps.</param>
public sealed record TemplateAccess(bool Administrator, IReadOnlyList<Guid> Agencies, IReadOnlyList<Guid> Offices)
{
    public IQueryable<DocumentTemplate> Templates(DbContext context)
    {
        var agencies = Agencies.ToList();
        var all = Administrator;
        return context.Set<DocumentTemplate>().AsNoTracking().Where(template => !template.Retired
            && (all || template.AgencyId == null || agencies.Contains(template.AgencyId.Value)));
    }

    public bool MayChange(Guid? agencyId) => Administrator || (agencyId is { } own && Offices.Contains(own));

    public static TemplateAccess Of(bool administrator, IReadOnlyList<Holding> positions) => new(
        administrator, [.. positions.Select(held => held.Agency.Id).Distinct()],
        [.. positions.Where(held => held.Position.Code == PositionCodes.ChiefOfOffice).Select(held => held.Agency.Id).Distinct()]);
}

/// <summary>Templates as one may use them.</summary>
public static class TemplateQuery
{
    public static async Task<IReadOnlyList<TemplateRow>> ListAsync(DbContext context, TemplateAccess access, string? typeCode, CancellationToken cancellationToken)
    {
        var found = await access.Templates(context).Where(template => typeCode == null || template.TypeCode == typeCode).ToListAsync(cancellationToken);
        return [.. found.Select(template => RowOf(template, access)).OrderBy(row => row.TypeName, StringComparer.Ordinal).ThenBy(row => row.Name, StringComparer.Ordinal)];
    }

    /// <exception cref="RuleViolation"><c>template.not-found</c>.</exception>
    public static async Task<TemplateDetail> ReadAsync(DbContext context, TemplateAccess access, Guid id, CancellationToken cancellationToken)
    {
        var template = await access.Templates(context).FirstOrDefaultAsync(t => t.Id == id, cancellationToken) ?? throw NotFound();
        return new TemplateDetail(RowOf(template, access), DraftContent.FromJson(template.Content));
    }

    /// <summary>The template filled from the dossier of one's own work item.</summary>
    /// <exception cref="RuleViolation"><c>template.not-found</c>, <c>work-item.not-found</c>.</exception>
    public static async Task<FilledTemplate> FillAsync(
        DbContext context, TemplateAccess access, Guid id, Guid workItemId, Reach reach, Organisation organisation, DateOnly today, CancellationToken cancellationToken)
    {
        var template = await ReadAsync(context, access, id, cancellationToken);
        var dossier = await DraftForms.DossierOfAsync(context, workItemId, reach, cancellationToken);
        var incoming = await context.Set<IncomingDocument>().AsNoTracking().FirstOrDefaultAsync(document => document.Id == dossier.IncomingDocumentId, cancellationToken);
        var deadline = await context.Set<Deadline>().AsNoTracking().Where(d => d.DossierId == dossier.Id).Select(d => (DateOnly?)d.DueOn).FirstOrDefaultAsync(cancellationToken);
        return TemplateFields.Fill(template.Content, new TemplateSource(
            incoming, organisation.FindAgency(dossier.AgencyId)!, dossier.LeadUnitId is { } unit ? organisation.FindUnit(unit) : null, // agencies are never deleted
            organisation.FindPerson(reach.PersonId)?.FullName, deadline, today));
    }

    internal static RuleViolation NotFound() => RuleViolation.NotFound("template.not-found", "Không có mẫu văn bản này, hoặc mẫu đã ngừng dùng. Tải lại danh sách mẫu.");

    internal static TemplateRow RowOf(DocumentTemplate template, TemplateAccess access) => new(
        template.Id, template.Name, template.TypeCode, DocumentTypes.OfKey(template.TypeCode)?.Name ?? template.TypeCode, template.AgencyId is null,
        access.MayChange(template.AgencyId), template.RowVersion);
}
