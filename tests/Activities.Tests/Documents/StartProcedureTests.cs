using LienThong.Activities.Agencies;
using LienThong.Activities.Delegations;
using LienThong.Activities.Documents;
using LienThong.Activities.Rules;
using LienThong.Activities.Tests.Chain;

namespace LienThong.Activities.Tests.Documents;

public sealed class StartProcedureTests : IAsyncLifetime
{
    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task A_document_for_which_no_procedure_fits_gets_the_one_that_the_clerk_chooses()
    {
        var received = await WithoutProcedureAsync();
        (await CodeAsync(() => StartAsync(received.DocumentId))).ShouldBe("procedure.none-fits");
        (await ChoicesAsync(received.DocumentId)).ShouldHaveSingleItem().Fits.ShouldBeFalse();

        var started = await StartAsync(received.DocumentId, office.DefinitionVersionId);

        (await office.DossierAsync()).WorkflowInstanceId.ShouldBe(started.WorkflowInstanceId);
        (await office.ItemOf(People.Director)).DossierId.ShouldBe(received.DossierId);
        (await ChoicesAsync(received.DocumentId)).ShouldBeEmpty();
        (await CodeAsync(() => StartAsync(received.DocumentId, office.DefinitionVersionId))).ShouldBe("procedure.running");
    }

    [Fact]
    public async Task Only_the_clerk_of_the_agency_starts_one()
    {
        var received = await WithoutProcedureAsync();

        (await CodeAsync(() => StartAsync(received.DocumentId, office.DefinitionVersionId, People.Officer))).ShouldBe("register.not-clerk");
        (await CodeAsync(() => StartAsync(received.DocumentId, office.DefinitionVersionId, People.ReceivingClerk))).ShouldBe("document.not-found");
    }

    private async Task<ReceivedDocument> WithoutProcedureAsync()
    {
        var received = await office.RegisterAsync(Letters.Incoming with { NeedsReply = false, TypeCode = "GM", Subject = "Mời họp" });
        received.WorkflowInstanceId.ShouldBeNull();
        return received;
    }

    private Task<StartedProcedure> StartAsync(Guid documentId, string? version = null, Guid? person = null) =>
        office.Get<StartProcedure>().RunAsync(person ?? People.Clerk, documentId, version, Office.NewKey(), CancellationToken.None);

    private Task<IReadOnlyList<ProcedureChoice>> ChoicesAsync(Guid documentId) => office.ReadAsync(async context =>
    {
        var organisation = await office.Get<OrganisationCache>().GetAsync(context, CancellationToken.None);
        var access = new DossierAccess(People.Clerk, organisation.PositionsOf(People.Clerk, new DateOnly(2024, 1, 24)), Reach.Own(People.Clerk, [DemoOrganisation.SoKhcn]));
        return await office.Get<StartProcedure>().ChoicesAsync(context, access, documentId, organisation, CancellationToken.None);
    });

    private static async Task<string> CodeAsync(Func<Task> act) => (await Should.ThrowAsync<RuleViolation>(act)).Code;
}
