using LienThong.Activities.Agencies;
using LienThong.Activities.Delegations;
using LienThong.Activities.Documents;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Rules;
using LienThong.Activities.Work;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Approvals;

/// <summary>Exactly what a signature will stand under, to be looked at before it is given.</summary>
/// <param name="WorkItemId">The item to sign.</param>
/// <param name="DossierId">Its dossier.</param>
/// <param name="DocumentId">The document.</param>
/// <param name="Subject">Trích yếu.</param>
/// <param name="Symbol">Without the number, which văn thư gives later.</param>
/// <param name="TypeCode">Key of the type.</param>
/// <param name="File">The newest version: this one is signed.</param>
/// <param name="SignatureBlock">As it will be printed.</param>
/// <param name="Replaces">In whose place the signer signs (KT., TL.); null when he signs for himself.</param>
/// <param name="Findings">Of the form check, before issue.</param>
public sealed record SigningPreview(
    Guid WorkItemId, Guid DossierId, Guid DocumentId, string Subject, string Symbol, string TypeCode, FileToSign File, SignatureBlockView SignatureBlock, ReplacedSigner? Replaces,
    IReadOnlyList<FormFinding> Findings)
{
    /// <summary>Whether the second factor is asked first, which who shows this knows: none, needed, confirmed, notEnrolled.</summary>
    public string? SecondFactor { get; init; }
}

/// <summary>The file by its content: what was seen is named by the hash when it is signed.</summary>
public sealed record FileToSign(Guid VersionId, int VersionNo, string FileName, string MediaType, long Size, string Sha256, DateTimeOffset CreatedAt);

/// <summary>The lines above the signature and the name below it.</summary>
public sealed record SignatureBlockView(IReadOnlyList<string> Lines, string Name);

/// <summary>The head of the agency; the name is null while nobody holds the office.</summary>
public sealed record ReplacedSigner(string? FullName, string Title);

/// <summary>Reads what is to be signed.</summary>
public static class SigningQuery
{
    /// <exception cref="RuleViolation"><c>work-item.not-found</c>, <c>work-item.other-kind</c>, <c>draft.missing</c>, <c>sign.not-competent</c>.</exception>
    public static async Task<SigningPreview> ReadAsync(DbContext context, Guid workItemId, Reach reach, Organisation organisation, DateOnly today, CancellationToken cancellationToken)
    {
        var item = await WorkItemQuery.OwnAsync(context, workItemId, reach, cancellationToken);
        if (item.Kind != WorkKinds.Sign)
            throw RuleViolation.Invalid("work-item.other-kind", $"Việc này là \"{item.Title}\", không phải ký ban hành.");
        var document = await (
            from dossier in context.Set<Dossier>()
            join outgoing in context.Set<OutgoingDocument>() on dossier.OutgoingDocumentId equals outgoing.Id
            where dossier.Id == item.DossierId
            select outgoing).FirstOrDefaultAsync(cancellationToken) ?? throw DraftMissing();
        var file = await NewestAsync(context, document.Id, cancellationToken) ?? throw DraftMissing();
        var holding = SigningAuthority.HoldingOf(organisation, reach.PersonId, document.AgencyId, today);
        var block = reach.ReplacementFor(item) is { } replaced
            ? SigningAuthority.InPlaceOf(organisation, replaced, holding)
            : SigningAuthority.Of(organisation, holding.Position, holding.Person.FullName);
        var findings = FormCheck.Check(
            OutgoingForm.Of(document, organisation), IssueState.BeforeIssue, new FormExpectation { AgencyCode = organisation.FindAgency(document.AgencyId)?.Symbol });
        return new SigningPreview(
            item.Id, item.DossierId, document.Id, document.Subject, document.Symbol, document.TypeCode,
            new FileToSign(file.Id, file.VersionNo, file.FileName, file.MediaType, file.Length, file.FileHash, file.CreatedAt),
            new SignatureBlockView(block.TitleLines, holding.Person.FullName), ReplacedBy(block, organisation, document.AgencyId, today), findings);
    }

    /// <summary>The newest version of the document; null before the first.</summary>
    internal static Task<DocumentVersion?> NewestAsync(DbContext context, Guid documentId, CancellationToken cancellationToken) =>
        context.Set<DocumentVersion>().Where(version => version.DocumentId == documentId && version.Kind != VersionKind.Attachment)
            .OrderByDescending(version => version.VersionNo).FirstOrDefaultAsync(cancellationToken);

    private static ReplacedSigner? ReplacedBy(SigningBlock block, Organisation organisation, Guid agencyId, DateOnly today) =>
        block.Authority is [.., { Mark: AuthorityMark.ForHead or AuthorityMark.ByOrder or AuthorityMark.ByWrittenAuthority } last]
            ? new ReplacedSigner(organisation.AgencyHeads(agencyId, today).Select(head => head.Person.FullName).FirstOrDefault(), last.Title)
            : null;

    private static RuleViolation DraftMissing() => new("draft.missing", "Hồ sơ chưa có dự thảo để ký.");
}
