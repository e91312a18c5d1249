using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Syntax;

/// <summary>Cuts the source into tokens on demand; whether "/" divides or begins a regular expression only the parser knows.</summary>
internal sealed partial class Lexer(string source)
{
    private readonly Dictionary<string, string> names = [];
    private int position;

    /// <summary>Longest first within each first character.</summary>
    private static readonly string[] Punctuators =
    [
        ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=",
        "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>", "**",
        "{", "}", "(", ")", "[", "]", ";", ",", "<", ">", "+", "-", "*", "/", "%", "&", "|", "^", "!", "~", "?", ":", "=", ".",
    ];

    private static readonly string[][] ByFirst = [.. Enumerable.Range(0, 128)
        .Select(c => Punctuators.Where(p => p[0] == c).Select(string.Intern).ToArray())];

    public string Source => source;

    public ScriptException Error(string message, int at)
    {
        var (line, column) = Place(source, at);
        return new ScriptException($"SyntaxError: {message}", line, column);
    }

    public static (int Line, int Column) Place(string source, int at)
    {
        var (line, start) = (1, 0);
        for (var i = 0; i < at && i < source.Length; i++)
        {
            if (!IsLineBreak(source[i]) || (source[i] == '\r' && i + 1 < source.Length && source[i + 1] == '\n'))
                continue;
            line++;
            start = i + 1;
        }
        return (line, at - start + 1);
    }

    public void MoveTo(int start) => position = start;

    public Token Next()
    {
        var newLine = SkipSpace();
        if (position >= source.Length)
            return new Token(TokenKind.End, "", source.Length, source.Length) { AfterNewLine = newLine };
        var c = source[position];
        var token = c switch
        {
            '"' or '\'' => ReadText(c),
            '`' => ReadTemplate(),
            >= '0' and <= '9' => ReadNumber(),
            '.' when position + 1 < source.Length && char.IsAsciiDigit(source[position + 1]) => ReadNumber(),
            _ when c == '\\' || IsNameStart(c) || char.IsHighSurrogate(c) => ReadName(),
            _ => ReadPunctuator(c),
        };
        return token with { AfterNewLine = newLine };
    }

    private Token ReadPunctuator(char c)
    {
        var start = position;
        foreach (var candidate in c < 128 ? ByFirst[c] : [])
        {
            if (string.CompareOrdinal(source, start, candidate, 0, candidate.Length) != 0)
                continue;
            // "a?.5:1" is a conditional.
            if (candidate == "?." && start + 2 < source.Length && char.IsAsciiDigit(source[start + 2]))
                continue;
            position += candidate.Length;
            return new Token(TokenKind.Punctuator, candidate, start, position);
        }
        throw Error("Invalid or unexpected token", start);
    }

    /// <summary>Skips blanks and comments; tells whether a line ended in them.</summary>
    private bool SkipSpace()
    {
        var newLine = position == 0;
        while (position < source.Length)
        {
            var c = source[position];
            if (IsLineBreak(c))
            {
                newLine = true;
                position++;
            }
            else if (NumberText.IsSpace(c))
                position++;
            else if (c == '/' && At(1) == '/')
                SkipLine();
            else if (c == '/' && At(1) == '*')
                newLine |= SkipBlockComment();
            else if (c == '<' ? StartsWith("<!--") : c == '-' && newLine && StartsWith("-->"))
                SkipLine(); // the comments of old, in the form of HTML
            else if (c == '#' && position == 0 && At(1) == '!')
                SkipLine();
            else
                break;
        }
        return newLine;
    }

    private bool StartsWith(string text) => string.CompareOrdinal(source, position, text, 0, text.Length) == 0;

    private void SkipLine()
    {
        while (position < source.Length && !IsLineBreak(source[position]))
            position++;
    }

    private bool SkipBlockComment()
    {
        var end = source.IndexOf("*/", position + 2, StringComparison.Ordinal);
        if (end < 0)
            throw Error("Unterminated comment", position);
        var newLine = source.AsSpan(position, end - position).IndexOfAny("\n\r\u2028\u2029") >= 0;
        position = end + 2;
        return newLine;
    }

    private Token ReadName()
    {
        var start = position;
        while (position < source.Length && source[position] < 128 && IsNamePart(source[position]))
            position++;
        if (position >= source.Length || (source[position] < 128 && source[position] != '\\'))
            return new Token(TokenKind.Identifier, Shared(source[start..position]), start, position);
        return ReadUnusualName(start);
    }

    private Token ReadUnusualName(int start)
    {
        var text = new System.Text.StringBuilder(source, start, position - start, 64);
        var escaped = false;
        while (position < source.Length)
        {
            var at = position;
            int rune;
            if (source[position] == '\\')
            {
                escaped = true;
                position++;
                if (At(0) != 'u' || ReadUnicodeEscape() is not (>= 0 and var code))
                    throw Error("Invalid Unicode escape sequence", at);
                if (!IsName(code, text.Length == 0))
                    throw Error("Invalid Unicode escape sequence", at);
                rune = code;
            }
            else
            {
                rune = char.IsHighSurrogate(source[position]) && position + 1 < source.Length && char.IsLowSurrogate(source[position + 1])
                    ? char.ConvertToUtf32(source[position], source[position + 1])
                    : source[position];
                if (!IsName(rune, text.Length == 0))
                    break;
                position += rune > 0xffff ? 2 : 1;
            }
            text.Append(rune > 0xffff ? char.ConvertFromUtf32(rune) : ((char)rune).ToString());
        }
        if (text.Length == 0)
            throw Error("Invalid or unexpected token", start);
        return new Token(TokenKind.Identifier, Shared(text.ToString()), start, position) { Escaped = escaped };
    }

    /// <summary>One object per name, and that of the standard library where it has the name: keys are then found by reference.</summary>
    private string Shared(string name)
    {
        if (!names.TryGetValue(name, out var shared))
            names[name] = shared = string.IsInterned(name) ?? name;
        return shared;
    }

    private char At(int offset) => (uint)(position + offset) < (uint)source.Length ? source[position + offset] : '\0';

    public static bool IsLineBreak(char c) => c is '\n' or '\r' or '\u2028' or '\u2029';

    private static bool IsNameStart(char c) => c < 128 ? char.IsAsciiLetter(c) || c is '$' or '_' : IsName(c, true);

    private static bool IsNamePart(char c) => c < 128 ? char.IsAsciiLetterOrDigit(c) || c is '$' or '_' : IsName(c, false);

    private static bool IsName(int rune, bool first)
    {
        if (rune < 128)
            return first ? IsNameStart((char)rune) : IsNamePart((char)rune);
        if (rune is >= 0xd800 and <= 0xdfff)
            return false;
        // Letters and digits by an exception of Unicode (Other_ID_Start, Other_ID_Continue), whatever their category.
        if (rune is 0x2118 or 0x212e or 0x309b or 0x309c or 0x1885 or 0x1886)
            return true;
        if (!first && rune is 0x200c or 0x200d or 0xb7 or 0x387 or 0x19da or (>= 0x1369 and <= 0x1371))
            return true;
        return System.Globalization.CharUnicodeInfo.GetUnicodeCategory(rune) switch
        {
            <= System.Globalization.UnicodeCategory.OtherLetter or System.Globalization.UnicodeCategory.LetterNumber => true,
            System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark
                or System.Globalization.UnicodeCategory.DecimalDigitNumber or System.Globalization.UnicodeCategory.ConnectorPunctuation => !first,
            _ => false,
        };
    }
}
