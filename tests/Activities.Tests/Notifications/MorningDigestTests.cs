using LienThong.Activities.Agencies;
using LienThong.Activities.Notifications;
using LienThong.Activities.Tests.Chain;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.Extensions.Logging.Abstractions;

namespace LienThong.Activities.Tests.Notifications;

public sealed class MorningDigestTests : IAsyncLifetime
{
    private readonly Office office = new();

    public async Task InitializeAsync()
    {
        await office.InitializeAsync();
        await office.RegisterAsync();
        office.Clock.Now = Office.At(2024, 1, 25, 7, 30);
    }

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task Whoever_has_work_waiting_gets_one_letter_that_names_it_and_nobody_else_does()
    {
        await Digest().RunAsync(CancellationToken.None);

        var letter = (await LettersAsync()).ShouldHaveSingleItem();
        letter.Payload.ShouldContain(People.Director.ToString("D"));
        letter.Payload.ShouldContain("\"total\":1");
    }

    [Fact]
    public async Task A_restart_and_a_second_node_write_no_second_letter()
    {
        await Task.WhenAll(Digest().RunAsync(CancellationToken.None), Digest().RunAsync(CancellationToken.None));
        office.Clock.Now = office.Clock.Now.AddMinutes(10);
        await Digest().RunAsync(CancellationToken.None);

        (await LettersAsync()).Count.ShouldBe(1);
        (await office.AllAsync<DigestRow>()).ShouldHaveSingleItem().PersonId.ShouldBe(People.Director);
    }

    [Fact]
    public async Task The_next_working_day_brings_the_next_letter_and_the_weekend_none()
    {
        office.Clock.Now = Office.At(2024, 1, 26, 7, 30);
        (await Digest().RunAsync(CancellationToken.None)).ShouldBe(Office.At(2024, 1, 29, 7, 30));
        office.Clock.Now = Office.At(2024, 1, 27, 7, 30);
        (await Digest().RunAsync(CancellationToken.None)).ShouldBe(Office.At(2024, 1, 29, 7, 30));
        office.Clock.Now = Office.At(2024, 1, 29, 7, 30);
        await Digest().RunAsync(CancellationToken.None);

        (await office.AllAsync<DigestRow>()).Select(row => row.Day).ShouldBe([new DateOnly(2024, 1, 26), new DateOnly(2024, 1, 29)], ignoreOrder: true);
    }

    [Fact]
    public async Task Before_its_time_nothing_is_written()
    {
        office.Clock.Now = Office.At(2024, 1, 25, 7, 29);

        (await Digest().RunAsync(CancellationToken.None)).ShouldBe(Office.At(2024, 1, 25, 7, 30));

        (await office.AllAsync<DigestRow>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_does_not_want_it_gets_none()
    {
        await office.WriteAsync(session => ChangePreferences.RunAsync(session, People.Director, new PreferencesView([], new TimeOnly(20, 0), new TimeOnly(6, 30), MorningDigest: false), CancellationToken.None));

        await Digest().RunAsync(CancellationToken.None);

        (await office.AllAsync<DigestRow>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_waits_for_the_end_of_longer_quiet_hours()
    {
        await office.WriteAsync(session => ChangePreferences.RunAsync(session, People.Director, new PreferencesView([], new TimeOnly(20, 0), new TimeOnly(8, 0), MorningDigest: true), CancellationToken.None));

        await Digest().RunAsync(CancellationToken.None);

        (await LettersAsync()).ShouldHaveSingleItem().DueAt.ShouldBe(Office.At(2024, 1, 25, 8));
    }

    [Fact]
    public async Task One_letter_that_cannot_be_written_holds_up_none_of_the_others_and_is_tried_again()
    {
        await office.InstructAsync();
        await office.RegisterAsync(Letters.Incoming with { Number = "452" });
        office.Clock.Now = Office.At(2024, 1, 25, 7, 30);
        // Of those who have work waiting, one of them in the unit that cooperates, the row of the one who comes first cannot be read.
        Guid[] waiting = [People.Director, People.Officer, People.SecondOfficer, DemoOrganisation.PersonId("SKHCN", "KHTC", PositionCodes.UnitHead)];
        var broken = waiting.Min();
        foreach (var person in waiting)
            await office.WriteAsync(session => ChangePreferences.RunAsync(session, person, new PreferencesView([], new TimeOnly(20, 0), new TimeOnly(6, 30), MorningDigest: true), CancellationToken.None));
        await office.TamperAsync($"UPDATE NotificationPreferences SET QuietFrom = 'hỏng' WHERE PersonId = x'{broken:N}'");
        var digest = Digest();

        var next = await digest.RunAsync(CancellationToken.None);

        (await office.AllAsync<DigestRow>()).Select(row => row.PersonId).ShouldBe(waiting.Where(person => person != broken), ignoreOrder: true);
        next.ShouldBe(Office.At(2024, 1, 25, 7, 40));
        await office.TamperAsync($"UPDATE NotificationPreferences SET QuietFrom = '20:00:00' WHERE PersonId = x'{broken:N}'");
        office.Clock.Now = Office.At(2024, 1, 25, 7, 40);
        (await digest.RunAsync(CancellationToken.None)).ShouldBe(Office.At(2024, 1, 26, 7, 30));
        (await office.AllAsync<DigestRow>()).Select(row => row.PersonId).ShouldContain(broken);
    }

    // A new one each time, as after a restart or on another node.
    private MorningDigest Digest() => new(office.Database, office.Get<OrganisationCache>(), office.Clock, new NoticeOptions(), NullLogger<MorningDigest>.Instance);

    private async Task<List<OutboxRow>> LettersAsync() => [.. (await office.AllAsync<OutboxRow>()).Where(row => row.Kind == DigestMail.MessageKind)];
}
