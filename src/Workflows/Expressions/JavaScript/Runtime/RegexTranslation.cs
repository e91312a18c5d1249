using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LienThong.Workflows.Expressions.JavaScript.Runtime;

/// <summary>Rewrites one pattern; what .NET reads differently is spelled out.</summary>
internal sealed partial class RegexTranslation
{
    private const string LineEnds = @"\n\r\u2028\u2029";
    private const string Pair = @"[\ud800-\udbff][\udc00-\udfff]";
    private const string Spaces = @"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";
    private readonly string pattern;
    private readonly string flags;
    private readonly bool multiline;
    private readonly bool dotAll;
    private readonly bool unicode;
    private readonly StringBuilder output = new();
    private readonly List<(string Name, int Number)> names = [];
    private readonly int total;
    private readonly Stack<OpenGroup> open = [];
    private int groups;
    private int lookBehinds;
    private int at;

    /// <summary>Start: Where its text begins in the output. First: The number before its own groups.</summary>
    private readonly record struct OpenGroup(int Start, int First, bool LooksAhead, bool LooksBehind);

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
        if (open.Count > 0)
            throw Invalid("Unterminated group");
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
                    if (name.Length == 0 || char.IsDigit(name[0]) || names.Exists(n => n.Name == name) || !name.All(c => char.IsLetterOrDigit(c) || c is '_' or '$'))
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
            case ')':
                CloseGroup();
                break;
            case '.':
                Any(dotAll ? @"[\s\S]" : $"[^{LineEnds}]");
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
                EndQuantifier();
                break;
            default:
                if (unicode && char.IsHighSurrogate(c) && char.IsLowSurrogate(At(0)))
                    Rune(char.ConvertToUtf32(c, pattern[at++]));
                else
                    output.Append(c);
                break;
        }
    }

    private bool IsQuantifier() => IsQuantifierAt(at - 1);

    private bool IsQuantifierAt(int brace)
    {
        var i = brace + 1;
        var from = i;
        while (i < pattern.Length && char.IsAsciiDigit(pattern[i]))
            i++;
        if (i == from)
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
        EndQuantifier();
    }

    private void EndQuantifier()
    {
        if (At(0) == '?')
            output.Append(pattern[at++]);
        // .NET would read "a++" and "a+{2}" as possessive or nested; the language knows neither.
        if (At(0) is '*' or '+' or '?' || (At(0) == '{' && IsQuantifierAt(at)))
            throw Invalid("Nothing to repeat");
    }

    private void Group()
    {
        var (start, first) = (output.Length, groups);
        var captures = At(0) != '?' || (At(1) == '<' && At(2) is not ('=' or '!'));
        var (ahead, behind) = (At(0) == '?' && At(1) is '=' or '!', !captures && At(1) == '<');
        OpenWith();
        lookBehinds += behind ? 1 : 0;
        open.Push(new OpenGroup(start, first, ahead, behind));
    }

    private void CloseGroup()
    {
        output.Append(')');
        if (!open.TryPop(out var group))
            throw Invalid("Unmatched ')'");
        lookBehinds -= group.LooksBehind ? 1 : 0;
        if (!(At(0) is '*' or '+' or '?' || (At(0) == '{' && IsQuantifierAt(at))))
            return;
        if (group.LooksBehind || (group.LooksAhead && unicode))
            throw Invalid("Invalid quantifier");
        ForgetCaptures(group);
    }

    /// <summary>
    /// Each round of a repeated group begins without the captures of the round before; .NET keeps them.
    /// The captures made within are dropped at its start, so that there is never more than one to drop.
    /// </summary>
    private void ForgetCaptures(OpenGroup group)
    {
        // Behind a position .NET reads from right to left: the start would come last.
        if (groups == group.First || At(0) == '?' || group.LooksAhead || lookBehinds > 0)
            return;
        var drop = new StringBuilder();
        for (var number = group.First + 1; number <= groups; number++)
            drop.Append(CultureInfo.InvariantCulture, $"(?({number})(?<-{number}>))");
        output.Insert(group.Start, drop.Insert(0, "(?:")).Append(')');
    }

    private void OpenWith()
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
                    Character();
                break;
            case 'd' or 'D' or 'w' or 'W' or 's' or 'S':
                at++;
                if (char.IsLower(c))
                    output.Append('[').Append(Set(c)).Append(']');
                else
                    Any($"[^{Set(c)}]");
                break;
            default:
                Character();
                break;
        }
    }

    private static string Set(char kind) => char.ToLowerInvariant(kind) switch { 'd' => "0-9", 'w' => "A-Za-z0-9_", _ => Spaces };

    /// <summary>An escape that stands for one character.</summary>
    private void Character()
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
                Rune(HexRune());
                return;
            case 'u' when unicode && At(0) == '{' && pattern.IndexOf('}', at) is > 0 and var close:
                if (!int.TryParse(pattern.AsSpan(at + 1, close - at - 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rune)
                    || rune > 0x10ffff)
                    throw Invalid("Invalid Unicode escape");
                at = close + 1;
                Rune(rune);
                return;
            case 'p' or 'P' when unicode && At(0) == '{':
                if (c == 'P')
                    Any($@"\P{{{PropertyName()}}}");
                else
                    output.Append(@"\p{").Append(PropertyName()).Append('}');
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
        if (unicode && !@"^$\.*+?()[]{}|/".Contains(c, StringComparison.Ordinal))
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

    /// <summary>Four digits, and in a pattern with u the second half of the pair where one follows.</summary>
    private int HexRune()
    {
        var code = int.Parse(pattern.AsSpan(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        at += 4;
        if (!unicode || code is < 0xd800 or > 0xdbff || At(0) != '\\' || At(1) != 'u' || at + 6 > pattern.Length
            || !int.TryParse(pattern.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low) || low is < 0xdc00 or > 0xdfff)
            return code;
        at += 6;
        return char.ConvertToUtf32((char)code, (char)low);
    }

    private void Code(int code) => output.Append(CultureInfo.InvariantCulture, $@"\u{code:x4}");

    private void Rune(int rune)
    {
        if (rune <= 0xffff)
            Code(rune);
        else
            output.Append("(?:").Append(Escaped(rune)).Append(')');
    }

    private static string Escaped(int rune) => string.Concat(
        (rune > 0xffff ? char.ConvertFromUtf32(rune) : ((char)rune).ToString()).Select(c => $@"\u{(int)c:x4}"));

    /// <summary>Any character of a set that is not one half of a pair; in a pattern without u the halves are characters too.</summary>
    private void Any(string set) => output.Append(unicode ? $"(?:{Pair}|(?!{Pair}){set})" : set);
}
