using LienThong.Activities.Approvals;
using LienThong.Activities.Audit;
using LienThong.Activities.Checks;
using LienThong.Activities.Deadlines;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Tests.Persistence;
using Npgsql;

namespace LienThong.Activities.Tests.Approvals;

/// <summary>The same races where row locks take the place of the one queue.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresRaceTests(PostgresServer server) : IAsyncLifetime
{
    private Office? opened;

    private Office Office => opened ?? throw new InvalidOperationException("Not opened yet.");

    public async Task InitializeAsync()
    {
        opened = Office.OnPostgres(await server.CreateDatabaseAsync());
        await opened.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        if (opened is not null)
            await opened.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
    }

    [PostgresFact]
    public async Task The_whole_chain_runs_and_leaves_nothing_amiss()
    {
        await Office.ToCloseAsync();

        (await Office.Get<InvariantChecker>().RunAsync(FileReading.Content, CancellationToken.None)).ShouldBeEmpty();
    }

    [PostgresFact]
    public async Task Of_fifty_simultaneous_approvals_by_two_candidates_one_wins()
    {
        await Office.ToReviewAsync();

        await Races.OneWinsAsync(Office, People.Deputy, People.SecondDeputy);
    }

    [PostgresFact]
    public async Task The_same_key_fifty_times_at_once_gives_fifty_times_the_same_answer()
    {
        await Office.ToInitialAsync();
        var item = await Office.ItemOf(People.UnitHead);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() =>
            Office.Get<DecideWork>().ApproveAsync(People.UnitHead, item.WorkItemId, null, "khoa-1", CancellationToken.None))));

        answers.Distinct().Count().ShouldBe(1);
        (await Office.AllAsync<WorkItem>()).Count(i => i.ActivityId == "duyet").ShouldBe(1);
    }

    [PostgresFact]
    public async Task Of_two_who_enter_the_same_calendar_year_at_once_the_second_is_told_that_it_has_changed()
    {
        using var both = new Barrier(2);

        // Both have looked before either writes.
        var ends = await Task.WhenAll(Enumerable.Range(1, 2).Select(day => Task.Run(() =>
            EnterYearAsync(new DateOnly(2046, 1, day), () => both.SignalAndWait(TimeSpan.FromSeconds(30)).ShouldBeTrue()))));

        ends.ShouldBe([null, typeof(StaleRowException)], ignoreOrder: true);
    }

    [PostgresFact]
    public async Task Who_enters_a_calendar_year_that_another_has_entered_since_he_looked_is_told_that_it_has_changed()
    {
        var other = new TaskCompletionSource<Type?>();

        var end = await EnterYearAsync(new DateOnly(2046, 1, 1), () =>
        {
            var thread = new Thread(() => other.SetResult(EnterYearAsync(new DateOnly(2046, 1, 2), () => { }).GetAwaiter().GetResult()));
            using (ExecutionContext.SuppressFlow()) // a write of its own
                thread.Start();
            thread.Join(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        });

        (await other.Task).ShouldBeNull();
        end.ShouldBe(typeof(StaleRowException));
        (await Office.AllAsync<CalendarDayRow>()).Where(day => day.Date.Year == 2046).ShouldHaveSingleItem().Date.ShouldBe(new DateOnly(2046, 1, 2));
    }

    private async Task<Type?> EnterYearAsync(DateOnly day, Action looked)
    {
        try
        {
            await Office.WriteAsync(session => ChangeCalendar.RunAsync(
                session, new CalendarYear(2046, true, [new CalendarDay(day, CalendarDayKind.Holiday, "Ngày nghỉ", null)], null), null,
                before =>
                {
                    before.ShouldBeNull();
                    looked();
                },
                new Actor(null, "Quản trị viên"), CancellationToken.None));
            return null;
        }
        catch (StaleRowException stale)
        {
            return stale.GetType();
        }
    }
}
