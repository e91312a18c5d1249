using System.Text.RegularExpressions;
using LienThong.Workflows.Expressions.JavaScript;

namespace LienThong.Benchmarks.Conformance;

/// <summary>The conformance suite of ECMAScript (a copy of tc39/test262): the parts about expressions, statements and the standard objects we have.</summary>
internal static partial class Test262
{
    private static readonly string[] Areas =
    [
        .. "expressions statements literals block-scope identifiers types white-space comments arguments-object function-code global-code rest-parameters destructuring computed-property-names statementList asi punctuators keywords reserved-words"
            .Split(' ').Select(a => "language/" + a),
        .. "Object Array String Number Boolean Math JSON Date RegExp Map Set BigInt Symbol Reflect Error NativeErrors ThrowTypeError Function Infinity NaN undefined isNaN isFinite parseInt parseFloat decodeURI decodeURIComponent encodeURI encodeURIComponent"
            .Split(' ').Select(a => "built-ins/" + a),
    ];

    /// <summary>Features of the suite that the evaluator leaves out on purpose.</summary>
    private static readonly HashSet<string> LeftOut =
    [
        "class", "class-fields-public", "class-fields-private", "class-methods-private", "class-static-methods-private", "class-static-fields-private", "class-static-fields-public",
        "class-static-block", "generators", "async-functions", "async-iteration", "Symbol.asyncIterator", "Proxy", "TypedArray", "ArrayBuffer", "DataView",
        "SharedArrayBuffer", "Atomics", "WeakMap", "WeakSet", "WeakRef", "FinalizationRegistry", "Promise", "dynamic-import", "import.meta",
        "import-attributes", "top-level-await", "regexp-v-flag", "regexp-modifiers", "regexp-unicode-property-escapes", "regexp-duplicate-named-groups", "tail-call-optimization", "cross-realm",
        "Intl-enumeration", "explicit-resource-management", "iterator-helpers", "set-methods", "Array.fromAsync", "Temporal", "decorators", "resizable-arraybuffer", "ShadowRealm",
        "source-phase-imports", "json-modules", "RegExp.escape", "Math.sumPrecise", "Float16Array", "uint8array-base64", "Error.isError", "json-parse-with-source", "caller", "AggregateError",
    ];

    [GeneratedRegex(@"/\*---(.*?)---\*/", RegexOptions.Singleline)]
    private static partial Regex FrontMatter();

    [GeneratedRegex(@"^\s*(flags|features|includes):\s*\[(.*?)\]", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Lists();

    [GeneratedRegex(@"negative:\s*\n\s+phase:\s*(\w+)\s*\n\s+type:\s*(\w+)")]
    private static partial Regex Negative();

    [GeneratedRegex(@"\bclass\b|\bfunction\s*\*|\byield\b|\basync\b|\beval\s*\(|\bwith\s*\(|\bnew Function\b|\bFunction\(|\bGeneratorFunction\b|\$262")]
    private static partial Regex WordsLeftOut();

    public static bool Knows(string folder) => File.Exists(Path.Combine(folder, "harness", "assert.js"));

    public static void Run(string folder, Tally tally)
    {
        var harness = Directory.EnumerateFiles(Path.Combine(folder, "harness"), "*.js").ToDictionary(f => Path.GetFileName(f)!, File.ReadAllText);
        foreach (var area in Areas.Where(a => Directory.Exists(Path.Combine(folder, "test", a))))
            foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "test", area), "*.js", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                if (!file.EndsWith("_FIXTURE.js", StringComparison.Ordinal))
                    Judge(area, file, harness, tally);
    }

    private static void Judge(string area, string file, Dictionary<string, string> harness, Tally tally)
    {
        var text = File.ReadAllText(file);
        var front = FrontMatter().Match(text).Groups[1].Value.Replace("\r\n", "\n", StringComparison.Ordinal);
        var lists = Lists().Matches(front).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        var flags = lists.GetValueOrDefault("flags", []);
        var body = text.Replace(FrontMatter().Match(text).Value, "", StringComparison.Ordinal);
        if (lists.GetValueOrDefault("features", []).FirstOrDefault(LeftOut.Contains) is { } feature)
            tally.Skip(area, feature);
        else if (flags.FirstOrDefault(f => f is "module" or "async" or "CanBlockIsFalse" or "CanBlockIsTrue") is { } flag)
            tally.Skip(area, flag);
        else if (WordsLeftOut().Match(body) is { Success: true } word)
            tally.Skip(area, word.Value.Trim(' ', '('));
        else
        {
            var prelude = flags.Contains("raw") ? "" : string.Join('\n', ((string[])["sta.js", "assert.js", .. lists.GetValueOrDefault("includes", [])]).Select(h => harness.GetValueOrDefault(h, "")));
            var negative = Negative().Match(front);
            var error = flags.Contains("onlyStrict") ? null : Verdict(prelude + "\n" + body, negative);
            if (error is null && !flags.Contains("noStrict") && !flags.Contains("raw"))
                error = Verdict("\"use strict\";\n" + prelude + "\n" + body, negative);
            tally.Count(area, error is null, file, error ?? "");
        }
    }

    /// <summary>Null where the script does what the suite wants.</summary>
    private static string? Verdict(string script, Match negative)
    {
        try
        {
            Script.Compile(script).Run(new Nothing(), new ScriptLimits { MaxSteps = 20_000_000, Timeout = TimeSpan.FromSeconds(10) }, TimeProvider.System, CancellationToken.None);
        }
        catch (ScriptException error)
        {
            return negative.Success && error.Message.StartsWith(negative.Groups[2].Value, StringComparison.Ordinal) ? null : error.Message;
        }
        catch (ScriptLimitException error)
        {
            return error.Message;
        }
        return negative.Success ? $"no {negative.Groups[2].Value}" : null;
    }

    private sealed class Nothing : IScriptScope
    {
        public bool TryGet(string name, out object? value)
        {
            value = null;
            return false;
        }
    }
}
