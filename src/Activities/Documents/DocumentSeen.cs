using LienThong.Activities.Rules;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Documents;

/// <summary>The version of a document that somebody saw last.</summary>
public sealed class DocumentSeen
{
    public Guid PersonId { get; set; }
    public Guid DocumentId { get; set; }
    public int VersionNo { get; set; }
    public DateTimeOffset SeenAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<DocumentSeen>
    {
        public void Configure(EntityTypeBuilder<DocumentSeen> builder)
        {
            builder.ToTable("DocumentsSeen");
            builder.HasKey(seen => new { seen.PersonId, seen.DocumentId });
        }
    }
}

/// <summary>What a person saw of a document, and what there is.</summary>
/// <param name="Seen">Null when he never looked.</param>
/// <param name="From">The version he saw; null when he never looked, or it is not his to read any more.</param>
/// <param name="Newest">The newest version that is no attachment; null when there is none.</param>
public sealed record SeenState(DocumentSeen? Seen, VersionRow? From, VersionRow? Newest);

/// <summary>Remembers which version somebody saw last, and tells whether there is a newer one.</summary>
public static class SeenVersions
{
    /// <summary>Notes that the person has this version on the screen; an older one than before changes nothing.</summary>
    /// <exception cref="RuleViolation"><c>document.not-found</c>.</exception>
    public static async Task MarkAsync(Database database, DossierAccess access, Guid personId, Guid documentId, int versionNo, CancellationToken cancellationToken)
    {
        // Looked at first without the writer: most visits show what was seen before.
        var known = await database.ReadAsync(
            async (context, ct) =>
            {
                await access.VersionAsync(context, documentId, versionNo, ct);
                return await context.Set<DocumentSeen>().AsNoTracking().FirstOrDefaultAsync(seen => seen.PersonId == personId && seen.DocumentId == documentId, ct);
            },
            cancellationToken);
        if (known?.VersionNo >= versionNo)
            return;
        try
        {
            await database.WriteAsync((session, ct) => WriteAsync(session, personId, documentId, versionNo, ct), cancellationToken);
        }
        catch (DuplicateRowException)
        {
            // Two windows of one person; the other one has noted it.
        }
    }

    public static async Task<SeenState> StateAsync(
        DbContext context, Guid personId, Guid documentId, IReadOnlyList<VersionRow> versions, CancellationToken cancellationToken)
    {
        var seen = await context.Set<DocumentSeen>().AsNoTracking().FirstOrDefaultAsync(s => s.PersonId == personId && s.DocumentId == documentId, cancellationToken);
        return new SeenState(seen, versions.FirstOrDefault(version => version.VersionNo == seen?.VersionNo), Newest(versions));
    }

    /// <summary>The newest version of a list that is no attachment.</summary>
    public static VersionRow? Newest(IReadOnlyList<VersionRow> versions) => versions.Where(version => version.Kind != VersionKind.Attachment).MaxBy(version => version.VersionNo);

    private static async Task<bool> WriteAsync(WriteSession session, Guid personId, Guid documentId, int versionNo, CancellationToken cancellationToken)
    {
        if (await session.FindAsync<DocumentSeen>((personId, documentId), cancellationToken) is not { } seen)
        {
            session.Insert(new DocumentSeen { PersonId = personId, DocumentId = documentId, VersionNo = versionNo, SeenAt = session.Clock.GetUtcNow() });
            return true;
        }

        if (seen.VersionNo >= versionNo)
            return false;
        seen.VersionNo = versionNo;
        seen.SeenAt = session.Clock.GetUtcNow();
        session.Update(seen);
        return true;
    }
}
