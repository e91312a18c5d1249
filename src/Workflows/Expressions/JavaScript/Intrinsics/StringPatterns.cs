using System.Text;
using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Intrinsics;

/// <summary>The string functions that take a text or a regular expression.</summary>
internal static class StringPatterns
{
    public static object? Split(Realm realm, object? self, object?[] arguments)
    {
        var separator = arguments.At(0);
        RequireText(self);
        if (RegExpProtocol.MethodOf(realm, separator, Symbol.Split) is { } method)
            return method.Call(separator, [self, arguments.At(1)]);
        var text = StringIntrinsics.Text(self);
        if (separator is JsRegExp regex)
            return SplitPlain(realm, text, regex, arguments.At(1));
        var limit = Limit(arguments.At(1));
        var part = Coercion.ToText(separator);
        var parts = new List<object?>();
        if (limit > 0 && separator is null)
            parts.Add(text);
        else if (limit > 0)
            SplitByText(realm, text, part, parts);
        return Limited(realm, text, parts, limit);
    }

    public static JsArray SplitPlain(Realm realm, string text, JsRegExp regex, object? limit)
    {
        var parts = new List<object?>();
        var most = Limit(limit);
        if (most > 0)
            SplitByPattern(realm, text, regex, parts);
        return Limited(realm, text, parts, most);
    }

    private static uint Limit(object? limit) => limit is null ? uint.MaxValue : Coercion.ToUint32(limit);

    private static JsArray Limited(Realm realm, string text, List<object?> parts, uint limit)
    {
        realm.Budget.Charge(parts.Count);
        realm.Budget.CheckLength(text.Length);
        if (parts.Count > limit)
            parts.RemoveRange((int)limit, parts.Count - (int)limit);
        return realm.NewArray(parts);
    }

    private static void RequireText(object? self)
    {
        if (Coercion.IsNullish(self))
            StringIntrinsics.Text(self);
    }

    private static void SplitByText(Realm realm, string text, string separator, List<object?> parts)
    {
        if (separator.Length == 0)
            realm.Budget.CheckArray(text.Length);
        if (separator.Length == 0)
            parts.AddRange(text.Select(c => c.ToString()));
        else
            parts.AddRange(text.Split(separator));
    }

    private static void SplitByPattern(Realm realm, string text, JsRegExp regex, List<object?> parts)
    {
        var (from, at) = (0, 0);
        if (text.Length == 0)
        {
            if (regex.MatchAt(realm, text, 0) is null)
                parts.Add(text);
            return;
        }
        while (at < text.Length && regex.MatchAt(realm, text, at, anywhere: true) is { } match && match.Index < text.Length)
        {
            var end = match.Index + match.Length;
            if (end == from || (match.Length == 0 && match.Index == from))
            {
                at = (int)RegExpProtocol.Advance(text, Math.Max(at, match.Index), regex.Has('u'));
                continue;
            }
            parts.Add(text[from..match.Index]);
            for (var i = 1; i <= regex.GroupCount; i++)
                parts.Add(JsRegExp.Group(match, i));
            from = end;
            at = match.Length == 0 ? end + 1 : end;
        }
        parts.Add(text[from..]);
    }

    public static object? Replace(Realm realm, object? self, object?[] arguments, bool all)
    {
        var pattern = arguments.At(0);
        RequireText(self);
        if (all && RegExpIntrinsics.IsRegExp(pattern) && FlagsOf((JsObject)pattern!) is var flags && !flags.Contains('g', StringComparison.Ordinal))
            throw Throw.Type("replaceAll must be called with a global RegExp");
        if (RegExpProtocol.MethodOf(realm, pattern, Symbol.Replace) is { } method)
            return method.Call(pattern, [self, arguments.At(1)]);
        var text = StringIntrinsics.Text(self);
        if (pattern is JsRegExp regex)
            return ReplacePlain(realm, text, regex, arguments.At(1));
        var part = Coercion.ToText(arguments.At(0));
        var replacement = Replacement(arguments.At(1));
        var result = new StringBuilder();
        var end = 0;
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0;)
        {
            result.Append(text, end, at - end).Append(replacement(realm, text, [part], at, null));
            realm.Budget.Step();
            CheckGrowth(realm, result);
            end = at + part.Length;
            var next = part.Length == 0 ? at + 1 : end;
            at = all && next <= text.Length ? text.IndexOf(part, next, StringComparison.Ordinal) : -1;
        }
        return realm.Budget.Text(result.Append(text, end, text.Length - end).ToString());
    }

    private static string FlagsOf(JsObject pattern)
    {
        var flags = pattern.Get("flags");
        RequireText(flags);
        return Coercion.ToText(flags);
    }

    private static void CheckGrowth(Realm realm, StringBuilder text)
    {
        if (text.Length > realm.Budget.Limits.MaxStringLength)
            realm.Budget.CheckLength(text.Length);
    }

    public static string ReplacePlain(Realm realm, string text, JsRegExp regex, object? replacing)
    {
        var replacement = Replacement(replacing);
        var result = new StringBuilder();
        var end = 0;
        foreach (var match in regex.Matches(realm, text))
        {
            var groups = Enumerable.Range(0, regex.GroupCount + 1).Select(i => JsRegExp.Group(match, i)).ToArray();
            result.Append(text, end, match.Index - end)
                .Append(replacement(realm, text, groups, match.Index, regex.NamedGroups(realm, match)));
            CheckGrowth(realm, result);
            end = match.Index + match.Length;
        }
        return realm.Budget.Text(result.Append(text, end, text.Length - end).ToString());
    }

    public delegate string Replacer(Realm realm, string text, object?[] groups, int position, JsObject? named);

    public static Replacer Replacement(object? replacing)
    {
        if (replacing is JsObject { IsCallable: true } function)
            return (_, text, groups, position, named) => Coercion.ToText(function.Call(null,
                named is null ? [.. groups, Boxed.Number(position), text] : [.. groups, Boxed.Number(position), text, named]));
        var template = Coercion.ToText(replacing);
        if (!template.Contains('$', StringComparison.Ordinal))
            return (_, _, _, _, _) => template;
        return (realm, text, groups, position, named) => Expand(realm, template, text, groups, position, named);
    }

    private static string Expand(Realm realm, string template, string text, object?[] groups, int position, JsObject? named)
    {
        var result = new StringBuilder();
        var matched = (string)groups[0]!;
        for (var i = 0; i < template.Length; i++)
        {
            var next = i + 1 < template.Length ? template[i + 1] : '\0';
            if (template[i] != '$')
            {
                result.Append(template[i]);
                continue;
            }
            i++;
            switch (next)
            {
                case '$': result.Append('$'); break;
                case '&': result.Append(matched); break;
                case '`': result.Append(text, 0, position); break;
                case '\'': result.Append(text, position + matched.Length, text.Length - position - matched.Length); break;
                case '<' when named is not null && template.IndexOf('>', i) is > 0 and var close:
                    if (named.Get(template[(i + 1)..close]) is { } group)
                        result.Append(Coercion.ToText(group));
                    i = close;
                    break;
                case >= '0' and <= '9':
                    var (number, digits) = (next - '0', 1);
                    if (i + 1 < template.Length && char.IsAsciiDigit(template[i + 1]) && (number * 10) + template[i + 1] - '0' < groups.Length)
                        (number, digits) = ((number * 10) + template[i + 1] - '0', 2);
                    if (number == 0 || number >= groups.Length)
                        result.Append('$').Append(next);
                    else
                    {
                        result.Append(groups[number] as string);
                        i += digits - 1;
                    }
                    break;
                default:
                    result.Append('$');
                    i--;
                    break;
            }
            CheckGrowth(realm, result);
        }
        return result.ToString();
    }

    private static JsRegExp ToPattern(Realm realm, object? pattern, string flags) => pattern as JsRegExp
        ?? realm.NewRegExp(pattern is null ? "" : Coercion.ToText(pattern), flags);

    public static object? Match(Realm realm, object? self, object?[] arguments)
    {
        var pattern = arguments.At(0);
        RequireText(self);
        if (RegExpProtocol.MethodOf(realm, pattern, Symbol.Match) is { } method)
            return method.Call(pattern, [self]);
        var text = StringIntrinsics.Text(self);
        return pattern is JsRegExp regex ? MatchPlain(realm, text, regex) : realm.Invoke(ToPattern(realm, pattern, ""), Symbol.Match, text);
    }

    public static object? MatchPlain(Realm realm, string text, JsRegExp regex)
    {
        if (!regex.Global)
            return regex.Execute(realm, text);
        var found = regex.Matches(realm, text).Select(m => (object?)m.Value).ToList();
        return found.Count == 0 ? Null.Value : realm.NewArray(found);
    }

    public static object? MatchAll(Realm realm, object? self, object?[] arguments)
    {
        var pattern = arguments.At(0);
        RequireText(self);
        if (RegExpIntrinsics.IsRegExp(pattern) && !FlagsOf((JsObject)pattern!).Contains('g', StringComparison.Ordinal))
            throw Throw.Type("String.prototype.matchAll called with a non-global RegExp argument");
        if (RegExpProtocol.MethodOf(realm, pattern, Symbol.MatchAll) is { } method)
            return method.Call(pattern, [self]);
        var text = StringIntrinsics.Text(self);
        return realm.Invoke(ToPattern(realm, pattern, "g"), Symbol.MatchAll, text);
    }

    public static object? Search(Realm realm, object? self, object?[] arguments)
    {
        var pattern = arguments.At(0);
        RequireText(self);
        if (RegExpProtocol.MethodOf(realm, pattern, Symbol.Search) is { } method)
            return method.Call(pattern, [self]);
        var text = StringIntrinsics.Text(self);
        return realm.Invoke(ToPattern(realm, pattern, ""), Symbol.Search, text);
    }
}
