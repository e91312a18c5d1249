using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Registers;
using LienThong.Activities.Rules;
using LienThong.Activities.Tests.Persistence;
using static LienThong.Activities.Tests.Persistence.TestDatabase;

namespace LienThong.Activities.Tests.Registers;

public sealed class NumberAllocationTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();

    public Task InitializeAsync() => database.InitializeAsync();

    public Task DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Sixty_four_at_once_get_different_numbers_without_a_gap()
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => TakeAsync())));

        taken.Select(number => number.Number).Order().ShouldBe(Enumerable.Range(1, 64));
        (await database.AllAsync<RegisterEntry>()).Select(entry => entry.Number).Order().ShouldBe(Enumerable.Range(1, 64));
    }

    [Fact]
    public async Task Those_who_are_rolled_back_among_sixty_four_leave_no_gap()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(attempt => Task.Run(async () =>
        {
            try
            {
                await database.WriteAsync(async session =>
                {
                    await NumberAllocation.TakeAsync(session, Request(), Clerk, None);
                    if (attempt % 3 == 0) throw new RuleViolation("test.refused", "Không được.");
                });
                return true;
            }
            catch (RuleViolation)
            {
                return false;
            }
        })));

        var succeeded = outcomes.Count(outcome => outcome);
        succeeded.ShouldBe(42);
        (await database.AllAsync<RegisterEntry>()).Select(entry => entry.Number).Order().ShouldBe(Enumerable.Range(1, succeeded));
        (await FindRegisterAsync()).LastNumber.ShouldBe(succeeded);
    }

    [Fact]
    public async Task Two_numbers_in_one_write_follow_each_other()
    {
        var numbers = await database.WriteAsync(async session => (
            (await NumberAllocation.TakeAsync(session, Request(), Clerk, None)).Number,
            (await NumberAllocation.TakeAsync(session, Request(), Clerk, None)).Number));

        numbers.ShouldBe((1, 2));
    }

    [Fact]
    public async Task Incoming_and_outgoing_numbers_run_apart()
    {
        await TakeAsync(Request() with { Kind = RegisterKind.Incoming });

        (await TakeAsync()).Number.ShouldBe(1);
    }

    [Fact]
    public async Task Two_agencies_number_apart()
    {
        await TakeAsync(Request() with { AgencyId = DemoOrganisation.SoTaiChinh });

        (await TakeAsync()).Number.ShouldBe(1);
    }

    [Fact]
    public async Task A_named_series_numbers_apart()
    {
        await database.WriteAsync(session => OpenRegister.RunAsync(session,
            new RegisterOpening(DemoOrganisation.SoKhcn, RegisterKind.Outgoing, 2024, "Quyết định"), Clerk, None));
        await TakeAsync();

        (await TakeAsync(Request() with { RegisterName = "Quyết định" })).Number.ShouldBe(1);
    }

    [Fact]
    public async Task A_new_year_begins_with_one()
    {
        await TakeAsync();
        await OpenAsync(2025);

        (await TakeAsync(Request() with { Date = new DateOnly(2025, 1, 1) })).ShouldSatisfyAllConditions(
            taken => taken.Number.ShouldBe(1),
            taken => taken.Year.ShouldBe(2025));
    }

    [Fact]
    public async Task A_year_without_a_register_is_refused_with_what_to_do()
    {
        var violation = await Should.ThrowAsync<RuleViolation>(TakeAsync(Request() with { Date = new DateOnly(2025, 1, 2) }));

        violation.Code.ShouldBe("register.missing");
        violation.Message.ShouldBe("Chưa cấp được số: sổ Văn bản đi 2025 chưa được mở. Đề nghị Văn phòng mở sổ rồi làm lại.");
    }

    [Fact]
    public async Task A_missing_register_is_opened_where_the_agency_allows_it()
    {
        var taken = await TakeAsync(Request() with { Date = new DateOnly(2025, 1, 2), OpenIfMissing = true });

        taken.Number.ShouldBe(1);
        (await database.AllAsync<AuditEntry>()).ShouldContain(entry => entry.Action == "register.opened");
    }

    [Fact]
    public async Task A_closed_register_is_refused_with_the_day_it_was_closed()
    {
        database.Clock.Now = new DateTimeOffset(2024, 12, 31, 16, 0, 0, TimeSpan.FromHours(7));
        await CloseAsync();

        var violation = await Should.ThrowAsync<RuleViolation>(TakeAsync());

        violation.Code.ShouldBe("register.closed");
        violation.Message.ShouldBe(
            "Chưa cấp được số: sổ Văn bản đi 2024 đã đóng ngày 31/12/2024. Chọn sổ năm 2025 hoặc đề nghị Văn phòng mở sổ.");
    }

    [Fact]
    public async Task A_register_cannot_be_closed_before_its_year_ends()
    {
        database.Clock.Now = new DateTimeOffset(2024, 12, 30, 23, 59, 0, TimeSpan.FromHours(7));

        (await Should.ThrowAsync<RuleViolation>(CloseAsync())).Code.ShouldBe("register.year-running");
    }

    [Fact]
    public async Task A_register_is_opened_once()
    {
        (await Should.ThrowAsync<RuleViolation>(OpenAsync(2024))).Code.ShouldBe("register.exists");
    }

    [Fact]
    public async Task A_cancelled_number_stays_with_its_reason_and_is_not_given_again()
    {
        var taken = await TakeAsync();

        await CancelAsync(taken, "Ghi nhầm loại văn bản");

        (await TakeAsync()).Number.ShouldBe(2);
        var cancelled = (await database.AllAsync<RegisterEntry>()).Single(entry => entry.Number == 1);
        cancelled.State.ShouldBe(RegisterEntryState.Cancelled);
        cancelled.Note.ShouldBe("Ghi nhầm loại văn bản");
    }

    [Fact]
    public async Task Cancelling_without_a_reason_is_refused()
    {
        var taken = await TakeAsync();

        (await Should.ThrowAsync<RuleViolation>(CancelAsync(taken, " "))).Code.ShouldBe("register.reason");
    }

    [Fact]
    public async Task Cancelling_twice_is_refused()
    {
        var taken = await TakeAsync();
        await CancelAsync(taken, "Ghi nhầm");

        (await Should.ThrowAsync<RuleViolation>(CancelAsync(taken, "Lần nữa"))).Code.ShouldBe("register.number-cancelled");
    }

    private static NumberRequest Request() => new(DemoOrganisation.SoKhcn, RegisterKind.Outgoing, Today, Guid.NewGuid());

    private Task<TakenNumber> TakeAsync() => TakeAsync(Request());

    private Task<TakenNumber> TakeAsync(NumberRequest request) =>
        database.WriteAsync(session => NumberAllocation.TakeAsync(session, request, Clerk, None));

    private Task<Guid> OpenAsync(int year) => database.WriteAsync(session =>
        OpenRegister.RunAsync(session, new RegisterOpening(DemoOrganisation.SoKhcn, RegisterKind.Outgoing, year), Clerk, None));

    private Task CloseAsync() => database.WriteAsync(session => CloseRegister.RunAsync(session, RegisterId, Clerk, None));

    private Task CancelAsync(TakenNumber taken, string reason) =>
        database.WriteAsync(session => CancelNumber.RunAsync(session, taken.RegisterId, taken.Number, reason, Clerk, None));

    private static Guid RegisterId =>
        Register.IdOf(DemoOrganisation.SoKhcn, RegisterKind.Outgoing, 2024, Register.DefaultName(RegisterKind.Outgoing));

    private async Task<Register> FindRegisterAsync() => (await database.AllAsync<Register>()).Single(register => register.Id == RegisterId);
}
