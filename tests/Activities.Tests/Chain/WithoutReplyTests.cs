using LienThong.Activities.Agencies;
using LienThong.Activities.Checks;
using LienThong.Activities.Documents;
using LienThong.Activities.Work;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Persistence.Rows;

namespace LienThong.Activities.Tests.Chain;

/// <summary>The shipped procedure van-ban-de-xu-ly, beside the one for documents that ask for an answer.</summary>
public sealed class WithoutReplyTests : IAsyncLifetime
{
    private static readonly IncomingRegistration ForInformation = Letters.Incoming with { Number = "77", TypeCode = "TB", NeedsReply = false };

    private readonly Office office = new();

    public async Task InitializeAsync()
    {
        await office.InitializeAsync();
        await office.WriteAsync(session => office.Get<DefinitionStore>().PublishAsync(session, Office.Procedure("van-ban-de-xu-ly"), "Quản trị viên", "Ban hành lần đầu", CancellationToken.None));
    }

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task A_document_that_asks_for_no_answer_is_assigned_handled_and_closed()
    {
        await office.RegisterAsync(ForInformation);
        await office.InstructAsync();
        await office.ApproveAsync(People.UnitHead, "Đã phổ biến trong phòng.");
        await office.DeliverOutboxAsync();

        (await office.AllAsync<Dossier>()).ShouldHaveSingleItem().State.ShouldBe(DossierState.Closed);
        (await office.AllAsync<IncomingDocument>()).ShouldHaveSingleItem().State.ShouldBe(IncomingState.Done);
        (await office.AllAsync<InstanceRow>()).ShouldHaveSingleItem().SubStatus.ShouldBe("Finished");
        (await office.AllAsync<TimerRow>()).ShouldBeEmpty();
        (await office.Get<InvariantChecker>().RunAsync(FileReading.Content, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_unit_that_hands_it_back_gets_it_assigned_anew_with_one_lead_and_one_ladder()
    {
        await office.RegisterAsync(ForInformation);
        await office.InstructAsync();
        await office.ReturnAsync(People.UnitHead, "Không thuộc chức năng của phòng.");
        await office.InstructAsync();

        (await office.AllAsync<AssignedTask>()).Count(t => t is { Role: TaskRole.Lead, State: TaskState.Open }).ShouldBe(1);
        (await office.AllAsync<TimerRow>()).Count.ShouldBe(1);
        await office.ApproveAsync(People.UnitHead);
        (await office.AllAsync<Dossier>()).ShouldHaveSingleItem().State.ShouldBe(DossierState.Closed);
    }

    [Fact]
    public async Task One_that_asks_for_an_answer_goes_the_other_way()
    {
        await office.RegisterAsync();

        (await office.AllAsync<InstanceRow>()).ShouldHaveSingleItem().DefinitionId.ShouldBe("cong-van-bao-cao");
    }

    [Fact]
    public async Task An_agency_with_a_head_of_another_title_uses_it_too()
    {
        var clerk = DemoOrganisation.PersonId("VPUBND", "HCTC", PositionCodes.Registry);

        await office.Get<ReceiveDocument>().RunAsync(clerk, ForInformation with { AgencyId = DemoOrganisation.VanPhongUbnd }, "another-agency", CancellationToken.None);

        (await office.AllAsync<WorkItem>()).ShouldHaveSingleItem().AssigneeId.ShouldBe(DemoOrganisation.PersonId("VPUBND", null, PositionCodes.ChiefOfOffice));
    }
}
