using System.Globalization;
using System.Text;
using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Intrinsics;

internal static class StringIntrinsics
{
    public static readonly Intrinsic Definition = new("String", 1, (_, _, a) => Convert(a, symbols: true),
        (r, a, t) => new JsString(r.Budget, t.Get("prototype") as JsObject ?? r.Prototype(Definition!), Convert(a, symbols: false)))
    {
        NewPrototype = r => new JsString(r.Budget, r.ObjectPrototype, ""),
        Statics = new IntrinsicTable()
            .Method("fromCharCode", 1, (r, _, a) => r.Budget.Text(string.Concat(a.Select(c => (char)Coercion.ToUint32(c)))))
            .Method("fromCodePoint", 1, (r, _, a) => r.Budget.Text(string.Concat(a.Select(CodePoint))))
            .Method("raw", 1, Raw),
        Prototype = new IntrinsicTable()
            .Method("at", 1, (_, self, a) => Text(self) is var s && Relative(a.At(0), s.Length) is var i && i >= 0 && i < s.Length ? s[(int)i].ToString() : null)
            .Method("charAt", 1, (_, self, a) => Text(self) is var s && Index(a) is var i && i >= 0 && i < s.Length ? s[(int)i].ToString() : "")
            .Method("charCodeAt", 1, (_, self, a) => Text(self) is var s && Index(a) is var i && i >= 0 && i < s.Length ? Boxed.Number(s[(int)i]) : Boxed.NaN)
            .Method("codePointAt", 1, (_, self, a) => Text(self) is var s && Index(a) is var i && i >= 0 && i < s.Length ? Boxed.Number(RuneAt(s, (int)i)) : null)
            .Method("concat", 1, (r, self, a) => a.Aggregate(Text(self), (s, part) => Operators.Concat(r, s, Coercion.ToText(part))))
            .Method("includes", 1, (_, self, a) => Search(self, a, "includes", (s, part, at) => s.IndexOf(part, at, StringComparison.Ordinal) >= 0))
            .Method("startsWith", 1, (_, self, a) => Search(self, a, "startsWith", (s, part, at) => s.AsSpan(at).StartsWith(part, StringComparison.Ordinal)))
            .Method("endsWith", 1, EndsWith)
            .Method("indexOf", 1, IndexOf)
            .Method("lastIndexOf", 1, LastIndexOf)
            .Method("localeCompare", 1, (_, self, a) => LocaleCompare(Text(self), Coercion.ToText(a.At(0))))
            .Method("normalize", 0, Normalize)
            .Method("padStart", 1, (r, self, a) => Pad(r, self, a, (s, fill) => fill + s))
            .Method("padEnd", 1, (r, self, a) => Pad(r, self, a, (s, fill) => s + fill))
            .Method("repeat", 1, Repeat)
            .Method("slice", 2, (r, self, a) => Text(self) is var s
                && Coercion.RelativeIndex(a.At(0), s.Length, 0) is var from && Coercion.RelativeIndex(a.At(1), s.Length, s.Length) is var to && from < to
                ? Cut(r, s, from, to) : "")
            .Method("substring", 2, Substring)
            .Method("substr", 2, Substr)
            .Method("toLowerCase", 0, (r, self, _) => r.Budget.Text(Lower(Text(self))))
            .Method("toUpperCase", 0, (r, self, _) => r.Budget.Text(Upper(Text(self))))
            .Method("toLocaleLowerCase", 0, (r, self, _) => r.Budget.Text(Lower(Text(self))))
            .Method("toLocaleUpperCase", 0, (r, self, _) => r.Budget.Text(Upper(Text(self))))
            .Method("toString", 0, (_, self, _) => Value(self))
            .Method("valueOf", 0, (_, self, _) => Value(self))
            // Elsa hands out Guids as .NET values; ours are texts, and definitions write newGuid().ToString().
            .Method("ToString", 0, (_, self, _) => Value(self))
            .Method("trim", 0, (r, self, _) => r.Budget.Text(NumberText.Trim(Text(self))))
            .Method("trimStart", 0, (r, self, _) => r.Budget.Text(NumberText.Trim(Text(self), end: false)))
            .Method("trimEnd", 0, (r, self, _) => r.Budget.Text(NumberText.Trim(Text(self), start: false)))
            .Alias("trimLeft", r => r.Prototype(Definition!), "trimStart")
            .Alias("trimRight", r => r.Prototype(Definition!), "trimEnd")
            .Method("isWellFormed", 0, (r, self, _) => Boxed.Bool(LoneAt(r.Budget.Text(Text(self)), 0) < 0))
            .Method("toWellFormed", 0, (r, self, _) => WellFormed(r.Budget.Text(Text(self))))
            .Method("split", 2, StringPatterns.Split)
            .Method("replace", 2, (r, self, a) => StringPatterns.Replace(r, self, a, all: false))
            .Method("replaceAll", 2, (r, self, a) => StringPatterns.Replace(r, self, a, all: true))
            .Method("match", 1, StringPatterns.Match)
            .Method("matchAll", 1, StringPatterns.MatchAll)
            .Method("search", 1, StringPatterns.Search)
            .Method(Symbol.Iterator, "[Symbol.iterator]", 0, (r, self, _) => new JsIterator(r, Runes(Text(self)).GetEnumerator(), IteratorIntrinsics.OfStrings)),
    };

    private static string Convert(object?[] arguments, bool symbols) => arguments.Length == 0 ? ""
        : symbols && arguments[0] is Symbol symbol ? symbol.ToString()
        : Coercion.ToText(arguments[0]);

    /// <summary>What a string function works on: anything but null and undefined.</summary>
    public static string Text(object? self) => Coercion.IsNullish(self)
        ? throw Throw.Type("String.prototype function called on null or undefined")
        : Coercion.ToText(self);

    private static string Value(object? self) => self switch
    {
        string text => text,
        JsString wrapper => wrapper.Text,
        _ => throw Throw.Type("not a string"),
    };

    private static double Index(object?[] arguments) => Coercion.ToInteger(arguments.At(0));

    private static double Relative(object? index, int length) => Coercion.ToInteger(index) is var i && i < 0 ? length + i : i;

    private static string CodePoint(object? value)
    {
        var code = Coercion.ToNumber(value);
        if (code != Math.Floor(code) || code is not (>= 0 and <= 0x10ffff))
            throw Throw.Range($"Invalid code point {Coercion.DisplayText(value)}");
        return code is >= 0xd800 and <= 0xdfff ? ((char)code).ToString() : char.ConvertFromUtf32((int)code);
    }

    private static int RuneAt(string text, int index) =>
        char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])
            ? char.ConvertToUtf32(text[index], text[index + 1])
            : text[index];

    private static IEnumerable<object?> Runes(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (RuneAt(text, i) > 0xffff)
            {
                yield return text.Substring(i, 2);
                i++;
            }
            else
                yield return text[i].ToString();
        }
    }

    private static string Raw(Realm realm, object? self, object?[] arguments)
    {
        var raw = realm.ToObject(realm.ToObject(arguments.At(0)).Get("raw"));
        var length = Realm.LengthOf(raw);
        var text = "";
        for (var i = 0; i < length; i++)
        {
            text = Operators.Concat(realm, text, Coercion.ToText(realm.GetElement(raw, i)));
            if (i + 1 < length && i + 1 < arguments.Length)
                text = Operators.Concat(realm, text, Coercion.ToText(arguments[i + 1]));
        }
        return text;
    }

    private static string Part(object?[] arguments, string function) => RegExpIntrinsics.IsRegExp(arguments.At(0))
        ? throw Throw.Type($"First argument to String.prototype.{function} must not be a regular expression")
        : Coercion.ToText(arguments.At(0));

    private static object Search(object? self, object?[] arguments, string function, Func<string, string, int, bool> test)
    {
        var text = Text(self);
        var part = Part(arguments, function);
        return Boxed.Bool(test(text, part, (int)Math.Clamp(Coercion.ToInteger(arguments.At(1)), 0, text.Length)));
    }

    private static object EndsWith(Realm realm, object? self, object?[] arguments)
    {
        var text = Text(self);
        var part = Part(arguments, "endsWith");
        var end = arguments.At(1) is null ? text.Length : (int)Math.Clamp(Coercion.ToInteger(arguments[1]), 0, text.Length);
        return Boxed.Bool(text.AsSpan(0, end).EndsWith(part, StringComparison.Ordinal));
    }

    private static object IndexOf(Realm realm, object? self, object?[] arguments)
    {
        var text = Text(self);
        var part = Coercion.ToText(arguments.At(0));
        return Boxed.Number(text.IndexOf(part, (int)Math.Clamp(Coercion.ToInteger(arguments.At(1)), 0, text.Length), StringComparison.Ordinal));
    }

    private static object LastIndexOf(Realm realm, object? self, object?[] arguments)
    {
        var text = Text(self);
        var part = Coercion.ToText(arguments.At(0));
        var from = Coercion.ToNumber(arguments.At(1));
        var last = text.Length - part.Length;
        var start = double.IsNaN(from) ? last : (int)Math.Clamp(from, 0, Math.Max(last, 0));
        return Boxed.Number(last < 0 ? -1 : text.AsSpan(0, Math.Min(start, last) + part.Length).LastIndexOf(part, StringComparison.Ordinal));
    }

    /// <summary>Vietnamese order, whatever the machine's setting.</summary>
    private static readonly CompareInfo Comparison = CultureInfo.GetCultureInfo("vi-VN").CompareInfo;

    private static object LocaleCompare(string left, string right) => Boxed.Number((double)Math.Sign(Comparison.Compare(left, right)));

    private static string Normalize(Realm realm, object? self, object?[] arguments)
    {
        var text = Text(self);
        var form = (arguments.At(0) is null ? "NFC" : Coercion.ToText(arguments[0])) switch
        {
            "NFC" => NormalizationForm.FormC,
            "NFD" => NormalizationForm.FormD,
            "NFKC" => NormalizationForm.FormKC,
            "NFKD" => NormalizationForm.FormKD,
            _ => throw Throw.Range("The normalization form should be one of NFC, NFD, NFKC, NFKD."),
        };
        try
        {
            // Slow work: about thirty times what copying costs.
            realm.Budget.Charge(text.Length >> 5);
            return realm.Budget.Text(text.Normalize(form));
        }
        catch (ArgumentException)
        {
            // .NET refuses text with lone surrogates, the language leaves it as it is.
            return text;
        }
    }

    private static string Pad(Realm realm, object? self, object?[] arguments, Func<string, string, string> combine)
    {
        var text = Text(self);
        var length = Coercion.ToLength(arguments.At(0));
        var fill = arguments.At(1) is null ? " " : Coercion.ToText(arguments[1]);
        if (length <= text.Length || fill.Length == 0)
            return text;
        realm.Budget.CheckLength((long)Math.Min(length, int.MaxValue));
        var missing = (int)length - text.Length;
        var filling = new StringBuilder(missing + fill.Length);
        while (filling.Length < missing)
            filling.Append(fill);
        return combine(text, filling.ToString(0, missing));
    }

    private static string Repeat(Realm realm, object? self, object?[] arguments)
    {
        var text = Text(self);
        var count = Coercion.ToInteger(arguments.At(0));
        if (count < 0 || double.IsInfinity(count))
            throw Throw.Range($"Invalid count value: {Coercion.DisplayText(arguments.At(0))}");
        if (text.Length == 0)
            return "";
        realm.Budget.CheckLength((long)Math.Min(count * text.Length, long.MaxValue / 2));
        return new StringBuilder().Insert(0, text, (int)count).ToString();
    }

    private static string Cut(Realm realm, string text, double from, double to) =>
        realm.Budget.Text(text[(int)from..(int)to]);

    private static string Substring(Realm realm, object? self, object?[] arguments)
    {
        var text = Text(self);
        var from = Math.Clamp(Coercion.ToInteger(arguments.At(0)), 0, text.Length);
        var to = arguments.At(1) is null ? text.Length : Math.Clamp(Coercion.ToInteger(arguments[1]), 0, text.Length);
        return Cut(realm, text, Math.Min(from, to), Math.Max(from, to));
    }

    private static string Substr(Realm realm, object? self, object?[] arguments)
    {
        var text = Text(self);
        var from = Coercion.RelativeIndex(arguments.At(0), text.Length, 0);
        var count = arguments.At(1) is null ? text.Length : Coercion.ToInteger(arguments[1]);
        var to = Math.Min(from + count, text.Length);
        return from < to ? Cut(realm, text, from, to) : "";
    }

    /// <summary>.NET maps character by character and leaves the sharp s alone.</summary>
    private static string Upper(string text) => text.ToUpperInvariant().Replace("\u00df", "SS", StringComparison.Ordinal);

    /// <summary>.NET maps character by character: it knows neither the final sigma nor the two characters of a small dotted I.</summary>
    private static string Lower(string text)
    {
        var lower = text.ToLowerInvariant();
        if (text.Contains('\u03a3', StringComparison.Ordinal))
        {
            var letters = lower.ToCharArray();
            for (var i = 0; i < letters.Length; i++)
                if (text[i] == '\u03a3' && IsCasedBefore(text, i) && !IsCasedAfter(text, i))
                    letters[i] = '\u03c2';
            lower = new string(letters);
        }
        return text.Contains('\u0130', StringComparison.Ordinal) ? lower.Replace("\u0130", "i\u0307", StringComparison.Ordinal) : lower;
    }

    private static bool IsCasedBefore(string text, int at)
    {
        while (--at >= 0 && IsIgnorable(text[at]))
        {
        }
        return at >= 0 && char.IsLetter(text[at]);
    }

    private static bool IsCasedAfter(string text, int at)
    {
        while (++at < text.Length && IsIgnorable(text[at]))
        {
        }
        return at < text.Length && char.IsLetter(text[at]);
    }

    /// <summary>Marks and the few signs that stand within a word without being a letter of it.</summary>
    private static bool IsIgnorable(char c) => c is '\'' or '.' or ':' or '\u00ad' or '\u00b7' or '\u2019'
        || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.ModifierLetter;

    /// <summary>Position of the first half of a pair that stands alone, -1 where there is none.</summary>
    private static int LoneAt(string text, int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (RuneAt(text, i) <= 0xffff)
                return i;
            i++;
        }
        return -1;
    }

    private static string WellFormed(string text)
    {
        var letters = text.ToCharArray();
        for (var at = LoneAt(text, 0); at >= 0; at = LoneAt(text, at + 1))
            letters[at] = '\ufffd';
        return new string(letters);
    }
}
