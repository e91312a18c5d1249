using System.Globalization;
using System.Text;
using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Syntax;

internal sealed partial class Lexer
{
    /// <summary>Reads a regular expression from its first slash.</summary>
    public (string Pattern, string Flags, int End) ReadRegex(int start)
    {
        var inClass = false;
        var i = start + 1;
        for (; ; i++)
        {
            if (i >= source.Length || IsLineBreak(source[i]))
                throw Error("Invalid regular expression: missing /", start);
            var c = source[i];
            if (c == '\\' && i + 1 < source.Length && !IsLineBreak(source[i + 1]))
                i++;
            else if (c == '[')
                inClass = true;
            else if (c == ']')
                inClass = false;
            else if (c == '/' && !inClass)
                break;
        }
        var flags = i + 1;
        while (flags < source.Length && IsNamePart(source[flags]))
            flags++;
        position = flags;
        return (source[(start + 1)..i], source[(i + 1)..flags], flags);
    }

    /// <summary>Reads a piece of a template from its back quote or, after a value, from the closing brace.</summary>
    public Token ReadTemplate()
    {
        var start = position++;
        var raw = new StringBuilder();
        StringBuilder? cooked = new();
        while (true)
        {
            if (position >= source.Length)
                throw Error("Unterminated template literal", start);
            var c = source[position];
            if (c == '`' || (c == '$' && At(1) == '{'))
                break;
            if (c == '\\')
            {
                var from = position;
                if (!TryReadEscape(cooked ?? new StringBuilder(), template: true, out _))
                    cooked = null;
                raw.Append(source, from, position - from).Replace("\r\n", "\n").Replace('\r', '\n');
                continue;
            }
            position += c == '\r' && At(1) == '\n' ? 2 : 1;
            c = c == '\r' ? '\n' : c;
            raw.Append(c);
            cooked?.Append(c);
        }
        var tail = source[position] == '`';
        position += tail ? 1 : 2;
        return new Token(TokenKind.Template, raw.ToString(), start, position) { Cooked = cooked?.ToString(), Tail = tail };
    }

    private Token ReadText(char quote)
    {
        var start = position++;
        var from = position;
        while (position < source.Length && source[position] != quote && source[position] != '\\' && source[position] is not ('\n' or '\r'))
            position++;
        if (position < source.Length && source[position] == quote)
            return new Token(TokenKind.Text, source[from..position++], start, position);
        var text = new StringBuilder(source, from, position - from, 64);
        var (escaped, octal) = (false, false);
        while (true)
        {
            if (position >= source.Length || source[position] is '\n' or '\r')
                throw Error("Invalid or unexpected token", start);
            var c = source[position];
            if (c == quote)
                break;
            if (c != '\\')
            {
                text.Append(c);
                position++;
                continue;
            }
            escaped = true;
            var at = position;
            if (!TryReadEscape(text, template: false, out var old))
                throw Error("Invalid escape sequence", at);
            octal |= old;
        }
        position++;
        return new Token(TokenKind.Text, text.ToString(), start, position) { Escaped = escaped, LegacyOctal = octal };
    }

    /// <summary>Reads one escape from its backslash. Stops behind what it understood.</summary>
    private bool TryReadEscape(StringBuilder text, bool template, out bool legacy)
    {
        legacy = false;
        position++;
        var c = At(0);
        if (position >= source.Length)
            return false;
        switch (c)
        {
            case 'u':
                var rune = ReadUnicodeEscape();
                if (rune < 0)
                    return false;
                text.Append(rune > 0xffff ? char.ConvertFromUtf32(rune) : ((char)rune).ToString());
                return true;
            case 'x':
                position++;
                if (!char.IsAsciiHexDigit(At(0)) || !char.IsAsciiHexDigit(At(1)))
                    return false;
                text.Append((char)int.Parse(source.AsSpan(position, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                position += 2;
                return true;
            case >= '0' and <= '9':
                return TryReadDigitEscape(text, template, out legacy);
            case '\r' when At(1) == '\n':
                position += 2;
                return true;
        }
        position++;
        if (IsLineBreak(c))
            return true;
        text.Append(c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', 'v' => '\v', _ => c });
        return true;
    }

    private bool TryReadDigitEscape(StringBuilder text, bool template, out bool legacy)
    {
        var c = At(0);
        legacy = c != '0' || char.IsAsciiDigit(At(1));
        if (legacy && template)
        {
            position++;
            return false;
        }
        if (c >= '8')
        {
            text.Append(c);
            position++;
            return true;
        }
        var value = 0;
        for (var count = 0; count < (c <= '3' ? 3 : 2) && At(0) is >= '0' and <= '7'; count++)
            value = (value * 8) + (source[position++] - '0');
        text.Append((char)value);
        return true;
    }

    /// <summary>Reads uXXXX or u{X...} from the u; -1 where malformed.</summary>
    private int ReadUnicodeEscape()
    {
        position++;
        var value = 0;
        if (At(0) == '{')
        {
            var digits = 0;
            for (position++; char.IsAsciiHexDigit(At(0)); position++, digits++)
            {
                value = (value * 16) + NumberText.DigitValue(source[position]);
                if (value > 0x10ffff)
                    return -1;
            }
            if (digits == 0 || At(0) != '}')
                return -1;
            position++;
            return value;
        }
        for (var count = 0; count < 4; count++, position++)
        {
            if (!char.IsAsciiHexDigit(At(0)))
                return -1;
            value = (value * 16) + NumberText.DigitValue(source[position]);
        }
        return value;
    }

    private Token ReadNumber()
    {
        var start = position;
        var legacy = false;
        double value;
        if (source[position] == '0' && char.ToLowerInvariant(At(1)) is 'x' or 'o' or 'b')
        {
            value = ReadRadix(char.ToLowerInvariant(At(1)) switch { 'x' => 16, 'o' => 8, _ => 2 });
            if (At(0) == 'n')
                return ReadBigInt(start);
        }
        else if (source[position] == '0' && char.IsAsciiDigit(At(1)))
        {
            legacy = true;
            ReadDigits(separators: false);
            var digits = source.AsSpan(start + 1, position - start - 1);
            if (digits.IndexOfAny('8', '9') < 0)
                value = NumberText.ParseRadix(digits, 8, out _);
            else
                value = ReadDecimal(start);
        }
        else
        {
            ReadDigits(separators: true);
            if (position > start && At(0) == 'n')
                return ReadBigInt(start);
            value = ReadDecimal(start);
        }
        if (position < source.Length && (IsNamePart(source[position]) || source[position] == '\\'))
            throw Error("Identifier starts immediately after numeric literal", position);
        return new Token(TokenKind.Number, "", start, position) { Number = value, LegacyOctal = legacy };
    }

    /// <summary>Ends a whole number at its suffix n.</summary>
    private Token ReadBigInt(int start)
    {
        var digits = source[start..position++].Replace("_", "", StringComparison.Ordinal);
        if (position < source.Length && (IsNamePart(source[position]) || source[position] == '\\'))
            throw Error("Identifier starts immediately after numeric literal", position);
        try
        {
            return new Token(TokenKind.Number, "", start, position) { Big = BigInts.Parse(digits) };
        }
        catch (Throw error)
        {
            throw Error(error.Message, start);
        }
    }

    private double ReadRadix(int radix)
    {
        position += 2;
        var from = position;
        while (NumberText.DigitValue(At(0)) < radix || (At(0) == '_' && position > from && At(-1) != '_'))
            position++;
        if (position == from || source[position - 1] == '_')
            throw Error("Invalid number", from);
        return NumberText.ParseRadix(source[from..position].Replace("_", "", StringComparison.Ordinal), radix, out _);
    }

    private double ReadDecimal(int start)
    {
        if (At(0) == '.')
        {
            position++;
            ReadDigits(separators: true);
        }
        if (At(0) is 'e' or 'E')
        {
            position++;
            if (At(0) is '+' or '-')
                position++;
            if (!char.IsAsciiDigit(At(0)))
                throw Error("Invalid number", start);
            ReadDigits(separators: true);
        }
        return double.Parse(source[start..position].Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private void ReadDigits(bool separators)
    {
        var from = position;
        while (char.IsAsciiDigit(At(0)) || (separators && At(0) == '_'))
        {
            if (At(0) == '_' && (position == from || !char.IsAsciiDigit(At(1)) || (position == from + 1 && source[from] == '0' && At(-2) != '.')))
                throw Error("Numeric separators are not allowed here", position);
            position++;
        }
    }
}
