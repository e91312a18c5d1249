using LienThong.Activities.Documents.Files;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Rules;

namespace LienThong.Activities.Documents;

/// <summary>A draft as the DOCX that it would become, before anything is submitted.</summary>
public sealed class DraftPreview(FileStore files)
{
    /// <summary>Written from the fields.</summary>
    public static byte[] Of(DraftForm draft)
    {
        using var docx = new MemoryStream();
        DocumentWriter.Write(draft.Form, docx);
        return docx.ToArray();
    }

    /// <summary>The drafter's own file, as it is.</summary>
    /// <exception cref="RuleViolation"><c>draft.file-type</c>.</exception>
    public async Task<byte[]> OfFileAsync(StoredFile file, CancellationToken cancellationToken)
    {
        if (file.MediaType != DocumentWriter.MediaType)
            throw DraftForms.NotDocx(file);
        await using var stored = files.OpenRead(file.Hash);
        using var docx = new MemoryStream();
        await stored.CopyToAsync(docx, cancellationToken);
        return docx.ToArray();
    }
}
