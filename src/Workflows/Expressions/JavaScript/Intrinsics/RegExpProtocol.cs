using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Intrinsics;

/// <summary>How a pattern serves the functions of strings. A pattern that the script has changed, or made itself, is walked step by step.</summary>
internal static class RegExpProtocol
{
    /// <summary>The method of an object given as pattern; null where the string function does the work itself.</summary>
    public static JsObject? MethodOf(Realm realm, object? pattern, Symbol symbol)
    {
        if (pattern is not JsObject target || (pattern is JsRegExp regex && regex.IsPlain(realm)))
            return null;
        var method = target.Get(symbol);
        return Coercion.IsNullish(method) ? null : Realm.Callable(method);
    }

    /// <summary>Runs the pattern's exec, which may be the script's own; null where nothing matches.</summary>
    public static JsObject? Execute(Realm realm, JsObject pattern, string text)
    {
        if (pattern.Get("exec") is JsObject { IsCallable: true } exec && (pattern is not JsRegExp || exec is not NativeFunction native || native.Code != RegExpIntrinsics.Exec))
            return exec.Call(pattern, [text]) switch
            {
                JsObject found => found,
                Null => null,
                _ => throw Throw.Type("exec did not return an object or null"),
            };
        return pattern is JsRegExp regex ? regex.Execute(realm, text) as JsObject : throw Throw.Type("Receiver is not a RegExp");
    }

    private static JsObject This(object? self) => self as JsObject ?? throw Throw.Type("Receiver is not an object");

    private static string FlagsOf(JsObject pattern) => Coercion.ToText(pattern.Get("flags"));

    private static bool IsUnicode(string flags) => flags.Contains('u', StringComparison.Ordinal) || flags.Contains('v', StringComparison.Ordinal);

    /// <summary>The position behind an empty match, where the next one may begin.</summary>
    public static double Advance(string text, double index, bool unicode) =>
        unicode && index + 1 < text.Length && char.IsHighSurrogate(text[(int)index]) && char.IsLowSurrogate(text[(int)index + 1]) ? index + 2 : index + 1;

    private static string MatchedText(Realm realm, JsObject pattern, JsObject found, string text, string flags)
    {
        var matched = Coercion.ToText(found.Get("0"));
        if (matched.Length == 0)
            Realm.SetOrThrow(pattern, "lastIndex", Boxed.Number(Advance(text, Coercion.ToLength(pattern.Get("lastIndex")), IsUnicode(flags))));
        realm.Budget.Step();
        return matched;
    }

    public static object? Match(Realm realm, object? self, object?[] arguments)
    {
        var pattern = This(self);
        var text = Coercion.ToText(arguments.At(0));
        if (pattern is JsRegExp regex && regex.IsPlain(realm))
            return StringPatterns.MatchPlain(realm, text, regex);
        var flags = FlagsOf(pattern);
        if (!flags.Contains('g', StringComparison.Ordinal))
            return Execute(realm, pattern, text) ?? (object)Null.Value;
        Realm.SetOrThrow(pattern, "lastIndex", Boxed.Number(0));
        var all = new List<object?>();
        while (Execute(realm, pattern, text) is { } found)
        {
            realm.Budget.CheckArray(all.Count + 1d);
            all.Add(MatchedText(realm, pattern, found, text, flags));
        }
        return all.Count == 0 ? Null.Value : realm.NewArray(all);
    }

    public static object? MatchAll(Realm realm, object? self, object?[] arguments)
    {
        var pattern = This(self);
        var text = Coercion.ToText(arguments.At(0));
        var flags = FlagsOf(pattern);
        var copy = NewLike(realm, pattern, flags);
        Realm.SetOrThrow(copy, "lastIndex", Boxed.Number(Coercion.ToLength(pattern.Get("lastIndex"))));
        IEnumerable<object?> Walk()
        {
            while (Execute(realm, copy, text) is { } found)
            {
                if (!flags.Contains('g', StringComparison.Ordinal))
                {
                    yield return found;
                    yield break;
                }
                MatchedText(realm, copy, found, text, flags);
                yield return found;
            }
        }
        return new JsIterator(realm, Walk().GetEnumerator(), IteratorIntrinsics.OfMatches);
    }

    public static object? Replace(Realm realm, object? self, object?[] arguments)
    {
        var pattern = This(self);
        var text = Coercion.ToText(arguments.At(0));
        if (pattern is JsRegExp regex && regex.IsPlain(realm))
            return StringPatterns.ReplacePlain(realm, text, regex, arguments.At(1));
        var replacement = StringPatterns.Replacement(arguments.At(1));
        var flags = FlagsOf(pattern);
        var global = flags.Contains('g', StringComparison.Ordinal);
        if (global)
            Realm.SetOrThrow(pattern, "lastIndex", Boxed.Number(0));
        var all = new List<JsObject>();
        while (Execute(realm, pattern, text) is { } found)
        {
            realm.Budget.CheckArray(all.Count + 1d);
            all.Add(found);
            if (!global)
                break;
            MatchedText(realm, pattern, found, text, flags);
        }
        var result = new System.Text.StringBuilder();
        var end = 0;
        foreach (var found in all)
        {
            var count = (int)Math.Min(Math.Max(Realm.LengthOf(found) - 1, 0), realm.Budget.Limits.MaxArrayLength);
            var groups = new List<object?> { Coercion.ToText(found.Get("0")) };
            var position = (int)Math.Clamp(Coercion.ToInteger(found.Get("index")), 0, text.Length);
            for (var i = 1; i <= count; i++)
                groups.Add(realm.GetElement(found, i) is { } group ? Coercion.ToText(group) : null);
            var named = found.Get("groups");
            var piece = replacement(realm, text, [.. groups], position, named is null ? null : realm.ToObject(named));
            if (position < end)
                continue;
            result.Append(text, end, position - end).Append(piece);
            realm.Budget.CheckLength(result.Length);
            end = Math.Min(position + ((string)groups[0]!).Length, text.Length);
        }
        return realm.Budget.Text(result.Append(text, end, text.Length - end).ToString());
    }

    public static object? Search(Realm realm, object? self, object?[] arguments)
    {
        var pattern = This(self);
        var text = Coercion.ToText(arguments.At(0));
        var before = pattern.Get("lastIndex");
        if (!Operators.SameValue(before, Boxed.Number(0)))
            Realm.SetOrThrow(pattern, "lastIndex", Boxed.Number(0));
        var found = Execute(realm, pattern, text);
        if (!Operators.SameValue(pattern.Get("lastIndex"), before))
            Realm.SetOrThrow(pattern, "lastIndex", before);
        return found is null ? Boxed.Number(-1) : found.Get("index");
    }

    public static object? Split(Realm realm, object? self, object?[] arguments)
    {
        var pattern = This(self);
        var text = Coercion.ToText(arguments.At(0));
        if (pattern is JsRegExp regex && regex.IsPlain(realm))
            return StringPatterns.SplitPlain(realm, text, regex, arguments.At(1));
        var flags = FlagsOf(pattern);
        var splitter = NewLike(realm, pattern, flags.Contains('y', StringComparison.Ordinal) ? flags : flags + "y");
        var limit = arguments.At(1) is null ? uint.MaxValue : Coercion.ToUint32(arguments[1]);
        var pieces = new List<object?>();
        if (limit == 0)
            return realm.NewArray(pieces);
        if (text.Length == 0)
            return realm.NewArray(Execute(realm, splitter, text) is null ? [text] : []);
        double start = 0;
        for (double at = 0; at < text.Length;)
        {
            realm.Budget.Step();
            Realm.SetOrThrow(splitter, "lastIndex", Boxed.Number(at));
            var found = Execute(realm, splitter, text);
            var end = found is null ? start : Math.Min(Coercion.ToLength(splitter.Get("lastIndex")), text.Length);
            if (found is null || end == start)
            {
                at = Advance(text, at, IsUnicode(flags));
                continue;
            }
            pieces.Add(realm.Budget.Text(text[(int)start..(int)at]));
            if (pieces.Count == limit)
                return realm.NewArray(pieces);
            start = at = end;
            var groups = Math.Max(Realm.LengthOf(found) - 1, 0);
            for (double i = 1; i <= groups; i++)
            {
                realm.Budget.CheckArray(pieces.Count + 1d);
                pieces.Add(realm.GetElement(found, i));
                if (pieces.Count == limit)
                    return realm.NewArray(pieces);
            }
        }
        pieces.Add(realm.Budget.Text(text[(int)start..]));
        return realm.NewArray(pieces);
    }

    /// <summary>A pattern made by the constructor that the given one names (Symbol.species).</summary>
    private static JsObject NewLike(Realm realm, JsObject pattern, string flags)
    {
        var type = pattern.Get("constructor");
        var species = type switch
        {
            null => null,
            JsObject function => function.Get(Symbol.Species),
            _ => throw Throw.Type("The constructor is not an object"),
        };
        return species switch
        {
            null or Null => RegExpIntrinsics.Create(realm, [pattern, flags]),
            JsObject { IsConstructor: true } maker => (JsObject)maker.Construct([pattern, flags], maker)!,
            _ => throw Throw.Type("Symbol.species is not a constructor"),
        };
    }
}
