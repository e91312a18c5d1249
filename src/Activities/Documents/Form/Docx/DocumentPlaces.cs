using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace LienThong.Activities.Documents.Form.Docx;

/// <summary>The places for number, date and signer's name in a DOCX that somebody else made; filled there, everything else stays as it was.</summary>
internal sealed partial class DocumentPlaces
{
    private static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    // A table in a table in a text box has some forty.
    private const int DeepestElement = 200;

    // The last first: what stands before keeps its place.
    private static readonly string[] DateParts = ["y", "m", "d"];
    private static readonly string[] Revisions = ["ins", "del", "moveFrom", "moveTo"];

    private readonly XDocument document;
    private readonly List<XElement> paragraphs;
    private readonly List<XElement> head;

    private DocumentPlaces(XDocument document)
    {
        this.document = document;
        paragraphs = [.. document.Descendants(W + "p")];
        // Ô 3 and 4 stand before Nơi nhận; what comes after it speaks of other documents.
        head = [.. paragraphs.TakeWhile(paragraph => !RecipientsHead().IsMatch(TextOf(paragraph)))];
    }

    /// <exception cref="DocumentRefusedException">It is damaged.</exception>
    public static DocumentPlaces Read(Stream documentPart)
    {
        try
        {
            MustBeShallow(documentPart);
            documentPart.Position = 0;
            using var xml = Open(documentPart);
            return new DocumentPlaces(XDocument.Load(xml, LoadOptions.PreserveWhitespace));
        }
        catch (XmlException exception)
        {
            throw SafeZip.Damaged(exception);
        }
    }

    // The text of a paragraph is read with all that hangs in it: a file of paragraphs within paragraphs would cost its square.
    private static void MustBeShallow(Stream documentPart)
    {
        using var xml = Open(documentPart);
        while (xml.Read())
        {
            if (xml.Depth > DeepestElement)
                throw new DocumentRefusedException("document.too-deep", "Tệp có cấu trúc lồng nhau bất thường nên bị từ chối. Mở tệp bằng Word, chép nội dung sang tệp mới rồi tải lại.");
        }
    }

    // A DTD could expand to gigabytes or reach out to other files.
    private static XmlReader Open(Stream documentPart) =>
        XmlReader.Create(documentPart, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = false });

    /// <summary>Somebody's changes wait to be accepted or refused: printed, the document would show both.</summary>
    public bool HasRevisions => document.Descendants().Any(element => element.Name.Namespace == W && Revisions.Contains(element.Name.LocalName));

    public bool HasDate => DateLine() is not null;

    /// <summary>A line "Số:" that is blank, or carries this symbol.</summary>
    public bool HasNumber(string symbol) => NumberLine(symbol) is not null;

    public void SetNumber(DocumentNumber number)
    {
        var (paragraph, match) = NumberLine(number.Symbol) ?? throw new InvalidOperationException("There is no place for the number.");
        var blank = match.Groups["no"];
        var written = number.ToString();
        // With the symbol there, only the number is ours to write.
        Replace(paragraph, [(blank.Index, blank.Length, match.Groups["symbol"].Success ? " " + written[..written.IndexOf('/', StringComparison.Ordinal)] : " " + written)]);
    }

    public void SetDate(PlaceAndDate date)
    {
        var (paragraph, match) = DateLine() ?? throw new InvalidOperationException("There is no place for the date.");
        var written = DateForm().Match(date.ToString());
        Replace(paragraph, DateParts.Select(part => (match.Groups[part].Index, match.Groups[part].Length, written.Groups[part].Value)));
    }

    /// <summary>Writes the name under the signer's title where it stands nowhere; nothing where no such title is found.</summary>
    public void SetSignerName(SigningBlock signing)
    {
        if (signing.SignerName is not { } name || paragraphs.Skip(head.Count).Any(paragraph => Folding.Blanks(TextOf(paragraph)) == name))
            return;
        var title = signing.TitleLines.Count == 0 ? null
            : paragraphs.Skip(head.Count).LastOrDefault(paragraph => string.Equals(Folding.Blanks(TextOf(paragraph)), signing.TitleLines[^1], StringComparison.OrdinalIgnoreCase));
        if (title is null)
            return;
        var beneath = title.ElementsAfterSelf(W + "p").TakeWhile(paragraph => string.IsNullOrWhiteSpace(TextOf(paragraph))).ToList();
        if (beneath.Count == 0 && title.Parent?.Name != W + "tc")
            return;
        var line = beneath.Count > 0 ? beneath[^1] : new XElement(W + "p", title.Element(W + "pPr"));
        if (beneath.Count == 0)
            title.Parent!.Add(line); // a cell was asked for above
        line.Add(new XElement(W + "r", title.Descendants(W + "rPr").FirstOrDefault(), new XElement(W + "t", name)));
    }

    public void Write(Stream output)
    {
        using var writer = XmlWriter.Create(output, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CloseOutput = false });
        document.Save(writer);
    }

    private (XElement Paragraph, Match Match)? NumberLine(string symbol) => First(NumberForm(), match =>
        !match.Groups["symbol"].Success || string.Equals(Blanks().Replace(match.Groups["symbol"].Value, "").Normalize(), symbol.Normalize(), StringComparison.Ordinal));

    private (XElement Paragraph, Match Match)? DateLine() => First(DateForm(), _ => true);

    private (XElement Paragraph, Match Match)? First(Regex form, Func<Match, bool> wanted)
    {
        foreach (var paragraph in head)
        {
            if (form.Match(TextOf(paragraph)) is { Success: true } match)
                return wanted(match) ? (paragraph, match) : null;
        }

        return null;
    }

    private static string TextOf(XElement paragraph) => string.Concat(Pieces(paragraph).Select(piece => piece.Text));

    // Of the paragraph itself, not of a text box that hangs on it.
    private static IEnumerable<(XElement Element, string Text)> Pieces(XElement paragraph) =>
        from element in paragraph.Descendants()
        where element.Name.Namespace == W && element.Name.LocalName is "t" or "tab" or "noBreakHyphen" && element.Ancestors(W + "p").First() == paragraph
        where element.Name.LocalName != "tab" || element.Parent?.Name == W + "r"
        select (element, element.Name.LocalName switch { "t" => element.Value, "tab" => "\t", _ => "-" });

    /// <summary>Puts texts in place of ranges of the paragraph's text, the last range first.</summary>
    private static void Replace(XElement paragraph, IEnumerable<(int Start, int Length, string Text)> replacements)
    {
        foreach (var (start, length, text) in replacements)
        {
            var at = 0;
            var written = false;
            foreach (var (element, piece) in Pieces(paragraph).ToList())
            {
                var (from, to) = (Math.Max(start - at, 0), Math.Min(start + length - at, piece.Length));
                at += piece.Length;
                if (from > piece.Length || to < 0 || (length > 0 && from >= to))
                    continue;
                if (element.Name != W + "t")
                {
                    if (length > 0)
                        element.Remove();
                    continue;
                }

                if (length == 0 && written)
                    break;
                element.Value = piece[..from] + (written ? "" : text) + piece[Math.Max(to, from)..];
                element.SetAttributeValue(XNamespace.Xml + "space", "preserve");
                written = true;
            }
        }
    }

    // The file is a stranger's: runs of blanks are taken whole, never tried piece by piece.
    [GeneratedRegex(@"(?<!\p{L})Số\s*:(?<no>(?>[\s.…_\d]*))(?:/\s*(?<symbol>\p{Lu}[\p{L}\d&.]*(?:\s*-\s*\p{Lu}[\p{L}\d&.]*)*)|$)")]
    private static partial Regex NumberForm();

    [GeneratedRegex(@"(?:^|\t)(?>[^\S\t]*)\p{Lu}[^,\t]{1,40},\s*ngày(?<d>(?>[\s.…_\d]*))tháng(?<m>(?>[\s.…_\d]*))năm(?<y>(?>[\s.…_\d]*))$")]
    private static partial Regex DateForm();

    [GeneratedRegex(@"^\s*Nơi\s+nhận\s*:?")]
    private static partial Regex RecipientsHead();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
