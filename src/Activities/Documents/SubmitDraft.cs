using LienThong.Activities.Agencies;
using LienThong.Activities.Commands;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Delegations;
using LienThong.Activities.Documents.Files;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Persistence;
using LienThong.Activities.Rules;
using LienThong.Activities.Search;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Documents;

/// <summary>Trình: the draft is written as a new version of its DOCX and goes to the next step.</summary>
public sealed class SubmitDraft(Database database, CommandRunner commands, WorkDecision decisions, OrganisationCache organisations, FileStore files, TimeProvider clock)
{
    /// <exception cref="RuleViolation"><c>draft.*</c>, and those of <see cref="WorkDecision"/>.</exception>
    public async Task<Decided> RunAsync(Guid personId, Guid workItemId, DraftContent content, string? comment, string idempotencyKey, CancellationToken cancellationToken)
    {
        var clean = content.Checked();
        // The file is written before the transaction: a file that no version names does no harm, a slow disk inside would hold up everybody.
        var file = await WriteFileAsync(personId, workItemId, clean, cancellationToken);
        return await commands.RunAsync(
            new CommandKey(idempotencyKey, "work-item.submit-draft", personId, workItemId) { Content = new { clean, comment } },
            async (session, ct) =>
            {
                var item = await decisions.TakeAsync(session, workItemId, personId, WorkKinds.Draft, ct);
                var document = await SaveAsync(session, item, personId, clean, ct);
                SearchIndexing.Ask(session, document.Id);
                session.Insert(await VersionOfAsync(session, document, file, personId, ct));
                return await decisions.DecideAsync(
                    session, item, new Decision(personId, WorkOutcomes.Submitted, GivenText.OptionalLines(comment, "Ý kiến trình", "comment", 4000)) { Audit = new { file.Hash } }, ct);
            },
            cancellationToken);
    }

    private async Task<StoredFile> WriteFileAsync(Guid personId, Guid workItemId, DraftContent content, CancellationToken cancellationToken)
    {
        var draft = await database.ReadAsync(
            async (context, ct) =>
            {
                var item = await context.Set<WorkItem>().FirstOrDefaultAsync(i => i.Id == workItemId, ct);
                var dossier = item is null ? null : await context.Set<Dossier>().FirstOrDefaultAsync(d => d.Id == item.DossierId, ct);
                // Nobody but those who may submit leaves a file or learns anything about the dossier.
                var organisation = await organisations.GetAsync(context, ct);
                if (item is null || dossier is null)
                    throw WorkDecision.NotFound();
                if (!item.WasOfferedTo(personId) && (await Reach.OfAsync(context, organisation, personId, VietnamTime.Today(clock), ct)).ReplacementFor(item) is null)
                    throw item.WasHandedOverBy(personId) ? WorkDecision.HandedOver(item, organisation) : WorkDecision.NotFound();
                return OutgoingForm.Of(NewDocument(Guid.Empty, dossier, personId, content, organisation), organisation);
            },
            cancellationToken);
        using var docx = new MemoryStream();
        DocumentWriter.Write(draft, docx);
        docx.Position = 0;
        var stored = await files.SaveAsync(docx, new FileLimits(), cancellationToken);
        return new StoredFile(stored.Sha256, "du-thao.docx", DocumentWriter.MediaType, stored.Length);
    }

    private async Task<OutgoingDocument> SaveAsync(WriteSession session, WorkItem item, Guid personId, DraftContent content, CancellationToken cancellationToken)
    {
        var dossier = await session.FindAsync<Dossier>(item.DossierId, cancellationToken)
            ?? throw RuleViolation.NotFound("dossier.not-found", "Không tìm thấy hồ sơ.");
        if (dossier.OutgoingDocumentId is { } id && await session.FindAsync<OutgoingDocument>(id, cancellationToken) is { } document)
        {
            if (document.Number is not null)
                throw new RuleViolation("draft.issued", "Văn bản đã cấp số, không sửa dự thảo được nữa. Đính chính hoặc thay thế bằng văn bản khác.");
            document.TypeCode = content.TypeCode;
            document.Subject = content.Subject;
            document.Fields = content.ToJson();
            document.ToPlaces = ToPlaces(content);
            document.Urgency = content.Urgency;
            // A change after a signature is a new draft: the signature was for the old one.
            document.SignerPersonId = null;
            document.SignerPositionId = null;
            document.SignerAuthority = null;
            document.SignedAt = null;
            document.State = OutgoingState.InReview;
            session.Update(document);
            return document;
        }

        var organisation = await organisations.GetAsync(session, cancellationToken);
        var created = NewDocument(session.NewId(), dossier, personId, content, organisation);
        session.Insert(created);
        dossier.OutgoingDocumentId = created.Id;
        session.Update(dossier);
        return created;
    }

    private OutgoingDocument NewDocument(Guid id, Dossier dossier, Guid personId, DraftContent content, Organisation organisation)
    {
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
            ToPlaces = ToPlaces(content),
            Urgency = content.Urgency,
            Symbol = OutgoingForm.SymbolOf(content.TypeCode, organisation.FindAgency(dossier.AgencyId)!, organisation.FindUnit(unitId)),
            State = OutgoingState.InReview,
            CreatedBy = personId,
            CreatedAt = clock.GetUtcNow(),
        };
    }

    private static string ToPlaces(DraftContent content)
    {
        var places = string.Join("; ", content.Addressees.Concat(content.Recipients));
        return places.Length <= 1000 ? places : places[..1000];
    }

    private static async Task<DocumentVersion> VersionOfAsync(WriteSession session, OutgoingDocument document, StoredFile file, Guid personId, CancellationToken cancellationToken)
    {
        var last = await session.Context.Set<DocumentVersion>().Where(v => v.DocumentId == document.Id).MaxAsync(v => (int?)v.VersionNo, cancellationToken) ?? 0;
        return new DocumentVersion
        {
            Id = session.NewId(),
            DocumentId = document.Id,
            VersionNo = last + 1,
            Kind = VersionKind.Draft,
            FileHash = file.Hash,
            FileName = $"du-thao-{last + 1}.docx",
            MediaType = file.MediaType,
            Length = file.Length,
            CreatedBy = personId,
            CreatedAt = session.Clock.GetUtcNow(),
        };
    }
}
