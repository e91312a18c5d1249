using LienThong.Activities.Audit;
using LienThong.Activities.Notifications;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Scheduling;
using static LienThong.Activities.Tests.Persistence.TestDatabase;

namespace LienThong.Activities.Tests.Deadlines;

/// <summary>Ten working days from 24/01/2024 end on 07/02, the last working day before Tết; the next one is 15/02.</summary>
public sealed class RemindAndEscalateTests : IAsyncLifetime
{
    private static readonly Guid Head = People.UnitHead;

    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task Ten_working_days_end_before_Tet()
    {
        await office.ToDraftAsync();

        (await office.AllAsync<Deadline>()).ShouldHaveSingleItem().DueOn.ShouldBe(new DateOnly(2024, 2, 7));
    }

    [Fact]
    public async Task The_ladder_climbs_on_working_days_at_eight_in_the_morning()
    {
        await office.ToInitialAsync();

        await office.AdvanceToAsync(Office.At(2024, 3, 1));

        (await LadderAsync()).ShouldBe(
        [
            ("deadline.reminded", Office.At(2024, 2, 2)),
            ("deadline.reminded", Office.At(2024, 2, 6)),
            ("deadline.reminded", Office.At(2024, 2, 7)),
            ("deadline.escalated", Office.At(2024, 2, 15)),
            ("deadline.escalated", Office.At(2024, 2, 19)),
        ]);
    }

    [Fact]
    public async Task No_rung_is_climbed_early()
    {
        await office.ToInitialAsync();

        await office.AdvanceToAsync(Office.At(2024, 2, 2).AddTicks(-1));

        (await LadderAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Before_the_deadline_who_holds_the_work_is_reminded_with_what_is_left()
    {
        await office.ToInitialAsync();

        await office.AdvanceToAsync(Office.At(2024, 2, 2));

        var notice = (await office.AllAsync<Notification>()).Where(n => n.Kind == NoticeKinds.Reminder).ShouldHaveSingleItem();
        (notice.PersonId, notice.At).ShouldBe((Head, Office.At(2024, 2, 2)));
        notice.Text.ShouldContain("còn 3 ngày làm việc");
        notice.Text.ShouldContain("Ký nháy dự thảo");
    }

    [Fact]
    public async Task After_the_deadline_the_leaders_are_told_step_by_step()
    {
        await office.ToInitialAsync();

        await office.AdvanceToAsync(Office.At(2024, 3, 1));

        var notices = (await office.AllAsync<Notification>()).Where(n => n.Kind == NoticeKinds.Escalation).OrderBy(n => n.At).ToList();
        notices.Where(n => n.At == Office.At(2024, 2, 15)).Select(n => n.PersonId).ShouldBe([Head, People.ChiefOfOffice], ignoreOrder: true);
        notices.Where(n => n.At == Office.At(2024, 2, 19)).Select(n => n.PersonId).ShouldBe([People.Director]);
        notices[^1].Text.ShouldContain("quá hạn");
    }

    [Fact]
    public async Task Rungs_that_came_due_while_nothing_ran_are_all_climbed_afterwards()
    {
        await office.ToInitialAsync();
        office.Clock.Now = Office.At(2024, 2, 20, 9);

        await office.Get<TimerSweep>().RunAsync(None);

        (await LadderAsync()).Select(step => step.Action).ShouldBe(
            ["deadline.reminded", "deadline.reminded", "deadline.reminded", "deadline.escalated", "deadline.escalated"]);
        // What is left waits for an extension.
        (await office.AllAsync<TimerRow>()).ShouldHaveSingleItem().DueAt.ShouldBe(Office.At(2024, 3, 19));
    }

    [Fact]
    public async Task A_second_sweep_climbs_nothing_twice()
    {
        await office.ToInitialAsync();
        office.Clock.Now = Office.At(2024, 2, 2);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => office.Get<TimerSweep>().RunAsync(None))));

        (await LadderAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Rungs_of_the_past_are_left_out_when_the_deadline_is_set_late()
    {
        await office.RegisterAsync();
        await office.InstructAsync(Letters.Instruction with { DueOn = new DateOnly(2024, 1, 25) });

        await office.AdvanceToAsync(Office.At(2024, 1, 26));

        (await LadderAsync()).ShouldBe([("deadline.reminded", Office.At(2024, 1, 25)), ("deadline.escalated", Office.At(2024, 1, 26))]);
    }

    [Fact]
    public async Task The_timer_is_gone_when_the_dossier_closes()
    {
        await office.ToReceiptAsync();
        (await office.AllAsync<TimerRow>()).Count.ShouldBe(1);

        await office.ReceiptAsync(DispatchStatusCodes.Accepted);
        await office.AdvanceToAsync(Office.At(2024, 3, 1));

        (await office.AllAsync<TimerRow>()).ShouldBeEmpty();
        (await LadderAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_work_goes_on_beside_the_ladder()
    {
        await office.ToInitialAsync();
        await office.AdvanceToAsync(Office.At(2024, 2, 6));

        await office.ApproveAsync(Head);
        await office.AdvanceToAsync(Office.At(2024, 2, 7));

        var last = (await office.AllAsync<Notification>()).Where(n => n.At == Office.At(2024, 2, 7)).ToList();
        last.Select(n => n.PersonId).ShouldBe([People.Deputy, People.SecondDeputy, Head], ignoreOrder: true);
        last[0].Text.ShouldContain("Duyệt dự thảo");
    }

    private async Task<IReadOnlyList<(string Action, DateTimeOffset At)>> LadderAsync() =>
        [.. (await office.AllAsync<AuditEntry>()).Where(e => e.Action is "deadline.reminded" or "deadline.escalated").OrderBy(e => e.Seq).Select(e => (e.Action, e.At))];
}
