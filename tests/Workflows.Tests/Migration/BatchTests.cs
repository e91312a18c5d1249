using System.Text.Json;
using LienThong.Workflows.Alterations;
using LienThong.Workflows.Batches;
using LienThong.Workflows.Migration;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using Microsoft.Extensions.Logging.Abstractions;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Migration;

/// <summary>Many instances: each for itself, stopped and gone on with, put back where nothing has moved on.</summary>
public sealed class BatchTests : MigrationScene
{
    private static readonly string First = Sequence(Wait("a"), Wait("b"));
    private static readonly string Second = Sequence(Wait("a"), Line("new"), Wait("b"));

    private async Task<List<string>> StartManyAsync(int count)
    {
        var definition = await Store.PublishAsync(First);
        var ids = new List<string>();
        for (var i = 0; i < count; i += 50)
        {
            ids.AddRange(await Store.WriteAsync(async (session, ct) =>
            {
                var page = new List<string>();
                for (var n = i; n < Math.Min(i + 50, count); n++)
                    page.Add((await Store.Engine.StartAsync(session, definition, new StartRequest(), ct)).Instance.Id);
                return page;
            }));
        }

        await Store.PublishAsync(Second);
        return ids;
    }

    private async Task<BatchRow> OrderAsync(IReadOnlyList<string>? ids = null)
    {
        var plan = await ProposeAsync();
        return await Store.WriteAsync((session, ct) => InstanceBatches.OrderAsync(session, MigrateInstances.OrderOf(plan, ids, "Quản trị A", "7", "sửa quy trình"), ct));
    }

    private async Task<BatchRow> BatchAsync(string id) => (await Store.AllAsync<BatchRow>()).Single(b => b.Id == id);

    [Fact]
    public async Task A_migration_is_undone_where_nothing_has_moved_on_and_only_there()
    {
        var ids = await StartManyAsync(2);
        var before = (await Store.AllAsync<InstanceRow>()).ToDictionary(r => r.Id, r => r.State);
        var batch = await MigrateAsync();
        await ResumeAsync(ids[1], "a");

        await UndoAsync(batch.Id);

        (await BatchAsync(batch.Id)).State.ShouldBe("Undone");
        var items = (await Store.AllAsync<BatchItemRow>()).ToDictionary(i => i.InstanceId);
        (items[ids[0]].State, items[ids[0]].Before).ShouldBe(("Undone", null));
        (items[ids[1]].State, items[ids[1]].Detail).ShouldBe(("Kept", "Lượt chạy đã đi tiếp sau khi chuyển phiên bản nên không hoàn tác được."));
        var rows = (await Store.AllAsync<InstanceRow>()).ToDictionary(r => r.Id);
        (rows[ids[0]].DefinitionVersion, rows[ids[1]].DefinitionVersion).ShouldBe((1, 2));
        WithoutCounters(rows[ids[0]].State).ShouldBe(WithoutCounters(before[ids[0]]));
        (await ResumeAsync(ids[0], "a")).ShouldBeEmpty();
        (await Store.FindAsync(ids[0])).Bookmarks.ShouldHaveSingleItem().ActivityId.ShouldBe("b");
    }

    private static string WithoutCounters(byte[] state)
    {
        var json = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(state)!;
        json.Remove("b");
        json.Remove("j");
        return JsonSerializer.Serialize(json);
    }

    [Fact]
    public async Task A_wait_that_took_another_step_has_its_old_one_again()
    {
        var id = await StartAsync(Flow([Wait("a"), Wait("b")], "a->b"), Flow([Wait("a2"), Wait("b")], "a2->b"), []);
        var bookmark = await Store.BookmarkOf(id, "a");
        var plan = await ProposeAsync();
        var batch = await MigrateAsync(plan with { Activities = new Dictionary<string, string>(plan.Activities) { ["a"] = "a2" } });
        (await WaitsAsync()).ShouldBe(["a2"]);

        await UndoAsync(batch.Id);

        (await Store.BookmarkOf(id, "a")).ShouldBe(bookmark);
        await ResumeAsync(id, "a");
        (await WaitsAsync()).ShouldBe(["b"]);
    }

    [Fact]
    public async Task An_instance_that_moved_since_it_was_judged_is_judged_again_as_it_is()
    {
        var id = await StartAsync(Flow([Wait("a"), Wait("b")], "a->b"), Flow([Wait("a")]), []);
        var plan = await ProposeAsync();
        (await JudgeAsync(plan)).Verdict.ShouldBe(MigrationVerdict.Ok);
        var batch = await Store.WriteAsync((session, ct) => InstanceBatches.OrderAsync(session, MigrateInstances.OrderOf(plan, null, "A", null, "r"), ct));

        await ResumeAsync(id, "a");
        await Batches().RunAsync(batch.Id, TimeSpan.FromMinutes(1), Store.None);

        (await ItemAsync()).State.ShouldBe("Refused");
        (await RowAsync()).DefinitionVersion.ShouldBe(1);
        (await WaitsAsync()).ShouldBe(["b"]);
    }

    [Fact]
    public async Task Those_that_are_refused_do_not_hold_up_the_others()
    {
        var ids = await StartManyAsync(3);
        await Store.WriteAsync((session, ct) => Store.Engine.CancelAsync(session, ids[1], ct));

        var batch = await OrderAsync([.. ids, "nope"]);
        await Batches().RunAsync(batch.Id, TimeSpan.FromMinutes(1), Store.None);

        var items = (await Store.AllAsync<BatchItemRow>()).ToDictionary(i => i.InstanceId, i => i.State);
        ids.Append("nope").Select(id => items[id]).ShouldBe(["Done", "Refused", "Done", "Refused"]);
        batch.Expected.ShouldBe(4);
        (await BatchAsync(batch.Id)).ShouldSatisfyAllConditions(b => b.State.ShouldBe("Done"), b => b.FinishedAt.ShouldNotBeNull(), b => b.By.ShouldBe("Quản trị A"));
    }

    [Fact]
    public async Task A_batch_goes_on_after_a_stop_and_does_nothing_twice()
    {
        var ids = await StartManyAsync(5);
        var batch = await OrderAsync();
        using var stop = new CancellationTokenSource();
        var done = 0;
        Store.Database.Commands.BeforeEach = text =>
        {
            if (text == "COMMIT" && ++done == 3)
                stop.Cancel();
        };
        await Batches().RunAsync(batch.Id, TimeSpan.FromMinutes(1), stop.Token).ShouldThrowAsync<OperationCanceledException>();
        await Store.RestartAsync();
        (await Store.AllAsync<BatchItemRow>()).Count.ShouldBeInRange(1, 4);

        (await Store.WriteAsync((session, ct) => InstanceBatches.StopAsync(session, batch.Id, ct))).ShouldBeTrue();
        (await Batches().RunAsync(batch.Id, TimeSpan.FromMinutes(1), Store.None)).ShouldBeTrue();
        (await Store.AllAsync<BatchItemRow>()).Count.ShouldBeLessThan(5);
        (await Store.WriteAsync((session, ct) => InstanceBatches.ResumeAsync(session, batch.Id, ct))).ShouldBeTrue();
        await Batches().RunAsync(batch.Id, TimeSpan.FromMinutes(1), Store.None);

        (await Store.AllAsync<BatchItemRow>()).Select(i => i.State).ShouldBe(Enumerable.Repeat("Done", 5));
        (await Store.AllAsync<InstanceRow>()).ShouldAllBe(r => r.DefinitionVersion == 2 && r.RowVersion == 1);
        (await Store.AllAsync<JournalRow>()).Count.ShouldBe(2 * ids.Count);
    }

    [Fact]
    public async Task The_outbox_does_what_was_ordered()
    {
        await StartManyAsync(3);
        var batch = await OrderAsync();

        await Store.Delivery(new OutboxOptions(), Batches()).RunAsync(Store.None);

        (await BatchAsync(batch.Id)).State.ShouldBe("Done");
        (await Store.AllAsync<OutboxRow>()).ShouldBeEmpty();
        (await Store.AllAsync<InstanceRow>()).ShouldAllBe(r => r.DefinitionVersion == 2);
    }

    [Fact]
    public async Task A_database_that_fails_at_any_command_leaves_the_state_before_or_the_state_after()
    {
        var id = await StartAsync(Flow([Wait("a"), Step("d", "Delay"), Wait("b")], "a->b", "a->d"), Flow([Wait("a2"), Step("d", "Delay"), Wait("b")], "a2->b", "a2->d"), []);
        var plan = (await ProposeAsync()) with { Activities = new Dictionary<string, string> { ["flow"] = "flow", ["a"] = "a2", ["b"] = "b", ["d"] = "d" } };
        var before = await StateAsync();
        for (var k = 1; ; k++)
        {
            var n = 0;
            Store.Database.Commands.BeforeEach = _ =>
            {
                if (++n == k)
                    throw new IOException("disk");
            };
            var failure = await Record.ExceptionAsync(() => Store.WriteAsync(async (session, ct) =>
            {
                var to = await Store.Engine.FindVersionAsync(session.Context, "d", 2, ct);
                return await Store.Engine.MigrateAsync(session, id, to!, plan, "A", ct);
            }));
            await Store.RestartAsync();
            if (n < k)
            {
                failure.ShouldBeNull();
                k.ShouldBeGreaterThan(4);
                break;
            }

            failure.ShouldNotBeNull();
            (await StateAsync()).ShouldBe(before, $"command {k}");
        }

        (await RowAsync()).DefinitionVersion.ShouldBe(2);
        (await WaitsAsync()).ShouldBe(["a2"]);
    }

    private async Task<string> StateAsync()
    {
        var row = await RowAsync();
        return $"{row.RowVersion} {row.DefinitionVersion} {System.Text.Encoding.UTF8.GetString(row.State)} {string.Join(',', await WaitsAsync())} {(await Store.AllAsync<JournalRow>()).Count}";
    }

    [Fact]
    public async Task A_thousand_instances_are_moved_each_once()
    {
        await StartManyAsync(1000);
        var batch = await OrderAsync();
        await Store.RestartAsync();
        var batches = Batches();

        (await batches.RunAsync(batch.Id, TimeSpan.FromHours(1), Store.None)).ShouldBeTrue();

        var states = await Store.Database.ReadAsync((context, _) => Task.FromResult(context.Set<BatchItemRow>().GroupBy(i => i.State).Select(g => new { g.Key, Count = g.Count() }).ToList()), Store.None);
        states.ShouldHaveSingleItem().ShouldSatisfyAllConditions(s => s.Key.ShouldBe("Done"), s => s.Count.ShouldBe(1000));
        (await BatchAsync(batch.Id)).Expected.ShouldBe(1000);
    }

    [Fact]
    public async Task The_same_alterations_are_made_to_all_that_a_filter_lets_through()
    {
        var definition = await Store.PublishAsync(Sequence(Wait("a"), Wait("b")), "," + Declare(Variable("v", "String", "\"cũ\"")));
        var one = await Store.StartAsync(definition, new StartRequest { CorrelationId = "1" });
        var two = await Store.StartAsync(definition, new StartRequest { CorrelationId = "2" });
        await ResumeAsync(two, "a");
        using var alterations = JsonDocument.Parse("""[{"type":"ModifyVariable","variableId":"v","value":"mới"},{"type":"CancelActivity","activityId":"a"}]""");
        var batches = new InstanceBatches(Store.Database, [new AlterInstances(Store.Engine)], Store.Clock, NullLogger<InstanceBatches>.Instance);
        var batch = await Store.WriteAsync((session, ct) => InstanceBatches.OrderAsync(
            session, AlterInstances.OrderOf(alterations.RootElement, new InstanceSelection { DefinitionId = "d", SubStatus = "Suspended" }, "Quản trị A", null, "thử"), ct));

        await batches.RunAsync(batch.Id, TimeSpan.FromMinutes(1), Store.None);

        var items = (await Store.AllAsync<BatchItemRow>()).ToDictionary(i => i.InstanceId);
        (items[one].State, items[one].Detail).ShouldBe(("Done", "gán biến \"V\" = \"mới\"\nhủy bước \"a\""));
        (items[two].State, items[two].Detail).ShouldBe(("Refused", "Bước \"a\" hiện không chạy nên không hủy được. Tải lại lượt chạy rồi chọn bước khác."));
        (await Store.FindAsync(two)).Variables["V"].ShouldBe("cũ");
        await Store.WriteAsync((session, ct) => InstanceBatches.OrderUndoAsync(session, batch.Id, ct));
        await batches.RunAsync(batch.Id, TimeSpan.FromMinutes(1), Store.None);
        (await Store.AllAsync<BatchItemRow>()).Single(i => i.InstanceId == one).State.ShouldBe("Kept");
    }

    [Fact]
    public async Task What_belongs_to_each_move_is_in_its_commit_forth_and_back()
    {
        var ids = await StartManyAsync(1);
        var told = new List<(string Id, bool Forth)>();
        var batches = new InstanceBatches(
            Store.Database,
            [new MigrateInstances(Store.Engine, (_, _, moved, forth, _) =>
            {
                told.Add((moved.Instance.Id, forth));
                return Task.CompletedTask;
            })], Store.Clock, NullLogger<InstanceBatches>.Instance);
        var batch = await OrderAsync();

        await batches.RunAsync(batch.Id, TimeSpan.FromMinutes(1), Store.None);
        await Store.WriteAsync((session, ct) => InstanceBatches.OrderUndoAsync(session, batch.Id, ct));
        await batches.RunAsync(batch.Id, TimeSpan.FromMinutes(1), Store.None);

        told.ShouldBe([(ids[0], true), (ids[0], false)]);
    }
}
