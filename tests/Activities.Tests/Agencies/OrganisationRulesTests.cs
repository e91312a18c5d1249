using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Registers;
using LienThong.Activities.Rules;
using LienThong.Activities.Tests.Persistence;
using LienThong.Workflows.Persistence;
using static LienThong.Activities.Tests.Persistence.TestDatabase;

namespace LienThong.Activities.Tests.Agencies;

public sealed class OrganisationRulesTests : IAsyncLifetime
{
    private static readonly DateOnly From = new(2024, 1, 1);
    private static readonly Guid Science = DemoOrganisation.UnitId("SKHCN", "QLKH");

    private readonly TestDatabase database = new();

    public Task InitializeAsync() => database.InitializeAsync();

    public Task DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task A_whole_agency_is_built_by_its_use_cases_in_one_write()
    {
        var person = await database.WriteAsync(async session =>
        {
            var first = await PersonChanges.CreateAsync(session, new NewPerson("Nguyễn Văn A"), Clerk, None);
            var agency = await AgencyChanges.CreateAsync(session, new NewAgency("Sở Xây dựng", "Sở XD", "SXD", "Quảng Trị", From,
                "000.00.06.H50", "H50.06", DemoOrganisation.UbndTinh), Clerk, None);
            var unit = await UnitChanges.CreateAsync(session, new NewUnit(agency, "Văn phòng Sở", "VP", UnitKind.Office, From), Clerk,
                None);
            var position = await PositionChanges.CreateAsync(session, new NewPosition(agency, unit, PositionCodes.ChiefOfOffice,
                "Chánh Văn phòng", PositionKind.UnitHead, 10, From), Clerk, None);
            await AppointmentChanges.CreateAsync(session, new NewAppointment(first, position, From), Clerk, None);
            return first;
        });

        var organisation = await database.ReadAsync(context => new OrganisationCache().GetAsync(context, None));
        organisation.PositionsOf(person, Today).ShouldHaveSingleItem().ActingAs.ShouldBe("Chánh Văn phòng - Văn phòng Sở");
        (await database.AllAsync<AuditEntry>()).OrderBy(entry => entry.Seq).Select(entry => entry.Action)
            .ShouldBe(["person.created", "agency.created", "unit.created", "position.created", "appointment.created"]);
    }

    [Fact]
    public async Task A_profile_saved_as_it_was_leaves_the_organisation_as_it_is()
    {
        var person = DemoOrganisation.PersonId("SKHCN", "QLKH", PositionCodes.UnitHead);
        await ReachAsync("0912345678");
        var before = (await database.AllAsync<OrganisationVersion>()).Single().Stamp;

        await ReachAsync("0912345678");
        (await database.AllAsync<OrganisationVersion>()).Single().Stamp.ShouldBe(before);
        await ReachAsync("0987654321");
        (await database.AllAsync<OrganisationVersion>()).Single().Stamp.ShouldNotBe(before);

        Task ReachAsync(string phone) => database.WriteAsync(async session =>
        {
            await PersonChanges.ReachAsync(session, person, "truong-phong@example.vn", phone, Clerk, None);
            return 0;
        });
    }

    [Theory]
    [InlineData("H50.00")]
    [InlineData("000.00.00.50H")]
    [InlineData("000-00-00-H50")]
    public Task A_code_of_the_axis_in_another_form_is_refused(string code) =>
        MustRefuseAsync("agency.code", session => AgencyChanges.CreateAsync(session, Agency() with { EdocCode = code }, Clerk, None));

    [Fact]
    public Task A_code_that_is_in_use_is_refused() =>
        MustRefuseAsync("agency.code-taken", session => AgencyChanges.CreateAsync(session, Agency() with { EdocCode = "000.00.02.H50" },
            Clerk, None));

    [Fact]
    public Task An_agency_with_units_cannot_be_closed() =>
        MustRefuseAsync("agency.has-units", session => AgencyChanges.CloseAsync(session, DemoOrganisation.SoKhcn, Today, null, Clerk, None));

    [Fact]
    public async Task A_closed_agency_frees_its_code_from_the_day_after()
    {
        var id = await database.WriteAsync(session => AgencyChanges.CreateAsync(session, Agency(), Clerk, None));
        await database.WriteAsync(session => AgencyChanges.CloseAsync(session, id, Today, null, Clerk, None));

        await database.WriteAsync(session => AgencyChanges.CreateAsync(session, Agency() with { ValidFrom = Today.AddDays(1) }, Clerk,
            None));

        await MustRefuseAsync("agency.closed", session => AgencyChanges.CloseAsync(session, id, Today, null, Clerk, None));
    }

    [Fact]
    public async Task An_agency_cannot_end_before_it_begins()
    {
        var id = await database.WriteAsync(session => AgencyChanges.CreateAsync(session, Agency(), Clerk, None));

        await MustRefuseAsync("agency.dates", session => AgencyChanges.CloseAsync(session, id, From.AddDays(-1), null, Clerk, None));
    }

    [Fact]
    public Task A_unit_under_a_unit_of_another_agency_is_refused() => MustRefuseAsync("unit.parent", session =>
        UnitChanges.CreateAsync(session,
        new NewUnit(DemoOrganisation.SoTaiChinh, "Tổ", "T", UnitKind.Division, From, Science), Clerk, None));

    [Fact]
    public Task A_unit_with_positions_cannot_be_closed() =>
        MustRefuseAsync("unit.has-positions", session => UnitChanges.CloseAsync(session, Science, Today, null, Clerk, None));

    [Fact]
    public Task A_position_in_a_unit_of_another_agency_is_refused() => MustRefuseAsync("position.unit", session =>
        PositionChanges.CreateAsync(session,
        new NewPosition(DemoOrganisation.SoTaiChinh, Science, "chuyen-vien", "Chuyên viên", PositionKind.Officer, 50, From), Clerk, None));

    [Fact]
    public async Task A_position_that_is_held_cannot_be_closed()
    {
        var position = await HeadPositionAsync();

        await MustRefuseAsync("position.is-held", session => PositionChanges.CloseAsync(session, position.Id, Today, null, Clerk, None));
    }

    [Theory]
    [InlineData("TS. Nguyễn Văn A")]
    [InlineData("PGS.TS Nguyễn Văn A")]
    [InlineData("ThS.Nguyễn Văn A")]
    [InlineData("Tiến sĩ Nguyễn Văn A")]
    public Task An_academic_title_before_the_name_is_refused(string name) =>
        MustRefuseAsync("person.title", session => PersonChanges.CreateAsync(session, new NewPerson(name), Clerk, None));

    [Theory]
    [InlineData("Tạ Thị Thu")]
    [InlineData("Tiến Sĩ Đạt")]
    [InlineData("Cn Văn Bảy")]
    public async Task A_name_that_only_looks_like_a_title_is_taken(string name)
    {
        await database.WriteAsync(session => PersonChanges.CreateAsync(session, new NewPerson(name), Clerk, None));

        (await database.AllAsync<Person>()).ShouldContain(person => person.FullName == name);
    }

    [Fact]
    public async Task Two_primary_positions_at_a_time_are_refused()
    {
        var officer = DemoOrganisation.PersonId("SKHCN", "QLKH", PositionCodes.Officer);
        var position = await database.WriteAsync(session => PositionChanges.CreateAsync(session,
            new NewPosition(DemoOrganisation.SoKhcn, Science, "thu-ky", "Thư ký", PositionKind.Officer, 60, From), Clerk, None));

        await MustRefuseAsync("appointment.primary", session => AppointmentChanges.CreateAsync(session, new NewAppointment(officer,
            position, Today), Clerk, None));
    }

    [Fact]
    public async Task A_second_head_at_a_time_is_refused()
    {
        var position = await HeadPositionAsync();
        var person = await database.WriteAsync(session => PersonChanges.CreateAsync(session, new NewPerson("Nguyễn Văn A"), Clerk, None));

        await MustRefuseAsync("position.taken", session => AppointmentChanges.CreateAsync(session, new NewAppointment(person, position.Id,
            Today), Clerk, None));
    }

    [Fact]
    public async Task An_appointment_that_ends_before_it_begins_is_refused()
    {
        var position = await HeadPositionAsync();

        await MustRefuseAsync("appointment.dates",
            session => AppointmentChanges.CreateAsync(session, new NewAppointment(Guid.NewGuid(), position.Id, Today, Today.AddDays(-1)),
                Clerk, None));
    }

    [Fact]
    public async Task The_same_position_twice_is_refused()
    {
        var officer = DemoOrganisation.PersonId("SKHCN", "QLKH", PositionCodes.Officer);
        var held = (await database.AllAsync<Appointment>()).Single(appointment => appointment.PersonId == officer);

        await MustRefuseAsync("appointment.repeated",
            session => AppointmentChanges.CreateAsync(session, new NewAppointment(officer, held.PositionId, Today, Primary: false), Clerk,
                None));
    }

    [Fact]
    public async Task The_demonstration_created_again_changes_nothing()
    {
        var before = (await database.AllAsync<OrganisationVersion>()).Single().Stamp;

        (await database.WriteAsync(session => DemoOrganisation.CreateAsync(session, 2024, None))).ShouldBe(0);

        (await database.AllAsync<OrganisationVersion>()).Single().Stamp.ShouldBe(before);
    }

    [Fact]
    public async Task The_demonstration_has_the_seven_units_each_with_a_head_and_two_others()
    {
        var organisation = await database.ReadAsync(context => new OrganisationCache().GetAsync(context, None));

        var units = organisation.UnitsOf(DemoOrganisation.SoKhcn, Today);

        units.Count.ShouldBe(7);
        foreach (var unit in units)
        {
            organisation.UnitHeads(unit.Id, Today).Count.ShouldBe(1, unit.Name);
            organisation.HoldersInUnit(unit.Id, PositionCodes.Officer, Today).Count.ShouldBe(2, unit.Name);
        }
    }

    [Fact]
    public async Task The_demonstration_s_names_are_different_and_fit_the_field()
    {
        var names = (await database.AllAsync<Person>()).Select(person => person.FullName).ToList();

        names.Distinct().Count().ShouldBe(names.Count);
        names.Max(name => name.Length).ShouldBeLessThanOrEqualTo(50);
    }

    [Fact]
    public async Task The_demonstration_opens_both_registers_of_every_agency()
    {
        (await database.AllAsync<Register>()).Count.ShouldBe(2 * (await database.AllAsync<Agency>()).Count);
    }

    private static NewAgency Agency() => new("Sở Xây dựng", "Sở XD", "SXD", "Quảng Trị", From, "000.00.06.H50");

    private async Task<Position> HeadPositionAsync() =>
        (await database.AllAsync<Position>()).Single(position => position.UnitId == Science && position.IsUnitHead);

    private async Task MustRefuseAsync(string code, Func<WriteSession, Task> work) =>
        (await Should.ThrowAsync<RuleViolation>(database.WriteAsync(work))).Code.ShouldBe(code);
}
