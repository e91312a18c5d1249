using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using LienThong.Activities.Documents.Form.Docx;
using LienThong.Activities.Texts;

namespace LienThong.Activities.Registers;

/// <summary>Writes a register as DOCX in the form of Nghị định 30/2020/NĐ-CP, Phụ lục IV: a cover, then the lines on A4 landscape with the head on every page.</summary>
public static class BookWriter
{
    private const double CellSize = 11;
    private const double Margin = 15;
    private const double Width = Typography.PageHeight - (2 * Margin);

    /// <param name="book">With all its lines.</param>
    /// <param name="superior">The agency above, on the cover; null when there is none.</param>
    /// <param name="output">Gets the file.</param>
    public static void Write(PrintedBook book, string? superior, Stream output)
    {
        var body = new Body();
        foreach (var element in Cover(book, superior))
            body.Append(element);
        // The properties of a section stand in the last paragraph of that section.
        body.Append(new Paragraph(new ParagraphProperties(Typography.Gap(0, 0), Section(isCover: true))));
        body.Append(Lines(book));
        if (book.Closing is { } closing)
            body.Append(new Paragraph(new ParagraphProperties(new KeepNext(), Typography.Gap(8, 12)), Typography.Text(closing, Typography.Header, italic: true)));
        body.Append(Signatures());
        body.Append(new Paragraph(new ParagraphProperties(Typography.Gap(0, 0))));
        body.Append(Section(isCover: false));
        DocumentPackage.Write(new Document(body), new PackageFacts($"{book.Title} năm {book.Year}", book.Name, book.Agency, "Sổ đăng ký văn bản"), output);
    }

    private static IEnumerable<OpenXmlElement> Cover(PrintedBook book, string? superior)
    {
        if (superior is not null)
            yield return Typography.Centred(Typography.Text(superior.ToUpperInvariant(), Typography.Body), before: 12);
        yield return Typography.Centred(Typography.Text(book.Agency.ToUpperInvariant(), Typography.Body, bold: true), before: superior is null ? 12 : 0);
        yield return Typography.LineBeneath(Width, Typography.ShortLine(book.Agency.ToUpperInvariant(), Typography.Body, Width), after: 90);
        yield return Typography.Centred(Typography.Text(book.Title, 26, bold: true), after: 18);
        yield return Typography.Centred(Typography.Text($"Năm: {book.Year}", 16, bold: true), after: 6);
        yield return Typography.Centred(Typography.Text($"Sổ: {book.Name}", Typography.Body), after: 40);
        var (first, last) = (book.From ?? new DateOnly(book.Year, 1, 1), book.To ?? new DateOnly(book.Year, 12, 31));
        yield return Typography.Centred(Typography.Text($"Từ ngày {VietnameseDates.Date(first)} đến ngày {VietnameseDates.Date(last)}", Typography.Body), after: 6);
        if (book.Lines.Count > 0)
            yield return Typography.Centred(Typography.Text($"Từ số {book.Lines[0].Number:00} đến số {book.Lines[^1].Number:00}", Typography.Body), after: 6);
        yield return Typography.Centred(Typography.Text("Quyển số: ………", Typography.Body));
    }

    private static Table Lines(PrintedBook book)
    {
        var sum = book.Columns.Sum(column => column.Width);
        var widths = book.Columns.Select(column => Typography.TwipsText(Width * column.Width / sum)).ToArray();
        var table = new Table(
            new TableProperties(
                new TableWidth { Width = Typography.TwipsText(Width), Type = TableWidthUnitValues.Dxa },
                new TableBorders(
                    new TopBorder { Val = BorderValues.Single, Size = 4 }, new LeftBorder { Val = BorderValues.Single, Size = 4 },
                    new BottomBorder { Val = BorderValues.Single, Size = 4 }, new RightBorder { Val = BorderValues.Single, Size = 4 },
                    new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4 }, new InsideVerticalBorder { Val = BorderValues.Single, Size = 4 }),
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableCellMarginDefault(new TableCellLeftMargin { Width = 60, Type = TableWidthValues.Dxa }, new TableCellRightMargin { Width = 60, Type = TableWidthValues.Dxa })),
            new TableGrid(widths.Select(width => new GridColumn { Width = width })),
            Row([.. book.Columns.Select(column => column.Heading)], widths, isHead: true, isBold: true),
            Row([.. Enumerable.Range(1, widths.Length).Select(number => $"({number})")], widths, isHead: true));
        foreach (var line in book.Lines)
            table.Append(Row(line.Cells, widths, isStruck: line.Cancelled));
        return table;
    }

    private static TableRow Row(IReadOnlyList<string> cells, string[] widths, bool isHead = false, bool isBold = false, bool isStruck = false)
    {
        var properties = new TableRowProperties(new CantSplit());
        if (isHead)
            properties.Append(new TableHeader());
        var row = new TableRow(properties);
        for (var i = 0; i < widths.Length; i++)
        {
            var run = Typography.Text(cells[i], CellSize, bold: isBold);
            // The note in the last column says why, and stays readable.
            if (isStruck && i < widths.Length - 1)
                run.RunProperties!.InsertAt(new Strike(), 0); // made with properties
            row.Append(new TableCell(
                new TableCellProperties(
                    new TableCellWidth { Width = widths[i], Type = TableWidthUnitValues.Dxa },
                    new TableCellVerticalAlignment { Val = isHead ? TableVerticalAlignmentValues.Center : TableVerticalAlignmentValues.Top }),
                new Paragraph(
                    new ParagraphProperties(Typography.Gap(2, 2), new Justification { Val = isHead || cells[i].Length <= 10 ? JustificationValues.Center : JustificationValues.Left }), run)));
        }

        return row;
    }

    // A register that is printed is signed (Nghị định 30/2020/NĐ-CP, Điều 16 và 22).
    private static Table Signatures()
    {
        var width = Typography.TwipsText(Width / 2);
        TableCell Cell(string title) => new(
            new TableCellProperties(new TableCellWidth { Width = width, Type = TableWidthUnitValues.Dxa }),
            Typography.Centred(Typography.Text(title, Typography.Motto, bold: true)),
            Typography.Centred(Typography.Text("(Ký, ghi rõ họ tên)", Typography.Header, italic: true), after: 60));
        return new Table(
            new TableProperties(new TableWidth { Width = Typography.TwipsText(Width), Type = TableWidthUnitValues.Dxa }, new TableLayout { Type = TableLayoutValues.Fixed }),
            new TableGrid(new GridColumn { Width = width }, new GridColumn { Width = width }),
            new TableRow(new TableRowProperties(new CantSplit()), Cell("VĂN THƯ"), Cell("CHÁNH VĂN PHÒNG")));
    }

    private static SectionProperties Section(bool isCover)
    {
        var properties = new SectionProperties();
        if (!isCover)
            properties.Append(new HeaderReference { Type = HeaderFooterValues.Default, Id = DocumentPackage.PageNumberId });
        else
            properties.Append(new HeaderReference { Type = HeaderFooterValues.Default, Id = DocumentPackage.EmptyHeaderId });
        properties.Append(
            new PageSize { Width = (uint)Typography.Twips(Typography.PageHeight), Height = (uint)Typography.Twips(Typography.PageWidth), Orient = PageOrientationValues.Landscape },
            new PageMargin
            {
                Top = Typography.Twips(Margin),
                Bottom = Typography.Twips(Margin),
                Left = (uint)Typography.Twips(Margin),
                Right = (uint)Typography.Twips(Margin),
                Header = (uint)Typography.Twips(7),
                Footer = (uint)Typography.Twips(7),
                Gutter = 0,
            });
        if (!isCover)
            properties.Append(new PageNumberType { Start = 1 });
        return properties;
    }
}
