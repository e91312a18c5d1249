using System.Globalization;
using System.Text;
using LienThong.Activities.Documents;
using LienThong.Activities.Documents.Files;
using LienThong.Activities.Documents.Form;

namespace LienThong.Host.Demo;

/// <summary>Files of the documents that arrive in the demonstration: a letter as DOCX, a list as PDF.</summary>
internal sealed class DemoLetters(FileStore files)
{
    /// <summary>Puts them into the store.</summary>
    /// <param name="dossier">Whose document it is.</param>
    /// <param name="sender">Name of the sender.</param>
    /// <param name="issuedOn">Day of the letter.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<StoredFile>> SaveAsync(DemoDossier dossier, string sender, DateOnly issuedOn, CancellationToken cancellationToken)
    {
        var stored = new List<StoredFile>();
        if (dossier.Letter.Count > 0)
        {
            using var docx = new MemoryStream();
            DocumentWriter.Write(FormOf(dossier, sender, issuedOn), docx);
            stored.Add(await SaveAsync(docx, $"{dossier.Number}-{dossier.Symbol}.docx", DocumentWriter.MediaType, cancellationToken));
        }

        if (dossier.HasList)
        {
            using var pdf = new MemoryStream(ListOfWorks());
            stored.Add(await SaveAsync(pdf, "danh-sach-cong-trinh.pdf", "application/pdf", cancellationToken));
        }

        return stored;
    }

    /// <summary>Two pages. Their words need no letter outside Latin-1, so that no font has to be embedded.</summary>
    internal static byte[] ListOfWorks()
    {
        var pages = Enumerable.Range(0, 2).Select(page => Page(page + 1, Enumerable.Range(page * 12 + 1, 12))).ToList();
        List<string> objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [4 0 R 6 0 R] /Count 2 >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ];
        foreach (var (page, index) in pages.Select((page, index) => (page, index)))
        {
            objects.Add($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + index * 2} 0 R >>");
            objects.Add($"<< /Length {page.Length} >>\nstream\n{page}\nendstream");
        }

        return Assemble(objects);
    }

    private static string Page(int number, IEnumerable<int> rows)
    {
        var text = new StringBuilder("BT /F1 14 Tf 72 770 Td (DANH SÁCH CÔNG TRÌNH THAM GIA) Tj /F1 11 Tf 0 -30 Td 20 TL\n");
        text.Append("(STT    Tên công trình                        Tháng hoàn thành) Tj T*\n");
        foreach (var row in rows)
            text.Append(CultureInfo.InvariantCulture, $"({row:00}       Công trình {(char)('A' + row - 1)}                               {row % 12 + 1:00}) Tj T*\n");
        return text.Append(CultureInfo.InvariantCulture, $"0 -20 Td (Trang {number}/2) Tj ET").ToString();
    }

    // Every object begins where the table of offsets says; one character is one byte in Latin-1.
    private static byte[] Assemble(List<string> objects)
    {
        var text = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        foreach (var (body, index) in objects.Select((body, index) => (body, index)))
        {
            offsets.Add(text.Length);
            text.Append(CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n{body}\nendobj\n");
        }

        var table = text.Length;
        text.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
            text.Append(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n");
        text.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    private static DocumentForm FormOf(DemoDossier dossier, string sender, DateOnly issuedOn) => new()
    {
        IssuingAgency = sender,
        Number = new DocumentNumber(int.Parse(dossier.Number, CultureInfo.InvariantCulture), dossier.Symbol),
        Type = DocumentTypes.OfKey(dossier.Type) ?? throw new InvalidOperationException($"No type {dossier.Type}."),
        PlaceAndDate = PlaceAndDate.On(dossier.From is null ? "Hà Nội" : "Quảng Trị", issuedOn),
        Subject = dossier.Subject,
        Addressees = ["Sở Khoa học và Công nghệ"],
        Body = DocumentBody.FromText(string.Join('\n', dossier.Letter)),
        Archive = new ArchiveLine(null),
        Signing = dossier.From == "UBND"
            ? new SigningBlock([new AuthorityLine(AuthorityMark.OnBehalfOfCollective, "Ủy ban nhân dân"), new AuthorityLine(AuthorityMark.ForHead, "Chủ tịch")], "Phó Chủ tịch", null)
            : SigningBlock.ByHead("Thủ trưởng", null),
        Urgency = dossier.Urgency,
    };

    private async Task<StoredFile> SaveAsync(MemoryStream content, string name, string mediaType, CancellationToken cancellationToken)
    {
        content.Position = 0;
        var stored = await files.SaveAsync(content, new FileLimits(), cancellationToken);
        return new StoredFile(stored.Sha256, name, mediaType, stored.Length);
    }
}
