using System.Text.RegularExpressions;
using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Intrinsics;

/// <summary>A regular expression with its lastIndex.</summary>
internal sealed class JsRegExp : JsObject
{
    public JsRegExp(JsObject prototype, RegexProgram program) : base(prototype)
    {
        Program = program;
        Put("lastIndex", new Property(Boxed.Number(0), PropertyFlags.Writable));
    }

    public RegexProgram Program { get; }

    public override string ClassName => "RegExp";

    public int GroupCount => Program.GroupCount;

    public bool Has(char flag) => Program.Flags.Contains(flag, StringComparison.Ordinal);

    public bool Global => Has('g');

    private bool Sticky => Has('y');

    /// <summary>The first match from a position, null where there is none. A sticky expression must match there unless anywhere is said.</summary>
    public Match? MatchAt(Realm realm, string text, int start, bool anywhere = false)
    {
        realm.Budget.Step();
        try
        {
            var match = Program.Regex.Match(text, start);
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
        var group = match.Groups[number.ToString(System.Globalization.CultureInfo.InvariantCulture)];
        return group.Success ? group.Value : null;
    }

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
            at = match.Index + Math.Max(match.Length, 0);
            if (match.Length == 0)
                at++;
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
        return result;
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

internal static class RegExpIntrinsics
{
    public static readonly Intrinsic Definition = new("RegExp", 2,
        (r, _, a) => a.At(0) is JsRegExp same && a.At(1) is null ? same : Create(r, a),
        (r, a, _) => Create(r, a))
    {
        Prototype = AddFlags(new IntrinsicTable()
            .Method("exec", 1, (r, self, a) => This(self).Execute(r, Coercion.ToText(a.At(0))))
            .Method("test", 1, (r, self, a) => Boxed.Bool(This(self).Execute(r, Coercion.ToText(a.At(0))) is not Null))
            .Method("toString", 0, (_, self, _) => self is JsObject o
                ? $"/{Coercion.ToText(o.Get("source"))}/{Coercion.ToText(o.Get("flags"))}"
                : throw Throw.Type("not a RegExp"))
            .Getter("source", "source", (_, self) => self is JsRegExp regex ? Source(regex.Program.Source) : "(?:)")
            .Getter("flags", "flags", (_, self) => string.Concat(This(self).Program.Flags.Order()))),
    };

    private static IntrinsicTable AddFlags(IntrinsicTable table)
    {
        (char Flag, string Name)[] flags =
            [('d', "hasIndices"), ('g', "global"), ('i', "ignoreCase"), ('m', "multiline"), ('s', "dotAll"), ('u', "unicode"), ('y', "sticky")];
        foreach (var (flag, name) in flags)
            table.Getter(name, name, (_, self) => self is JsRegExp regex ? Boxed.Bool(regex.Has(flag)) : null);
        return table;
    }

    private static JsRegExp This(object? self) => self as JsRegExp ?? throw Throw.Type("Receiver is not a RegExp");

    private static JsRegExp Create(Realm realm, object?[] arguments)
    {
        var (pattern, flags) = (arguments.At(0), arguments.At(1));
        var source = pattern is JsRegExp regex ? regex.Program.Source : pattern is null ? "" : Coercion.ToText(pattern);
        var options = flags is not null ? Coercion.ToText(flags) : (pattern as JsRegExp)?.Program.Flags ?? "";
        realm.Budget.Charge(source.Length);
        return realm.NewRegExp(source, options);
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
