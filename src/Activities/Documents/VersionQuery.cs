using LienThong.Activities.Agencies;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Documents;

/// <summary>A file version as a page lists it.</summary>
/// <param name="DocumentId">Its document.</param>
/// <param name="VersionNo">From 1; with the document's id the address of the content.</param>
/// <param name="Kind">Received, draft, signed, issued, attachment.</param>
/// <param name="FileName">To save it under.</param>
/// <param name="MediaType">Of the content.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Sha256">To compare a saved copy with.</param>
/// <param name="CreatedBy">Full name; null when the system wrote it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="Note">What it is besides: the role of an attachment, a draft that was uploaded as a file.</param>
public sealed record VersionRow(
    Guid DocumentId, int VersionNo, VersionKind Kind, string FileName, string MediaType, long Length, string Sha256, string? CreatedBy, DateTimeOffset CreatedAt, string? Note);

/// <summary>Lists versions.</summary>
public static class VersionQuery
{
    /// <param name="versions">Those that the caller may read.</param>
    /// <param name="documentIds">Of which documents.</param>
    /// <param name="organisation">Knows the names.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public static async Task<IReadOnlyList<VersionRow>> ListAsync(
        IQueryable<DocumentVersion> versions, IReadOnlyCollection<Guid> documentIds, Organisation organisation, CancellationToken cancellationToken)
    {
        var found = await versions.Where(version => documentIds.Contains(version.DocumentId)).ToListAsync(cancellationToken);
        return
        [
            .. found.OrderBy(version => version.DocumentId).ThenBy(version => version.VersionNo).Select(version => new VersionRow(
                version.DocumentId, version.VersionNo, version.Kind, version.FileName, version.MediaType, version.Length, version.FileHash,
                version.CreatedBy is { } person ? organisation.FindPerson(person)?.FullName : null, version.CreatedAt, version.Note)),
        ];
    }
}
