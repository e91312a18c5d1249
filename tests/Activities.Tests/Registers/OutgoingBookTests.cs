using LienThong.Activities.Agencies;
using LienThong.Activities.Documents;
using LienThong.Activities.Registers;
using LienThong.Activities.Tests.Persistence;
using LienThong.Activities.Work;
using static LienThong.Activities.Tests.Persistence.TestDatabase;

namespace LienThong.Activities.Tests.Registers;

public sealed class OutgoingBookTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();

    public Task InitializeAsync() => database.InitializeAsync();

    public Task DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task A_line_names_signer_places_archive_unit_and_the_first_sending()
    {
        var document = Report();
        var sent = database.Clock.Now.AddHours(1);
        var taken = await database.WriteAsync(async session =>
        {
            session.Insert(document);
            session.Insert(DispatchOf(document, "1", sent.AddHours(2)));
            session.Insert(DispatchOf(document, "2", sent));
            return await NumberAllocation.TakeAsync(
                session, new NumberRequest(DemoOrganisation.SoKhcn, RegisterKind.Outgoing, Today, document.Id) { Note = "Gửi gấp" }, Clerk,
                    None);
        });

        var row = (await database.ReadAsync(context => RegisterBook.OutgoingAsync(context, taken.RegisterId, 0, 10, None)))
            .ShouldHaveSingleItem();

        row.ShouldSatisfyAllConditions(
            () => row.Number.ShouldBe(1),
            () => row.Symbol.ShouldBe("BC-SKHCN"),
            () => row.Signer.ShouldBe("Phó Giám đốc 1 Sở KH&CN"),
            () => row.ToPlaces.ShouldBe("Văn phòng UBND tỉnh"),
            () => row.ArchiveUnit.ShouldBe("Văn phòng Sở"),
            () => row.CopyCount.ShouldBe(1),
            () => row.SentAt.ShouldBe(sent),
            () => row.Note.ShouldBe("Gửi gấp"));
    }

    private static OutgoingDocument Report() => new()
    {
        Id = Guid.NewGuid(),
        AgencyId = DemoOrganisation.SoKhcn,
        DossierId = Guid.NewGuid(),
        DraftingUnitId = DemoOrganisation.UnitId("SKHCN", "VP"),
        TypeCode = "BC",
        Subject = "Kết quả thực hiện",
        Fields = "{}",
        ToPlaces = "Văn phòng UBND tỉnh",
        Symbol = "BC-SKHCN",
        SignerAuthority = "KT.",
        SignerPersonId = DemoOrganisation.PersonId("SKHCN", null, PositionCodes.DeputyDirector),
        State = OutgoingState.Sent,
    };

    private static Dispatch DispatchOf(OutgoingDocument document, string message, DateTimeOffset sentAt) => new()
    {
        Id = Guid.NewGuid(),
        DocumentId = document.Id,
        DossierId = document.DossierId,
        RecipientName = "Nơi nhận",
        MessageId = message,
        StatusCode = DispatchStatusCodes.Sent,
        StatusAt = sentAt,
        SentAt = sentAt,
    };
}
