using System.Diagnostics;
using LienThong.Workflows.Expressions.JavaScript;
using static LienThong.Workflows.Tests.Expressions.JavaScript.ScriptRunner;

namespace LienThong.Workflows.Tests.Expressions.JavaScript;

public sealed class LimitTests
{
    [Theory]
    [InlineData("while (true) {}")]
    [InlineData("for (;;);")]
    [InlineData("function f() { f() } f()")]
    [InlineData("let s = 'x'; while (true) s += s")]
    [InlineData("'x'.repeat(1e9)")]
    [InlineData("'x'.padStart(1e9)")]
    [InlineData("let a = []; while (true) a.push(1)")]
    [InlineData("new Array(4e9)")]
    [InlineData("let a = []; a.length = 1e8")]
    [InlineData("let a = [1]; while (true) a = [...a, ...a]")]
    [InlineData("let a = [1]; while (true) a = a.concat(a)")]
    [InlineData("let a = []; a[5e7] = 1")]
    [InlineData("/^(a+)+$/.test('a'.repeat(40) + '!')")]
    [InlineData("try { while (true) {} } catch { } finally { while (true) {} }")]
    [InlineData("while (true) { try { throw 1 } catch {} }")]
    [InlineData("let m = new Map(); for (let i = 0; ; i++) m.set(i, i)")]
    [InlineData("Array.from({length: 1e9})")]
    [InlineData("[].map.call({length: 1e9}, x => x)")]
    [InlineData("Array.prototype.indexOf.call({length: 9e15}, 1)")]
    [InlineData("let o = {}; for (let i = 0; ; i++) o['k' + i] = i")]
    [InlineData("let a = [1, 2, 3]; for (const x of a) a.push(x)")]
    [InlineData("let o = {toString() { return '' + this }}; '' + o")]
    [InlineData("let f = x => x; for (let i = 0; i < 1e6; i++) f = f.bind(null); f()")]
    [InlineData("let a = []; for (let i = 0; i < 1e5; i++) a = [a]; JSON.stringify(a)")]
    [InlineData("let a = 'x'.repeat(1e6); let all = []; while (true) all.push(a + all.length)")]
    [InlineData("'a'.repeat(1e6).split('').map(x => x.repeat(1e6)).join('')")]
    [InlineData("Object.keys('x'.repeat(9e6))")]
    [InlineData("'x'.repeat(9e6).split('')")]
    [InlineData("let f = /a/; while (true) f = new RegExp('(' + f.source + ')')")]
    [InlineData("'x'.repeat(5e6).replace(/x/g, '$&$&$&')")]
    public void A_script_that_takes_too_much_is_stopped(string source)
    {
        var watch = Stopwatch.StartNew();

        Should.Throw<ScriptLimitException>(() => Run(source));

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Deeply_nested_source_is_refused()
    {
        var many = 100_000;

        foreach (var source in new[] { new string('(', many), new string('[', many), string.Concat(Enumerable.Repeat("a=>", many)), new string('!', many) + "1",
            string.Concat(Enumerable.Repeat("{", many)), string.Concat(Enumerable.Repeat("1+", many)) + "1", "a" + string.Concat(Enumerable.Repeat(".b", many)) })
            Should.Throw<ScriptException>(() => Script.Compile(source));
    }

    [Fact]
    public void A_long_sum_still_runs() => Run(string.Concat(Enumerable.Repeat("1+", 500)) + "1").ShouldBe(501d);

    [Theory]
    [InlineData("let s = ''; for (let i = 0; i < 10000; i++) s += 'x'; s.length", 10000d)]
    [InlineData("'a b '.repeat(20000).replace(/ /g, '').length", 40000d)]
    [InlineData("Array.from({length: 20000}, (_, i) => i).sort((a, b) => b - a)[0]", 19999d)]
    public void Honest_work_stays_within_the_limits(string source, double expected) => Run(source).ShouldBe(expected);

    [Fact]
    public void Cancellation_ends_a_run()
    {
        using var cancellation = new CancellationTokenSource();
        HostFunction cancel = _ =>
        {
            cancellation.Cancel();
            return null;
        };

        Should.Throw<OperationCanceledException>(() => Run("cancel(); while (true) {}", new Names(("cancel", cancel)), cancellationToken: cancellation.Token));
    }

    [Fact]
    public void Wall_time_is_limited_by_the_clock_of_the_run()
    {
        var limits = new ScriptLimits { Timeout = TimeSpan.FromMilliseconds(50), MaxSteps = long.MaxValue };

        Should.Throw<ScriptLimitException>(() => Run("while (true) {}", limits: limits)).Message.ShouldContain("0.05 seconds");
    }
}
