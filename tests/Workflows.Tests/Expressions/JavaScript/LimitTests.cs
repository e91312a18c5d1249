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

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
    }

    [Theory]
    [InlineData("2n ** 100000n")]
    [InlineData("2n ** (2n ** 60n)")]
    [InlineData("1n << 100000n")]
    [InlineData("1n << (1n << 70n)")]
    [InlineData("(2n ** 60000n) * (2n ** 60000n)")]
    [InlineData("BigInt('9'.repeat(70000))")]
    [InlineData("BigInt.asUintN(2 ** 40, -1n)")]
    [InlineData("BigInt(1.7e308) ** 70n")]
    public void A_whole_number_without_measure_is_an_error_that_the_script_can_catch(string expression) =>
        Run($"try {{ {expression}; 'none' }} catch (e) {{ e.name }}").ShouldBe("RangeError");

    public static TheoryData<string> Bombs => [.. File.ReadLines(Path.Combine(
        RepositoryFiles.Root, "tests", "Workflows.Tests", "Expressions", "JavaScript", "bombs.txt")).Where(l => l[0] != '#')];

    [Theory]
    [MemberData(nameof(Bombs))]
    public void A_bomb_ends_in_a_limit_and_soon(string source)
    {
        var watch = Stopwatch.StartNew();

        Should.Throw<ScriptLimitException>(() => Run(source, limits: new ScriptLimits { MaxSteps = 300_000 }));

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
    }

    [Theory]
    [InlineData("const k = 'x'.repeat(4e6), o = {}; for (;;) o[k]")]
    [InlineData("const s = '1'.repeat(4e6); for (;;) +s")]
    [InlineData("let p = {}; for (let i = 0; i < 1e5; i++) p = Object.create(p); for (;;) p.x")]
    [InlineData("const s = ' '.repeat(4e6); for (;;) s.trim()")]
    public void Slow_steps_end_by_the_machines_time_also_where_the_clock_stands_still(string source)
    {
        var limits = new ScriptLimits { Timeout = TimeSpan.FromMilliseconds(300) };

        Should.Throw<ScriptLimitException>(() => Script.Compile(source).Run(new Names(), limits, new StoppedClock(), CancellationToken.None));
    }

    /// <summary>As a virtual clock is while a script runs.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }

    [Fact]
    public void What_a_script_may_hold_is_bounded()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var held = 0L;
        HostFunction measure = _ =>
        {
            held = Math.Max(held, GC.GetTotalMemory(forceFullCollection: true) - before);
            return null;
        };

        Should.Throw<ScriptLimitException>(() => RunWith("const a = []; for (let i = 0; ; i++) { a.push('x'.repeat(1e6) + i); if (i % 50 === 49) measure() }", ("measure", measure)));

        held.ShouldBeLessThan(400_000_000);
    }

    [Theory]
    [InlineData("({}).constructor.constructor('return this')()")]
    [InlineData("(() => 1).constructor('return 1')()")]
    [InlineData("Function('return 1')()")]
    [InlineData("new Function('return 1')")]
    [InlineData("[].map.constructor('return 1')()")]
    [InlineData("f.constructor('return 1')()")]
    [InlineData("eval('1')")]
    [InlineData("importNamespace('System')")]
    [InlineData("require('fs')")]
    [InlineData("System.IO.File.Exists('x')")]
    [InlineData("f.GetType().Assembly")]
    [InlineData("f.Method.Invoke()")]
    [InlineData("f.__proto__.GetType()")]
    [InlineData("DateTime.GetType()")]
    [InlineData("DateTime.Now.GetType()")]
    [InlineData("Guid.Empty.GetType()")]
    [InlineData("TimeSpan.FromDays(1).GetType()")]
    [InlineData("new Random(1).GetType()")]
    [InlineData("''.GetType()")]
    [InlineData("(1).GetType()")]
    [InlineData("[].GetType()")]
    [InlineData("map.GetType()")]
    [InlineData("map.Comparer.Equals('a', 'a')")]
    [InlineData("list.GetType()")]
    [InlineData("list.GetEnumerator()")]
    [InlineData("bytes.GetType()")]
    [InlineData("Object.getPrototypeOf(map).GetType()")]
    [InlineData("map.constructor.constructor('return 1')()")]
    [InlineData("Reflect.construct(Function, ['return 1'])")]
    [InlineData("Reflect.get(f, 'Target').GetType()")]
    public void No_way_leads_to_dotnet_types(string source)
    {
        HostFunction function = _ => 1;

        Should.Throw<ScriptException>(() => RunWith(source, ("f", function), ("map", new Dictionary<string, object?>()), ("list", new List<object?>()), ("bytes", new byte[1])));
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
    public void Wall_time_is_limited()
    {
        var limits = new ScriptLimits { Timeout = TimeSpan.FromMilliseconds(50), MaxSteps = long.MaxValue };

        Should.Throw<ScriptLimitException>(() => Run("while (true) {}", limits: limits)).Message.ShouldContain("0.05 seconds");
    }
}
