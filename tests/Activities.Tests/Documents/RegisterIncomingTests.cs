using System.Text;
using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Documents;
using LienThong.Activities.Registers;
using LienThong.Activities.Rules;
using LienThong.Activities.Tests.Persistence;
using static LienThong.Activities.Tests.Persistence.TestDatabase;

namespace LienThong.Activities.Tests.Documents;

public sealed class RegisterIncomingTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();

    public Task InitializeAsync() => database.InitializeAsync();

    public Task DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task A_registered_document_has_a_number_a_dossier_and_its_files()
    {
        var registered = await RegisterAsync(Letter() with { Files = [File('a'), File('b')] });

        registered.ArrivalNumber.ShouldBe(1);
        var document = (await database.AllAsync<IncomingDocument>()).ShouldHaveSingleItem();
        document.ShouldSatisfyAllConditions(
            () => document.Id.ShouldBe(registered.DocumentId),
            () => document.SenderName.ShouldBe("Ủy ban nhân dân tỉnh Quảng Trị"),
            () => document.ArrivedAt.ShouldBe(database.Clock.Now),
            () => document.State.ShouldBe(IncomingState.Registered));
        var dossier = (await database.AllAsync<Dossier>()).ShouldHaveSingleItem();
        (dossier.Id, dossier.IncomingDocumentId, dossier.Subject).ShouldBe((registered.DossierId, registered.DocumentId, document.Subject));
        (await database.AllAsync<DocumentVersion>()).OrderBy(version => version.VersionNo).Select(version => (version.VersionNo,
            version.Kind))
            .ShouldBe([(1, VersionKind.Received), (2, VersionKind.Attachment)]);
    }

    [Fact]
    public async Task Registering_is_told_in_the_audit_trail()
    {
        var registered = await RegisterAsync(Letter());

        var entry = (await database.AllAsync<AuditEntry>()).ShouldHaveSingleItem();
        (entry.Action, entry.DossierId, entry.ActorName).ShouldBe(("incoming.registered", registered.DossierId, Clerk.Name));
        entry.Data.ShouldNotBeNull().ShouldContain("UBND-TH");
    }

    [Fact]
    public async Task Text_is_stored_composed_whatever_way_it_was_typed()
    {
        await RegisterAsync(Letter() with { Subject = "  Về việc triển khai  ".Normalize(NormalizationForm.FormD) });

        (await database.AllAsync<IncomingDocument>()).Single().Subject.ShouldBe("Về việc triển khai".Normalize(NormalizationForm.FormC));
    }

    public static TheoryData<string, IncomingRegistration> Refused => new()
    {
        { "incoming.subject", Letter() with { Subject = " " } },
        { "incoming.subject", Letter() with { Subject = new string('a', 501) } },
        { "incoming.subject", Letter() with { Subject = "hai\ndòng" } },
        { "incoming.number", Letter() with { Number = "" } },
        { "incoming.number", Letter() with { Number = "UBND" } },
        { "incoming.number", Letter() with { Number = "123456789012" } },
        { "incoming.symbol", Letter() with { Symbol = "UBND - TH" } },
        { "incoming.symbol", Letter() with { Symbol = new string('A', 31) } },
        { "incoming.sender", Letter() with { SenderAgencyId = null, SenderName = null } },
        { "incoming.sender", Letter() with { SenderAgencyId = Guid.NewGuid() } },
        { "incoming.date", Letter() with { IssuedOn = Today.AddDays(1) } },
        { "incoming.date", Letter() with { ArrivedAt = new DateTimeOffset(2024, 1, 24, 8, 31, 0, TimeSpan.FromHours(7)) } },
        { "incoming.file", Letter() with { Files = [File('A')] } },
    };

    [Theory, MemberData(nameof(Refused))]
    public async Task What_is_wrong_is_refused_and_takes_no_number(string code, IncomingRegistration registration)
    {
        var violation = await Should.ThrowAsync<RuleViolation>(RegisterAsync(registration));

        (violation.Code, violation.Kind).ShouldBe((code, RuleKind.Invalid));
        (await RegisterAsync(Letter())).ArrivalNumber.ShouldBe(1);
    }

    [Fact]
    public async Task A_subject_of_five_hundred_characters_is_taken()
    {
        (await RegisterAsync(Letter() with { Subject = new string('a', 500) })).ArrivalNumber.ShouldBe(1);
    }

    [Fact]
    public async Task A_document_of_today_in_Viet_Nam_is_not_in_the_future_while_it_is_yesterday_in_UTC()
    {
        database.Clock.Now = new DateTimeOffset(2024, 1, 25, 6, 0, 0, TimeSpan.FromHours(7));

        (await RegisterAsync(Letter() with { IssuedOn = new DateOnly(2024, 1, 25) })).ArrivalNumber.ShouldBe(1);
    }

    [Fact]
    public async Task The_year_of_the_register_is_the_year_of_arrival_in_Viet_Nam()
    {
        database.Clock.Now = new DateTimeOffset(2025, 1, 1, 0, 30, 0, TimeSpan.FromHours(7));

        (await Should.ThrowAsync<RuleViolation>(RegisterAsync(Letter()))).Code.ShouldBe("register.missing");
    }

    [Theory]
    [InlineData("451", "UBND-TH")]
    [InlineData("0451", "UBND-TH")]
    [InlineData("451", "ubnd-th")]
    public async Task The_same_document_again_is_refused_with_its_number(string number, string symbol)
    {
        await RegisterAsync(Letter());

        var violation = await Should.ThrowAsync<RuleViolation>(RegisterAsync(Letter() with { Number = number, Symbol = symbol }));

        violation.Code.ShouldBe("incoming.duplicate");
        violation.Message.ShouldContain("số đến 01");
    }

    public static TheoryData<string, IncomingRegistration> Different => new()
    {
        { "number", Letter() with { Number = "452" } },
        { "symbol", Letter() with { Symbol = "UBND-KT" } },
        { "year", Letter() with { IssuedOn = new DateOnly(2023, 12, 29) } },
        { "sender", Letter() with { SenderAgencyId = null, SenderName = "Ủy ban nhân dân thành phố Đông Hà" } },
        { "receiver", Letter() with { AgencyId = DemoOrganisation.SoTaiChinh } },
    };

    [Theory, MemberData(nameof(Different))]
    public async Task A_document_that_differs_is_no_duplicate(string what, IncomingRegistration registration)
    {
        await RegisterAsync(Letter());

        await RegisterAsync(registration);

        (await database.AllAsync<IncomingDocument>()).Count.ShouldBe(2, what);
    }

    [Fact]
    public async Task A_duplicate_is_taken_when_the_clerk_insists_and_both_are_related()
    {
        var first = await RegisterAsync(Letter());

        var second = await RegisterAsync(Letter() with { DespiteDuplicate = true });

        second.ArrivalNumber.ShouldBe(2);
        var relation = (await database.AllAsync<DocumentRelation>()).ShouldHaveSingleItem();
        (relation.FromId, relation.ToId).ShouldBe((second.DocumentId, first.DocumentId));
    }

    [Fact]
    public async Task The_same_message_of_the_axis_is_one_document_even_when_the_clerk_insists()
    {
        await RegisterAsync(Letter() with { MessageId = "000.00.00.H50,2024/01/24,451/UBND-TH" });

        var repeated = Letter() with { Number = "999", MessageId = "000.00.00.H50,2024/01/24,451/UBND-TH", DespiteDuplicate = true };

        (await Should.ThrowAsync<RuleViolation>(RegisterAsync(repeated))).Code.ShouldBe("incoming.duplicate");
    }

    [Fact]
    public async Task Of_two_clerks_who_enter_the_same_document_at_once_one_is_refused()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            try
            {
                await RegisterAsync(Letter());
                return "";
            }
            catch (RuleViolation violation)
            {
                return violation.Code;
            }
        })));

        outcomes.Count(outcome => outcome.Length == 0).ShouldBe(1);
        outcomes.Count(outcome => outcome == "incoming.duplicate").ShouldBe(7);
    }

    [Fact]
    public async Task The_book_lists_what_was_registered_in_the_order_of_numbers()
    {
        for (var number = 1; number <= 5; number++) await RegisterAsync(Letter() with { Number = $"{number}" });
        var registerId = (await database.AllAsync<IncomingDocument>())[0].RegisterId;
        await database.WriteAsync(session => CancelNumber.RunAsync(session, registerId, 4, "Đăng ký nhầm", Clerk, None));

        var page = await database.ReadAsync(context => RegisterBook.IncomingAsync(context, registerId, afterNumber: 2, pageSize: 2, None));

        page.Select(row => (row.ArrivalNumber, row.Number, row.State, row.Note)).ShouldBe(
            [(3, "3", RegisterEntryState.Issued, null), (4, "4", RegisterEntryState.Cancelled, "Đăng ký nhầm")]);
    }

    private Task<RegisteredIncoming> RegisterAsync(IncomingRegistration registration) =>
        database.WriteAsync(session => RegisterIncoming.RunAsync(session, registration, Clerk, None));

    private static IncomingRegistration Letter() => new()
    {
        AgencyId = DemoOrganisation.SoKhcn,
        SenderAgencyId = DemoOrganisation.UbndTinh,
        Number = "451",
        Symbol = "UBND-TH",
        IssuedOn = Today,
        TypeCode = "CV",
        Subject = "Về việc lập kế hoạch năm",
        NeedsReply = true,
    };

    private static StoredFile File(char digit) => new(new string(digit, 64), $"{digit}.pdf", "application/pdf", 1200);
}
