using LienThong.Activities.Texts;

namespace LienThong.Activities.Rules;

/// <summary>Text as people gave it, brought to the one form in which it is stored, or refused.</summary>
public static class GivenText
{
    /// <summary>One line in NFC, trimmed, not empty.</summary>
    /// <param name="text">As it came.</param>
    /// <param name="name">What the user calls it, to begin a sentence with: Trích yếu.</param>
    /// <param name="code">Code of the refusal.</param>
    /// <param name="maxLength">In UTF-16 characters, as the columns count.</param>
    /// <exception cref="RuleViolation">Empty, too long, or with characters that do not belong into a text.</exception>
    public static string Line(string? text, string name, string code, int maxLength)
    {
        if (string.IsNullOrWhiteSpace(text)) throw RuleViolation.Invalid(code, $"{name} còn để trống. Nhập {Lower(name)} rồi làm lại.");
        if (!Nfc.TryLine(text.Trim(), out var line))
            throw RuleViolation.Invalid(code, $"{name} có ký tự điều khiển hoặc xuống dòng. Nhập lại trên một dòng.");
        if (line.Length > maxLength)
            throw RuleViolation.Invalid(code, $"{name} dài {line.Length} ký tự, quá mức {maxLength} ký tự. Rút gọn rồi làm lại.");
        return line;
    }

    /// <summary>Lines in NFC, trimmed, not empty: reasons, opinions, instructions.</summary>
    /// <inheritdoc cref="Line"/>
    public static string Lines(string? text, string name, string code, int maxLength)
    {
        if (string.IsNullOrWhiteSpace(text)) throw RuleViolation.Invalid(code, $"{name} còn để trống. Nhập {Lower(name)} rồi làm lại.");
        if (!Nfc.TryLines(text.Trim(), out var lines))
            throw RuleViolation.Invalid(code, $"{name} có ký tự điều khiển. Dán lại dưới dạng văn bản thuần.");
        if (lines.Length > maxLength)
            throw RuleViolation.Invalid(code, $"{name} dài {lines.Length} ký tự, quá mức {maxLength} ký tự. Rút gọn rồi làm lại.");
        return lines;
    }

    /// <summary>The same for what may be missing.</summary>
    public static string? OptionalLines(string? text, string name, string code, int maxLength) =>
        string.IsNullOrWhiteSpace(text) ? null : Lines(text, name, code, maxLength);

    /// <summary>The same for what may be missing.</summary>
    public static string? OptionalLine(string? text, string name, string code, int maxLength) =>
        string.IsNullOrWhiteSpace(text) ? null : Line(text, name, code, maxLength);

    private static string Lower(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
