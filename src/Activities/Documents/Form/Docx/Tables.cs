using DocumentFormat.OpenXml.Wordprocessing;

namespace LienThong.Activities.Documents.Form.Docx;

/// <summary>Writes a table with a head that repeats on every page and rows that are not torn.</summary>
internal static class Tables
{
    private const double FontSize = 12;

    public static Table Write(BodyTable table, double width)
    {
        var shares = Shares(table);
        var grid = new TableGrid();
        foreach (var share in shares) grid.Append(new GridColumn { Width = Typography.TwipsText(width * share) });

        var result = new Table(
            new TableProperties(
                new TableWidth { Width = Typography.TwipsText(width), Type = TableWidthUnitValues.Dxa },
                new TableBorders(
                    new TopBorder { Val = BorderValues.Single, Size = 4 }, new LeftBorder { Val = BorderValues.Single, Size = 4 },
                    new BottomBorder { Val = BorderValues.Single, Size = 4 }, new RightBorder { Val = BorderValues.Single, Size = 4 },
                    new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4 }, new InsideVerticalBorder { Val = BorderValues.Single, Size = 4 }),
                new TableLayout { Type = TableLayoutValues.Fixed }),
            grid,
            Row(table.Columns, shares, width, head: true));
        foreach (var row in table.Rows) result.Append(Row(row, shares, width, head: false));
        return result;
    }

    private static TableRow Row(IReadOnlyList<string> cells, double[] shares, double width, bool head)
    {
        var properties = new TableRowProperties(new CantSplit());
        if (head) properties.Append(new TableHeader());
        var row = new TableRow(properties);
        for (var i = 0; i < shares.Length; i++)
        {
            var text = i < cells.Count ? cells[i] : "";
            var centred = head || text.Length < 6;
            row.Append(new TableCell(
                new TableCellProperties(
                    new TableCellWidth { Width = Typography.TwipsText(width * shares[i]), Type = TableWidthUnitValues.Dxa },
                    new TableCellVerticalAlignment { Val = TableVerticalAlignmentValues.Center }),
                new Paragraph(
                    new ParagraphProperties(Typography.Gap(2, 2), new Justification { Val = centred ? JustificationValues.Center : JustificationValues.Left }),
                    Typography.Text(text, FontSize, bold: head))));
        }

        return row;
    }

    /// <summary>Column widths grow more slowly than the longest cell: long columns get more, short ones stay readable.</summary>
    private static double[] Shares(BodyTable table)
    {
        var weights = new double[table.Columns.Count];
        for (var i = 0; i < weights.Length; i++)
        {
            var longest = table.Rows.Select(row => i < row.Count ? row[i].Length : 0).Append(table.Columns[i].Length).Max();
            weights[i] = Math.Pow(Math.Clamp(longest, 3, 400), 0.65);
        }

        var sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }
}
