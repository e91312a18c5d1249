using System.IO.Compression;
using LienThong.Activities.Documents.Form.Docx;

namespace LienThong.Activities.Documents.Form;

/// <summary>A DOCX that the drafter made himself: what it lacks to be issued, and its issue by filling number, date and signer's name in place.</summary>
/// <param name="Text">As <see cref="DocumentReader"/> reads it.</param>
/// <param name="HasNumberPlace">A line "Số:" that is blank or carries the document's symbol.</param>
/// <param name="HasDatePlace">A line of place and date before Nơi nhận.</param>
/// <param name="HasRevisions">Tracked changes that nobody has accepted or refused.</param>
public sealed record UploadedDocument(string Text, bool HasNumberPlace, bool HasDatePlace, bool HasRevisions)
{
    private const string MainPart = "word/document.xml";

    /// <summary>Văn thư can number it.</summary>
    public bool CanBeIssued => HasNumberPlace && HasDatePlace;

    /// <param name="docx">Seekable.</param>
    /// <param name="symbol">The symbol that the document will have: <c>BC-SKHCN</c>.</param>
    /// <param name="limits">What it may cost.</param>
    /// <exception cref="DocumentRefusedException">The file is damaged, no DOCX, or over a limit.</exception>
    public static UploadedDocument Read(Stream docx, string symbol, ReadLimits limits)
    {
        var text = DocumentReader.ReadDocx(docx, limits);
        docx.Position = 0;
        using var zip = SafeZip.Open(docx, limits);
        using var part = SafeZip.OpenPart(zip, MainPart, limits)!; // the reader above found it
        var places = DocumentPlaces.Read(part);
        return new UploadedDocument(text, places.HasNumber(symbol), places.HasDate, places.HasRevisions);
    }

    /// <summary>What the form check cannot see in the text alone.</summary>
    public IReadOnlyList<FormFinding> Findings(string symbol) =>
    [
        .. HasNumberPlace ? Array.Empty<FormFinding>() : [NoNumberPlace(symbol)],
        .. HasDatePlace ? Array.Empty<FormFinding>() :
        [
            new FormFinding("TEP.CHO-NGAY", FindingSeverity.Error, "Không tìm thấy chỗ ghi địa danh và ngày, tháng, năm. Thêm dòng theo mẫu “Quảng Trị, ngày … tháng … năm …” rồi tải lại tệp.",
                Rules.Clauses.Form, new FormPlace("ô số 4 (địa danh và thời gian)", "4")),
        ],
        .. !HasRevisions ? Array.Empty<FormFinding>() :
        [
            new FormFinding("TEP.DAU-VET", FindingSeverity.Error, "Tệp còn dấu vết sửa đổi (Track Changes). Chấp nhận hoặc bỏ hết các sửa đổi, tắt theo dõi rồi tải lại tệp.",
                null, new FormPlace("toàn văn bản")),
        ],
    ];

    /// <summary>Writes the file with number, date and, where it is open, the signer's name; all other parts byte for byte.</summary>
    /// <exception cref="DocumentRefusedException">The file is damaged, no DOCX, or over a limit.</exception>
    public static void Issue(Stream docx, DocumentForm issued, Stream output, ReadLimits limits)
    {
        using var zip = SafeZip.Open(docx, limits);
        using var part = SafeZip.OpenPart(zip, MainPart, limits) ?? throw new DocumentRefusedException("document.not-docx", "Tệp không phải văn bản Word (.docx).");
        var places = DocumentPlaces.Read(part);
        places.SetNumber(issued.Number);
        places.SetDate(issued.PlaceAndDate);
        places.SetSignerName(issued.Signing);
        using var memory = new MemoryStream();
        using (var written = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in zip.Entries)
            {
                var copy = written.CreateEntry(entry.FullName, CompressionLevel.Optimal);
                // The same bytes however often the issue is delivered: files are known by their hash.
                copy.LastWriteTime = entry.LastWriteTime;
                using var target = copy.Open();
                if (entry.FullName == MainPart)
                {
                    places.Write(target);
                    continue;
                }

                using var source = entry.Open();
                SafeZip.CopyLimited(source, target, limits.MaxUncompressedBytes);
            }
        }

        memory.Position = 0;
        memory.CopyTo(output);
    }

    internal static FormFinding NoNumberPlace(string symbol) => new(
        "TEP.CHO-SO", FindingSeverity.Error, $"Không tìm thấy chỗ ghi số, ký hiệu. Thêm dòng “Số:      /{symbol}” ở đầu văn bản rồi tải lại tệp; nếu đã có dòng này thì sửa ký hiệu cho đúng.",
        Rules.Clauses.Number, new FormPlace("ô số 3 (số, ký hiệu)", "3"));
}
