using System.Globalization;
using System.Text;

namespace LienThong.Workflows.Expressions.JavaScript.Runtime;

/// <summary>Character classes and properties.</summary>
internal sealed partial class RegexTranslation
{
    /// <summary>Long names of general categories and the few binary properties that .NET can tell.</summary>
    private static readonly Dictionary<string, string> Categories = new(StringComparer.Ordinal)
    {
        ["Letter"] = "L",
        ["Alphabetic"] = "L",
        ["Alpha"] = "L",
        ["Cased_Letter"] = "LC",
        ["Lowercase_Letter"] = "Ll",
        ["Lowercase"] = "Ll",
        ["Uppercase_Letter"] = "Lu",
        ["Uppercase"] = "Lu",
        ["Titlecase_Letter"] = "Lt",
        ["Modifier_Letter"] = "Lm",
        ["Other_Letter"] = "Lo",
        ["Mark"] = "M",
        ["Nonspacing_Mark"] = "Mn",
        ["Spacing_Mark"] = "Mc",
        ["Enclosing_Mark"] = "Me",
        ["Number"] = "N",
        ["Decimal_Number"] = "Nd",
        ["digit"] = "Nd",
        ["Letter_Number"] = "Nl",
        ["Other_Number"] = "No",
        ["Punctuation"] = "P",
        ["punct"] = "P",
        ["Connector_Punctuation"] = "Pc",
        ["Dash_Punctuation"] = "Pd",
        ["Open_Punctuation"] = "Ps",
        ["Close_Punctuation"] = "Pe",
        ["Initial_Punctuation"] = "Pi",
        ["Final_Punctuation"] = "Pf",
        ["Other_Punctuation"] = "Po",
        ["Symbol"] = "S",
        ["Math_Symbol"] = "Sm",
        ["Currency_Symbol"] = "Sc",
        ["Modifier_Symbol"] = "Sk",
        ["Other_Symbol"] = "So",
        ["Separator"] = "Z",
        ["Space_Separator"] = "Zs",
        ["Line_Separator"] = "Zl",
        ["Paragraph_Separator"] = "Zp",
        ["Control"] = "Cc",
        ["Format"] = "Cf",
    };

    /// <summary>General categories only: .NET knows no scripts.</summary>
    private string PropertyName()
    {
        var close = pattern.IndexOf('}', at);
        if (close < 0)
            throw Invalid("Invalid property name");
        var name = pattern[(at + 1)..close];
        at = close + 1;
        foreach (var prefix in (string[])["General_Category=", "gc="])
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                name = name[prefix.Length..];
        if (!Categories.TryGetValue(name, out var category))
            category = Categories.ContainsValue(name) || name is "C" or "Cn" or "Co" or "Cs" ? name : throw Invalid("Invalid property name");
        return category == "LC" ? throw Invalid("Invalid property name") : category;
    }

    private void Class()
    {
        var negated = At(0) == '^';
        if (negated)
            at++;
        var items = new ClassItems();
        var pending = -1;
        while (true)
        {
            if (at >= pattern.Length)
                throw Invalid("Unterminated character class");
            if (At(0) == ']')
                break;
            var (single, isRange) = (ClassAtom(items), At(0) == '-' && At(1) is not (']' or '\0'));
            if (!isRange)
            {
                items.Add(single, single);
                continue;
            }
            at++;
            pending = ClassAtom(items);
            // A dash makes a range only between two characters; beside \d and its like it is itself.
            if (single >= 0 && pending >= 0)
            {
                if (single > pending)
                    throw Invalid("Range out of order in character class");
                items.Add(single, pending);
            }
            else if (unicode)
                throw Invalid("Invalid character class");
            else
            {
                items.Add(single, single);
                items.Add('-', '-');
                items.Add(pending, pending);
            }
        }
        at++;
        output.Append(unicode ? items.WithPairs(negated) : items.Plain(negated));
    }

    /// <summary>The next character of a class; -1 where it is a set, which is then added.</summary>
    private int ClassAtom(ClassItems items)
    {
        var c = pattern[at++];
        if (c != '\\')
            return unicode && char.IsHighSurrogate(c) && char.IsLowSurrogate(At(0)) ? char.ConvertToUtf32(c, pattern[at++]) : c;
        if (at >= pattern.Length)
            throw Invalid(@"\ at end of pattern");
        switch (At(0))
        {
            case 'd' or 'w' or 's':
                items.AddSet(Set(pattern[at++]), everyPair: false);
                return -1;
            case 'D' or 'W' or 'S':
                items.AddSet(pattern[at++] switch
                {
                    'D' => @"\u0000-/:-\uffff",
                    'W' => @"\u0000-/:-@\[-\^`{-\uffff",
                    _ => @"\u0000-\u0008\u000e-\u001f!-\u009f\u00a1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\ufefe\uff00-\uffff",
                }, everyPair: true);
                return -1;
            case 'p' or 'P' when unicode && At(1) == '{':
                var kind = pattern[at++];
                items.AddSet($@"\{kind}{{{PropertyName()}}}", everyPair: kind == 'P');
                return -1;
            case 'b':
                at++;
                return 8;
            case '-' when unicode:
                at++;
                return '-';
            case 'c' when !unicode && (char.IsAsciiDigit(At(1)) || At(1) == '_'):
                at += 2;
                return pattern[at - 1] % 32;
        }
        var before = output.Length;
        Character();
        // What Character writes is \n and its like, or \uXXXX, or the two halves of a pair.
        var text = output.ToString(before, output.Length - before).Trim('(', '?', ':', ')');
        output.Length = before;
        return text.Length switch
        {
            2 => text[1] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'f' => '\f', _ => '\v' },
            6 => Hex(text, 2),
            _ => char.ConvertToUtf32((char)Hex(text, 2), (char)Hex(text, 8)),
        };
    }

    private static int Hex(string text, int from) => int.Parse(text.AsSpan(from, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>What stands in a class. Characters beyond the basic plane are pairs to .NET, which a class of it cannot hold.</summary>
    private sealed class ClassItems
    {
        private const int LastOfPlane = 0xffff;
        private const int HalfSize = 0x400;
        private readonly StringBuilder basic = new();
        private readonly List<string> pairs = [];
        private bool everyPair;

        public void AddSet(string set, bool everyPair)
        {
            basic.Append(set);
            this.everyPair |= everyPair;
        }

        public void Add(int from, int to)
        {
            if (from < 0)
                return;
            if (from <= LastOfPlane)
                basic.Append(CultureInfo.InvariantCulture, $@"\u{from:x4}-\u{Math.Min(to, LastOfPlane):x4}");
            for (var at = Math.Max(from, LastOfPlane + 1); at <= to;)
            {
                var high = char.ConvertFromUtf32(at)[0];
                var rest = (at - (LastOfPlane + 1)) % HalfSize;
                // Whole blocks of one first half go together.
                var blocks = rest == 0 ? (to - at + 1) / HalfSize : 0;
                var last = blocks > 0 ? at + (blocks * HalfSize) - 1 : Math.Min(to, at + HalfSize - 1 - rest);
                pairs.Add(blocks > 0
                    ? $@"[\u{(int)high:x4}-\u{high + blocks - 1:x4}][\udc00-\udfff]"
                    : $@"\u{(int)high:x4}[\u{(int)char.ConvertFromUtf32(at)[1]:x4}-\u{(int)char.ConvertFromUtf32(last)[1]:x4}]");
                at = last + 1;
            }
        }

        public string Plain(bool negated) => basic.Length > 0 ? $"[{(negated ? "^" : "")}{basic}]" : negated ? @"[\s\S]" : "(?!)";

        public string WithPairs(bool negated)
        {
            var inside = everyPair ? Pair : pairs.Count > 0 ? string.Join('|', pairs) : "(?!)";
            var single = Plain(negated);
            return negated
                ? $"(?:(?!{inside}){Pair}|(?!{Pair}){single})"
                : everyPair || pairs.Count > 0 ? $"(?:{inside}|(?!{Pair}){single})" : single;
        }
    }
}
