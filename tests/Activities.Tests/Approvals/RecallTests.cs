using System.Text.Json.Nodes;
using LienThong.Activities.Agencies;
using LienThong.Activities.Approvals;
using LienThong.Activities.Audit;
using LienThong.Activities.Checks;
using LienThong.Activities.Documents;
using LienThong.Activities.Rules;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence.Rows;

namespace LienThong.Activities.Tests.Approvals;

public sealed class RecallTests : IAsyncLifetime
{
    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task Every_step_that_is_recalled_leaves_everything_as_it_was_before()
    {
        await office.RegisterAsync();
        await UndoneAsync(() => office.InstructAsync(), People.Director);
        await UndoneAsync(() => office.SubmitDraftAsync(), People.Officer);
        await UndoneAsync(() => office.ReturnAsync(People.UnitHead), People.UnitHead);
        await UndoneAsync(() => office.SubmitDraftAsync(), People.Officer);
        await UndoneAsync(() => office.ApproveAsync(People.UnitHead), People.UnitHead);
        await UndoneAsync(() => office.ReturnAsync(People.SecondDeputy), People.SecondDeputy);
        await UndoneAsync(() => office.SubmitDraftAsync(), People.Officer);
        await UndoneAsync(() => office.ApproveAsync(People.UnitHead), People.UnitHead);
        await UndoneAsync(() => office.ApproveAsync(People.SecondDeputy), People.SecondDeputy);
        await UndoneAsync(() => office.SignAsync(People.SecondDeputy), People.SecondDeputy);
        await UndoneAsync(() => office.RefuseNumberAsync(), People.Clerk);
    }

    [Fact]
    public async Task A_recalled_instruction_takes_tasks_deadline_and_cooperation_back()
    {
        await office.RegisterAsync();
        var decided = await office.InstructAsync();

        await RecallAsync(People.Director, decided.WorkItemId);

        (await office.AllAsync<AssignedTask>()).ShouldAllBe(task => task.State == TaskState.Cancelled);
        (await office.AllAsync<Deadline>()).ShouldBeEmpty();
        (await office.AllAsync<WorkItem>()).Where(item => item.Kind == WorkKinds.Cooperate).ShouldAllBe(item => item.State == WorkItemState.Cancelled);
        (await office.DossierAsync()).LeadUnitId.ShouldBeNull();
        (await office.IncomingAsync()).State.ShouldBe(IncomingState.Registered);
        await office.InstructAsync();
        (await office.AllAsync<Deadline>()).Count.ShouldBe(1);
        await AllIsWellAsync();
    }

    [Fact]
    public async Task A_recalled_signature_is_none_and_can_be_given_again()
    {
        await office.ToSignatureAsync();
        var decided = await office.SignAsync(People.Deputy);

        await RecallAsync(People.Deputy, decided.WorkItemId);

        var document = await office.OutgoingAsync();
        (document.State, document.SignerPersonId, document.SignerAuthority, document.SignedAt).ShouldBe((OutgoingState.InReview, null, null, null));
        await office.SignAsync(People.Deputy);
        await office.IssueNumberAsync();
        (await office.OutgoingAsync()).Number.ShouldBe(1);
    }

    [Fact]
    public async Task Versions_and_the_history_stay()
    {
        await office.ToDraftAsync();
        var decided = await office.SubmitDraftAsync();

        await RecallAsync(People.Officer, decided.WorkItemId, "Bổ sung phụ lục");
        await office.SubmitDraftAsync();

        (await office.AllAsync<DocumentVersion>()).Select(version => version.VersionNo).Order().ShouldBe([1, 2]);
        var timeline = await office.ReadAsync(context => Timeline.ReadAsync(context, decided.DossierId, CancellationToken.None));
        timeline.Count(line => line.Action == "draft.submitted").ShouldBe(2);
        timeline.ShouldContain(line => line.Action == "work.recalled" && line.Detail!.Contains("Bổ sung phụ lục"));
    }

    [Fact]
    public async Task The_next_person_is_told_that_the_work_is_gone()
    {
        await office.ToDraftAsync();
        var decided = await office.SubmitDraftAsync();
        await office.DeliverOutboxAsync();

        await RecallAsync(People.Officer, decided.WorkItemId);
        await office.DeliverOutboxAsync();

        (await office.InboxOf(People.UnitHead)).ShouldBeEmpty();
        (await office.AllAsync<Notification>()).ShouldContain(notice => notice.PersonId == People.UnitHead && notice.Text.Contains("thu hồi"));
    }

    [Fact]
    public async Task Work_that_is_back_in_the_inbox_is_found_there_by_its_words_and_its_sender()
    {
        await office.ToDraftAsync();
        var sender = (await WorkAsync(People.Officer)).Sender;
        var decided = await office.SubmitDraftAsync();
        (await office.AllAsync<WorkItem>()).Where(item => item.State == WorkItemState.Done).ShouldAllBe(item => item.SearchText == null && item.Sender == null);

        await RecallAsync(People.Officer, decided.WorkItemId);

        var back = await WorkAsync(People.Officer);
        back.Id.ShouldBe(decided.WorkItemId);
        back.SearchText.ShouldNotBeNull().ShouldContain("bao cao");
        back.Sender.ShouldBe(sender.ShouldNotBeNull());
    }

    [Fact]
    public async Task Cooperation_that_is_asked_for_again_is_found_by_its_words()
    {
        await office.ToCloseAsync();
        var item = (await office.AllAsync<WorkItem>()).First(work => work is { Kind: WorkKinds.Cooperate, State: WorkItemState.Cancelled });
        item.SearchText.ShouldBeNull();

        await office.WriteAsync(async session =>
        {
            await AskedWork.ReopenAsync(session, [item.Id], CancellationToken.None);
            return true;
        });

        (await office.AllAsync<WorkItem>()).Single(work => work.Id == item.Id).SearchText.ShouldNotBeNull().ShouldContain("bao cao");
    }

    [Fact]
    public async Task Once_the_next_one_has_acted_it_is_refused_with_his_name()
    {
        await office.ToDraftAsync();
        var decided = await office.SubmitDraftAsync();
        await office.ApproveAsync(People.UnitHead);

        var violation = await Should.ThrowAsync<RuleViolation>(RecallAsync(People.Officer, decided.WorkItemId));

        violation.Code.ShouldBe("recall.acted");
        violation.Message.ShouldContain(await NameAsync(People.UnitHead));
        (await office.ItemOf(People.Deputy)).Kind.ShouldBe(WorkKinds.Approve);
    }

    [Fact]
    public async Task A_number_that_is_given_and_a_document_that_is_sent_are_never_recalled()
    {
        await office.ToNumberAsync();
        var issued = await office.IssueNumberAsync();
        (await Should.ThrowAsync<RuleViolation>(RecallAsync(People.Clerk, issued.WorkItemId))).Code.ShouldBe("recall.not-offered");
        var signed = (await office.AllAsync<WorkItem>()).Single(item => item.Outcome == WorkOutcomes.Signed);

        (await Should.ThrowAsync<RuleViolation>(RecallAsync(People.Deputy, signed.Id))).Code.ShouldBe("recall.acted");

        issued.CanRecall.ShouldBeFalse();
        (await office.OutgoingAsync()).Number.ShouldBe(1);
    }

    [Fact]
    public async Task Only_who_decided_recalls_and_who_may_not_see_it_finds_nothing()
    {
        await office.ToDraftAsync();
        var decided = await office.SubmitDraftAsync();

        (await Should.ThrowAsync<RuleViolation>(RecallAsync(People.SecondOfficer, decided.WorkItemId))).Code.ShouldBe("recall.not-yours");
        (await Should.ThrowAsync<RuleViolation>(RecallAsync(People.ClerkOfFinance, decided.WorkItemId))).Code.ShouldBe("work-item.not-found");
        (await Should.ThrowAsync<RuleViolation>(RecallAsync(People.UnitHead, (await office.ItemOf(People.UnitHead)).WorkItemId))).Code.ShouldBe("recall.not-decided");
    }

    [Fact]
    public async Task The_same_key_recalls_once()
    {
        await office.ToDraftAsync();
        var decided = await office.SubmitDraftAsync();
        var key = Office.NewKey();

        var first = await RecallAsync(People.Officer, decided.WorkItemId, key: key);
        await office.SubmitDraftAsync();

        (await RecallAsync(People.Officer, decided.WorkItemId, key: key)).ShouldBe(first);
        (await office.ItemOf(People.UnitHead)).Kind.ShouldBe(WorkKinds.Approve);
    }

    [Fact]
    public async Task A_reminder_in_between_does_not_stand_in_the_way_and_is_not_sent_again()
    {
        await office.ToDraftAsync();
        var decided = await office.SubmitDraftAsync();
        await office.AdvanceToAsync(Office.At(2024, 2, 2, 9));

        await RecallAsync(People.Officer, decided.WorkItemId);
        await AllIsWellAsync();
        await office.AdvanceToAsync(Office.At(2024, 3, 1));

        (await office.AllAsync<AuditEntry>()).Where(entry => entry.Action.StartsWith("deadline.", StringComparison.Ordinal) && entry.Action != "deadline.set")
            .OrderBy(entry => entry.Seq).Select(entry => entry.At).ShouldBe(
                [Office.At(2024, 2, 2), Office.At(2024, 2, 6), Office.At(2024, 2, 7), Office.At(2024, 2, 15), Office.At(2024, 2, 19)]);
        await AllIsWellAsync();
    }

    [Fact]
    public async Task Even_after_the_last_reminder_a_step_is_recalled_and_the_chain_goes_on()
    {
        await office.ToInitialAsync();
        var decided = await office.ApproveAsync(People.UnitHead);
        await office.AdvanceToAsync(Office.At(2024, 3, 1));

        await RecallAsync(People.UnitHead, decided.WorkItemId);

        await AllIsWellAsync();
        (await office.AllAsync<TimerRow>()).ShouldHaveSingleItem();
        await office.ApproveAsync(People.UnitHead);
        (await office.ItemOf(People.Deputy)).Kind.ShouldBe(WorkKinds.Approve);
    }

    [Fact]
    public async Task A_recall_and_the_next_decision_at_once_have_one_winner()
    {
        await office.ToDraftAsync();
        for (var round = 0; round < 10; round++)
        {
            var decided = await office.SubmitDraftAsync();
            var next = await office.ItemOf(People.UnitHead);

            var outcomes = await Task.WhenAll(
                Task.Run(() => Races.OutcomeAsync(() => office.Get<DecideWork>().ReturnAsync(People.UnitHead, next.WorkItemId, WorkKinds.Approve, "Sửa lại", Office.NewKey(), CancellationToken.None))),
                Task.Run(async () =>
                {
                    try
                    {
                        await RecallAsync(People.Officer, decided.WorkItemId);
                        return "recalled";
                    }
                    catch (RuleViolation violation)
                    {
                        return violation.Code;
                    }
                }));

            string.Join(' ', outcomes).ShouldBeOneOf("returned recall.acted", "work-item.cancelled recalled");
            // Either way the drafter has it again.
            (await office.ItemOf(People.Officer)).Kind.ShouldBe(WorkKinds.Draft);
            await AllIsWellAsync();
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(2024)]
    public async Task Recalls_at_random_end_where_the_chain_ends_without_them(int seed)
    {
        var random = new Random(seed);
        await office.RegisterAsync();
        (Func<Task<Decided>> Decide, Guid By)[] chain =
        [
            (() => office.InstructAsync(), People.Director), (() => office.SubmitDraftAsync(), People.Officer), (() => office.ReturnAsync(People.UnitHead), People.UnitHead),
            (() => office.SubmitDraftAsync(), People.Officer), (() => office.ApproveAsync(People.UnitHead), People.UnitHead), (() => office.ApproveAsync(People.Deputy), People.Deputy),
            (() => office.SignAsync(People.Deputy), People.Deputy),
        ];
        foreach (var (decide, by) in chain)
        {
            for (var recalls = random.Next(3); recalls > 0; recalls--)
            {
                var decided = await decide();
                if (random.Next(2) == 0)
                    await office.DeliverOutboxAsync();
                if (random.Next(3) == 0)
                    await office.AdvanceToAsync(office.Clock.Now.AddHours(random.Next(1, 40)));
                await RecallAsync(by, decided.WorkItemId);
                await AllIsWellAsync();
            }

            await decide();
        }

        await office.IssueNumberAsync();
        await office.DeliverOutboxAsync();
        await office.SendAsync();
        await office.DeliverOutboxAsync();
        await office.ReceiptAsync(DispatchStatusCodes.Accepted);
        await office.DeliverOutboxAsync();
        (await office.DossierAsync()).State.ShouldBe(DossierState.Closed);
        (await office.AllAsync<WorkItem>()).Where(item => item.State == WorkItemState.Done).OrderBy(item => item.DecidedAt).Select(item => (item.Kind, item.Round, item.Outcome)).ShouldBe(
        [
            (WorkKinds.Assign, 1, "assigned"), (WorkKinds.Draft, 1, "submitted"), (WorkKinds.Approve, 1, "returned"), (WorkKinds.Draft, 2, "submitted"),
            (WorkKinds.Approve, 2, "approved"), (WorkKinds.Approve, 1, "approved"), (WorkKinds.Sign, 1, "signed"), (WorkKinds.IssueNumber, 1, "issued"), (WorkKinds.Submit, 1, "sent"),
        ]);
        await AllIsWellAsync();
    }

    [Fact]
    public async Task A_step_left_in_an_incident_can_be_recalled_and_the_incident_is_closed()
    {
        await office.ToInitialAsync();
        foreach (var deputy in new[] { People.Deputy, People.SecondDeputy })
            await office.DismissAsync(deputy, "SKHCN", null, PositionCodes.DeputyDirector);
        var decided = await office.ApproveAsync(People.UnitHead);
        (await office.OpenIncidentsAsync()).Count.ShouldBe(1);

        if (decided.CanRecall)
        {
            await RecallAsync(People.UnitHead, decided.WorkItemId);
            (await office.OpenIncidentsAsync()).ShouldBeEmpty();
            (await office.ItemOf(People.UnitHead)).Kind.ShouldBe(WorkKinds.Approve);
        }
        else
        {
            (await Should.ThrowAsync<RuleViolation>(RecallAsync(People.UnitHead, decided.WorkItemId))).Code.ShouldBe("recall.ended");
        }

        await AllIsWellAsync();
    }

    // Decides, recalls, compares, decides again.
    private async Task<WorkItem> WorkAsync(Guid person)
    {
        var id = (await office.ItemOf(person)).WorkItemId;
        return (await office.AllAsync<WorkItem>()).Single(item => item.Id == id);
    }

    private async Task UndoneAsync(Func<Task<Decided>> decide, Guid by)
    {
        var before = await PictureAsync();

        var decided = await decide();
        decided.CanRecall.ShouldBeTrue(decided.Outcome);
        decided.RecallUntil.ShouldNotBeNull();
        await AllIsWellAsync();
        await RecallAsync(by, decided.WorkItemId);

        (await PictureAsync()).ShouldBe(before, decided.Outcome);
        await AllIsWellAsync();
        await decide();
    }

    // All that the procedure goes by: the instance without its counters of what happened, its waits, timers and open work.
    private async Task<string> PictureAsync()
    {
        var lines = new List<string>();
        foreach (var row in await office.AllAsync<InstanceRow>())
        {
            var state = JsonNode.Parse(row.State)!.AsObject();
            foreach (var counter in new[] { "b", "x", "j", "y" })
                state.Remove(counter);
            lines.Add($"{row.Status} {row.SubStatus} {row.IncidentCount} {state.ToJsonString()}");
        }

        lines.AddRange((await office.AllAsync<BookmarkRow>()).Select(row => $"bookmark {row.Id} {row.Name} {row.ActivityId} {row.Payload}").Order(StringComparer.Ordinal));
        lines.AddRange((await office.AllAsync<TimerRow>()).Select(row => $"timer {row.Id} {row.DueAt:O}").Order(StringComparer.Ordinal));
        lines.AddRange((await office.AllAsync<WorkItem>()).Where(item => item.State == WorkItemState.Open).Select(item => $"item {item.Id} {item.Kind} {item.Round} {item.AssigneeId} {item.DecidedBy} {item.Outcome}").Order(StringComparer.Ordinal));
        lines.AddRange((await office.AllAsync<WorkItemCandidate>()).Select(row => $"candidate {row.WorkItemId} {row.PersonId}").Order(StringComparer.Ordinal));
        lines.AddRange((await office.AllAsync<AssignedTask>()).Where(task => task.State == TaskState.Open).Select(task => $"task {task.Id} {task.UnitId} {task.Role}").Order(StringComparer.Ordinal));
        lines.AddRange((await office.AllAsync<Deadline>()).Select(row => $"deadline {row.DueOn} {row.FirstDueOn} {row.State}"));
        var dossier = await office.DossierAsync();
        lines.Add($"dossier {dossier.LeadUnitId} {dossier.State}, incoming {(await office.IncomingAsync()).State}");
        return string.Join('\n', lines);
    }

    private Task<Recalled> RecallAsync(Guid person, Guid workItemId, string? reason = null, string? key = null) =>
        office.Get<RecallWork>().RunAsync(person, workItemId, reason, key ?? Office.NewKey(), CancellationToken.None);

    private async Task<string> NameAsync(Guid person) => (await office.AllAsync<Person>()).Single(p => p.Id == person).FullName;

    private async Task AllIsWellAsync() => (await office.Get<InvariantChecker>().RunAsync(FileReading.Existence, CancellationToken.None)).ShouldBeEmpty();
}
