using LienThong.Activities.Documents;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Work;
using static LienThong.Activities.Tests.Persistence.TestDatabase;

namespace LienThong.Activities.Tests.Work;

/// <summary>Rows as an earlier version of the program left them.</summary>
public sealed class CompleteOldRowsTests : IAsyncLifetime
{
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
    public async Task A_second_run_finds_nothing_to_do()
    {
        await office.ToDraftAsync();
        await BlankAsync();
        await CompleteAsync();

        (await CompleteAsync()).ShouldBe(0);
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
        await BlankAsync();
        using var ended = new CancellationTokenSource();
        await ended.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => office.Get<CompleteOldRows>().RunAsync(null, ended.Token));

        (await CompleteAsync()).ShouldBeGreaterThan(0);
    }

    private Task<int> CompleteAsync() => office.Get<CompleteOldRows>().RunAsync(null, None);

    private Task BlankAsync() => office.TamperAsync(
        "UPDATE WorkItems SET Sender = NULL, Urgency = NULL, SenderDueOn = NULL, SearchText = NULL; UPDATE Dossiers SET Sender = NULL, IncomingNumber = NULL, Urgency = NULL, SenderDueOn = NULL");

    private async Task<IReadOnlyList<(Guid Id, string? Sender, Urgency? Urgency, DateOnly? SenderDueOn, string? SearchText)>> KnownAsync() =>
        [.. (await office.AllAsync<WorkItem>()).OrderBy(item => item.Id).Select(item => (item.Id, item.Sender, item.Urgency, item.SenderDueOn, item.SearchText))];
}
