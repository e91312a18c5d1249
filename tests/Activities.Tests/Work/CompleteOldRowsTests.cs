using LienThong.Activities.Documents;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Work;
using static LienThong.Activities.Tests.Persistence.TestDatabase;

namespace LienThong.Activities.Tests.Work;

/// <summary>Rows as an earlier version of the program left them.</summary>
public sealed class CompleteOldRowsTests : IAsyncLifetime
{
    private const int MoreThanOneBatch = 201;

    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task Work_of_before_an_upgrade_gets_what_the_inbox_filters_by()
    {
        await office.RegisterAsync(Letters.Incoming with { Urgency = Urgency.Urgent, DeadlineOn = new DateOnly(2024, 2, 20) });
        await office.InstructAsync();
        var (items, dossier) = (await KnownAsync(), await office.DossierAsync());
        await BlankAsync();

        (await CompleteAsync()).ShouldBe(items.Count + 1);

        (await KnownAsync()).ShouldBe(items);
        var after = await office.DossierAsync();
        (after.Sender, after.IncomingNumber, after.Urgency, after.SenderDueOn).ShouldBe((dossier.Sender, dossier.IncomingNumber, dossier.Urgency, dossier.SenderDueOn));
        items[0].Urgency.ShouldBe(Urgency.Urgent);
    }

    [Fact]
    public async Task Work_that_is_done_stays_without_what_only_the_inbox_reads()
    {
        await office.ToDraftAsync();
        await BlankAsync();

        await CompleteAsync();

        (await office.AllAsync<WorkItem>()).Where(item => item.State == WorkItemState.Done).ShouldHaveSingleItem().SearchText.ShouldBeNull();
    }

    [Fact]
    public async Task A_second_run_finds_nothing_to_do()
    {
        await office.ToDraftAsync();
        await BlankAsync();
        await CompleteAsync();
        var commits = office.Database.Commands.Commits;

        (await CompleteAsync()).ShouldBe(0);

        // Nor does it stand in the queue of those who decide meanwhile.
        office.Database.Commands.Commits.ShouldBe(commits);
    }

    [Fact]
    public async Task What_is_open_before_somebody_is_not_stale_afterwards()
    {
        await office.ToDraftAsync();
        var seen = (await office.ItemOf(People.Officer)).RowVersion;
        await BlankAsync();

        await CompleteAsync();

        (await office.ItemOf(People.Officer)).RowVersion.ShouldBe(seen);
    }

    [Fact]
    public async Task Ended_in_between_it_goes_on_at_the_next_start()
    {
        await office.ToDraftAsync();
        var all = await MultiplyDossiersAsync(MoreThanOneBatch) + (await KnownAsync()).Count;
        await BlankAsync();
        using var ended = new CancellationTokenSource();
        var first = new AfterEachBatch(_ => ended.Cancel());

        await Should.ThrowAsync<OperationCanceledException>(() => office.Get<CompleteOldRows>().RunAsync(first, ended.Token));

        var filled = (await office.AllAsync<Dossier>()).Count(dossier => dossier.IncomingNumber is not null);
        filled.ShouldBeInRange(1, MoreThanOneBatch - 1);
        (await CompleteAsync()).ShouldBe(all - filled);
        (await office.AllAsync<Dossier>()).ShouldAllBe(dossier => dossier.IncomingNumber != null);
    }

    /// <summary>So many dossiers of the one letter, in all.</summary>
    private async Task<int> MultiplyDossiersAsync(int count)
    {
        var original = await office.DossierAsync();
        await office.WriteAsync(session =>
        {
            for (var i = 1; i < count; i++)
                session.Insert(new Dossier { Id = Guid.NewGuid(), AgencyId = original.AgencyId, Subject = original.Subject, IncomingDocumentId = original.IncomingDocumentId, OpenedAt = original.OpenedAt });
            return Task.FromResult(true);
        });
        return (await office.AllAsync<Dossier>()).Count;
    }

    private Task<int> CompleteAsync() => office.Get<CompleteOldRows>().RunAsync(null, None);

    private Task BlankAsync() => office.TamperAsync(
        "UPDATE WorkItems SET Sender = NULL, Urgency = NULL, SenderDueOn = NULL, SearchText = NULL; UPDATE Dossiers SET Sender = NULL, IncomingNumber = NULL, Urgency = NULL, SenderDueOn = NULL");

    private async Task<IReadOnlyList<(Guid Id, string? Sender, Urgency? Urgency, DateOnly? SenderDueOn, string? SearchText)>> KnownAsync() =>
        [.. (await office.AllAsync<WorkItem>()).Where(item => item.State == WorkItemState.Open).OrderBy(item => item.Id).Select(item => (item.Id, item.Sender, item.Urgency, item.SenderDueOn, item.SearchText))];

    private sealed class AfterEachBatch(Action<int> act) : IProgress<int>
    {
        public void Report(int value) => act(value);
    }
}
