using LienThong.Activities.Agencies;
using LienThong.Activities.Rules;
using LienThong.Activities.Tests.Persistence;
using static LienThong.Activities.Tests.Persistence.TestDatabase;

namespace LienThong.Activities.Tests.Agencies;

public sealed class OrganisationTests : IAsyncLifetime
{
    private static readonly Guid Science = DemoOrganisation.UnitId("SKHCN", "QLKH");
    private static readonly Guid Director = DemoOrganisation.PersonId("SKHCN", null, PositionCodes.Director);

    private readonly TestDatabase database = new();
    private readonly OrganisationCache cache = new();

    public Task InitializeAsync() => database.InitializeAsync();

    public Task DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Holders_of_a_position_are_found_in_the_agency_and_in_the_unit()
    {
        var organisation = await OrganisationAsync();

        organisation.HoldersInAgency(DemoOrganisation.SoKhcn, PositionCodes.DeputyDirector, Today).Select(holding =>
            holding.Person.FullName)
            .ShouldBe(["Phó Giám đốc 1 Sở KH&CN", "Phó Giám đốc 2 Sở KH&CN"]);
        organisation.HoldersInUnit(Science, PositionCodes.Officer, Today).Count.ShouldBe(2);
        organisation.HoldersInUnit(Science, PositionCodes.Registry, Today).ShouldBeEmpty();
    }

    [Fact]
    public async Task Heads_are_found_whatever_their_title_is()
    {
        var organisation = await OrganisationAsync();

        organisation.UnitHeads(DemoOrganisation.UnitId("SKHCN", "VP"), Today).ShouldHaveSingleItem().Position.Title
            .ShouldBe("Chánh Văn phòng");
        organisation.UnitHeads(Science, Today).ShouldHaveSingleItem().ActingAs.ShouldBe("Trưởng phòng - Phòng Quản lý Khoa học");
        organisation.AgencyHeads(DemoOrganisation.UbndTinh, Today).ShouldHaveSingleItem().Position.Title.ShouldBe("Chủ tịch");
    }

    [Fact]
    public async Task Somebody_who_leaves_holds_the_position_to_the_last_day_and_the_next_from_the_day_after()
    {
        var lastDay = new DateOnly(2024, 6, 30);
        var position = (await OrganisationAsync()).PositionsOf(Director, Today).Single().Position;
        var appointment = (await database.AllAsync<Appointment>()).Single(row => row.PersonId == Director);
        await database.WriteAsync(session => AppointmentChanges.EndAsync(session, appointment.Id, lastDay, Clerk, None));
        var successor = await PersonAsync("Người kế nhiệm");
        await AppointAsync(new NewAppointment(successor, position.Id, lastDay.AddDays(1)));

        var organisation = await OrganisationAsync();

        organisation.AgencyHeads(DemoOrganisation.SoKhcn, lastDay).Single().Person.Id.ShouldBe(Director);
        organisation.AgencyHeads(DemoOrganisation.SoKhcn, lastDay.AddDays(1)).Single().Person.Id.ShouldBe(successor);
        organisation.AgencyOf(Director, lastDay.AddDays(1)).ShouldBeNull();
        organisation.AgencyOf(Director, lastDay)!.Id.ShouldBe(DemoOrganisation.SoKhcn);
    }

    [Fact]
    public async Task A_second_position_stands_behind_the_primary_one()
    {
        var head = (await OrganisationAsync()).UnitHeads(Science, Today).Single();
        var other = await PositionAsync(DemoOrganisation.SoTaiChinh, null, "thanh-vien", PositionKind.Officer);
        await AppointAsync(new NewAppointment(head.Person.Id, other, Today, Primary: false));

        var organisation = await OrganisationAsync();

        organisation.PositionsOf(head.Person.Id, Today).Select(holding => holding.Agency.Id).ShouldBe([DemoOrganisation.SoKhcn,
            DemoOrganisation.SoTaiChinh]);
        organisation.AgencyOf(head.Person.Id, Today)!.Id.ShouldBe(DemoOrganisation.SoKhcn);
    }

    [Fact]
    public async Task Nobody_holds_a_position_before_the_agency_exists()
    {
        (await OrganisationAsync()).AgencyHeads(DemoOrganisation.SoKhcn, new DateOnly(2020, 12, 31)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_organisation_is_given_until_something_changes()
    {
        var first = await OrganisationAsync();
        (await OrganisationAsync()).ShouldBeSameAs(first);

        var person = await PersonAsync("Người mới");

        var second = await OrganisationAsync();
        second.FindPerson(person).ShouldNotBeNull();
        first.FindPerson(person).ShouldBeNull();
    }

    [Fact]
    public async Task A_change_that_was_rolled_back_is_not_kept_in_memory()
    {
        await Should.ThrowAsync<RuleViolation>(database.WriteAsync(async session =>
        {
            await PersonChanges.CreateAsync(session, new NewPerson("Người không có"), Clerk, None);
            await session.FlushAsync(None);
            (await cache.GetAsync(session.Context, None)).FindAgency(DemoOrganisation.SoKhcn).ShouldNotBeNull();
            throw new RuleViolation("test.refused", "Không được.");
        }));
        await PersonAsync("Người có");

        var people = (await database.AllAsync<Person>()).Where(person => person.FullName.StartsWith("Người", StringComparison.Ordinal))
            .ToList();

        var person = people.ShouldHaveSingleItem();
        (await OrganisationAsync()).FindPerson(person.Id).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_agency_is_found_by_its_code_on_the_axis()
    {
        (await OrganisationAsync()).FindAgencyByEdocCode("000.00.00.H50", Today)!.Id.ShouldBe(DemoOrganisation.UbndTinh);
    }

    [Fact]
    public async Task Everybody_of_the_unit_is_listed_head_first()
    {
        var people = (await OrganisationAsync()).PeopleInUnit(Science, Today);

        people.Count.ShouldBe(3);
        people[0].Position.IsUnitHead.ShouldBeTrue();
    }

    private Task<Organisation> OrganisationAsync() => database.ReadAsync(context => cache.GetAsync(context, None));

    private Task<Guid> PersonAsync(string name) => database.WriteAsync(session => PersonChanges.CreateAsync(session, new NewPerson(name),
        Clerk, None));

    private Task<Guid> PositionAsync(Guid agencyId, Guid? unitId, string code, PositionKind kind) => database.WriteAsync(session =>
        PositionChanges.CreateAsync(session, new NewPosition(agencyId, unitId, code, "Thành viên", kind, 90, new DateOnly(2024, 1, 1)),
            Clerk, None));

    private Task<Guid> AppointAsync(NewAppointment appointment) =>
        database.WriteAsync(session => AppointmentChanges.CreateAsync(session, appointment, Clerk, None));
}
