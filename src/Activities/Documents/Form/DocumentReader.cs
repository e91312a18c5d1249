using System.Text;
using System.Xml;
using LienThong.Activities.Documents.Form.Docx;

namespace LienThong.Activities.Documents.Form;

/// <summary>What a file may cost to open: a small upload can unpack to gigabytes.</summary>
public sealed record ReadLimits
{
    /// <summary>Bytes of all parts together after unpacking.</summary>
    public long MaxUncompressedBytes { get; init; } = 200L * 1024 * 1024;

    /// <summary>Parts (ZIP entries) of one file.</summary>
    public int MaxParts { get; init; } = 2000;

    /// <summary>Unpacked size over packed size of one part; only parts above 1 MB are judged, small ones can be very regular.</summary>
    public double MaxCompressionRatio { get; init; } = 100;

    public static ReadLimits Default { get; } = new();
}

/// <summary>A file that is refused: damaged, dangerous or not what its name says. <see cref="Code"/> is stable, the message is for the user.</summary>
public sealed class DocumentRefusedException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Code { get; } = code;
}

/// <summary>Reads the text of DOCX and plain text files, NFC, one paragraph a line, cells of a table row parted by tabs.</summary>
public static class DocumentReader
{
    private const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private const string Compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006";

    /// <summary>The text of a DOCX.</summary>
    /// <exception cref="DocumentRefusedException">The file is damaged, no DOCX, or over a limit.</exception>
    public static string ReadDocx(Stream file, ReadLimits limits)
    {
        using var zip = SafeZip.Open(file, limits);
        using var part = SafeZip.OpenPart(zip, "word/document.xml", limits)
            ?? throw new DocumentRefusedException("document.not-docx", "Tệp không phải văn bản Word (.docx). Chọn lại tệp đúng định dạng.");
        // A DTD could expand to gigabytes or reach out to other files.
        using var xml = XmlReader.Create(part, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true });
        try
        {
            return TextOf(xml).Normalize();
        }
        catch (XmlException exception)
        {
            throw SafeZip.Damaged(exception);
        }
        catch (InvalidDataException exception)
        {
            throw SafeZip.Damaged(exception);
        }
    }

    /// <summary>The text of a UTF-8 or (with byte order mark) UTF-16 file.</summary>
    /// <exception cref="DocumentRefusedException">The bytes are no such text, or too many.</exception>
    public static string ReadText(Stream file, ReadLimits limits)
    {
        using var memory = new MemoryStream();
        SafeZip.CopyLimited(file, memory, limits.MaxUncompressedBytes);
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        memory.Position = 0;
        using var reader = new StreamReader(memory, strict, detectEncodingFromByteOrderMarks: true);
        try
        {
            return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal).Normalize();
        }
        catch (DecoderFallbackException exception)
        {
            throw new DocumentRefusedException(
                "document.not-unicode",
                "Tệp văn bản không ở bảng mã Unicode (UTF-8), có thể là TCVN3 hoặc VNI. Chuyển mã sang Unicode rồi tải lại.",
                exception);
        }
    }

    private static string TextOf(XmlReader xml)
    {
        var text = new StringBuilder();
        var rows = new Stack<TableRowText>();
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element) Enter(xml, text, rows);
            else if (xml.NodeType == XmlNodeType.EndElement && xml.NamespaceURI == Word) Leave(xml.LocalName, text, rows);
        }

        return text.ToString();
    }

    private static void Enter(XmlReader xml, StringBuilder text, Stack<TableRowText> rows)
    {
        // A text box is written twice, the second time for old readers.
        while (xml is { NodeType: XmlNodeType.Element, LocalName: "Fallback", NamespaceURI: Compatibility }) xml.Skip();
        if (xml.NodeType != XmlNodeType.Element || xml.NamespaceURI != Word) return;
        switch (xml.LocalName)
        {
            case "tr":
                rows.Push(new TableRowText(text.Length));
                break;
            case "p" when xml.IsEmptyElement:
                text.Append('\n');
                break;
            case "tab":
                // "tab" is also a tab stop inside w:tabs; only the one in a run is text.
                if (xml.AttributeCount == 0) text.Append('\t');
                break;
            case "br" or "cr":
                text.Append('\n');
                break;
            case "noBreakHyphen":
                text.Append('-');
                break;
            case "t" when !xml.IsEmptyElement:
                xml.Read();
                if (xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA) text.Append(xml.Value);
                break;
        }
    }

    private static void Leave(string name, StringBuilder text, Stack<TableRowText> rows)
    {
        switch (name)
        {
            case "p":
                text.Append('\n');
                break;
            case "tc" when rows.Count > 0:
                rows.Peek().CellEnds.Add(text.Length);
                break;
            case "tr" when rows.Count > 0:
                rows.Pop().Join(text);
                break;
        }
    }

    /// <summary>Cells of one line each become one line with tabs; cells of several lines (a page head laid out as a table) stay lines.</summary>
    private sealed record TableRowText(int Start)
    {
        public List<int> CellEnds { get; } = [];

        public void Join(StringBuilder text)
        {
            var cells = new List<string>();
            var from = Start;
            foreach (var end in CellEnds)
            {
                cells.Add(text.ToString(from, end - from).TrimEnd('\n'));
                from = end;
            }

            if (cells.Exists(cell => cell.Contains('\n', StringComparison.Ordinal))) return;
            text.Length = Start;
            text.Append(string.Join('\t', cells)).Append('\n');
        }
    }
}
