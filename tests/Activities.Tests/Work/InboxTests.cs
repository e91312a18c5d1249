using LienThong.Activities.Agencies;
using LienThong.Activities.Delegations;
using LienThong.Activities.Documents;
using LienThong.Activities.Rules;
using LienThong.Activities.Tests.Persistence;
using LienThong.Activities.Texts;
using LienThong.Activities.Work;
using Microsoft.EntityFrameworkCore;
using static LienThong.Activities.Tests.Persistence.TestDatabase;

namespace LienThong.Activities.Tests.Work;

public sealed class InboxTests : IAsyncLifetime
{
    private static readonly Guid Officer = DemoOrganisation.PersonId("SKHCN", "QLKH", PositionCodes.Officer, 1);
    private static readonly Guid Colleague = DemoOrganisation.PersonId("SKHCN", "QLKH", PositionCodes.Officer, 2);

    private readonly TestDatabase database = new();
    private Guid dossierWithLetter;
    private Guid bareDossier;

    public async Task InitializeAsync()
    {
        await database.InitializeAsync();
        await database.WriteAsync(async session =>
        {
            var registered = await RegisterIncoming.RunAsync(session, new IncomingRegistration
            {
                AgencyId = DemoOrganisation.SoKhcn,
                SenderAgencyId = DemoOrganisation.UbndTinh,
                Number = "451",
                Symbol = "UBND-TH",
                IssuedOn = Today,
                TypeCode = "CV",
                Subject = "Về việc lập kế hoạch năm",
                Urgency = Urgency.Urgent,
            }, Clerk, None);
            dossierWithLetter = registered.DossierId;
            bareDossier = Guid.NewGuid();
            session.Insert(new Dossier { Id = bareDossier, AgencyId = DemoOrganisation.SoKhcn, Subject = "Kế hoạch tự lập" });
        });
    }

    public Task DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task A_row_tells_what_is_asked_about_what_and_by_when()
    {
        await AddAsync(dossierWithLetter, Officer, dueOn: new DateOnly(2024, 2, 7));

        var row = (await ListAsync(Officer)).ShouldHaveSingleItem();

        row.ShouldSatisfyAllConditions(
            () => (row.Kind, row.Title, row.Round).ShouldBe(("draft", "Soạn dự thảo", 2)),
            () => row.Subject.ShouldBe("Về việc lập kế hoạch năm"),
            () => (row.IncomingNumber, row.IncomingSymbol, row.Sender).ShouldBe(("451", "UBND-TH", "Ủy ban nhân dân tỉnh Quảng Trị")),
            () => row.Urgency.ShouldBe(Urgency.Urgent),
            () => (row.DueOn, row.DeadlineState).ShouldBe((new DateOnly(2024, 2, 7), DeadlineStatus.Running)),
            () => row.SentByAs.ShouldBe("Trưởng phòng - Phòng Quản lý Khoa học"),
            () => row.Offered.ShouldBeFalse());
    }

    [Fact]
    public async Task A_dossier_without_an_incoming_document_and_deadline_is_listed_too()
    {
        await AddAsync(bareDossier, Officer);

        var row = (await ListAsync(Officer)).ShouldHaveSingleItem();

        (row.Subject, row.IncomingNumber, row.Urgency, row.DueOn, row.DeadlineState).ShouldBe(("Kế hoạch tự lập", null, null, null, null));
    }

    [Fact]
    public async Task Nobody_sees_the_work_of_others()
    {
        await AddAsync(dossierWithLetter, Officer);

        (await ListAsync(Colleague)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_candidate_sees_what_is_offered_and_nobody_else()
    {
        await AddAsync(dossierWithLetter, assigneeId: null, candidates: [Officer, Colleague]);

        (await ListAsync(Officer)).ShouldHaveSingleItem().Offered.ShouldBeTrue();
        (await ListAsync(Colleague)).ShouldHaveSingleItem().Offered.ShouldBeTrue();
        (await ListAsync(DemoOrganisation.PersonId("SKHCN", "QLKH", PositionCodes.UnitHead))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(WorkItemState.Done)]
    [InlineData(WorkItemState.Cancelled)]
    public async Task What_is_not_open_is_gone(WorkItemState state)
    {
        await AddAsync(dossierWithLetter, Officer, state: state);

        (await ListAsync(Officer)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_due_first_stands_first_and_what_has_no_deadline_last()
    {
        var late = await AddAsync(await DossierAsync(), Officer, dueOn: new DateOnly(2024, 3, 1));
        var never = await AddAsync(await DossierAsync(), Officer);
        var soon = await AddAsync(await DossierAsync(), Officer, dueOn: new DateOnly(2024, 2, 1));

        (await ListAsync(Officer)).Select(row => row.WorkItemId).ShouldBe([soon, late, never]);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_loss_or_repetition_also_among_equal_deadlines()
    {
        for (var i = 0; i < 3; i++) await AddAsync(await DossierAsync(), Officer, dueOn: new DateOnly(2024, 2, 1));
        for (var i = 0; i < 4; i++) await AddAsync(await DossierAsync(), Officer);
        var all = await ListAsync(Officer);

        var paged = new List<InboxRow>();
        string? next = null;
        do
        {
            var page = await PageAsync(Officer, after: next, size: 2);
            paged.AddRange(page.Items.Select(item => item.Work));
            (page.Total, page.Waiting).ShouldBe((7, 7));
            next = page.Next;
        }
        while (next is not null);

        paged.ShouldBe(all);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_table_is_read_from_end_to_end_and_finished_items_are_not_met(bool withText)
    {
        var plan = await PlanAsync(context => Inbox.Facts(context, Reach.Own(Officer, [DemoOrganisation.SoKhcn]).OpenItemsByPerson(context).Single().Items, withText));

        plan.ShouldNotContain(step => step.StartsWith("SCAN", StringComparison.Ordinal));
        plan.ShouldContain(step => step.Contains("IX_WorkItems_AssigneeId", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_one_decided_is_found_by_an_index_in_its_order()
    {
        var plan = await PlanAsync(context => Followed.Decided(context, Officer, null).Take(50));

        // Only what was decided in the same moment is sorted.
        plan[0].ShouldContain("IX_WorkItems_DecidedBy_DecidedAt");
        plan.Skip(1).ShouldBe(["USE TEMP B-TREE FOR LAST TERM OF ORDER BY"]);
    }

    [Fact]
    public async Task Values_of_a_column_are_alternatives_and_columns_narrow_each_other()
    {
        var draft = await AddAsync(dossierWithLetter, Officer);
        var approve = await AddAsync(dossierWithLetter, Officer, kind: "approve");
        await AddAsync(bareDossier, Officer, kind: "approve");
        await AddAsync(bareDossier, Officer, kind: "sign");

        var page = await PageAsync(Officer, new InboxFilter { Kinds = ["draft", "approve"], Senders = ["Ủy ban nhân dân tỉnh Quảng Trị"] });

        page.Items.Select(item => item.Work.WorkItemId).ShouldBe([draft, approve], ignoreOrder: true);
        (page.Total, page.Waiting).ShouldBe((2, 4));
    }

    [Fact]
    public async Task A_columns_values_are_counted_under_the_filters_of_the_other_columns()
    {
        await AddAsync(dossierWithLetter, Officer);
        await AddAsync(dossierWithLetter, Officer, kind: "approve");
        await AddAsync(bareDossier, Officer, kind: "approve");

        var facets = (await PageAsync(Officer, new InboxFilter { Kinds = ["approve"] })).Facets;

        facets.Kind.Select(facet => (facet.Value, facet.Count)).ShouldBe([("approve", 2), ("draft", 1)], ignoreOrder: true);
        facets.Sender.Select(facet => (facet.Value, facet.Count)).ShouldBe([("Ủy ban nhân dân tỉnh Quảng Trị", 1), ("-", 1)], ignoreOrder: true);
    }

    [Fact]
    public async Task A_value_that_is_chosen_is_offered_though_nothing_has_it()
    {
        await AddAsync(bareDossier, Officer);

        (await PageAsync(Officer, new InboxFilter { Deadlines = [DeadlineState.Overdue] })).Facets.Deadline.ShouldContain(new Facet("overdue", "Quá hạn", 0));
    }

    [Theory]
    [InlineData("2024-01-23", DeadlineState.Overdue)]
    [InlineData("2024-01-24", DeadlineState.DueToday)]
    [InlineData("2024-01-29", DeadlineState.DueSoon)]
    [InlineData("2024-01-30", DeadlineState.InTime)]
    [InlineData(null, DeadlineState.NoDeadline)]
    public async Task Each_deadline_falls_into_one_state(string? due, DeadlineState state)
    {
        await AddAsync(bareDossier, Officer, dueOn: due is null ? null : DateOnly.ParseExact(due, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

        foreach (var asked in Enum.GetValues<DeadlineState>())
            (await PageAsync(Officer, new InboxFilter { Deadlines = [asked] })).Total.ShouldBe(asked == state ? 1 : 0);
    }

    [Theory]
    [InlineData("ke hoach")]
    [InlineData("KẾ hoạch")]
    [InlineData("451")]
    [InlineData("451/ubnd")]
    public async Task Words_are_found_in_number_symbol_and_subject_with_and_without_marks(string text)
    {
        var found = await AddAsync(dossierWithLetter, Officer);
        await AddAsync(await DossierAsync(), Officer);

        (await PageAsync(Officer, new InboxFilter { Text = text })).Items.ShouldHaveSingleItem().Work.WorkItemId.ShouldBe(found);
    }

    [Fact]
    public async Task What_came_back_tells_the_last_reason()
    {
        await AddAsync(bareDossier, Colleague, state: WorkItemState.Done, outcome: "returned", comment: "Thiếu phụ lục");
        await AddAsync(bareDossier, Officer);

        var page = await PageAsync(Officer, new InboxFilter { Returned = true });

        page.Items.ShouldHaveSingleItem().LastReturn.ShouldNotBeNull().Reason.ShouldBe("Thiếu phụ lục");
        (await PageAsync(Officer, new InboxFilter { Returned = false })).Total.ShouldBe(0);
    }

    [Fact]
    public async Task A_place_in_another_order_is_refused()
    {
        for (var i = 0; i < 2; i++) await AddAsync(bareDossier, Officer);
        var next = (await PageAsync(Officer, size: 1)).Next;

        (await Should.ThrowAsync<RuleViolation>(() => ReadAsync(Reach.Own(Officer, [DemoOrganisation.SoKhcn]), new InboxFilter(), InboxSort.Newest, next))).Code.ShouldBe("cursor.invalid");
    }

    [Fact]
    public async Task What_one_decided_says_whom_it_waits_for_now_and_is_followed_until_it_is_finished()
    {
        await AddAsync(bareDossier, Officer, state: WorkItemState.Done, outcome: "approved");
        await AddAsync(bareDossier, Colleague, kind: "sign");

        var done = await database.ReadAsync(async context => await Followed.DoneAsync(context, Officer, null, 50, await DayAsync(context), None));
        var sent = await database.ReadAsync(async context => await Followed.SentAsync(context, Officer, null, 50, await DayAsync(context), None));

        done.Items.ShouldHaveSingleItem().Now.ShouldHaveSingleItem().People.ShouldHaveSingleItem().ShouldContain("Chuyên viên 2");
        sent.Items.ShouldHaveSingleItem().DossierId.ShouldBe(bareDossier);
    }

    private async Task<IReadOnlyList<InboxRow>> ListAsync(Guid personId) => [.. (await PageAsync(personId)).Items.Select(item => item.Work)];

    private Task<InboxPage> PageAsync(Guid personId, InboxFilter? filter = null, string? after = null, int size = 50) =>
        ReadAsync(Reach.Own(personId, [DemoOrganisation.SoKhcn]), filter ?? new InboxFilter(), InboxSort.Deadline, after, size);

    private Task<InboxPage> ReadAsync(Reach reach, InboxFilter filter, InboxSort sort = InboxSort.Deadline, string? after = null, int size = 50) =>
        database.ReadAsync(async context => await Inbox.ReadAsync(context, reach, filter, sort, after, size, await DayAsync(context), None));

    private static async Task<InboxDay> DayAsync(DbContext context) => new(await new OrganisationCache().GetAsync(context, None), Today);

    private Task<List<string>> PlanAsync<T>(Func<DbContext, IQueryable<T>> query) => database.ReadAsync(async context =>
    {
        await using var command = query(context).CreateDbCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
        await using var reader = await command.ExecuteReaderAsync(None);
        var steps = new List<string>();
        while (await reader.ReadAsync(None)) steps.Add(reader.GetString(3));
        return steps;
    });

    private async Task<Guid> DossierAsync()
    {
        var id = Guid.NewGuid();
        await database.WriteAsync(session =>
        {
            session.Insert(new Dossier { Id = id, AgencyId = DemoOrganisation.SoKhcn, Subject = "Việc" });
            return Task.CompletedTask;
        });
        return id;
    }

    private async Task<Guid> AddAsync(
        Guid dossierId, Guid? assigneeId, DateOnly? dueOn = null, Guid[]? candidates = null, WorkItemState state = WorkItemState.Open, string kind = "draft",
        string? outcome = null, string? comment = null)
    {
        var id = Guid.NewGuid();
        await database.WriteAsync(async session =>
        {
            var dossier = await session.FindAsync<Dossier>(dossierId, None);
            session.Insert(new WorkItem
            {
                Id = id,
                AgencyId = DemoOrganisation.SoKhcn,
                WorkflowInstanceId = "w",
                BookmarkId = "b",
                ActivityId = "a",
                Kind = kind,
                Title = "Soạn dự thảo",
                Round = 2,
                AssigneeId = assigneeId,
                State = state,
                SentByAs = "Trưởng phòng - Phòng Quản lý Khoa học",
                Outcome = outcome,
                Comment = comment,
                DecidedBy = outcome is null ? null : assigneeId,
                DecidedAt = outcome is null ? null : session.Clock.GetUtcNow(),
            }.About(dossier!));
            foreach (var candidate in candidates ?? [])
                session.Insert(new WorkItemCandidate { WorkItemId = id, PersonId = candidate });
            if (dueOn is { } due)
                session.Insert(new Deadline { DossierId = dossierId, DueOn = due, FirstDueOn = due, Rule = "10 ngày làm việc" });
        });
        return id;
    }
}
