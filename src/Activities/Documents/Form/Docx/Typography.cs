using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace LienThong.Activities.Documents.Form.Docx;

/// <summary>Lengths, sizes and paragraph shapes of Nghị định 30/2020/NĐ-CP, Phụ lục I, in the units of WordprocessingML.</summary>
internal static class Typography
{
    public const string Font = "Times New Roman";

    // Sizes in points.
    public const double Header = 12;
    public const double Motto = 13;
    public const double NumberAndPlace = 13;
    public const double Body = 14;
    public const double Recipients = 11;

    // Page: A4, margins top and bottom 20 mm, left 30 mm, right 15 mm; landscape 20 mm at both sides.
    public const double PageWidth = 210;
    public const double PageHeight = 297;
    public const double TextWidth = 165;
    public const double RightMargin = 15;
    public const double TextWidthLandscape = 257;

    // The national title at 12 pt bold is 88 mm wide and may not wrap; the rest is for the agency.
    public const double LeftColumn = 70;
    public const double RightColumn = TextWidth - LeftColumn;

    public static int Twips(double millimetres) => (int)Math.Round(millimetres * 1440 / 25.4, MidpointRounding.AwayFromZero);

    public static string TwipsText(double millimetres) => Twips(millimetres).ToString(CultureInfo.InvariantCulture);

    public static Run Text(string text, double points, bool bold = false, bool italic = false, string? colour = null)
    {
        var properties = new RunProperties();
        if (bold) properties.Append(new Bold());
        if (italic) properties.Append(new Italic());
        if (colour is not null) properties.Append(new Color { Val = colour });
        properties.Append(Size(points));
        return new Run(properties, new Text(text) { Space = SpaceProcessingModeValues.Preserve });
    }

    public static FontSize Size(double points) => new() { Val = (points * 2).ToString(CultureInfo.InvariantCulture) };

    public static Paragraph Centred(Run run, double before = 0, double after = 0) =>
        new(new ParagraphProperties(Gap(before, after), new Justification { Val = JustificationValues.Center }), run);

    public static SpacingBetweenLines Gap(double beforePoints, double afterPoints) => new()
    {
        Before = ((int)(beforePoints * 20)).ToString(CultureInfo.InvariantCulture),
        After = ((int)(afterPoints * 20)).ToString(CultureInfo.InvariantCulture),
        Line = "240",
        LineRule = LineSpacingRuleValues.Auto,
    };

    /// <summary>A line of this length under a text, centred in a column: the upper border of an empty paragraph, which every reader draws alike.</summary>
    public static Paragraph LineBeneath(double columnWidth, double length, double after = 0)
    {
        var side = TwipsText(Math.Max(0, (columnWidth - length) / 2));
        return new Paragraph(new ParagraphProperties(
            new ParagraphBorders(new TopBorder { Val = BorderValues.Single, Size = 6, Space = 1, Color = "000000" }),
            new SpacingBetweenLines { Before = "50", After = ((int)(after * 20)).ToString(CultureInfo.InvariantCulture), Line = "80", LineRule = LineSpacingRuleValues.Exact },
            new Indentation { Left = side, Right = side },
            new ParagraphMarkRunProperties(Size(2))));
    }

    /// <summary>Length of the short line under a text: 2/5 of its first line, between the 1/3 and 1/2 of the decree.</summary>
    public static double ShortLine(string text, double points, double columnWidth) => Math.Min(WidthOf(text, points), columnWidth) * 0.4;

    /// <summary>A name wider than its column, broken into two lines of about the same length (ỦY BAN NHÂN DÂN / TỈNH QUẢNG TRỊ).</summary>
    public static IReadOnlyList<string> Balanced(string text, double points, double columnWidth)
    {
        if (WidthOf(text, points) <= columnWidth) return [text];
        var words = text.Split(' ');
        return Enumerable.Range(1, Math.Max(1, words.Length - 1))
            .Select(first => (string[])[string.Join(' ', words[..first]), string.Join(' ', words[first..])])
            .MinBy(lines => lines.Max(line => WidthOf(line, points)))!;
    }

    /// <summary>Width in millimetres of a text in bold Times New Roman, from the published widths of the font (1/1000 of its size).</summary>
    public static double WidthOf(string text, double points)
    {
        var units = 0;
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            units += BoldWidth(c);
        }

        return units / 1000.0 * points * 25.4 / 72;
    }

    private static int BoldWidth(char c) => c switch
    {
        'Đ' => 722,
        'đ' => 556,
        >= 'A' and <= 'Z' => Capitals[c - 'A'],
        >= 'a' and <= 'z' => Smalls[c - 'a'],
        >= '0' and <= '9' => 500,
        ' ' or '.' or ',' => 250,
        '-' => 333,
        _ => 600,
    };

    private static ReadOnlySpan<short> Capitals =>
        [722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667];

    private static ReadOnlySpan<short> Smalls =>
        [500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444];
}
