using LienThong.Activities.Delegations;
using LienThong.Activities.Persistence;
using LienThong.Activities.Rules;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Documents;

/// <summary>A file that goes out with the document, as a page lists it; VersionNo is null until the draft is submitted.</summary>
public sealed record AttachmentRow(Guid Id, string Role, string FileName, string MediaType, long Length, int? VersionNo);

/// <summary>Files that go out with a draft: added and removed while it is written.</summary>
public static class Attachments
{
    /// <summary>Of one document.</summary>
    public const int Most = 20;

    /// <exception cref="RuleViolation"><c>work-item.not-found</c>.</exception>
    public static async Task<IReadOnlyList<AttachmentRow>> ListAsync(DbContext context, Guid workItemId, Reach reach, CancellationToken cancellationToken)
    {
        var dossier = await DraftForms.DossierOfAsync(context, workItemId, reach, cancellationToken);
        return [.. (await OfDossierAsync(context, dossier.Id, cancellationToken)).Select(RowOf)];
    }

    /// <exception cref="RuleViolation"><c>attachment.role</c>, <c>attachment.file</c>, <c>attachment.too-many</c>, <c>work-item.*</c>.</exception>
    public static async Task<AttachmentRow> AddAsync(WriteSession session, Guid workItemId, Reach reach, StoredFile file, string? role, CancellationToken cancellationToken)
    {
        var item = await WorkingCopies.OpenDraftAsync(session, workItemId, reach, cancellationToken);
        var present = await OfDossierAsync(session.Context, item.DossierId, cancellationToken);
        if (present.Count >= Most)
            throw new RuleViolation("attachment.too-many", $"Văn bản đã có {Most} tệp kèm theo, là mức tối đa. Gộp các tệp hoặc bỏ bớt rồi thêm lại.");
        if (present.Exists(attachment => attachment.FileHash == file.Hash))
            throw new RuleViolation("attachment.exists", $"Tệp \"{file.Name}\" đã có trong danh sách kèm theo.");
        var attachment = new DraftAttachment
        {
            Id = session.NewId(),
            DossierId = item.DossierId,
            Role = GivenText.Line(role, "Tên tài liệu kèm theo", "attachment.role", 100),
            FileHash = file.Hash,
            FileName = GivenText.Line(file.Name, "Tên tệp", "attachment.file", 255),
            MediaType = file.MediaType,
            Length = file.Length,
            AddedBy = reach.PersonId,
            AddedAt = session.Clock.GetUtcNow(),
        };
        session.Insert(attachment);
        return RowOf(attachment);
    }

    /// <exception cref="RuleViolation"><c>attachment.not-found</c>, <c>work-item.*</c>.</exception>
    public static async Task RemoveAsync(WriteSession session, Guid workItemId, Reach reach, Guid attachmentId, CancellationToken cancellationToken)
    {
        var item = await WorkingCopies.OpenDraftAsync(session, workItemId, reach, cancellationToken);
        var attachment = await session.FindAsync<DraftAttachment>(attachmentId, cancellationToken);
        session.Delete(attachment?.DossierId == item.DossierId
            ? attachment
            : throw RuleViolation.NotFound("attachment.not-found", "Không còn tệp kèm theo này. Tải lại danh sách."));
    }

    /// <summary>Makes versions of those that are none yet, from this number on.</summary>
    internal static async Task AddVersionsAsync(WriteSession session, OutgoingDocument document, int next, Guid personId, CancellationToken cancellationToken)
    {
        var added = (await OfDossierAsync(session.Context, document.DossierId, cancellationToken)).Where(attachment => attachment.VersionNo is null);
        foreach (var attachment in added)
        {
            attachment.VersionNo = next;
            session.Update(attachment);
            session.Insert(new DocumentVersion
            {
                Id = session.NewId(),
                DocumentId = document.Id,
                VersionNo = next++,
                Kind = VersionKind.Attachment,
                FileHash = attachment.FileHash,
                FileName = attachment.FileName,
                MediaType = attachment.MediaType,
                Length = attachment.Length,
                CreatedBy = personId,
                CreatedAt = session.Clock.GetUtcNow(),
                Note = attachment.Role,
            });
        }
    }

    private static Task<List<DraftAttachment>> OfDossierAsync(DbContext context, Guid dossierId, CancellationToken cancellationToken) => context.Set<DraftAttachment>().AsNoTracking()
        .Where(attachment => attachment.DossierId == dossierId).OrderBy(attachment => attachment.AddedAt).ThenBy(attachment => attachment.Id).ToListAsync(cancellationToken);

    private static AttachmentRow RowOf(DraftAttachment attachment) => new(
        attachment.Id, attachment.Role, attachment.FileName, attachment.MediaType, attachment.Length, attachment.VersionNo);
}
