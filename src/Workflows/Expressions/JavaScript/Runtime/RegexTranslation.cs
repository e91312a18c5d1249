using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LienThong.Workflows.Expressions.JavaScript.Runtime;

/// <summary>Rewrites one pattern; what .NET reads differently is spelled out.</summary>
internal sealed class RegexTranslation
{
    private const string LineEnds = @"\n\r\u2028\u2029";
    private const string Spaces = @"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";
    private readonly string pattern;
    private readonly string flags;
    private readonly bool multiline;
    private readonly bool dotAll;
    private readonly bool unicode;
    private readonly StringBuilder output = new();
    private readonly List<(string Name, int Number)> names = [];
    private readonly int total;
    private int groups;
    private int at;

    public RegexTranslation(string pattern, string flags)
    {
        this.pattern = pattern;
        this.flags = flags;
        multiline = flags.Contains('m', StringComparison.Ordinal);
        dotAll = flags.Contains('s', StringComparison.Ordinal);
        unicode = flags.Contains('u', StringComparison.Ordinal);
        total = CountGroups();
    }

    public RegexProgram ToProgram(TimeSpan timeout)
    {
        while (at < pattern.Length)
            Step();
        var options = RegexOptions.CultureInvariant;
        if (flags.Contains('i', StringComparison.Ordinal))
            options |= RegexOptions.IgnoreCase;
        try
        {
            return new RegexProgram(pattern, flags, new Regex(output.ToString(), options, timeout), groups, names);
        }
        catch (ArgumentException error)
        {
            throw Throw.Syntax($"Invalid regular expression: /{pattern}/: {error.Message}");
        }
    }

    private Throw Invalid(string why) => Throw.Syntax($"Invalid regular expression: /{pattern}/: {why}");

    private char At(int offset) => at + offset < pattern.Length ? pattern[at + offset] : '\0';

    private int CountGroups()
    {
        var (count, inClass) = (0, false);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
                i++;
            else if (pattern[i] == '[')
                inClass = true;
            else if (pattern[i] == ']')
                inClass = false;
            else if (pattern[i] == '(' && !inClass)
            {
                if (i + 1 >= pattern.Length || pattern[i + 1] != '?')
                    count++;
                else if (i + 3 < pattern.Length && pattern[i + 2] == '<' && pattern[i + 3] is not ('=' or '!'))
                {
                    count++;
                    var close = pattern.IndexOf('>', i);
                    if (close < 0)
                        throw Invalid("Invalid capture group name");
                    var name = pattern[(i + 3)..close];
                    if (name.Length == 0 || names.Exists(n => n.Name == name) || !name.All(c => char.IsLetterOrDigit(c) || c is '_' or '$'))
                        throw Invalid("Invalid capture group name");
                    names.Add((name, count));
                }
            }
        }
        return count;
    }

    private void Step()
    {
        var c = pattern[at++];
        switch (c)
        {
            case '\\':
                Escape();
                break;
            case '[':
                Class();
                break;
            case '(':
                Group();
                break;
            case '.':
                var any = dotAll ? @"[\s\S]" : $"[^{LineEnds}]";
                output.Append(unicode ? $@"(?:[\ud800-\udbff][\udc00-\udfff]|{any})" : any);
                break;
            case '^':
                output.Append(multiline ? $@"(?<=\A|[{LineEnds}])" : @"\A");
                break;
            case '$':
                output.Append(multiline ? $@"(?=[{LineEnds}]|\z)" : @"\z");
                break;
            case '{' when !IsQuantifier():
                if (unicode)
                    throw Invalid("Incomplete quantifier");
                output.Append(@"\{");
                break;
            case '{':
                Quantifier();
                break;
            case '}' or ']':
                if (unicode)
                    throw Invalid("Lone quantifier brackets");
                output.Append('\\').Append(c);
                break;
            case '#' or ' ':
                output.Append('\\').Append(c);
                break;
            case '*' or '+' or '?':
                output.Append(c);
                if (At(0) == '?')
                    output.Append(pattern[at++]);
                // .NET would read "a++" and "a+{2}" as possessive or nested; the language knows neither.
                if (At(0) is '*' or '+' or '?')
                    throw Invalid("Nothing to repeat");
                break;
            default:
                output.Append(c);
                break;
        }
    }

    private bool IsQuantifier()
    {
        var i = at;
        while (i < pattern.Length && char.IsAsciiDigit(pattern[i]))
            i++;
        if (i == at)
            return false;
        if (i < pattern.Length && pattern[i] == ',')
            for (i++; i < pattern.Length && char.IsAsciiDigit(pattern[i]);)
                i++;
        return i < pattern.Length && pattern[i] == '}';
    }

    private void Quantifier()
    {
        var close = pattern.IndexOf('}', at);
        var bounds = pattern[at..close].Split(',');
        at = close + 1;
        // Bounds beyond what .NET counts with are as good as its largest.
        output.Append('{').AppendJoin(',', bounds.Select(b => b.Length > 9 ? int.MaxValue.ToString(CultureInfo.InvariantCulture) : b)).Append('}');
        if (At(0) == '?')
            output.Append(pattern[at++]);
    }

    private void Group()
    {
        if (At(0) != '?')
        {
            output.Append("(?<").Append(++groups).Append('>');
            return;
        }
        if (At(1) is ':' or '=' or '!')
        {
            output.Append("(?").Append(At(1));
            at += 2;
        }
        else if (At(1) == '<' && At(2) is '=' or '!')
        {
            output.Append("(?<").Append(At(2));
            at += 3;
        }
        else if (At(1) == '<')
        {
            output.Append("(?<").Append(++groups).Append('>');
            at = pattern.IndexOf('>', at) + 1;
        }
        else
            throw Invalid("Invalid group");
    }

    /// <summary>A group that has not matched yet counts as empty.</summary>
    private void Reference(int number) => output.Append(CultureInfo.InvariantCulture, $@"(?({number})\k<{number}>|)");

    private void Escape()
    {
        if (at >= pattern.Length)
            throw Invalid(@"\ at end of pattern");
        var c = At(0);
        switch (c)
        {
            case 'b':
                at++;
                output.Append(@"(?:(?<=[A-Za-z0-9_])(?![A-Za-z0-9_])|(?<![A-Za-z0-9_])(?=[A-Za-z0-9_]))");
                break;
            case 'B':
                at++;
                output.Append(@"(?:(?<=[A-Za-z0-9_])(?=[A-Za-z0-9_])|(?<![A-Za-z0-9_])(?![A-Za-z0-9_]))");
                break;
            case 'k' when names.Count > 0 || unicode:
                var close = pattern.IndexOf('>', at);
                var name = At(1) == '<' && close > 0 ? pattern[(at + 2)..close] : "";
                if (!names.Exists(n => n.Name == name))
                    throw Invalid("Invalid named reference");
                at = close + 1;
                Reference(names.Find(n => n.Name == name).Number);
                break;
            case >= '1' and <= '9':
                var end = at;
                while (end < pattern.Length && char.IsAsciiDigit(pattern[end]) && end - at < 6)
                    end++;
                var number = int.Parse(pattern.AsSpan(at, end - at), NumberStyles.None, CultureInfo.InvariantCulture);
                if (number <= total)
                {
                    at = end;
                    Reference(number);
                }
                else if (unicode)
                    throw Invalid("Invalid escape");
                else
                    Character(inClass: false);
                break;
            case 'd' or 'D' or 'w' or 'W' or 's' or 'S':
                at++;
                output.Append(char.IsLower(c) ? "[" : "[^").Append(Set(c)).Append(']');
                break;
            default:
                Character(inClass: false);
                break;
        }
    }

    private static string Set(char kind) => char.ToLowerInvariant(kind) switch { 'd' => "0-9", 'w' => "A-Za-z0-9_", _ => Spaces };

    /// <summary>An escape that stands for one character.</summary>
    private void Character(bool inClass)
    {
        var c = pattern[at++];
        switch (c)
        {
            case 'n' or 't' or 'r' or 'f' or 'v':
                output.Append('\\').Append(c);
                return;
            case 'c' when char.IsAsciiLetter(At(0)):
                Code(pattern[at++] % 32);
                return;
            case 'x' when char.IsAsciiHexDigit(At(0)) && char.IsAsciiHexDigit(At(1)):
                Hex(2);
                return;
            case 'u' when Enumerable.Range(0, 4).All(i => char.IsAsciiHexDigit(At(i))):
                Hex(4);
                return;
            case 'u' when unicode && At(0) == '{' && pattern.IndexOf('}', at) is > 0 and var close:
                if (!int.TryParse(pattern.AsSpan(at + 1, close - at - 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rune)
                    || rune > 0x10ffff)
                    throw Invalid("Invalid Unicode escape");
                at = close + 1;
                Rune(rune, inClass);
                return;
            case 'p' or 'P' when unicode && At(0) == '{':
                Property(c);
                return;
            case >= '0' and <= '7' when c != '0' || char.IsAsciiDigit(At(0)):
                if (unicode)
                    throw Invalid("Invalid escape");
                var value = c - '0';
                while (At(0) is >= '0' and <= '7' && (value * 8) + At(0) - '0' < 256)
                    value = (value * 8) + pattern[at++] - '0';
                Code(value);
                return;
            case '0':
                Code(0);
                return;
        }
        if (unicode && !@"^$\.*+?()[]{}|/-".Contains(c, StringComparison.Ordinal))
            throw Invalid("Invalid escape");
        Code(c == 'c' ? '\\' : c);
        if (c == 'c')
            at--;
    }

    private void Hex(int digits)
    {
        Code(int.Parse(pattern.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        at += digits;
    }

    private void Code(int code) => output.Append(CultureInfo.InvariantCulture, $@"\u{code:x4}");

    private void Rune(int rune, bool inClass)
    {
        if (rune <= 0xffff)
            Code(rune);
        else if (inClass)
            throw Invalid("Characters beyond the basic plane are not supported in classes");
        else
        {
            var pair = char.ConvertFromUtf32(rune);
            output.Append(CultureInfo.InvariantCulture, $@"(?:\u{(int)pair[0]:x4}\u{(int)pair[1]:x4})");
        }
    }

    /// <summary>General categories only: .NET knows no scripts.</summary>
    private void Property(char kind)
    {
        var close = pattern.IndexOf('}', at);
        if (close < 0)
            throw Invalid("Invalid property name");
        var name = pattern[(at + 1)..close].Replace("General_Category=", "", StringComparison.Ordinal).Replace("gc=", "", StringComparison.Ordinal);
        name = name switch
        {
            "Letter" or "Alphabetic" => "L",
            "Lowercase_Letter" or "Lowercase" => "Ll",
            "Uppercase_Letter" or "Uppercase" => "Lu",
            "Mark" => "M",
            "Number" => "N",
            "Decimal_Number" => "Nd",
            "Punctuation" => "P",
            "Symbol" => "S",
            "Separator" => "Z",
            _ => name,
        };
        at = close + 1;
        output.Append('\\').Append(kind).Append('{').Append(name).Append('}');
    }

    private void Class()
    {
        var negated = At(0) == '^';
        if (negated)
            at++;
        if (At(0) == ']')
        {
            at++;
            output.Append(negated ? @"[\s\S]" : "(?!)");
            return;
        }
        output.Append(negated ? "[^" : "[");
        while (true)
        {
            if (at >= pattern.Length)
                throw Invalid("Unterminated character class");
            var c = pattern[at];
            if (c == ']')
                break;
            at++;
            if (c == '\\')
                ClassEscape();
            else if (c == '-')
                ClassDash();
            else
                Code(c);
        }
        at++;
        output.Append(']');
    }

    /// <summary>A dash makes a range only between two characters; beside \d and its like it is itself.</summary>
    private void ClassDash()
    {
        var first = output[^1] == '[' || (output[^1] == '^' && output[^2] == '[');
        var afterSet = at >= 3 && pattern[at - 3] == '\\' && "dDwWsS".Contains(pattern[at - 2], StringComparison.Ordinal);
        var beforeSet = At(0) == ']' || (At(0) == '\\' && "dDwWsS".Contains(At(1), StringComparison.Ordinal));
        if (first || afterSet || beforeSet)
            Code('-');
        else
            output.Append('-');
    }

    private void ClassEscape()
    {
        if (at >= pattern.Length)
            throw Invalid(@"\ at end of pattern");
        switch (At(0))
        {
            case 'b':
                at++;
                Code(8);
                break;
            case 'd' or 'w' or 's':
                output.Append(Set(pattern[at++]));
                break;
            case 'D':
                at++;
                output.Append(@"\u0000-/:-\uffff");
                break;
            case 'W':
                at++;
                output.Append(@"\u0000-/:-@\[-\^`{-\uffff");
                break;
            case 'S':
                at++;
                output.Append(@"\u0000-\u0008\u000e-\u001f!-\u009f\u00a1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\ufefe\uff00-\uffff");
                break;
            default:
                Character(inClass: true);
                break;
        }
    }
}
