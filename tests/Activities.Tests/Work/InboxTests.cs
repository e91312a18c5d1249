using LienThong.Activities.Agencies;
using LienThong.Activities.Delegations;
using LienThong.Activities.Documents;
using LienThong.Activities.Tests.Persistence;
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
        (await CountAsync(Colleague)).ShouldBe(0);
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
        while (await ListAsync(Officer, paged.Count == 0 ? null : InboxCursor.After(paged[^1]), 2) is { Count: > 0 } page)
            paged.AddRange(page);

        paged.ShouldBe(all);
        (await CountAsync(Officer)).ShouldBe(7);
    }

    [Fact]
    public async Task No_table_is_read_from_end_to_end()
    {
        var plan = await database.ReadAsync(async context =>
        {
            await using var command = Inbox.Rows(context, Reach.Own(Officer), new InboxCursor(Today, Officer)).Take(50).CreateDbCommand();
            command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
            await using var reader = await command.ExecuteReaderAsync(None);
            var steps = new List<string>();
            while (await reader.ReadAsync(None)) steps.Add(reader.GetString(3));
            return steps;
        });

        // u is the union of what is assigned and what is offered, which the two searches have found.
        plan.Where(step => step.StartsWith("SCAN", StringComparison.Ordinal)).ShouldBe(["SCAN u"]);
    }

    private Task<IReadOnlyList<InboxRow>> ListAsync(Guid personId, InboxCursor? after = null, int pageSize = 50) =>
        database.ReadAsync(context => Inbox.ListAsync(context, Reach.Own(personId), after, pageSize, None));

    private Task<int> CountAsync(Guid personId) => database.ReadAsync(context => Inbox.CountAsync(context, Reach.Own(personId), None));

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

    private async Task<Guid> AddAsync(Guid dossierId, Guid? assigneeId, DateOnly? dueOn = null, Guid[]? candidates = null,
        WorkItemState state = WorkItemState.Open)
    {
        var item = new WorkItem
        {
            Id = Guid.NewGuid(),
            DossierId = dossierId,
            AgencyId = DemoOrganisation.SoKhcn,
            WorkflowInstanceId = "w",
            BookmarkId = "b",
            ActivityId = "a",
            Kind = "draft",
            Title = "Soạn dự thảo",
            Round = 2,
            AssigneeId = assigneeId,
            State = state,
            SentByAs = "Trưởng phòng - Phòng Quản lý Khoa học",
        };
        await database.WriteAsync(session =>
        {
            session.Insert(item);
            foreach (var candidate in candidates ?? [])
                session.Insert(new WorkItemCandidate { WorkItemId = item.Id, PersonId = candidate });
            if (dueOn is { } due)
                session.Insert(new Deadline { DossierId = dossierId, DueOn = due, FirstDueOn = due, Rule = "10 ngày làm việc" });
            return Task.CompletedTask;
        });
        return item.Id;
    }
}
