using LienThong.Activities.Documents.Form;

namespace LienThong.Activities.Documents.Files;

/// <summary>The text of a stored file.</summary>
public sealed class FileText(FileStore files, PdfText pdf)
{
    /// <param name="hash">Of the file.</param>
    /// <param name="mediaType">Of the file.</param>
    /// <param name="isWhole">False: the first pages of a PDF are enough.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentRefusedException">No text can be read from it; the message says why.</exception>
    public async Task<string> ReadAsync(string hash, string mediaType, bool isWhole, CancellationToken cancellationToken)
    {
        await using var content = files.OpenRead(hash);
        return mediaType switch
        {
            _ when mediaType == MediaTypes.Pdf.Name => await pdf.ReadAsync(content, isWhole, cancellationToken),
            _ when mediaType == MediaTypes.Docx.Name => DocumentReader.ReadDocx(content, ReadLimits.Default),
            _ when mediaType == MediaTypes.Text.Name || mediaType == MediaTypes.Markdown.Name => DocumentReader.ReadText(content, ReadLimits.Default),
            _ => throw new DocumentRefusedException(NoText, "Tệp loại này không có chữ đọc được: chỉ đọc được tệp .docx, .txt, .md và .pdf."),
        };
    }

    /// <summary>Codes of refusals that say nothing against the file: there is no text, or nothing here that reads it.</summary>
    public static bool SaysNoText(string code) => code is NoText or PdfText.NoReaderCode or PdfText.NoTextCode or PdfText.TooSlowCode;

    private const string NoText = "file.no-text";
}
