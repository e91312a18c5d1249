using System.Text.Json.Nodes;
using LienThong.Activities.Agencies;
using LienThong.Activities.Documents.Files;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Persistence;
using LienThong.Activities.Registers;
using LienThong.Activities.Search;
using LienThong.Workflows.Model;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Documents;

/// <summary>Writes the issued file, with number and day filled in, and lets the procedure go on. From the outbox: writing files is no work for a transaction.</summary>
public sealed class IssuedFile(Database database, WorkflowEngine engine, OrganisationCache organisations, FileStore files) : IOutboxHandler
{
    public const string MessageKind = "issued-file";

    private static readonly Dictionary<string, object?> NoInput = [];

    public string Kind => MessageKind;

    public bool GoesOutside => true;

    /// <summary>Facts by which the wait for the file is found.</summary>
    public static JsonObject PayloadOf(Guid documentId) => new() { ["DocumentId"] = documentId.ToString("D") };

    public async Task DeliverAsync(string messageId, JsonObject payload, CancellationToken cancellationToken)
    {
        var documentId = Guid.Parse((string)payload["documentId"]!);
        var (document, form) = await database.ReadAsync(
            async (context, ct) =>
            {
                var found = await context.Set<OutgoingDocument>().SingleAsync(d => d.Id == documentId, ct);
                return (found, OutgoingForm.Of(found, await organisations.GetAsync(context, ct)));
            },
            cancellationToken);
        using var docx = new MemoryStream();
        if (document.UploadedHash is { } uploaded)
        {
            await using var draft = files.OpenRead(uploaded);
            UploadedDocument.Issue(draft, form, docx, ReadLimits.Default);
        }
        else
            DocumentWriter.Write(form, docx);
        docx.Position = 0;
        var stored = await files.SaveAsync(docx, new FileLimits(), cancellationToken);
        await database.WriteAsync((session, ct) => FinishAsync(session, document, form, stored, ct), cancellationToken);
    }

    private async Task<bool> FinishAsync(WriteSession session, OutgoingDocument document, DocumentForm form, StoredContent stored, CancellationToken cancellationToken)
    {
        // Delivered before, and only the outbox did not hear of it.
        var versions = await session.Context.Set<DocumentVersion>().Where(v => v.DocumentId == document.Id).Select(v => new { v.VersionNo, v.Kind }).ToListAsync(cancellationToken);
        if (versions.Exists(v => v.Kind == VersionKind.Issued))
            return false;
        session.Insert(new DocumentVersion
        {
            Id = session.NewId(),
            DocumentId = document.Id,
            VersionNo = versions.Select(v => v.VersionNo).DefaultIfEmpty(0).Max() + 1,
            Kind = VersionKind.Issued,
            FileHash = stored.Sha256,
            FileName = FileNameOf(form),
            MediaType = DocumentWriter.MediaType,
            Length = stored.Length,
            CreatedBy = null,
            CreatedAt = session.Clock.GetUtcNow(),
        });
        // Number and day belong to what is searched.
        SearchIndexing.Ask(session, document.Id);
        await engine.DeliverAsync(session, new Stimulus(IssueNumber.FileBookmark, PayloadOf(document.Id)), NoInput, document.DossierId.ToString("D"), cancellationToken);
        return true;
    }

    // 01/BC-SKHCN is no name for a file.
    private static string FileNameOf(DocumentForm form) => form.Number.ToString().Replace('/', '-') + ".docx";
}
