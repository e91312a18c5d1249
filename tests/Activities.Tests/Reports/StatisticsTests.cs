using System.Text;
using LienThong.Activities.Documents;
using LienThong.Activities.Reports;
using LienThong.Activities.Rules;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Tests.Routes;
using LienThong.Activities.Work;
using static LienThong.Activities.Tests.Persistence.TestDatabase;

namespace LienThong.Activities.Tests.Reports;

public sealed class StatisticsTests : IAsyncLifetime
{
    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public void Whatever_happens_a_document_is_in_exactly_one_of_the_four()
    {
        var random = new Random(107);
        var today = new DateOnly(2024, 6, 30);
        for (var round = 0; round < 200; round++)
        {
            var handled = Enumerable.Range(0, random.Next(0, 120)).Select(_ =>
            {
                var state = (DossierState)random.Next(0, 3);
                DateOnly? due = random.Next(4) == 0 ? null : today.AddDays(random.Next(-40, 40));
                DateTimeOffset? closedAt = state == DossierState.Closed ? Office.At(2024, 6, 1).AddHours(random.Next(-500, 500)) : null;
                return StatisticsQuery.Judge(state, closedAt, due, (DeadlineStatus)random.Next(0, 2), today);
            }).ToList();

            var counts = HandlingCounts.Of(handled);

            (counts.DoneInTime + counts.DoneLate + counts.RunningInTime + counts.RunningLate).ShouldBe(counts.Assigned);
            counts.Paused.ShouldBeLessThanOrEqualTo(counts.RunningInTime);
        }
    }

    [Fact]
    public void Done_on_the_last_day_is_in_time_and_a_minute_later_is_late()
    {
        var due = new DateOnly(2024, 2, 7);

        StatisticsQuery.Judge(DossierState.Closed, Office.At(2024, 2, 7, 23, 59), due, DeadlineStatus.Done, due).ShouldBe(Handling.DoneInTime);
        StatisticsQuery.Judge(DossierState.Closed, Office.At(2024, 2, 8, 0), due, DeadlineStatus.Done, due).ShouldBe(Handling.DoneLate);
        StatisticsQuery.Judge(DossierState.Open, null, due, DeadlineStatus.Running, due).ShouldBe(Handling.RunningInTime);
        StatisticsQuery.Judge(DossierState.Open, null, due, DeadlineStatus.Running, due.AddDays(1)).ShouldBe(Handling.RunningLate);
    }

    [Fact]
    public async Task Documents_are_counted_by_the_unit_in_charge()
    {
        await office.ToCloseAsync();
        await office.RegisterAsync(Letters.Incoming with { Number = "452" });
        await office.InstructAsync();
        await office.RegisterAsync(Letters.Incoming with { Number = "453" });
        office.Clock.Now = Office.At(2024, 2, 20);

        var statistics = await CountAsync(StatisticsBy.Unit);

        statistics.Rows.Select(row => (row.Id, row.Name)).ShouldBe([(Letters.LeadUnit, "Phòng Quản lý Khoa học"), ((Guid?)null, "Chưa phân công")]);
        statistics.Rows[0].Counts.ShouldBe(new HandlingCounts(Assigned: 2, DoneInTime: 1, DoneLate: 0, RunningInTime: 0, RunningLate: 1, Paused: 0));
        statistics.Total.ShouldBe(new HandlingCounts(3, 1, 0, 1, 1, 0));
    }

    [Fact]
    public async Task Documents_are_counted_by_the_leader_who_assigned_them()
    {
        await office.ToDraftAsync();

        (await CountAsync(StatisticsBy.Leader)).Rows.ShouldHaveSingleItem().Id.ShouldBe(People.Director);
    }

    [Fact]
    public async Task An_extension_counts_only_by_the_last_deadline()
    {
        var received = await office.ToDraftAsync();
        await office.WriteAsync(async session =>
        {
            var deadline = await session.FindAsync<Deadline>(received.DossierId, None);
            deadline!.DueOn = new DateOnly(2024, 3, 1); // set by the instruction
            session.Update(deadline);
            return 0;
        });
        office.Clock.Now = Office.At(2024, 2, 20);

        (await CountAsync(StatisticsBy.Unit)).Total.RunningInTime.ShouldBe(1);
        (await CountAsync(StatisticsBy.Unit, StatisticsDeadline.First)).Total.RunningLate.ShouldBe(1);
    }

    [Fact]
    public async Task Documents_that_one_may_not_read_are_not_counted()
    {
        await office.ToDraftAsync();

        (await CountAsync(StatisticsBy.Unit, person: People.ClerkOfFinance)).Total.Assigned.ShouldBe(0);
    }

    [Fact]
    public void A_span_that_ends_before_it_begins_is_refused() =>
        Should.Throw<RuleViolation>(() => StatisticsQuestion.Of(new DateOnly(2024, 2, 1), new DateOnly(2024, 1, 1), StatisticsBy.Unit, StatisticsDeadline.Last, new DateOnly(2024, 3, 1)))
            .Code.ShouldBe("statistics.span");

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\",1,")]
    [InlineData("+84", "'+84,1,")]
    [InlineData("@SUM(A1)", "'@SUM(A1),1,")]
    [InlineData("Phòng A, B", "\"Phòng A, B\",1,")]
    public void Names_cannot_become_formulas_in_the_file(string name, string line)
    {
        var counts = new HandlingCounts(1, 1, 0, 0, 0, 0);

        var file = StatisticsTable.Write(new Statistics([new StatisticsRow(null, name, counts)], counts), StatisticsBy.Unit);

        file.Take(3).ShouldBe(Encoding.UTF8.GetPreamble());
        Encoding.UTF8.GetString(file).Split("\r\n")[1].ShouldStartWith(line);
    }

    [Fact]
    public async Task Assignments_of_a_dossier_are_listed_with_their_roles()
    {
        await office.ToDraftAsync();

        (await AssignmentsAsync(new(null, null, null, null, null))).Select(row => row.Role).ShouldBe([TaskRole.Lead, TaskRole.Cooperate, TaskRole.Inform], ignoreOrder: true);
        var lead = (await AssignmentsAsync(new(TaskState.Open, Letters.LeadUnit, TaskRole.Lead, AssignmentDue.InTime, "de an"))).ShouldHaveSingleItem();
        (lead.Unit, lead.IncomingNumber, lead.Deadline!.DueOn).ShouldBe(("Phòng Quản lý Khoa học", "451/UBND-TH", new DateOnly(2024, 2, 7)));
    }

    [Fact]
    public async Task Assignments_are_narrowed_to_those_that_are_late()
    {
        await office.RegisterAsync();
        await office.InstructAsync(Letters.Instruction with { DueOn = new DateOnly(2024, 1, 26) });
        (await AssignmentsAsync(new(null, null, null, AssignmentDue.Overdue, null))).ShouldBeEmpty();

        office.Clock.Now = Office.At(2024, 1, 29);

        (await AssignmentsAsync(new(null, null, TaskRole.Lead, AssignmentDue.Overdue, null))).Count.ShouldBe(1);
        (await AssignmentsAsync(new(null, null, null, AssignmentDue.Soon, null))).ShouldBeEmpty();
    }

    private Task<Statistics> CountAsync(StatisticsBy by, StatisticsDeadline deadline = StatisticsDeadline.Last, Guid? person = null) => office.ReadAsync(
        (context, organisation, today) => StatisticsQuery.ReadAsync(
            context, Desk.AccessOf(organisation, today, person), StatisticsQuestion.Of(null, null, by, deadline, today), organisation, today, None));

    private Task<IReadOnlyList<AssignmentRow>> AssignmentsAsync(AssignmentFilter filter) => office.ReadAsync(async (context, organisation, today) =>
        (await AssignmentQuery.ListAsync(context, Desk.AccessOf(organisation, today), filter, organisation, today, 0, 50, None)).Items);
}
