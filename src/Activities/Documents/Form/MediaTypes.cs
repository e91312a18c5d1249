using LienThong.Activities.Documents.Form.Docx;

namespace LienThong.Activities.Documents.Form;

/// <summary>A kind of file that may be uploaded.</summary>
public sealed record MediaType(string Extension, string Name);

/// <summary>The kinds of files that may be uploaded, told by their content; the name only has to agree.</summary>
public static class MediaTypes
{
    public static MediaType Docx { get; } = new(".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document");

    public static MediaType Xlsx { get; } = new(".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    public static MediaType Pdf { get; } = new(".pdf", "application/pdf");

    public static MediaType Text { get; } = new(".txt", "text/plain");

    public static MediaType Markdown { get; } = new(".md", "text/markdown");

    public static MediaType Png { get; } = new(".png", "image/png");

    public static MediaType Jpeg { get; } = new(".jpg", "image/jpeg");

    public static IReadOnlyList<MediaType> All { get; } = [Docx, Pdf, Text, Markdown, Xlsx, Png, Jpeg];

    /// <summary>The kind of an uploaded file; the stream must be seekable and is left at its start.</summary>
    /// <exception cref="DocumentRefusedException">Not an allowed kind, content and name disagree, it holds macros, or it is damaged or over a limit.</exception>
    public static MediaType Accept(string fileName, Stream content, ReadLimits limits)
    {
        var extension = Path.GetExtension(fileName).ToLowerInvariant();
        if (extension == ".jpeg") extension = ".jpg";
        var named = All.FirstOrDefault(type => type.Extension == extension)
            ?? throw new DocumentRefusedException(
                "document.type-not-allowed",
                $"Không nhận tệp “{fileName}”. Các loại được nhận: {string.Join(", ", All.Select(type => type.Extension))}.");

        var found = Sniff(content, limits) ?? ((named == Text || named == Markdown) && IsText(content, limits) ? named : null);
        content.Position = 0;
        if (found != named)
        {
            throw new DocumentRefusedException(
                "document.type-mismatch",
                $"Nội dung tệp “{fileName}” không đúng với phần mở rộng {extension}. Kiểm tra lại tệp.");
        }

        return named;
    }

    /// <summary>The kind that the first bytes show; null for plain text, which has no mark, and for everything else.</summary>
    private static MediaType? Sniff(Stream content, ReadLimits limits)
    {
        content.Position = 0;
        var head = new byte[8];
        var length = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var start = head.AsSpan(0, length);
        content.Position = 0;
        if (start.StartsWith("%PDF-"u8)) return Pdf;
        if (start.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return Png;
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return Jpeg;
        if (start.StartsWith("PK\u0003\u0004"u8)) return OfficeFile(content, limits);
        return null;
    }

    private static MediaType? OfficeFile(Stream content, ReadLimits limits)
    {
        using var zip = SafeZip.Open(content, limits);
        // A macro file renamed to .docx still runs its macros in some readers.
        if (zip.Entries.Any(entry => entry.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
        {
            throw new DocumentRefusedException(
                "document.macros",
                "Tệp có chứa macro nên không được nhận. Lưu lại tệp không có macro rồi tải lên.");
        }

        // Opened, such a file fetches from its author's server, macros among them: a template, a picture, a frame.
        if (zip.Entries.Any(entry => entry.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase) && SafeZip.PullsIn(entry)))
        {
            throw new DocumentRefusedException(
                "document.remote-parts",
                "Tệp tự tải nội dung từ máy khác khi mở (mẫu hoặc ảnh liên kết ngoài) nên không được nhận. Trong Word, nhúng ảnh vào tệp và bỏ mẫu liên kết, rồi tải lại.");
        }

        if (zip.GetEntry("[Content_Types].xml") is null) return null;
        if (zip.GetEntry("word/document.xml") is not null) return Docx;
        return zip.GetEntry("xl/workbook.xml") is not null ? Xlsx : null;
    }

    private static bool IsText(Stream content, ReadLimits limits)
    {
        var text = DocumentReader.ReadText(content, limits);
        return !text.Any(c => c is '\0' or '\uFFFD' || (char.IsControl(c) && c is not ('\n' or '\r' or '\t' or '\f')));
    }
}
