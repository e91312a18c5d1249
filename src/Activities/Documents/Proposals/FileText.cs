using LienThong.Activities.Documents.Files;
using LienThong.Activities.Documents.Form;

namespace LienThong.Activities.Documents.Proposals;

/// <summary>The text of a stored file.</summary>
public sealed class FileText(FileStore files, PdfText pdf)
{
    // What văn thư types stands in so much of a text; a hundred megabytes of it would only be a burden.
    private const int Longest = 1_000_000;

    /// <exception cref="DocumentRefusedException">No text can be read from it; the message says why and what to do.</exception>
    public async Task<string> ReadAsync(StoredFile file, CancellationToken cancellationToken)
    {
        await using var content = files.OpenRead(file.Hash);
        var text = file.MediaType switch
        {
            _ when file.MediaType == MediaTypes.Pdf.Name => await pdf.ReadAsync(content, cancellationToken),
            _ when file.MediaType == MediaTypes.Docx.Name => DocumentReader.ReadDocx(content, ReadLimits.Default),
            _ when file.MediaType == MediaTypes.Text.Name || file.MediaType == MediaTypes.Markdown.Name => DocumentReader.ReadText(content, ReadLimits.Default),
            _ => throw new DocumentRefusedException("file.no-text", "Loại tệp này không có chữ đọc được (ảnh, bảng tính). Nhập các trường theo bản gốc."),
        };
        return text.Length <= Longest ? text : text[..Longest];
    }
}
