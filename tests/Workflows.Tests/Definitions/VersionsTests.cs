using System.Text;
using LienThong.Workflows.Checks;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Definitions.Checks;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Definitions;

/// <summary>Drafts, and what becomes of versions; after each test the invariants of versions hold.</summary>
public sealed class VersionsTests : IAsyncLifetime
{
    private readonly Store _store = new();

    public Task InitializeAsync() => _store.InitializeAsync();

    public async Task DisposeAsync()
    {
        (await FindingsAsync()).ShouldBeEmpty();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task A_draft_is_one_version_however_often_it_is_saved_and_starts_nothing()
    {
        var first = await SaveAsync(Trigger("a"), null);
        var second = await SaveAsync(Trigger("b"), first.Tag);

        (await VersionsAsync()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => (row.Id, row.Version, row.IsLatest, row.IsPublished, row.PublishedAt).ShouldBe((first.VersionId, 1, true, false, null)),
            row => Encoding.UTF8.GetString(row.Json).ShouldContain("\"b\""));
        second.Tag.ShouldNotBe(first.Tag);
        (await _store.AllAsync<TriggerRow>()).ShouldBeEmpty();
        (await PublishedAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Editing_a_published_definition_begins_a_draft_with_the_next_number()
    {
        var published = await _store.PublishAsync(Line("a"));

        var draft = await SaveAsync(Line("b"), null);

        draft.Version.ShouldBe(2);
        (await PublishedAsync())!.Id.ShouldBe(published.Id);
        (await VersionsAsync()).Select(row => (row.Version, row.IsLatest, row.IsPublished)).ShouldBe([(1, false, true), (2, true, false)]);
    }

    [Fact]
    public async Task A_list_costs_one_query_for_all_texts_that_were_not_listed_before()
    {
        foreach (var number in Enumerable.Range(0, 30))
        {
            var text = _store.Definitions.Check(Encoding.UTF8.GetBytes($$"""{"definitionId":"q{{number}}","description":"mô tả {{number}}","toolVersion":"3.8","isReadonly":true,"root":null}"""));
            await _store.Database.WriteAsync((session, ct) => _store.Definitions.SaveDraftAsync(session, text, null, "Trần Thu Hà", ct), CancellationToken.None);
        }

        var rows = await _store.AllAsync<DefinitionRow>();
        var queries = 0;
        _store.BeforeRead = _ => queries++;

        var first = await NotesAsync(rows);
        var asked = queries;
        var second = await NotesAsync(rows);

        asked.ShouldBe(1);
        queries.ShouldBe(1);
        first[rows.Find(row => row.DefinitionId == "q7")!.Id].ShouldBe(new VersionNote("mô tả 7", "3.8", true));
        second.ShouldBe(first, ignoreOrder: true);
    }

    private Task<IReadOnlyDictionary<string, VersionNote>> NotesAsync(IEnumerable<DefinitionRow> rows) =>
        _store.Database.ReadAsync((context, ct) => _store.Definitions.NotesAsync(context, rows.Select(row => (row.Id, row.ContentHash)), ct), CancellationToken.None);

    [Fact]
    public async Task A_draft_may_have_errors_but_is_not_published_with_them()
    {
        var draft = await SaveAsync(Sequence("""{"id":"fax","type":"Elsa.SendFax"}"""), null);

        var refusal = await PublishDraftAsync(draft).ShouldThrowAsync<RefusedDefinitionException>();

        refusal.Code.ShouldBe("activity.unknown-type");
        refusal.Findings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            finding => finding.ActivityId.ShouldBe("fax"), finding => finding.Severity.ShouldBe(FindingSeverity.Error), finding => refusal.Message.ShouldBe(finding.Text));
        (await VersionsAsync()).ShouldHaveSingleItem().PublishedAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_published_draft_is_what_new_instances_follow_and_no_draft_any_more()
    {
        await _store.PublishAsync(Trigger("a"));
        var draft = await SaveAsync(Trigger("b"), null);

        var published = await PublishDraftAsync(draft);

        (published.Id, published.Version, published.IsPublished).ShouldBe((draft.VersionId, 2, true));
        (await VersionsAsync()).Select(row => (row.IsLatest, row.IsPublished)).ShouldBe([(false, false), (true, true)]);
        (await VersionsAsync())[1].ShouldSatisfyAllConditions(row => row.Author.ShouldBe("quan-tri"), row => row.Reason.ShouldBe("lý do"), row => row.PublishedAt.ShouldBe(_store.Clock.GetUtcNow()));
        (await _store.AllAsync<TriggerRow>()).ShouldHaveSingleItem().DefinitionVersionId.ShouldBe(draft.VersionId);
        (await FindDraftAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_draft_that_says_what_is_published_is_not_published_again()
    {
        await _store.PublishAsync(Line("a"));
        var draft = await SaveAsync(Line("a"), null);

        (await PublishDraftAsync(draft).ShouldThrowAsync<DefinitionStateException>()).Code.ShouldBe("definition.unchanged");
    }

    [Fact]
    public async Task A_draft_that_was_looked_at_before_another_save_is_neither_saved_nor_published_nor_deleted()
    {
        var seen = await SaveAsync(Line("a"), null);
        await SaveAsync(Line("b"), seen.Tag);

        await SaveAsync(Line("c"), seen.Tag).ShouldThrowAsync<StaleRowException>();
        await PublishDraftAsync(seen).ShouldThrowAsync<StaleRowException>();
        await _store.WriteAsync((session, ct) => _store.Definitions.DeleteDraftAsync(session, "d", seen.Tag, ct)).ShouldThrowAsync<StaleRowException>();
        Encoding.UTF8.GetString((await VersionsAsync()).ShouldHaveSingleItem().Json).ShouldContain("\"b\"");
    }

    [Fact]
    public async Task Who_has_not_seen_the_draft_does_not_overwrite_it()
    {
        await SaveAsync(Line("a"), null);

        (await SaveAsync(Line("b"), null).ShouldThrowAsync<DefinitionStateException>()).ShouldSatisfyAllConditions(
            refusal => refusal.Code.ShouldBe("definition.draft-exists"), refusal => refusal.Message.ShouldContain("quan-tri"));
    }

    [Fact]
    public async Task A_save_that_is_sent_again_is_the_same_save()
    {
        var first = await SaveAsync(Line("a"), null);
        var changed = await SaveAsync(Line("b"), first.Tag);

        (await SaveAsync(Line("b"), first.Tag)).Tag.ShouldBe(changed.Tag);
    }

    [Fact]
    public async Task A_draft_that_was_deleted_and_begun_again_is_another_one()
    {
        var seen = await SaveAsync(Line("a"), null);
        await _store.WriteAsync((session, ct) => _store.Definitions.DeleteDraftAsync(session, "d", seen.Tag, ct));
        await SaveAsync(Line("b"), null);

        await SaveAsync(Line("c"), seen.Tag).ShouldThrowAsync<StaleRowException>();
    }

    [Fact]
    public async Task Publishing_a_text_leaves_the_draft_but_nobody_publishes_it_unseen()
    {
        var draft = await SaveAsync(Line("draft"), null);

        var published = await _store.PublishAsync(Line("text"));

        published.Version.ShouldBe(1);
        (await VersionsAsync()).Select(row => (row.Version, row.IsLatest, row.IsPublished)).ShouldBe([(1, false, true), (2, true, false)]);
        await PublishDraftAsync(draft).ShouldThrowAsync<StaleRowException>();
        (await FindDraftAsync()).ShouldNotBeNull().ShouldSatisfyAllConditions(
            now => now.VersionId.ShouldBe(draft.VersionId), now => _store.Definitions.Read(now.Json).Version.ShouldBe(2));
    }

    [Fact]
    public async Task Of_many_who_publish_the_same_draft_one_wins_and_the_others_are_told()
    {
        var draft = await SaveAsync(Line("a"), null);

        var codes = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => CodeOfAsync(PublishDraftAsync(draft))));

        codes.Order().ShouldBe(["", "definition.no-draft", "definition.no-draft", "definition.no-draft", "definition.no-draft"]);
        (await VersionsAsync()).ShouldHaveSingleItem().IsPublished.ShouldBeTrue();
    }

    [Fact]
    public async Task Of_who_saves_and_who_publishes_at_once_one_wins()
    {
        for (var i = 0; i < 10; i++)
        {
            var seen = await SaveAsync(Line($"old{i}"), null);

            var (save, publish) = (CodeOfAsync(SaveAsync(Line($"new{i}"), seen.Tag)), CodeOfAsync(PublishDraftAsync(seen)));

            (await save, await publish).ShouldBeOneOf(("", "stale"), ("definition.no-draft", ""));
            if (await FindDraftAsync() is { } left)
                await PublishDraftAsync(left);
        }
    }

    [Fact]
    public async Task Of_many_who_begin_a_draft_one_wins()
    {
        await _store.PublishAsync(Line("a"));

        var codes = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => CodeOfAsync(SaveAsync(Line($"b{i}"), null))));

        codes.Count(code => code == "").ShouldBe(1);
        codes.Where(code => code != "").ShouldAllBe(code => code == "definition.draft-exists");
        (await VersionsAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_retracted_definition_starts_nothing_and_what_runs_goes_on()
    {
        var id = await _store.StartAsync(await _store.PublishAsync(Sequence(Trigger("a"), Wait("w"))), new StartRequest { TriggerActivityId = "e" });

        await RetractAsync();
        await _store.RestartAsync();

        (await PublishedAsync()).ShouldBeNull();
        (await _store.AllAsync<TriggerRow>()).ShouldBeEmpty();
        (await _store.ResumeAsync(id, await _store.BookmarkOf(id, "w"))).ShouldNotBeNull().Instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await RetractAsync().ShouldThrowAsync<DefinitionStateException>()).Code.ShouldBe("definition.not-published");
    }

    [Fact]
    public async Task Going_back_makes_a_draft_of_the_old_text_which_is_published_as_a_new_version()
    {
        var old = await _store.PublishAsync(Line("a"));
        await _store.PublishAsync(Line("b"));

        var draft = await RevertAsync(1);
        var published = await PublishDraftAsync(draft);

        published.Version.ShouldBe(3);
        var rows = await VersionsAsync();
        (rows[2].ContentHash, rows[2].Id == old.Id).ShouldBe((rows[0].ContentHash, false));
        (await RevertAsync(9).ShouldThrowAsync<DefinitionStateException>()).ShouldSatisfyAllConditions(refusal => refusal.Code.ShouldBe("definition.not-found"), refusal => refusal.IsMissing.ShouldBeTrue());
    }

    [Fact]
    public async Task Going_back_does_not_overwrite_a_draft()
    {
        await _store.PublishAsync(Line("a"));
        await SaveAsync(Line("b"), null);

        (await RevertAsync(1).ShouldThrowAsync<DefinitionStateException>()).Code.ShouldBe("definition.draft-exists");
    }

    [Fact]
    public async Task A_definition_that_is_for_reading_only_gets_no_draft()
    {
        await _store.PublishAsync(Line("a"), ""","isReadonly":true""");

        (await SaveAsync(Line("b"), null).ShouldThrowAsync<DefinitionStateException>()).Code.ShouldBe("definition.readonly");
        (await RevertAsync(1).ShouldThrowAsync<DefinitionStateException>()).Code.ShouldBe("definition.readonly");
    }

    [Fact]
    public async Task A_version_that_was_used_or_is_published_or_a_draft_is_not_deleted()
    {
        await _store.StartAsync(await _store.PublishAsync(Line("used")));
        await _store.PublishAsync(Line("published"));
        await SaveAsync(Line("draft"), null);

        (await DeleteAsync(1).ShouldThrowAsync<DefinitionStateException>()).Code.ShouldBe("definition.in-use");
        (await DeleteAsync(2).ShouldThrowAsync<DefinitionStateException>()).Code.ShouldBe("definition.published");
        (await DeleteAsync(3).ShouldThrowAsync<DefinitionStateException>()).Code.ShouldBe("definition.is-draft");
        (await DeleteAsync(4).ShouldThrowAsync<DefinitionStateException>()).Code.ShouldBe("definition.not-found");
        (await VersionsAsync()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task When_the_latest_version_is_deleted_the_one_before_is_the_latest()
    {
        await _store.PublishAsync(Line("a"));
        var unused = await _store.PublishAsync(Line("b"));
        await RetractAsync();

        await DeleteAsync(2);

        (await VersionsAsync()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(row => row.Version.ShouldBe(1), row => row.IsLatest.ShouldBeTrue());
        (await ReadVersionAsync(unused.Id).ShouldThrowAsync<InvalidDefinitionException>()).Code.ShouldBe("definition.unknown");
    }

    [Fact]
    public async Task A_definition_is_deleted_whole_and_only_when_nothing_ran_on_it()
    {
        await _store.PublishAsync(Line("a"));
        await SaveAsync(Line("b"), null);
        (await DeleteAllAsync().ShouldThrowAsync<DefinitionStateException>()).Code.ShouldBe("definition.published");
        await RetractAsync();

        (await DeleteAllAsync()).ShouldBe(2);

        (await VersionsAsync()).ShouldBeEmpty();
        (await DeleteAllAsync().ShouldThrowAsync<DefinitionStateException>()).Code.ShouldBe("definition.not-found");
        await _store.StartAsync(await _store.PublishAsync(Line("c")));
        await RetractAsync();
        (await DeleteAllAsync().ShouldThrowAsync<DefinitionStateException>()).Code.ShouldBe("definition.in-use");
    }

    [Fact]
    public async Task A_version_that_somebody_changed_in_the_database_is_not_run()
    {
        var definition = await _store.PublishAsync(Line("genuine"));
        await ChangeAsync(definition.Id, "genuine", "forged!");
        await _store.RestartAsync();

        (await ReadVersionAsync(definition.Id).ShouldThrowAsync<InvalidDefinitionException>()).ShouldSatisfyAllConditions(
            refusal => refusal.Code.ShouldBe("definition.changed-outside"), refusal => refusal.Message.ShouldContain("Phiên bản 1"));
        (await FindingsAsync()).ShouldHaveSingleItem().Code.ShouldBe("definition.changed-outside");

        await ChangeAsync(definition.Id, "forged!", "genuine");
        (await ReadVersionAsync(definition.Id)).Id.ShouldBe(definition.Id);
    }

    [Fact]
    public async Task A_draft_is_read_as_it_is_now_although_it_was_read_before()
    {
        var draft = await SaveAsync(Line("a"), null);
        await ReadVersionAsync(draft.VersionId);

        await SaveAsync(Line("b"), draft.Tag);

        (await ReadVersionAsync(draft.VersionId)).Root.Id.ShouldBe("b");
    }

    [Fact]
    public async Task An_unusable_id_is_refused_for_drafts_too()
    {
        var save = Should.Throw<InvalidDefinitionException>(() => _store.Definitions.Check("{\"definitionId\":\"có dấu\",\"root\":null}"u8.ToArray()));

        save.Code.ShouldBe("definition.invalid-id");
        Should.Throw<InvalidDefinitionException>(() => _store.Definitions.Check("{\"definitionId\":\"d\\n\",\"root\":null}"u8.ToArray())).Code.ShouldBe("definition.invalid-id");
    }

    private static string Trigger(string eventName) =>
        Step("e", "Event", Literal("eventName", $"\"{eventName}\"", "String"), "\"customProperties\":{\"canStartWorkflow\":true}");

    private Task<Draft> SaveAsync(string root, string? tag) => _store.WriteAsync(async (session, ct) =>
        (await _store.Definitions.SaveDraftAsync(session, _store.Definitions.Check(Encoding.UTF8.GetBytes($$"""{"definitionId":"d","root":{{root}} }""")), tag, "quan-tri", ct)).Draft);

    private Task<WorkflowDefinition> PublishDraftAsync(Draft seen) => _store.WriteAsync((session, ct) =>
        _store.Definitions.PublishDraftAsync(session, _store.Definitions.Check(seen.Json), seen.Tag, "quan-tri", "lý do", ct));

    private Task<WorkflowDefinition> RetractAsync() => _store.WriteAsync((session, ct) => _store.Definitions.RetractAsync(session, "d", ct));

    private Task<Draft> RevertAsync(int version) => _store.WriteAsync((session, ct) => _store.Definitions.RevertAsync(session, "d", version, "quan-tri", "lý do", ct));

    private Task<bool> DeleteAsync(int version) => _store.WriteAsync(async (session, ct) =>
    {
        await _store.Definitions.DeleteVersionAsync(session, "d", version, ct);
        return true;
    });

    private Task<int> DeleteAllAsync() => _store.WriteAsync((session, ct) => _store.Definitions.DeleteAsync(session, "d", ct));

    private Task<Draft?> FindDraftAsync() => _store.Database.ReadAsync((context, ct) => DefinitionStore.FindDraftAsync(context, "d", ct), Store.None);

    private Task<WorkflowDefinition?> PublishedAsync() => _store.Database.ReadAsync((context, ct) => _store.Definitions.FindPublishedAsync(context, "d", ct).AsTask(), Store.None);

    private Task<WorkflowDefinition> ReadVersionAsync(string id) => _store.Database.ReadAsync((context, ct) => _store.Definitions.GetVersionAsync(context, id, ct).AsTask(), Store.None);

    private async Task<List<DefinitionRow>> VersionsAsync() => [.. (await _store.AllAsync<DefinitionRow>()).OrderBy(row => row.Version)];

    private Task<List<InvariantFinding>> FindingsAsync() =>
        _store.Database.ReadAsync(async (context, ct) => await new DefinitionVersions().CheckAsync(context, ct).ToListAsync(ct), Store.None);

    private Task<bool> ChangeAsync(string id, string from, string to) => _store.WriteAsync(async (session, ct) =>
    {
        var row = await session.Context.Set<DefinitionRow>().SingleAsync(d => d.Id == id, ct);
        row.Json = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(row.Json).Replace(from, to, StringComparison.Ordinal));
        session.Update(row);
        return true;
    });

    private static async Task<string> CodeOfAsync<T>(Task<T> work)
    {
        try
        {
            await work;
            return "";
        }
        catch (DefinitionStateException e)
        {
            return e.Code;
        }
        catch (StaleRowException)
        {
            return "stale";
        }
    }
}
