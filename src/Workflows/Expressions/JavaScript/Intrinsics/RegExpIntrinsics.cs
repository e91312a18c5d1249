using System.Diagnostics;
using System.Text.RegularExpressions;
using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Intrinsics;

/// <summary>A regular expression with its lastIndex.</summary>
internal sealed class JsRegExp : JsObject
{
    /// <summary>A match that takes long costs as much as a script that does, whatever clock the run has.</summary>
    private const int StepsPerMillisecond = 33;

    public JsRegExp(JsObject prototype, RegexProgram program) : base(prototype)
    {
        Program = program;
        Put("lastIndex", new Property(Boxed.Number(0), PropertyFlags.Writable));
    }

    public RegexProgram Program { get; }

    private bool touched;

    /// <summary>Whether neither it nor the prototype was changed by the script, so that nobody can see how it is used.</summary>
    public bool IsPlain(Realm realm) =>
        !touched && realm.Prototype(RegExpIntrinsics.Definition) is RegExpPrototype { Touched: false } standard && ReferenceEquals(Prototype, standard);

    public override bool Define(object key, PropertyDescriptor descriptor)
    {
        touched |= key is not "lastIndex" || descriptor.Writable is false;
        return base.Define(key, descriptor);
    }

    public override bool PreventExtensions()
    {
        touched = true;
        return base.PreventExtensions();
    }

    public override string ClassName => "RegExp";

    public int GroupCount => Program.GroupCount;

    public bool Has(char flag) => Program.Flags.Contains(flag, StringComparison.Ordinal);

    public bool Global => Has('g');

    private bool Sticky => Has('y');

    /// <summary>The first match from a position, null where there is none. A sticky expression must match there unless anywhere is said.</summary>
    public Match? MatchAt(Realm realm, string text, int start, bool anywhere = false)
    {
        realm.Budget.Step();
        var started = Stopwatch.GetTimestamp();
        try
        {
            var match = Program.Regex.Match(text, start);
            realm.Budget.Charge((long)Stopwatch.GetElapsedTime(started).TotalMilliseconds * StepsPerMillisecond);
            // What was read costs, not the whole text: a long text may have many matches.
            realm.Budget.CheckLength((match.Success ? match.Index + match.Length : text.Length) - start);
            return match.Success && (!Sticky || anywhere || match.Index == start) ? match : null;
        }
        catch (RegexMatchTimeoutException)
        {
            throw new ScriptLimitException("A regular expression took too long.");
        }
    }

    public static object? Group(Match match, int number)
    {
        var group = GroupOf(match, number);
        return group.Success ? group.Value : null;
    }

    private static Group GroupOf(Match match, int number) => match.Groups[number.ToString(System.Globalization.CultureInfo.InvariantCulture)];

    /// <summary>All matches of a global expression, or the first one otherwise; takes and sets lastIndex as replace does.</summary>
    public IEnumerable<Match> Matches(Realm realm, string text)
    {
        if (!Global)
        {
            if (NextMatch(realm, text) is { } only)
                yield return only;
            yield break;
        }
        Realm.SetOrThrow(this, "lastIndex", Boxed.Number(0));
        for (var at = 0; at <= text.Length && MatchAt(realm, text, at) is { } match;)
        {
            yield return match;
            at = match.Index + match.Length;
            if (match.Length == 0)
                at = (int)RegExpProtocol.Advance(text, at, Has('u'));
        }
    }

    private Match? NextMatch(Realm realm, string text)
    {
        var usesIndex = Global || Sticky;
        var start = Coercion.ToLength(Get("lastIndex"));
        if (!usesIndex)
            start = 0;
        var match = start > text.Length ? null : MatchAt(realm, text, (int)start);
        if (usesIndex)
            Realm.SetOrThrow(this, "lastIndex", Boxed.Number(match is null ? 0 : match.Index + match.Length));
        return match;
    }

    public object Execute(Realm realm, string text) => NextMatch(realm, text) is { } match ? ToResult(realm, text, match) : Null.Value;

    public JsArray ToResult(Realm realm, string text, Match match)
    {
        var items = new List<object?>();
        for (var i = 0; i <= GroupCount; i++)
            items.Add(Group(match, i));
        var result = realm.NewArray(items);
        result.Put("index", Boxed.Number(match.Index));
        result.Put("input", text);
        result.Put("groups", NamedGroups(realm, match));
        if (Has('d'))
            result.Put("indices", Indices(realm, match));
        return result;
    }

    /// <summary>Where each group begins and ends.</summary>
    private JsArray Indices(Realm realm, Match match)
    {
        object? Place(int number) => GroupOf(match, number) is { Success: true } group
            ? realm.NewArray([Boxed.Number(group.Index), Boxed.Number(group.Index + group.Length)])
            : null;
        var indices = realm.NewArray([.. Enumerable.Range(0, GroupCount + 1).Select(Place)]);
        var groups = Program.Names.Count == 0 ? null : new JsObject(null);
        foreach (var (name, number) in Program.Names)
            groups!.Put(name, Place(number));
        indices.Put("groups", groups);
        return indices;
    }

    public JsObject? NamedGroups(Realm realm, Match match)
    {
        if (Program.Names.Count == 0)
            return null;
        var groups = new JsObject(null);
        foreach (var (name, number) in Program.Names)
            groups.Put(name, Group(match, number));
        return groups;
    }
}

/// <summary>RegExp.prototype, which remembers whether the script changed it.</summary>
internal sealed class RegExpPrototype(JsObject prototype) : JsObject(prototype)
{
    public bool Touched { get; private set; }

    public override bool Define(object key, PropertyDescriptor descriptor)
    {
        Touched = true;
        return base.Define(key, descriptor);
    }

    public override bool Delete(object key)
    {
        Touched = true;
        return base.Delete(key);
    }
}

internal static class RegExpIntrinsics
{
    private static readonly (char Flag, string Name)[] Flags =
        [('d', "hasIndices"), ('g', "global"), ('i', "ignoreCase"), ('m', "multiline"), ('s', "dotAll"), ('u', "unicode"), ('y', "sticky")];

    private const int StepsToTranslate = 16;

    public static readonly NativeCode Exec = (r, self, a) => This(self).Execute(r, Coercion.ToText(a.At(0)));

    public static readonly Intrinsic Definition = new("RegExp", 2, Call, (r, a, t) => Create(r, a, t))
    {
        NewPrototype = r => new RegExpPrototype(r.ObjectPrototype),
        Statics = new IntrinsicTable().Getter(Symbol.Species, "[Symbol.species]", (_, self) => self),
        Prototype = AddFlags(new IntrinsicTable()
            .Method("exec", 1, Exec)
            .Method("test", 1, (r, self, a) => self is JsObject pattern
                ? Boxed.Bool(RegExpProtocol.Execute(r, pattern, Coercion.ToText(a.At(0))) is not null)
                : throw Throw.Type("Receiver is not an object"))
            .Method("toString", 0, (_, self, _) => self is JsObject o
                ? $"/{Coercion.ToText(o.Get("source"))}/{Coercion.ToText(o.Get("flags"))}"
                : throw Throw.Type("not a RegExp"))
            .Method(Symbol.Match, "[Symbol.match]", 1, RegExpProtocol.Match)
            .Method(Symbol.MatchAll, "[Symbol.matchAll]", 1, RegExpProtocol.MatchAll)
            .Method(Symbol.Replace, "[Symbol.replace]", 2, RegExpProtocol.Replace)
            .Method(Symbol.Search, "[Symbol.search]", 1, RegExpProtocol.Search)
            .Method(Symbol.Split, "[Symbol.split]", 2, RegExpProtocol.Split)
            .Getter("source", "source", (_, self) => self is RegExpPrototype ? "(?:)" : Source(This(self).Program.Source))),
    };

    private static IntrinsicTable AddFlags(IntrinsicTable table)
    {
        foreach (var (flag, name) in Flags)
            table.Getter(name, name, (_, self) => self is RegExpPrototype ? null : Boxed.Bool(This(self).Has(flag)));
        return table.Getter("flags", "flags", (_, self) => self is JsObject pattern
            ? string.Concat(Flags.Where(f => Coercion.ToBoolean(pattern.Get(f.Name))).Select(f => f.Flag))
            : throw Throw.Type("Receiver is not an object"));
    }

    private static JsRegExp This(object? self) => self as JsRegExp ?? throw Throw.Type("Receiver is not a RegExp");

    /// <summary>Whether a value counts as a pattern: by its Symbol.match where it has one.</summary>
    public static bool IsRegExp(object? value) =>
        value is JsObject o && (o.Get(Symbol.Match) is { } match ? Coercion.ToBoolean(match) : o is JsRegExp);

    private static object? Call(Realm realm, object? self, object?[] arguments) =>
        arguments.At(1) is null && arguments.At(0) is JsObject pattern && IsRegExp(pattern)
            && ReferenceEquals(pattern.Get("constructor"), realm.Constructor(Definition))
            ? pattern
            : Create(realm, arguments);

    public static JsRegExp Create(Realm realm, object?[] arguments, JsObject? newTarget = null)
    {
        var (pattern, flags) = (arguments.At(0), arguments.At(1));
        object? source = pattern;
        if (pattern is JsRegExp regex)
        {
            source = regex.Program.Source;
            flags ??= regex.Program.Flags;
        }
        else if (IsRegExp(pattern))
        {
            source = ((JsObject)pattern!).Get("source");
            flags ??= ((JsObject)pattern).Get("flags");
        }
        var prototype = newTarget?.Get("prototype") as JsObject ?? realm.Prototype(Definition);
        var text = source is null ? "" : Coercion.ToText(source);
        realm.Budget.Charge(text.Length + StepsToTranslate);
        return realm.NewRegExp(text, flags is null ? "" : Coercion.ToText(flags), prototype);
    }

    private static string Source(string source)
    {
        if (source.Length == 0)
            return "(?:)";
        var text = new System.Text.StringBuilder();
        var inClass = false;
        for (var i = 0; i < source.Length; i++)
        {
            var c = source[i];
            if (c == '\\' && i + 1 < source.Length)
            {
                text.Append(c).Append(source[++i]);
                continue;
            }
            inClass = c == '[' || (inClass && c != ']');
            text.Append(c switch { '/' when !inClass => "\\/", '\n' => "\\n", '\r' => "\\r", '\u2028' => "\\u2028", '\u2029' => "\\u2029", _ => c.ToString() });
        }
        return text.ToString();
    }
}
