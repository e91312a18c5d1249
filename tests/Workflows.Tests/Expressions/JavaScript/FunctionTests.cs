using static LienThong.Workflows.Tests.Expressions.JavaScript.ScriptRunner;

namespace LienThong.Workflows.Tests.Expressions.JavaScript;

public sealed class FunctionTests
{
    [Theory]
    [InlineData("(function (a, b = a + 1, ...c) { return [a, b, c.length, arguments.length].join() })(1, undefined, 5, 6)", "1,2,2,4")]
    [InlineData("const add = a => b => a + b; '' + add(1)(2)", "3")]
    [InlineData("let o = {n: 1, f() { return (() => this.n)() }}; '' + o.f()", "1")]
    [InlineData("function P(x) { this.x = x } P.prototype.get = function () { return this.x }; '' + new P(4).get()", "4")]
    [InlineData("function f() { return typeof this } f()", "object")]
    [InlineData("function f() { 'use strict'; return typeof this } f()", "undefined")]
    [InlineData("let o = {get a() { return 'g' }, set a(v) { this.b = v }}; o.a = 5; o.a + o.b", "g5")]
    [InlineData("let k = 'x'; let o = {[k + 1]: 1, k, 'a b': 2, 3: 4}; Object.keys(o).join()", "3,x1,k,a b")]
    [InlineData("let f = () => {}; f.name", "f")]
    [InlineData("(function fact(n) { return n < 2 ? 1 : n * fact(n - 1) })(5) + ''", "120")]
    [InlineData("Math.max(...[1, 5], ...[3]) + ''", "5")]
    [InlineData("JSON.stringify({...{a: 1}, b: [...'hé', ...[2]]})", """{"a":1,"b":["h","é",2]}""")]
    [InlineData("function tag(s, ...v) { return s.raw.join('|') + v.join() } tag`a\\n${1}b`", "a\\n|b1")]
    [InlineData("(function () { return [].slice.call(arguments, 1).join() })(1, 2, 3)", "2,3")]
    [InlineData("function f(a, b) { return this.v + a + b } f.call({v: 1}, 2, 3) + f.apply({v: 1}, [2, 4]) + '' + f.bind({v: 0}, 1)(1)", "132")]
    [InlineData("let it = {*[Symbol.iterator]: 1}; ''", null)]
    [InlineData("let it = {[Symbol.iterator]() { let i = 0; return {next: () => ({value: i, done: i++ > 2})} }}; [...it].join()", "0,1,2")]
    [InlineData("function F() { return new.target === F } '' + F() + (new F() instanceof F)", "falsetrue")]
    [InlineData("(async (x) => x)(3) + ''", "3")]
    [InlineData("let async = x => x * 2; async(4) + ''", "8")]
    [InlineData("var f = async x => await x; f(2) + ''", "2")]
    public void Functions_behave_as_in_the_language(string source, string? expected)
    {
        if (expected is null)
            Should.Throw<LienThong.Workflows.Expressions.JavaScript.ScriptException>(() => Run(source));
        else
            Run(source).ShouldBe(expected);
    }
}
