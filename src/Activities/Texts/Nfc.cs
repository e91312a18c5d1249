using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace LienThong.Activities.Texts;

/// <summary>
/// Brings text that enters the system to one form (Unicode NFC), so that equal words are equal strings, and refuses what does not belong into a
/// text: control characters, lone surrogates, and direction marks that make a name read differently from what is stored.
/// </summary>
public static class Nfc
{
    /// <summary>A single line: tabs and line breaks are refused too. Throws <see cref="FormatException"/> with a message for the user.</summary>
    public static string Line(string text) =>
        TryLine(text, out var normal) ? normal : throw new FormatException("Nội dung có ký tự điều khiển hoặc xuống dòng không hợp lệ.");

    /// <summary>A text of several lines; line ends become "\n". Throws <see cref="FormatException"/> with a message for the user.</summary>
    public static string Lines(string text) =>
        TryLines(text, out var normal) ? normal : throw new FormatException("Nội dung có ký tự điều khiển không hợp lệ.");

    public static bool TryLine(string text, [NotNullWhen(true)] out string? normal) => TryNormalize(text, "", out normal);

    public static bool TryLines(string text, [NotNullWhen(true)] out string? normal) =>
        TryNormalize(text.ReplaceLineEndings("\n"), "\t\n", out normal);

    private static bool TryNormalize(string text, string allowedControls, [NotNullWhen(true)] out string? normal)
    {
        normal = null;
        for (var at = 0; at < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, at, out var rune)) return false;
            if (!IsText(rune, allowedControls)) return false;
            at += rune.Utf16SequenceLength;
        }
        normal = text.Normalize(NormalizationForm.FormC);
        return true;
    }

    private static bool IsText(Rune rune, string allowedControls) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control => rune.IsBmp && allowedControls.Contains((char)rune.Value),
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        UnicodeCategory.Format => rune.Value is not (>= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069),
        _ => rune.Value is not (>= 0xFDD0 and <= 0xFDEF) && (rune.Value & 0xFFFE) != 0xFFFE,
    };
}
