using System.Text.RegularExpressions;

namespace LienThong.Host.Errors;

/// <summary>What a refusal quotes of what was sent is cut: the reader knows it by its beginning, and a megabyte of it is no message.</summary>
internal static partial class QuotedValues
{
    /// <summary>Longest value that is quoted whole, in characters.</summary>
    public const int Longest = 200;

    // Of values with quotation marks in them, which end sooner.
    private const int LongestText = 4_000;

    /// <summary>The text with its long values cut.</summary>
    public static string Cut(string text)
    {
        if (text.Length <= Longest)
            return text;
        var cut = LongValues().Replace(text, match => $"{Beginning(match.ValueSpan, Longest)}…{match.Groups["end"].ValueSpan}");
        return cut.Length > LongestText ? $"{Beginning(cut, LongestText)}…" : cut;
    }

    // Not half a character.
    private static ReadOnlySpan<char> Beginning(ReadOnlySpan<char> text, int length) => text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    // No value begins within another: each would look for its end as far as the end of the text.
    [GeneratedRegex("""(?:"[^"]{200,}(?<end>")|«[^«»]{200,}(?<end>»)|[0-9]{201,}(?<end>))""", RegexOptions.ExplicitCapture)]
    private static partial Regex LongValues();
}
