using LienThong.Activities.Agencies;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Delegations;
using LienThong.Activities.Documents.Files;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Rules;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Documents;

/// <summary>A draft before it is submitted, as the document that it would become.</summary>
/// <param name="Document">Not saved.</param>
/// <param name="Form">Its boxes.</param>
/// <param name="AgencyCode">In symbols: SKHCN.</param>
public sealed record DraftForm(OutgoingDocument Document, DocumentForm Form, string? AgencyCode);

/// <summary>Shows a drafter, and checks, what his draft would become; nothing is saved.</summary>
public sealed class DraftForms(Database database, OrganisationCache organisations, FileStore files, TimeProvider clock)
{
    /// <exception cref="RuleViolation"><c>work-item.*</c>, <c>draft.type</c>, <c>draft.unit</c>, <c>draft.signer</c>.</exception>
    public Task<DraftForm> OfAsync(Guid personId, Guid workItemId, DraftContent content, CancellationToken cancellationToken) => database.ReadAsync(
        async (context, ct) =>
        {
            var organisation = await organisations.GetAsync(context, ct);
            var reach = await Reach.OfAsync(context, organisation, personId, VietnamTime.Today(clock), ct);
            var dossier = await DossierOfAsync(context, workItemId, reach, ct);
            var document = NewDocument(Guid.Empty, dossier, personId, content, organisation, clock.GetUtcNow());
            return new DraftForm(document, OutgoingForm.Of(document, organisation), organisation.FindAgency(dossier.AgencyId)?.Symbol);
        },
        cancellationToken);

    /// <summary>The drafter's own DOCX, read for this draft.</summary>
    /// <exception cref="RuleViolation"><c>draft.file-type</c>, <c>draft.file-long</c>, <c>document.*</c>.</exception>
    public async Task<UploadedDocument> ReadAsync(StoredFile file, string symbol, CancellationToken cancellationToken)
    {
        if (file.MediaType != DocumentWriter.MediaType)
            throw NotDocx(file);
        try
        {
            await using var docx = files.OpenRead(file.Hash);
            var read = UploadedDocument.Read(docx, symbol, ReadLimits.Default);
            return read.Text.Length <= DraftContent.MaxFileTextLength
                ? read
                : throw RuleViolation.Invalid("draft.file-long", $"Tệp dài quá {DraftContent.MaxFileTextLength:N0} ký tự. Tách phụ lục thành tệp kèm theo rồi tải lại.");
        }
        catch (DocumentRefusedException refused)
        {
            throw RuleViolation.Invalid(refused.Code, refused.Message);
        }
    }

    /// <summary>Findings of the form check: of the fields, or of the drafter's own file.</summary>
    public static IReadOnlyList<FormFinding> Check(DraftForm draft, UploadedDocument? uploaded) => uploaded is null
        ? FormCheck.Check(draft.Form, IssueState.BeforeIssue, new FormExpectation { AgencyCode = draft.AgencyCode })
        : Check(uploaded, draft.Document.Symbol, draft.AgencyCode);

    /// <summary>Findings for the drafter's own file.</summary>
    /// <param name="uploaded">The file, read.</param>
    /// <param name="symbol">That the document will have.</param>
    /// <param name="agencyCode">In symbols: SKHCN.</param>
    public static IReadOnlyList<FormFinding> Check(UploadedDocument uploaded, string symbol, string? agencyCode) =>
        [.. uploaded.Findings(symbol), .. FormCheck.CheckText(uploaded.Text, IssueState.BeforeIssue, new FormExpectation { AgencyCode = agencyCode })];

    /// <summary>The dossier of a work item that is, was or is offered to this person; nobody else learns anything about it.</summary>
    /// <exception cref="RuleViolation"><c>work-item.not-found</c>.</exception>
    public static async Task<Dossier> DossierOfAsync(DbContext context, Guid workItemId, Reach reach, CancellationToken cancellationToken)
    {
        var item = await WorkItemQuery.OwnAsync(context, workItemId, reach, cancellationToken);
        return await context.Set<Dossier>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == item.DossierId, cancellationToken) ?? throw WorkDecision.NotFound();
    }

    internal static RuleViolation NotDocx(StoredFile file) => RuleViolation.Invalid(
        "draft.file-type", $"Dự thảo phải là tệp Word .docx; \"{file.Name}\" không phải. Lưu lại dưới dạng .docx rồi tải lên, hoặc thêm tệp này làm tài liệu kèm theo.");

    internal static OutgoingDocument NewDocument(Guid id, Dossier dossier, Guid personId, DraftContent content, Organisation organisation, DateTimeOffset now)
    {
        if (DocumentTypes.OfKey(content.TypeCode) is null)
            throw RuleViolation.Invalid("draft.type", $"Không có loại văn bản \"{content.TypeCode}\". Chọn một loại trong danh mục.");
        var unitId = dossier.LeadUnitId
            ?? throw new RuleViolation("draft.unit", "Hồ sơ chưa có đơn vị chủ trì nên chưa soạn thảo được. Đề nghị lãnh đạo bút phê giao đơn vị chủ trì.");
        return new OutgoingDocument
        {
            Id = id,
            AgencyId = dossier.AgencyId,
            DossierId = dossier.Id,
            DraftingUnitId = unitId,
            TypeCode = content.TypeCode,
            Subject = content.Subject,
            Fields = content.ToJson(),
            ToPlaces = content.ToPlaces(),
            Urgency = content.Urgency,
            Symbol = OutgoingForm.SymbolOf(content.TypeCode, organisation.FindAgency(dossier.AgencyId)!, organisation.FindUnit(unitId)),
            State = OutgoingState.InReview,
            CreatedBy = personId,
            CreatedAt = now,
        };
    }
}
