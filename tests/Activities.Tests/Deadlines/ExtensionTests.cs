using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Checks;
using LienThong.Activities.Deadlines;
using LienThong.Activities.Delegations;
using LienThong.Activities.Documents;
using LienThong.Activities.Rules;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Work;

namespace LienThong.Activities.Tests.Deadlines;

/// <summary>The deadline is 07/02/2024, ten working days from 24/01.</summary>
public sealed class ExtensionTests : IAsyncLifetime
{
    private static readonly DateOnly Later = new(2024, 2, 22);

    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task What_the_leader_grants_moves_the_deadline_and_keeps_the_first()
    {
        await office.ToDraftAsync();
        await AskAsync(Later);
        var item = await office.ItemOf(People.Director);
        item.Kind.ShouldBe(WorkKinds.Extension);

        await office.Get<AnswerExtension>().GrantAsync(People.Director, item.WorkItemId, null, "Đồng ý", Office.NewKey(), CancellationToken.None);

        var deadline = (await office.AllAsync<Deadline>()).ShouldHaveSingleItem();
        (deadline.DueOn, deadline.FirstDueOn).ShouldBe((Later, new DateOnly(2024, 2, 7)));
        (await office.ItemOf(People.Officer)).DueOn.ShouldBe(Later);
        await AllIsWellAsync();
    }

    [Fact]
    public async Task Reminders_count_from_the_new_deadline()
    {
        await office.ToDraftAsync();
        await AskAsync(Later);
        await office.Get<AnswerExtension>().GrantAsync(People.Director, (await office.ItemOf(People.Director)).WorkItemId, null, null, Office.NewKey(), CancellationToken.None);

        await office.AdvanceToAsync(Office.At(2024, 3, 15));

        (await LadderAsync()).ShouldBe([Office.At(2024, 2, 19), Office.At(2024, 2, 21), Office.At(2024, 2, 22), Office.At(2024, 2, 23), Office.At(2024, 2, 27)]);
        await AllIsWellAsync();
    }

    [Fact]
    public async Task After_the_last_reminder_an_extension_begins_a_new_ladder()
    {
        var received = await office.ToDraftAsync();
        await office.AdvanceToAsync(Office.At(2024, 3, 4, 9));
        var before = (await LadderAsync()).Count;
        before.ShouldBe(5);

        await ExtendAsync(People.Director, received.DossierId, new DateOnly(2024, 3, 15));
        await office.AdvanceToAsync(Office.At(2024, 4, 1));

        (await LadderAsync()).Skip(before).ShouldBe([Office.At(2024, 3, 12), Office.At(2024, 3, 14), Office.At(2024, 3, 15), Office.At(2024, 3, 18), Office.At(2024, 3, 20)]);
        await AllIsWellAsync();
    }

    [Fact]
    public async Task A_dossier_that_closes_long_after_its_last_reminder_leaves_nothing_waiting()
    {
        await office.ToReceiptAsync();
        await office.AdvanceToAsync(Office.At(2024, 3, 4, 9));

        await office.ReceiptAsync(DispatchStatusCodes.Accepted);
        await office.DeliverOutboxAsync();

        (await office.AllAsync<Workflows.Persistence.Rows.BookmarkRow>()).ShouldBeEmpty();
        (await office.AllAsync<Workflows.Persistence.Rows.TimerRow>()).ShouldBeEmpty();
        await AllIsWellAsync();
    }

    [Fact]
    public async Task What_is_refused_changes_nothing_and_can_be_asked_again()
    {
        await office.ToDraftAsync();
        await AskAsync(Later);
        (await CodeAsync(() => AskAsync(Later))).ShouldBe("extension.open");

        await office.Get<AnswerExtension>().RefuseAsync(People.Director, (await office.ItemOf(People.Director)).WorkItemId, "Việc gấp", Office.NewKey(), CancellationToken.None);

        (await office.AllAsync<Deadline>()).ShouldHaveSingleItem().DueOn.ShouldBe(new DateOnly(2024, 2, 7));
        await AskAsync(Later);
        (await office.ItemOf(People.Director)).Kind.ShouldBe(WorkKinds.Extension);
    }

    [Fact]
    public async Task After_the_deadline_only_the_leader_himself_extends()
    {
        await office.ToDraftAsync();
        var dossier = await office.DossierAsync();
        await office.AdvanceToAsync(Office.At(2024, 2, 15, 9));
        (await CodeAsync(() => AskAsync(Later))).ShouldBe("extension.late");
        (await CodeAsync(() => ExtendAsync(People.Officer, dossier.Id, Later))).ShouldBe("deadline.not-yours");

        (await ExtendAsync(People.Director, dossier.Id, Later)).ShouldBe(new MovedDeadline(Later, new DateOnly(2024, 2, 7)));

        await AllIsWellAsync();
    }

    [Fact]
    public async Task Who_asks_does_not_grant_it_in_the_leaders_place()
    {
        await office.ToDraftAsync();
        await AskAsync(Later);
        var item = await office.ItemOf(People.Director);
        await office.DelegateAsync(People.Director, People.Officer);

        (await CodeAsync(() => office.Get<AnswerExtension>().GrantAsync(People.Officer, item.WorkItemId, null, null, Office.NewKey(), CancellationToken.None))).ShouldBe("work-item.four-eyes");
    }

    [Fact]
    public async Task A_deadline_that_was_given_in_the_leaders_place_stays_the_leaders()
    {
        await office.RegisterAsync();
        var delegation = await office.DelegateAsync(People.Director, People.ChiefOfOffice);
        var item = await office.ItemOf(People.Director);
        await office.Get<Activities.Approvals.InstructDocument>().RunAsync(People.ChiefOfOffice, item.WorkItemId, Letters.Instruction, Office.NewKey(), CancellationToken.None);
        await office.RevokeAsync(delegation, People.Director);

        await AskAsync(Later);

        (await office.ItemOf(People.Director)).Kind.ShouldBe(WorkKinds.Extension);
        var dossier = await office.DossierAsync();
        (await CodeAsync(() => ExtendAsync(People.ChiefOfOffice, dossier.Id, Later))).ShouldBe("deadline.not-yours");
    }

    [Theory]
    [InlineData("2024-02-07")]
    [InlineData("2024-01-20")]
    public async Task A_day_that_is_not_later_is_refused(string day)
    {
        await office.ToDraftAsync();

        (await CodeAsync(() => AskAsync(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)))).ShouldBe("extension.due");
    }

    [Fact]
    public async Task A_submission_can_still_be_recalled_after_an_extension()
    {
        await office.ToDraftAsync();
        var decided = await office.SubmitDraftAsync();
        await ExtendAsync(People.Director, decided.DossierId, Later);

        await office.Get<Activities.Approvals.RecallWork>().RunAsync(People.Officer, decided.WorkItemId, null, Office.NewKey(), CancellationToken.None);

        (await office.ItemOf(People.Officer)).DueOn.ShouldBe(Later);
        await AllIsWellAsync();
    }

    private async Task<IReadOnlyList<DateTimeOffset>> LadderAsync() =>
        [.. (await office.AllAsync<AuditEntry>()).Where(entry => entry.Action is "deadline.reminded" or "deadline.escalated").OrderBy(entry => entry.Seq).Select(entry => entry.At)];

    private async Task<Activities.Opinions.Asked> AskAsync(DateOnly dueOn) => await office.Get<AskExtension>().RunAsync(
        People.Officer, (await office.ItemOf(People.Officer)).WorkItemId, WorkKinds.Draft, dueOn, "Chờ số liệu của các đơn vị", Office.NewKey(), CancellationToken.None);

    private async Task<MovedDeadline> ExtendAsync(Guid person, Guid dossierId, DateOnly dueOn)
    {
        var organisation = await office.ReadAsync(context => office.Get<OrganisationCache>().GetAsync(context, CancellationToken.None));
        var access = new DossierAccess(person, organisation.PositionsOf(person, new DateOnly(2024, 2, 1)), Reach.Own(person, [DemoOrganisation.SoKhcn]));
        return await office.Get<ExtendDeadline>().RunAsync(access, new Actor(person, "Người gia hạn"), dossierId, dueOn, "Việc phức tạp", Office.NewKey(), CancellationToken.None);
    }

    private static async Task<string> CodeAsync(Func<Task> act) => (await Should.ThrowAsync<RuleViolation>(act)).Code;

    private async Task AllIsWellAsync() => (await office.Get<InvariantChecker>().RunAsync(FileReading.Existence, CancellationToken.None)).ShouldBeEmpty();
}
