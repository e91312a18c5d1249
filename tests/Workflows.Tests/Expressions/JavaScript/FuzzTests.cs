using FsCheck;
using FsCheck.Fluent;
using LienThong.Workflows.Expressions.JavaScript;
using static LienThong.Workflows.Tests.Expressions.JavaScript.ScriptRunner;

namespace LienThong.Workflows.Tests.Expressions.JavaScript;

public sealed class FuzzTests
{
    private static readonly string[] Words =
    [
        "a", "b", "o", "1", "0.5", "'x'", "`t${", "}`", "(", ")", "[", "]", "{", "}", ",", ";", ":", "?", "?.", ".", "...", "=>", "=", "==", "===",
        "+", "-", "*", "/", "**", "%", "++", "--", "!", "~", "&&", "||", "??", "<", ">", "in", "of", "instanceof", "typeof", "delete", "new", "let",
        "const", "var", "function", "return", "if", "else", "for", "while", "do", "break", "continue", "switch", "case", "default", "try", "catch",
        "finally", "throw", "this", "null", "undefined", "true", "/x/g", "Math", "Array", "Object", "JSON", "get", "set", "async", "await", "\n",
        "map", "length", "Symbol.iterator", "toString", "arguments", "=", "+=", "??=", "label", "\\u0061", "0x", "\u2028", "/*", "*/", "//",
        "Object.prototype", "repeat", "1e9", "Date", "new Map", "RegExp", "'['", "String.raw", "valueOf", "constructor", "__proto__", "apply",
    ];

    private static readonly ScriptLimits Small = new() { MaxSteps = 20_000, MaxStringLength = 100_000, MaxArrayLength = 10_000 };

    [Fact]
    public void Sequences_of_words_fail_only_in_known_ways() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(3000),
        Prop.ForAll(Gen.Elements(Words).ArrayOf().ToArbitrary(), words => Survives(string.Join(' ', words))));

    [Fact]
    public void Random_text_fails_only_in_known_ways() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), text => Survives(text ?? "")));

    private static bool Survives(string source)
    {
        try
        {
            Run(source, limits: Small);
        }
        catch (Exception error) when (error is ScriptException or ScriptLimitException)
        {
            // The two ways in which a script may fail.
        }
        return true;
    }
}
