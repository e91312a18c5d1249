using System.Text;
using System.Text.Json;
using LienThong.Activities.Audit;
using LienThong.Activities.Checks;
using LienThong.Activities.Documents;
using LienThong.Activities.Procedures;
using LienThong.Activities.Rules;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Work;
using LienThong.Workflows.Batches;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Migration;
using LienThong.Workflows.Persistence.Rows;

namespace LienThong.Activities.Tests.Procedures;

/// <summary>Running dossiers on another version of their procedure, and altered: the work stays with whom it lies, and the history says what happened.</summary>
public sealed class ProcedureChangeTests : IAsyncLifetime
{
    private static readonly Actor Administrator = new(null, "Quản trị viên");
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    /// <summary>The initials have another id in the new version.</summary>
    private async Task<MigrationPlan> RenamedAsync()
    {
        var text = Encoding.UTF8.GetString(Office.Procedure()).Replace("ky-nhay", "ky-nhay-moi", StringComparison.Ordinal);
        await office.WriteAsync(session => office.Get<DefinitionStore>().PublishAsync(session, Encoding.UTF8.GetBytes(text), "Quản trị viên", "Đổi mã bước", None));
        var plan = await office.ReadAsync(context => office.Get<OrderBatch>().ProposeAsync(context, "cong-van-bao-cao", 1, 2, None));
        return plan with { Activities = new Dictionary<string, string>(plan.Activities) { ["ky-nhay"] = "ky-nhay-moi" } };
    }

    private async Task<BatchView> MigrateAsync(MigrationPlan plan)
    {
        var ordered = await office.WriteAsync(session => office.Get<OrderBatch>().MigrateAsync(session, plan, null, "Sửa quy trình", Administrator, None));
        await office.DeliverOutboxAsync();
        return await office.ReadAsync(context => BatchQuery.ReadAsync(context, ordered.Id, None));
    }

    private async Task MustBeWholeAsync() => (await office.Get<InvariantChecker>().RunAsync(FileReading.Content, None)).ShouldBeEmpty();

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    [Fact]
    public async Task The_open_work_stays_where_it_lies_and_the_dossier_goes_on_to_its_end()
    {
        await office.ToInitialAsync();
        var before = await office.ItemOf(People.UnitHead);
        var timer = (await office.AllAsync<TimerRow>()).ShouldHaveSingleItem().DueAt;

        var batch = await MigrateAsync(await RenamedAsync());

        batch.ShouldSatisfyAllConditions(b => b.State.ShouldBe("Done"), b => b.Counts["Done"].ShouldBe(1));
        (await office.ItemOf(People.UnitHead)).WorkItemId.ShouldBe(before.WorkItemId);
        (await office.AllAsync<WorkItem>()).Single(i => i is { State: WorkItemState.Open, BookmarkId: not null }).ActivityId.ShouldBe("ky-nhay-moi");
        (await office.AllAsync<TimerRow>()).ShouldHaveSingleItem().DueAt.ShouldBe(timer);
        await MustBeWholeAsync();
        await office.ApproveAsync(People.UnitHead);
        await office.ApproveAsync(People.Deputy);
        await office.SignAsync(People.Deputy);
        await office.IssueNumberAsync();
        await office.DeliverOutboxAsync();
        await office.SendAsync();
        await office.DeliverOutboxAsync();
        await office.ReceiptAsync(DispatchStatusCodes.Accepted);
        await office.DeliverOutboxAsync();
        (await office.DossierAsync()).State.ShouldBe(DossierState.Closed);
        await MustBeWholeAsync();
    }

    [Fact]
    public async Task A_return_finds_its_way_in_the_new_version()
    {
        await office.ToInitialAsync();
        await MigrateAsync(await RenamedAsync());

        await office.ReturnAsync(People.UnitHead);
        await office.SubmitDraftAsync();

        (await office.AllAsync<WorkItem>()).Single(i => i is { State: WorkItemState.Open, BookmarkId: not null }).ShouldSatisfyAllConditions(
            i => i.ActivityId.ShouldBe("ky-nhay-moi"), i => i.Round.ShouldBe(2));
        await MustBeWholeAsync();
    }

    [Fact]
    public async Task The_history_names_both_versions_and_the_reason_and_so_it_does_when_it_is_undone()
    {
        var received = await office.ToInitialAsync();
        var batch = await MigrateAsync(await RenamedAsync());
        await office.WriteAsync(session => office.Get<OrderBatch>().UndoAsync(session, batch.Id, "Chọn nhầm", Administrator, None));
        await office.DeliverOutboxAsync();

        var entries = (await office.AllAsync<AuditEntry>()).Where(e => e.DossierId == received.DossierId && e.SubjectKind == "instance").OrderBy(e => e.Seq).ToList();
        entries.Select(e => e.Action).ShouldBe(["instance.migrated", "instance.migration-undone"]);
        entries[0].Data.ShouldNotBeNull().ShouldContain("\"from\":1,\"to\":2");
        entries[1].Data.ShouldNotBeNull().ShouldContain("\"from\":2,\"to\":1");
        (await office.AllAsync<WorkItem>()).Single(i => i is { State: WorkItemState.Open, BookmarkId: not null }).ActivityId.ShouldBe("ky-nhay");
        (await office.AllAsync<InstanceRow>()).ShouldHaveSingleItem().DefinitionVersion.ShouldBe(1);
        await MustBeWholeAsync();
        await office.ApproveAsync(People.UnitHead);
        (await office.ItemOf(People.Deputy)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_dossier_whose_step_is_gone_is_refused_in_words()
    {
        await office.ToInitialAsync();
        var plan = await RenamedAsync();

        var batch = await MigrateAsync(plan with { Activities = plan.Activities.Where(a => a.Key != "ky-nhay").ToDictionary() });

        batch.Counts["Refused"].ShouldBe(1);
        var (items, _) = await office.ReadAsync(context => BatchQuery.ItemsAsync(context, batch.Id, null, 0, 10, None));
        items.ShouldHaveSingleItem().Detail.ShouldNotBeNull().ShouldContain("phiên bản mới không có bước tương ứng");
        await MustBeWholeAsync();
    }

    [Fact]
    public async Task An_instance_that_is_cancelled_by_an_alteration_takes_its_dossier_along()
    {
        var received = await office.ToInitialAsync();

        await office.WriteAsync(session => office.Get<OrderBatch>().AlterOneAsync(session, received.WorkflowInstanceId!, Json("""[{"type":"Cancel"}]"""), "Đăng ký nhầm", Administrator, None));

        (await office.DossierAsync()).State.ShouldBe(DossierState.Cancelled);
        (await office.AllAsync<WorkItem>()).ShouldAllBe(i => i.State != WorkItemState.Open);
        (await office.AllAsync<AuditEntry>()).ShouldContain(e => e.Action == "instance.altered" && e.DossierId == received.DossierId);
        await MustBeWholeAsync();
    }

    [Fact]
    public async Task A_step_that_is_asked_anew_has_one_open_work_item()
    {
        var received = await office.ToInitialAsync();
        var wait = (await office.InstanceAsync()).Bookmarks.Single(b => b.ActivityId == "ky-nhay");

        await office.WriteAsync(session => office.Get<OrderBatch>().AlterOneAsync(
            session, received.WorkflowInstanceId!, Json($$"""[{"type":"ScheduleActivity","activityInstanceId":"{{wait.ActivityInstanceId}}"}]"""), "Giao lại", Administrator, None));

        (await office.AllAsync<WorkItem>()).Where(i => i.ActivityId == "ky-nhay").Select(i => i.State).ShouldBe([WorkItemState.Cancelled, WorkItemState.Open], ignoreOrder: true);
        await office.ApproveAsync(People.UnitHead);
        await MustBeWholeAsync();
    }

    [Fact]
    public async Task Orders_are_refused_without_a_reason_or_without_saying_whom()
    {
        await office.ToInitialAsync();
        var plan = await RenamedAsync();
        var orders = office.Get<OrderBatch>();
        var cancel = Json("""[{"type":"Cancel"}]""");

        (await Refused(() => office.WriteAsync(session => orders.MigrateAsync(session, plan, null, " ", Administrator, None)))).ShouldBe("batch.reason");
        (await Refused(() => office.WriteAsync(session => orders.MigrateAsync(session, plan, [], "r", Administrator, None)))).ShouldBe("batch.instances");
        (await Refused(() => office.WriteAsync(session => orders.MigrateAsync(session, plan with { ToVersion = 9 }, null, "r", Administrator, None)))).ShouldBe("migration.version-not-found");
        (await Refused(() => office.WriteAsync(session => orders.AlterAsync(session, cancel, new InstanceSelection(), "r", Administrator, None)))).ShouldBe("batch.instances");
        (await Refused(() => office.WriteAsync(session => orders.AlterAsync(session, Json("[]"), new InstanceSelection { DefinitionId = "d" }, "r", Administrator, None)))).ShouldBe("alteration.invalid");
        (await Refused(() => office.WriteAsync(session => orders.UndoAsync(session, "nope", "r", Administrator, None)))).ShouldBe("batch.not-found");
        (await office.AllAsync<BatchRow>()).ShouldBeEmpty();
    }

    private static async Task<string> Refused(Func<Task> work) => (await work().ShouldThrowAsync<RuleViolation>()).Code;
}
