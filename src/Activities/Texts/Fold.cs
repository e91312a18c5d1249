using System.Globalization;
using System.Text;

namespace LienThong.Activities.Texts;

/// <summary>Folds a text for searching: without case and marks, đ as d, so that "quyet dinh" finds "Quyết định".</summary>
public static class Fold
{
    /// <summary>Any Unicode text, composed or not; lone surrogates become the replacement character. Spacing stays as it is.</summary>
    public static string Of(string text)
    {
        if (Ascii.IsValid(text)) return text.ToLowerInvariant();

        // Enumerating by rune first mends lone surrogates, on which Normalize would throw.
        var decomposed = string.Concat(text.EnumerateRunes()).Normalize(NormalizationForm.FormD);
        var folded = new StringBuilder(decomposed.Length);
        foreach (var rune in decomposed.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark) continue;
            // đ is a letter of its own and has no decomposition.
            folded.Append(rune.Value is 'đ' or 'Đ' ? "d" : Rune.ToLowerInvariant(rune).ToString());
        }
        return folded.ToString();
    }
}
