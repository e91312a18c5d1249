using System.Text;
using System.Text.Json;
using LienThong.Workflows.Runtime;
using LienThong.Workflows.Tests.Scenarios;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Runtime;

public sealed class KeptStateTests
{
    private readonly Engine _engine = new();

    [Fact]
    public async Task A_state_of_an_earlier_version_goes_on()
    {
        // As the first version kept it: long names, whole paths, hashes, counts as lists.
        const string old = """
            {"bursts":1,"nextExecution":5,"nextJournalEntry":9,"input":{"Ý kiến":"Được"},"executions":[{"n":1,"activity":"Workflow1"},
             {"n":2,"activity":"Workflow1:chart","parent":1,"state":{"start":0,"visits":[1,0,0,0],"arrowVisits":[1,1,0,0],"followed":[true,true,false,false]}},
             {"n":3,"activity":"Workflow1:chart:a","parent":2},{"n":4,"activity":"Workflow1:chart:b","parent":2}],
             "bookmarks":[{"id":"01","name":"Elsa.Event","hash":"HASH","payload":{"EventName":"a"},"activity":"a","execution":3,"createdAt":"2026-03-02T08:30:00.1234567+00:00"},
              {"id":"02","name":"Elsa.Event","hash":"OTHER","payload":{"EventName":"b"},"activity":"b","execution":4,"createdAt":"2026-03-02T08:30:00+00:00","dueAt":"2026-03-03T08:30:00+00:00"}],
             "starts":{"Workflow1":1,"chart":1,"s":1,"a":2,"b":1}}
            """;
        var definition = _engine.Define(Chart);
        var json = old.Replace("HASH", Burst.HashOf("Elsa.Event", Primitives.Event.PayloadOf("a")) + new string('0', 32), StringComparison.Ordinal);
        _engine.Instance = _engine.Runner.Load(new WorkflowInstance(definition, "i", Noon) { SubStatus = WorkflowSubStatus.Suspended }, Encoding.UTF8.GetBytes(json));

        var (a, b) = (_engine.Instance.Bookmarks[0], _engine.Instance.Bookmarks[1]);
        (a.IsOpenToStimuli, a.Hash, a.ActivityId, a.CreatedAt).ShouldBe((true, Burst.HashOf("Elsa.Event", Primitives.Event.PayloadOf("a")), "a", Noon.AddTicks(1234567)));
        (b.IsOpenToStimuli, b.Hash, b.DueAt).ShouldBe((false, Burst.HashOf("Elsa.Event", Primitives.Event.PayloadOf("b"), "i.4"), Noon.AddDays(1)));
        _engine.Instance.Input["Ý kiến"].ShouldBe("Được");
        _engine.Instance.Starts.ShouldBeEmpty("an event counts no rounds");
        _engine.SaveAndLoad();
        await _engine.ResumeAsync("a");
        _engine.SaveAndLoad();
        await _engine.ResumeAsync("b");
        _engine.Instance.Status.ShouldBe(WorkflowStatus.Finished);
        _engine.Last.Journal.ShouldContain(entry => entry.ActivityId == "j" && entry.Event == JournalEvents.Completed);
    }

    [Fact]
    public async Task A_way_back_of_an_earlier_version_is_kept()
    {
        await _engine.StartAsync(Sequence(Wait("a"), Wait("b")));
        const string before = """{"bursts":1,"nextExecution":4,"nextJournalEntry":6,"executions":[]}""";
        var json = $$$"""{"bursts":2,"nextExecution":5,"nextJournalEntry":9,"executions":[],"wayBack":{"bookmark":"01","facts":{"x":1},"movedByClock":{"3":null,"4":["Done"]},"before":{{{before}}}}}""";

        var instance = _engine.Runner.Load(new WorkflowInstance(_engine.Instance.Definition, "i", Noon), Encoding.UTF8.GetBytes(json));
        WayBack.BookmarkIn(Encoding.UTF8.GetBytes(json)).ShouldBe("01");
        Encoding.UTF8.GetString(WayBack.WithoutIt(Encoding.UTF8.GetBytes(json))).ShouldNotContain("wayBack");
        var again = InstanceState.Write(instance);
        WayBack.BookmarkIn(again).ShouldBe("01");

        var way = _engine.Runner.Load(new WorkflowInstance(_engine.Instance.Definition, "i", Noon), again).WayBack.ShouldNotBeNull();
        Encoding.UTF8.GetString(way.Before).ShouldBe(before);
        way.Facts!.ToJsonString().ShouldBe("""{"x":1}""");
        (way.MovedByClock[3], way.MovedByClock[4]!.Single()).ShouldBe((null, "Done"));
    }

    [Fact]
    public async Task A_chart_counts_beyond_nine()
    {
        await _engine.StartAsync(Flow([Wait("a"), Wait("b")], "a->b", "b->a"));
        for (var lap = 0; lap < 12; lap++)
        {
            _engine.SaveAndLoad();
            (await _engine.ResumeAsync("a")).ShouldBeTrue();
            _engine.SaveAndLoad();
            (await _engine.ResumeAsync("b")).ShouldBeTrue();
        }

        Encoding.UTF8.GetString(InstanceState.Write(_engine.Instance)).ShouldContain("12");
        _engine.Instance.Bookmarks.ShouldHaveSingleItem().ActivityId.ShouldBe("a");
    }

    [Fact]
    public async Task What_is_looked_at_has_long_names()
    {
        await _engine.StartAsync(Flow([Line("s"), Wait("a")], "s->a"));

        var view = KeptState.View(InstanceState.Write(_engine.Instance));

        view.GetProperty("executions")[2].GetProperty("activity").GetString().ShouldBe(_engine.Instance.Executions[2].Activity.NodeId);
        view.GetProperty("bookmarks")[0].GetProperty("createdAt").GetDateTimeOffset().ShouldBe(_engine.Instance.Bookmarks[0].CreatedAt);
        view.GetProperty("bursts").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("abc", "")]
    [InlineData("", "Cả một đoạn của riêng nó, không giống gì.")]
    [InlineData("""{"e":[1,2,3],"Ý kiến":"Đề nghị sở xem xét, cho ý kiến"}""", """{"e":[1,2],"Ý kiến":"Đề nghị sở xem xét, cho ý kiến","thêm":"\"ngoặc\" \\ 𝄞"}""")]
    [InlineData("Đề nghị các đơn vị báo cáo trước ngày 5", "Đề nghị các đơn vị báo cao trước ngày 5Đề nghị các đơn vị báo cáo trước ngày 5")]
    // The last byte that they share is within a character: these begin alike and end otherwise.
    [InlineData("mười sáu chữ cái rồi tớ", "mười sáu chữ cái rồi tờ")]
    public void Pieces_give_the_text_again(string other, string text)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, InstanceState.Compact))
            Pieces.Write(writer, Encoding.UTF8.GetBytes(other), Encoding.UTF8.GetBytes(text));

        using var pieces = JsonDocument.Parse(buffer.ToArray());
        Encoding.UTF8.GetString(Pieces.Read(Encoding.UTF8.GetBytes(other), pieces.RootElement)).ShouldBe(text);
    }

    [Fact]
    public void What_is_shared_is_not_told_again()
    {
        var other = Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(0, 300)));
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, InstanceState.Compact))
            Pieces.Write(writer, other, [.. other[..600], .. "đổi"u8, .. other[610..]]);

        buffer.Length.ShouldBeLessThan(60);
    }

    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 8, 30, 0, TimeSpan.Zero);

    private static string Chart => Flow([Line("s"), Wait("a"), Wait("b"), Step("j", "FlowJoin", Literal("mode", "\"WaitAll\"", "FlowJoinMode"))], "s->a", "s->b", "a->j", "b->j")
        .Replace("\"id\":\"flow\"", "\"id\":\"chart\"", StringComparison.Ordinal);
}
