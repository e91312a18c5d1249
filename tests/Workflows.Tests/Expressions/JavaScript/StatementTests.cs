using LienThong.Workflows.Expressions.JavaScript;
using static LienThong.Workflows.Tests.Expressions.JavaScript.ScriptRunner;

namespace LienThong.Workflows.Tests.Expressions.JavaScript;

public sealed class StatementTests
{
    [Theory]
    [InlineData("return 5; 6", 5d)]
    [InlineData("1; 2", 2d)]
    [InlineData("if (true) { return 1 } return 2", 1d)]
    [InlineData("let s = 0; for (let i = 0; i < 5; i++) s += i; s", 10d)]
    [InlineData("let s = 0; for (const x of [1, 2, 3]) { s += x } s", 6d)]
    [InlineData("let s = ''; for (const k in {a: 1, b: 2}) s += k; s", "ab")]
    [InlineData("let i = 0; while (true) { if (++i > 4) break; } i", 5d)]
    [InlineData("let i = 0; do { i++ } while (i < 3); i", 3d)]
    [InlineData("let s = 0; a: for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) { if (j == 1) continue a; if (i == 2) break a; s += 10 * i + j } s", 10d)]
    [InlineData("switch (3) { case 1: 'a'; break; case 3: 'b'; case 4: 'c'; break; default: 'd' }", "c")]
    [InlineData("switch (9) { case 1: 'a'; break; default: 'd'; case 2: 'e' }", "e")]
    [InlineData("try { throw 4 } catch (e) { e + 1 }", 5d)]
    [InlineData("let s = ''; try { s += 'a'; throw 1 } catch { s += 'b' } finally { s += 'c' } s", "abc")]
    [InlineData("(function () { try { return 1 } finally { return 2 } })()", 2d)]
    [InlineData("(function () { for (const x of [1, 2]) { try { continue } finally { if (x == 2) return x } } })()", 2d)]
    [InlineData("var f = g(); function g() { return 8 } f", 8d)]
    [InlineData("x = 5; var x; x", 5d)]
    [InlineData("{ function f() { return 3 } } f()", 3d)]
    [InlineData("var a = 1\nvar b = 2\na\n+ b", 3d)]
    [InlineData("lone: { break lone } 4", 4d)]
    [InlineData("let fs = []; for (let i = 0; i < 3; i++) fs.push(() => i); fs.map(f => f()).join()", "0,1,2")]
    [InlineData("let fs = []; for (const i of [1, 2]) fs.push(() => i); fs.map(f => f()).join()", "1,2")]
    [InlineData("let fs = []; for (var i = 0; i < 2; i++) fs.push(() => i); fs.map(f => f()).join()", "2,2")]
    public void Statements_run_in_order(string source, object expected) => Run(source).ShouldBe(expected);

    [Theory]
    [InlineData("let [a, , b = 5, ...c] = [1, 2, undefined, 4, 5]; [a, b, c.length].join()", "1,5,2")]
    [InlineData("let {a, b: {c = 3}, ...d} = {a: 1, b: {}, e: 5, f: 6}; [a, c, Object.keys(d)].join()", "1,3,e,f")]
    [InlineData("let a = 1, b = 2; [a, b] = [b, a]; [a, b].join()", "2,1")]
    [InlineData("let o = {}; ({x: o.y, z = 4} = {x: 3}); o.y + z", "7")]
    [InlineData("function f({a, b = a}, [c] = [9]) { return a + b + c } String(f({a: 1}))", "11")]
    [InlineData("let s = ''; for (const [k, v] of Object.entries({a: 1})) s = k + v; s", "a1")]
    [InlineData("let k = 'q'; let {[k]: v} = {q: 2}; String(v)", "2")]
    public void Patterns_take_values_apart(string source, string expected) => Run(source + "+''").ShouldBe(expected);

    [Theory]
    [InlineData("x; let x = 1", "before initialization")]
    [InlineData("const a = 1; a = 2", "constant")]
    [InlineData("missing + 1", "missing is not defined")]
    [InlineData("null.a", "Cannot read properties of null (reading 'a')")]
    [InlineData("let o = {}; o.f()", "o.f is not a function")]
    [InlineData("throw new RangeError('too far')", "RangeError: too far")]
    [InlineData("let [a] = 5", "not iterable")]
    [InlineData("'use strict'; undeclared = 1", "undeclared is not defined")]
    [InlineData("'use strict'; Object.freeze({a: 1}).a = 2", "read only")]
    [InlineData("new (() => 1)()", "not a constructor")]
    public void What_cannot_be_done_is_an_error(string source, string message) =>
        Should.Throw<ScriptException>(() => Run(source)).Message.ShouldContain(message);

    [Theory]
    [InlineData("let a = 1;\n  let a = 2", 2, 7)]
    [InlineData("1 +", 1, 4)]
    [InlineData("a b", 1, 3)]
    [InlineData("({a = 1})", 1, 3)]
    [InlineData("({__proto__: a, __proto__: b})", 1, 28)]
    [InlineData("class A {}", 1, 1)]
    [InlineData("break", 1, 1)]
    [InlineData("'abc", 1, 1)]
    [InlineData("\n/(/", 2, 1)]
    [InlineData("1 = 2", 1, 1)]
    [InlineData("a ?? b || c", 1, 8)]
    public void A_syntax_error_says_where(string source, int line, int column)
    {
        var error = Should.Throw<ScriptException>(() => Script.Compile(source));

        error.Message.ShouldStartWith("SyntaxError");
        (error.Line, error.Column).ShouldBe((line, column));
    }

    [Fact]
    public void An_uncaught_error_says_where()
    {
        var error = Should.Throw<ScriptException>(() => Run("let a = 1;\nlet b = null;\nb.x"));

        (error.Line, error.Column).ShouldBe((3, 2));
    }

    [Theory]
    [InlineData("throw 'a'", "a")]
    [InlineData("throw new Error('a')", "a")]
    [InlineData("throw new RangeError('a')", "RangeError: a")]
    [InlineData("throw { message: 'a' }", "a")]
    [InlineData("throw { name: 'N', message: 'a' }", "N: a")]
    [InlineData("function Own(m) { this.message = m } throw new Own('a')", "Own: a")]
    [InlineData("throw { get message() { throw 1 } }", "[object]")]
    [InlineData("throw null", "null")]
    public void What_was_thrown_is_described(string source, string expected) =>
        Should.Throw<ScriptException>(() => Run(source)).Message.ShouldBe(expected);

    [Theory]
    [InlineData("1;\n  nothing()", 2, 3)]
    [InlineData("let a = {};\n\na.b.c", 3, 4)]
    [InlineData("const f = () => {\n  null.x;\n};\nf()", 2, 7)]
    [InlineData("let x = 1;\nlet y = ;", 2, 9)]
    [InlineData("'abc", 1, 1)]
    [InlineData("JSON.parse('{')", 1, 11)]
    public void An_error_names_line_and_column(string source, int line, int column)
    {
        var error = Should.Throw<ScriptException>(() => Run(source));

        (error.Line, error.Column).ShouldBe((line, column));
    }
}
