using System.Text.Json;
using System.Text.Json.Nodes;
using LienThong.Workflows.Expressions.JavaScript;
using static LienThong.Workflows.Tests.Expressions.JavaScript.ScriptRunner;

namespace LienThong.Workflows.Tests.Expressions.JavaScript;

public sealed class HostTests
{
    [Fact]
    public void Values_of_the_host_are_read_by_name() => RunWith("a + b.length", ("a", 2), ("b", "xyz")).ShouldBe(5d);

    [Fact]
    public void A_name_is_asked_for_once()
    {
        var names = new Names(("a", 1));

        Run("a + a + a", names).ShouldBe(3d);

        names.Asked.ShouldBe(["a"]);
    }

    [Fact]
    public void A_host_function_gets_and_gives_dotnet_values()
    {
        object?[]? received = null;
        HostFunction function = arguments =>
        {
            received = arguments.ToArray();
            return new[] { 1, 2 };
        };

        RunWith("f('a', 1, null, undefined, [1, {x: true}]).length", ("f", function)).ShouldBe(2d);

        received![..4].ShouldBe(["a", 1d, null, null]);
        var list = received[4].ShouldBeOfType<List<object?>>();
        list[1].ShouldBeOfType<Dictionary<string, object?>>()["x"].ShouldBe(true);
    }

    [Fact]
    public void What_a_host_function_throws_can_be_caught()
    {
        HostFunction fail = _ => throw new InvalidOperationException("no such thing");

        RunWith("try { fail() } catch (e) { e.message + (e instanceof Error) }", ("fail", fail)).ShouldBe("no such thingtrue");
        var error = Should.Throw<ScriptException>(() => RunWith("1;\nfail()", ("fail", fail)));
        (error.Message, error.Line).ShouldBe(("no such thing", 2));
        error.InnerException.ShouldBeOfType<InvalidOperationException>();
    }

    [Fact]
    public void Dictionaries_are_live_and_take_both_cases()
    {
        var order = new Dictionary<string, object?> { ["Number"] = 7, ["note"] = "x", ["Inner"] = new Dictionary<string, object?> { ["Name"] = "n" } };

        RunWith("order.number += 1; order.fresh = [1]; order.Note + order.inner.name + Object.keys(order).join()", ("order", order))
            .ShouldBe("xnNumber,note,Inner,fresh");

        order["Number"].ShouldBe(8d);
        order["fresh"].ShouldBe(new List<object?> { 1d });
    }

    [Fact]
    public void Lists_are_arrays_and_changes_reach_them()
    {
        var list = new List<object?> { 1, 2 };
        var holder = new Dictionary<string, object?> { ["items"] = new List<string> { "a" }, ["live"] = list };

        RunWith("h.live.push(3); h.items.push('b'); h.live.map(x => x * 2).join() + Array.isArray(h.items)", ("h", holder)).ShouldBe("2,4,6true");

        list.ShouldBe([1d, 2d, 3d]);
        holder["live"].ShouldBeSameAs(list);
        holder["items"].ShouldBe(new List<object?> { "a", "b" });
    }

    [Fact]
    public void What_passes_through_untouched_is_the_same_object()
    {
        object[] values = [new List<int> { 1 }, new Dictionary<string, object?>(), new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Unspecified), new Uri("https://example.gov.vn"), new byte[] { 1 }];

        foreach (var value in values)
            RunWith("let copy = v; [copy][0]", ("v", value)).ShouldBeSameAs(value);
    }

    [Fact]
    public void Identity_holds_within_a_run() => RunWith("a === b && a.x === b.x", ("a", Shared), ("b", Shared)).ShouldBe(true);

    private static readonly Dictionary<string, object?> Shared = new() { ["x"] = new List<object?>() };

    [Fact]
    public void Json_of_dotnet_is_the_value_it_denotes()
    {
        using var document = JsonDocument.Parse("""{"a":[1,"x",null,{"b":true}]}""");

        RunWith("j.a[3].b && j.a[2] === null && n.c", ("j", document.RootElement), ("n", JsonNode.Parse("""{"c":4}"""))).ShouldBe(4d);
    }

    [Theory]
    [InlineData("typeof v === 'string'", DayOfWeek.Monday)]
    [InlineData("v === 5", (byte)5)]
    [InlineData("v === 5", 5L)]
    [InlineData("v === 'c'", 'c')]
    public void Simple_values_arrive_as_scripts_know_them(string source, object value) => RunWith(source, ("v", value)).ShouldBe(true);

    [Fact]
    public void Decimals_guids_and_spans_arrive_as_number_and_text() =>
        RunWith("[d, typeof g, t].join()", ("d", 1.5m), ("g", Guid.Empty), ("t", TimeSpan.FromHours(1))).ShouldBe("1.5,string,01:00:00");

    [Theory]
    [InlineData("undefined", null)]
    [InlineData("null", null)]
    [InlineData("true", true)]
    [InlineData("'x'", "x")]
    [InlineData("new Number(4)", 4d)]
    [InlineData("new String('s')", "s")]
    [InlineData("2n ** 40n", 1099511627776d)]
    [InlineData("-(2n ** 64n)", "-18446744073709551616")]
    [InlineData("Object(7n)", 7d)]
    public void Results_leave_as_dotnet_values(string source, object? expected) => Run(source).ShouldBe(expected);

    [Fact]
    public void Objects_leave_as_dictionaries_and_lists()
    {
        var result = Run("({a: 1, b: [1, {c: null}], d: new Map([['k', 2]]), e: new Set([3]), f: new Date(0), g() {}})")
            .ShouldBeOfType<Dictionary<string, object?>>();

        result.Keys.ShouldBe(["a", "b", "d", "e", "f"]);
        result["b"].ShouldBeOfType<List<object?>>().Count.ShouldBe(2);
        result["d"].ShouldBe(new Dictionary<string, object?> { ["k"] = 2d });
        result["e"].ShouldBe(new List<object?> { 3d });
        result["f"].ShouldBe(DateTimeOffset.UnixEpoch);
    }

    [Theory]
    [InlineData("let o = {}; o.self = o; o")]
    [InlineData("() => 1")]
    [InlineData("Symbol('x')")]
    public void What_has_no_dotnet_form_cannot_leave(string source) => Should.Throw<ScriptException>(() => Run(source));

    [Fact]
    public void Host_objects_answer_for_their_members()
    {
        var variables = new VariablesLike();

        RunWith("variables.total = variables.count + 1; delete variables.none; 'count' in variables", ("variables", variables)).ShouldBe(true);

        variables.Values["total"].ShouldBe(5d);
        variables.Values.Count.ShouldBe(2);
    }

    private sealed class VariablesLike : HostObject
    {
        public Dictionary<string, object?> Values { get; } = new() { ["count"] = 4 };

        public override IEnumerable<string> Keys => Values.Keys;

        public override bool TryGet(string name, out object? value) => Values.TryGetValue(name, out value);

        public override bool Set(string name, object? value)
        {
            Values[name] = value;
            return true;
        }
    }

    [Fact]
    public void Names_used_without_declaration_are_known()
    {
        var script = Script.Compile("let own = 1; function f(p) { return p + own + getX() } variables.A + variables['B'] + `${variables.C?.d}`; variables.E = other; { let variables = {}; variables.no }");

        script.FreeIdentifiers.Order().ShouldBe(["getX", "other", "variables"]);
        script.VariablesRead.Order().ShouldBe(["A", "B", "C", "E"]);
    }

    [Fact]
    public void One_run_leaves_nothing_behind_for_the_next()
    {
        Run("Array.prototype.extra = 1; Object.prototype.more = 2; Math.PI2 = 3; leaked = 4; delete Array.prototype.map");

        Run("[typeof [].extra, typeof ({}).more, typeof Math.PI2, typeof leaked, typeof [].map].join()")
            .ShouldBe("undefined,undefined,undefined,undefined,function");
    }

    [Theory]
    [InlineData("var o = {}; o.f = x => x; if (o.f(1) !== 1) throw 'wrong'")]
    [InlineData("var s; s = Symbol('x');")]
    [InlineData("function f() {} f")]
    public void A_script_of_statements_may_end_with_a_function(string source) => Run(source).ShouldBeNull();

    [Theory]
    [InlineData("var f = () => 1; return f")]
    [InlineData("return Symbol('x')")]
    public void A_function_returned_cannot_leave(string source) => Should.Throw<ScriptException>(() => Run(source));

    [Fact]
    public void A_variable_at_the_top_is_a_property_of_the_global_object()
    {
        Run("var x = 1; globalThis.x = 5; x").ShouldBe(5d);
        Run("var x = 1; x = 7; this.x").ShouldBe(7d);
        Run("function f() { return 3 } globalThis.f()").ShouldBe(3d);
        Run("var x = 1; let y = 2; const d = Object.getOwnPropertyDescriptor(this, 'x'); [d.writable, d.enumerable, d.configurable, 'y' in this].join()")
            .ShouldBe("true,true,false,false");
        Run("var x = 1; [delete this.x, delete globalThis.y, x].join()").ShouldBe("false,true,1");
        Run("var x = 1; Object.defineProperty(this, 'x', { value: 4 }); try { Object.defineProperty(this, 'x', { get() {} }) } catch (e) { e.name + x }").ShouldBe("TypeError4");
        Run("var a = 1; function b() {} Object.keys(globalThis).join()").ShouldBe("a,b");
        Run("var undefined = 4; undefined === void 0").ShouldBe(true);
    }

    [Fact]
    public void A_variable_at_the_top_hides_the_name_of_the_host_also_as_a_property() =>
        RunWith("var a = 'mine'; this.a", ("a", "theirs")).ShouldBe("mine");

    [Fact]
    public void Scripts_cannot_reach_dotnet()
    {
        foreach (var source in new[] { "''.GetType", "[].GetType", "f.Method", "f.constructor('return 1')()", "d.Comparer", "u.Host", "DateTime.Assembly", "eval('1')", "Function('return 1')()" })
        {
            object? result = null;
            try
            {
                HostFunction function = _ => null;
                result = RunWith(source, ("f", function), ("d", new Dictionary<string, object?>()), ("u", new Uri("https://example.gov.vn")));
            }
            catch (ScriptException)
            {
                continue;
            }
            result.ShouldBeNull(source);
        }
    }

    [Fact]
    public void A_dictionary_with_keys_of_their_own_type_is_written_back()
    {
        var counts = new Dictionary<int, int> { [1] = 10 };

        RunWith("counts[2] = '20'", ("counts", counts));

        counts.ShouldBe(new Dictionary<int, int> { [1] = 10, [2] = 20 });
    }

    [Fact]
    public void A_dictionary_that_cannot_take_what_was_written_stays_as_it_was()
    {
        var counts = new Dictionary<int, int> { [1] = 10 };

        Should.Throw<Exception>(() => RunWith("counts.x = 1; counts[1] = 11", ("counts", counts)));

        counts.ShouldBe(new Dictionary<int, int> { [1] = 10 });
    }
}
