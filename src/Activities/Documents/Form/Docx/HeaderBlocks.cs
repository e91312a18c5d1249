using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace LienThong.Activities.Documents.Form.Docx;

/// <summary>The head of the first page: ô 1 and 2 side by side, ô 3 and 4 on one line, ô 5b and 10b beneath.</summary>
internal static class HeaderBlocks
{
    public const string NationalTitle = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
    public const string NationalMotto = "Độc lập - Tự do - Hạnh phúc";

    public static Table Write(DocumentForm form) =>
        TwoColumns(
            Row(Agencies(form), National()),
            Row(NumberAndBelow(form), [Typography.Centred(Typography.Text(form.PlaceAndDate.ToString(), Typography.NumberAndPlace, italic: true), before: 6)]));

    /// <summary>A table without borders over the width of the text, two columns.</summary>
    public static Table TwoColumns(params IEnumerable<TableRow> rows)
    {
        var table = new Table(
            new TableProperties(
                new TableWidth { Width = Typography.TwipsText(Typography.TextWidth), Type = TableWidthUnitValues.Dxa },
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableCellMarginDefault(
                    new TableCellLeftMargin { Width = 0, Type = TableWidthValues.Dxa }, new TableCellRightMargin { Width = 0, Type = TableWidthValues.Dxa })),
            new TableGrid(
                new GridColumn { Width = Typography.TwipsText(Typography.LeftColumn) }, new GridColumn { Width = Typography.TwipsText(Typography.RightColumn) }));
        foreach (var row in rows) table.Append(row);
        return table;
    }

    public static TableRow Row(IEnumerable<OpenXmlElement> left, IEnumerable<OpenXmlElement> right) =>
        new(new TableRowProperties(new CantSplit()), Cell(Typography.LeftColumn, left), Cell(Typography.RightColumn, right));

    private static TableCell Cell(double width, IEnumerable<OpenXmlElement> content)
    {
        var cell = new TableCell(new TableCellProperties(new TableCellWidth { Width = Typography.TwipsText(width), Type = TableWidthUnitValues.Dxa }));
        foreach (var element in content) cell.Append(element);
        return cell;
    }

    private static IEnumerable<Paragraph> Agencies(DocumentForm form)
    {
        if (form.SuperiorAgency is { } superior) yield return Typography.Centred(Typography.Text(superior.ToUpperInvariant(), Typography.Header));
        var agency = Typography.Balanced(form.IssuingAgency.ToUpperInvariant(), Typography.Header, Typography.LeftColumn);
        foreach (var line in agency) yield return Typography.Centred(Typography.Text(line, Typography.Header, bold: true));
        yield return Typography.LineBeneath(Typography.LeftColumn, Typography.ShortLine(agency[0], Typography.Header, Typography.LeftColumn));
    }

    private static IEnumerable<Paragraph> National()
    {
        yield return Typography.Centred(Typography.Text(NationalTitle, Typography.Header, bold: true));
        yield return Typography.Centred(Typography.Text(NationalMotto, Typography.Motto, bold: true));
        yield return Typography.LineBeneath(Typography.RightColumn, Typography.WidthOf(NationalMotto, Typography.Motto));
    }

    private static IEnumerable<OpenXmlElement> NumberAndBelow(DocumentForm form)
    {
        yield return Typography.Centred(Typography.Text(form.Number.ToLine(), Typography.NumberAndPlace), before: 6);
        if (!form.Type.HasTitle) yield return Typography.Centred(Typography.Text("V/v " + form.Subject, Typography.Header), before: 6);
        if (form.Urgency == Urgency.Normal) yield break;
        yield return Typography.Centred(Typography.Text("", 6));
        yield return UrgencyStamp(form.Urgency);
        // A cell must end with a paragraph.
        yield return Typography.Centred(Typography.Text("", 2));
    }

    /// <summary>Red frame of the size that the decree gives for each degree of urgency.</summary>
    private static Table UrgencyStamp(Urgency urgency)
    {
        var (word, width) = urgency switch
        {
            Urgency.Express => ("HỎA TỐC", 30.0),
            Urgency.VeryUrgent => ("THƯỢNG KHẨN", 40.0),
            _ => ("KHẨN", 20.0),
        };
        const string red = "E60000"; // bright red as prescribed, and 4.8:1 on white where it is read on a screen
        return new Table(
            new TableProperties(
                new TableWidth { Width = Typography.TwipsText(width), Type = TableWidthUnitValues.Dxa },
                new TableJustification { Val = TableRowAlignmentValues.Center },
                new TableBorders(
                    new TopBorder { Val = BorderValues.Single, Size = 12, Color = red }, new LeftBorder { Val = BorderValues.Single, Size = 12, Color = red },
                    new BottomBorder { Val = BorderValues.Single, Size = 12, Color = red }, new RightBorder { Val = BorderValues.Single, Size = 12, Color = red }),
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableCellMarginDefault(
                    new TableCellLeftMargin { Width = 0, Type = TableWidthValues.Dxa }, new TableCellRightMargin { Width = 0, Type = TableWidthValues.Dxa })),
            new TableGrid(new GridColumn { Width = Typography.TwipsText(width) }),
            new TableRow(
                new TableRowProperties(new TableRowHeight { Val = (uint)Typography.Twips(8), HeightType = HeightRuleValues.Exact }),
                new TableCell(
                    new TableCellProperties(
                        new TableCellWidth { Width = Typography.TwipsText(width), Type = TableWidthUnitValues.Dxa },
                        new TableCellVerticalAlignment { Val = TableVerticalAlignmentValues.Center }),
                    Typography.Centred(Typography.Text(word, 13, bold: true, colour: red)))));
    }
}
