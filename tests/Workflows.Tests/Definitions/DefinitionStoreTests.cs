using System.Text;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Primitives;
using LienThong.Workflows.Runtime;
using LienThong.Workflows.Serialization;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Definitions;

public sealed class DefinitionStoreTests : IAsyncLifetime
{
    private readonly Store _store = new();

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    private async Task<List<DefinitionRow>> VersionsAsync() => [.. (await _store.AllAsync<DefinitionRow>()).OrderBy(row => row.Version)];

    private static string Trigger(string eventName) =>
        Step("e", "Event", Literal("eventName", $"\"{eventName}\"", "String"), "\"customProperties\":{\"canStartWorkflow\":true}");

    [Fact]
    public async Task The_first_version_is_one_with_author_reason_and_date()
    {
        var definition = await _store.PublishAsync(Line("a"), ""","version":7,"id":"theirs","name":"Quy trình" """);

        (await VersionsAsync()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => (row.Id, row.DefinitionId, row.Version, row.Name).ShouldBe((definition.Id, "d", 1, "Quy trình")),
            row => (row.IsLatest, row.IsPublished, row.Author, row.Reason).ShouldBe((true, true, "quan-tri", "thử")),
            row => row.PublishedAt.ShouldBe(_store.Clock.GetUtcNow()));
        definition.Id.ShouldNotBe("theirs");
    }

    [Fact]
    public async Task The_same_content_makes_no_new_version()
    {
        var first = await _store.PublishAsync(Line("a"));
        await _store.RestartAsync();

        (await _store.PublishAsync(Line("a"))).Id.ShouldBe(first.Id);
        (await VersionsAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_was_exported_is_the_same_content()
    {
        var first = await _store.PublishAsync(Step("s", "Sequence", """
            "activities":[{"type":"Elsa.WriteLine"}]
            """));
        var exported = DefinitionWriter.WriteUtf8(first, indented: true);

        var again = await _store.WriteAsync((session, ct) => _store.Definitions.PublishAsync(session, exported, "quan-tri", "nhập lại", ct));

        again.Id.ShouldBe(first.Id);
        (await VersionsAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_new_version_takes_the_place_of_the_old()
    {
        var first = await _store.PublishAsync(Line("a"));
        var second = await _store.PublishAsync(Line("b"));

        (await VersionsAsync()).Select(row => (row.Id, row.Version, row.IsLatest, row.IsPublished)).ShouldBe([(first.Id, 1, false, false), (second.Id, 2, true, true)]);
        (await _store.Database.ReadAsync((context, ct) => _store.Definitions.FindPublishedAsync(context, "d", ct).AsTask(), Store.None))!.Id.ShouldBe(second.Id);
    }

    [Fact]
    public async Task Going_back_to_an_old_content_is_a_new_version_too()
    {
        await _store.PublishAsync(Line("a"));
        await _store.PublishAsync(Line("b"));

        (await _store.PublishAsync(Line("a"))).Version.ShouldBe(3);
    }

    [Fact]
    public async Task An_instance_stays_on_its_version()
    {
        var id = await _store.StartAsync(Sequence(Wait("w"), Line("old")));
        await _store.PublishAsync(Sequence(Wait("w"), Line("new")));
        await _store.RestartAsync();

        var outcome = await _store.ResumeAsync(id, await _store.BookmarkOf(id, "w"));

        outcome.ShouldNotBeNull().Lines.ShouldBe(["old"]);
    }

    [Fact]
    public async Task An_activity_type_that_is_not_there_is_refused_and_nothing_is_stored()
    {
        var publish = _store.PublishAsync(Sequence(Line("a"), """{"id":"fax","type":"Elsa.SendFax","metadata":{"displayText":"Gửi fax"}}"""));

        (await publish.ShouldThrowAsync<InvalidDefinitionException>()).ShouldSatisfyAllConditions(
            refusal => refusal.Code.ShouldBe("activity.unknown-type"),
            refusal => refusal.Message.ShouldContain("Gửi fax"), refusal => refusal.Message.ShouldContain("Elsa.SendFax"));
        (await VersionsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_script_that_cannot_be_read_is_refused_with_its_step_line_and_column()
    {
        var publish = _store.PublishAsync(Sequence(
            """{"id":"calc","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"JavaScript","value":"1 +\nwhile("} } }"""));

        (await publish.ShouldThrowAsync<InvalidDefinitionException>()).ShouldSatisfyAllConditions(
            refusal => refusal.Code.ShouldBe("expression.invalid-script"),
            refusal => refusal.Message.ShouldContain("calc"), refusal => refusal.Message.ShouldContain("dòng 2"));
        (await VersionsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_the_published_version_is_triggered()
    {
        await _store.PublishAsync(Trigger("cu"));
        var second = await _store.PublishAsync(Trigger("moi"));

        (await _store.AllAsync<TriggerRow>()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => (row.DefinitionVersionId, row.ActivityId, row.Name).ShouldBe((second.Id, "e", "Elsa.Event")),
            row => row.Hash.ShouldBe(Burst.HashOf(Event.StimulusName, Event.PayloadOf("moi"))));

        await _store.PublishAsync(Line("none"));
        (await _store.AllAsync<TriggerRow>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_that_may_not_start_is_no_trigger()
    {
        await _store.PublishAsync(Wait("w"));

        (await _store.AllAsync<TriggerRow>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Definitions_do_not_touch_each_other()
    {
        await _store.PublishAsync(Trigger("a"), id: "one");
        await _store.PublishAsync(Trigger("b"), id: "two");

        (await VersionsAsync()).Select(row => (row.Version, row.IsPublished)).ShouldBe([(1, true), (1, true)]);
        (await _store.AllAsync<TriggerRow>()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_unknown_definition_or_version_is_named()
    {
        (await _store.Database.ReadAsync((context, ct) => _store.Definitions.FindPublishedAsync(context, "nowhere", ct).AsTask(), Store.None)).ShouldBeNull();
        var read = _store.Database.ReadAsync((context, ct) => _store.Definitions.GetVersionAsync(context, "nowhere", ct).AsTask(), Store.None);

        (await read.ShouldThrowAsync<InvalidDefinitionException>()).Code.ShouldBe("definition.unknown");
    }

    [Fact]
    public async Task Publishing_the_same_at_once_makes_one_version()
    {
        var text = Encoding.UTF8.GetBytes($$"""{"definitionId":"d","root":{{Line("a")}} }""");

        var versions = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ =>
            _store.WriteAsync((session, ct) => _store.Definitions.PublishAsync(session, text, "quan-tri", "thử", ct))));

        versions.Select(v => v.Id).Distinct().ShouldHaveSingleItem();
    }
}
