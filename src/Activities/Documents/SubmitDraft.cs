using LienThong.Activities.Agencies;
using LienThong.Activities.Commands;
using LienThong.Activities.Documents.Files;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Persistence;
using LienThong.Activities.Rules;
using LienThong.Activities.Search;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Documents;

/// <summary>The file of a draft: written from its fields, or the drafter's own.</summary>
/// <param name="File">In the store.</param>
/// <param name="Content">The fields, checked.</param>
/// <param name="IsUploaded">The drafter's own.</param>
/// <param name="LacksNumberPlace">It cannot be issued as it is.</param>
internal sealed record DraftFile(StoredFile File, DraftContent Content, bool IsUploaded, bool LacksNumberPlace);

/// <summary>Trình: the draft becomes a new version — a DOCX of its fields, or the drafter's own — and goes to the next step.</summary>
public sealed class SubmitDraft(CommandRunner commands, WorkDecision decisions, DraftForms forms, OrganisationCache organisations, FileStore files)
{
    /// <exception cref="RuleViolation"><c>draft.*</c>, and those of <see cref="WorkDecision"/>.</exception>
    public Task<Decided> RunAsync(Guid personId, Guid workItemId, DraftContent content, string? comment, string idempotencyKey, CancellationToken cancellationToken) =>
        RunAsync(personId, workItemId, content, uploaded: null, comment, idempotencyKey, cancellationToken);

    /// <param name="personId">The drafter.</param>
    /// <param name="workItemId">The work item "Soạn dự thảo".</param>
    /// <param name="content">The fields.</param>
    /// <param name="uploaded">The drafter's own DOCX; null when the file is to be written from the fields.</param>
    /// <param name="comment">To the next one.</param>
    /// <param name="idempotencyKey">Of the command.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RuleViolation"><c>draft.*</c>, <c>document.*</c>, and those of <see cref="WorkDecision"/>.</exception>
    public async Task<Decided> RunAsync(
        Guid personId, Guid workItemId, DraftContent content, StoredFile? uploaded, string? comment, string idempotencyKey, CancellationToken cancellationToken)
    {
        // The file is written before the transaction: a file that no version names does no harm, a slow disk inside would hold up everybody.
        var file = uploaded is null
            ? await WriteFileAsync(personId, workItemId, content.Checked(), cancellationToken)
            : await TakeFileAsync(personId, workItemId, content, uploaded, cancellationToken);
        var clean = file.Content;
        return await commands.RunAsync(
            new CommandKey(idempotencyKey, "work-item.submit-draft", personId, workItemId)
            {
                Content = file.IsUploaded ? new { clean, comment, file.File.Hash } : new { clean, comment },
            },
            async (session, ct) =>
            {
                var item = await decisions.TakeAsync(session, workItemId, personId, WorkKinds.Draft, ct);
                var document = await SaveAsync(session, item, personId, file, ct);
                SearchIndexing.Ask(session, document.Id);
                await AddVersionsAsync(session, document, file, personId, ct);
                await WorkingCopies.EndAsync(session, workItemId, ct);
                return await decisions.DecideAsync(
                    session, item,
                    new Decision(personId, WorkOutcomes.Submitted, GivenText.OptionalLines(comment, "Ý kiến trình", "comment", 4000)) { Audit = new { file.File.Hash } }, ct);
            },
            cancellationToken);
    }

    private async Task<DraftFile> WriteFileAsync(Guid personId, Guid workItemId, DraftContent content, CancellationToken cancellationToken)
    {
        var draft = await forms.OfAsync(personId, workItemId, content, cancellationToken);
        using var docx = new MemoryStream();
        DocumentWriter.Write(draft.Form, docx);
        docx.Position = 0;
        var stored = await files.SaveAsync(docx, new FileLimits(), cancellationToken);
        return new DraftFile(new StoredFile(stored.Sha256, "du-thao.docx", DocumentWriter.MediaType, stored.Length), content, IsUploaded: false, LacksNumberPlace: false);
    }

    private async Task<DraftFile> TakeFileAsync(Guid personId, Guid workItemId, DraftContent content, StoredFile uploaded, CancellationToken cancellationToken)
    {
        var draft = await forms.OfAsync(personId, workItemId, content, cancellationToken);
        var read = await forms.ReadAsync(uploaded, draft.Document.Symbol, cancellationToken);
        return new DraftFile(uploaded, content.CheckedWithFile(read.Text), IsUploaded: true, LacksNumberPlace: !read.CanBeIssued);
    }

    private async Task<OutgoingDocument> SaveAsync(WriteSession session, WorkItem item, Guid personId, DraftFile file, CancellationToken cancellationToken)
    {
        var content = file.Content;
        var dossier = await session.FindAsync<Dossier>(item.DossierId, cancellationToken)
            ?? throw RuleViolation.NotFound("dossier.not-found", "Không tìm thấy hồ sơ.");
        var organisation = await organisations.GetAsync(session, cancellationToken);
        if (dossier.OutgoingDocumentId is { } id && await session.FindAsync<OutgoingDocument>(id, cancellationToken) is { } document)
        {
            if (document.Number is not null)
                throw new RuleViolation("draft.issued", "Văn bản đã cấp số, không sửa dự thảo được nữa. Đính chính hoặc thay thế bằng văn bản khác.");
            document.TypeCode = content.TypeCode;
            document.Symbol = OutgoingForm.SymbolOf(content.TypeCode, organisation.FindAgency(document.AgencyId)!, organisation.FindUnit(document.DraftingUnitId));
            document.Subject = content.Subject;
            document.Fields = content.ToJson();
            document.ToPlaces = content.ToPlaces();
            SetFile(document, file);
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

        var created = DraftForms.NewDocument(session.NewId(), dossier, personId, content, organisation, session.Clock.GetUtcNow());
        SetFile(created, file);
        session.Insert(created);
        dossier.OutgoingDocumentId = created.Id;
        session.Update(dossier);
        return created;
    }

    private static void SetFile(OutgoingDocument document, DraftFile file)
    {
        document.UploadedHash = file.IsUploaded ? file.File.Hash : null;
        document.LacksNumberPlace = file.LacksNumberPlace;
    }

    private static async Task AddVersionsAsync(WriteSession session, OutgoingDocument document, DraftFile file, Guid personId, CancellationToken cancellationToken)
    {
        var last = await session.Context.Set<DocumentVersion>().Where(v => v.DocumentId == document.Id).MaxAsync(v => (int?)v.VersionNo, cancellationToken) ?? 0;
        session.Insert(new DocumentVersion
        {
            Id = session.NewId(),
            DocumentId = document.Id,
            VersionNo = last + 1,
            Kind = VersionKind.Draft,
            FileHash = file.File.Hash,
            FileName = file.IsUploaded ? file.File.Name : $"du-thao-{last + 1}.docx",
            MediaType = file.File.MediaType,
            Length = file.File.Length,
            CreatedBy = personId,
            CreatedAt = session.Clock.GetUtcNow(),
            Note = file.IsUploaded ? "Tệp người soạn thảo tải lên" : null,
        });
        await Attachments.AddVersionsAsync(session, document, last + 2, personId, cancellationToken);
    }
}
