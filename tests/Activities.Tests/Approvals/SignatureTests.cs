using LienThong.Activities.Agencies;
using LienThong.Activities.Documents;
using LienThong.Activities.Rules;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Work;

namespace LienThong.Activities.Tests.Approvals;

public sealed class SignatureTests : IAsyncLifetime
{
    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task A_deputy_director_signs_for_the_director()
    {
        await office.ToSignatureAsync();

        await office.SignAsync(People.Deputy);

        var document = await office.OutgoingAsync();
        (document.State, document.SignerPersonId, document.SignerAuthority).ShouldBe((OutgoingState.Signed, People.Deputy, "KT."));
    }

    [Fact]
    public async Task A_deputy_director_who_mainly_heads_a_unit_still_signs_for_the_director()
    {
        var head = DemoOrganisation.PersonId("SKHCN", "KHTC", PositionCodes.UnitHead);
        await office.AppointAsync(head, "SKHCN", null, PositionCodes.DeputyDirector);
        await office.ToReviewAsync();
        await office.ApproveAsync(head);

        await office.SignAsync(head);

        (await office.OutgoingAsync()).SignerAuthority.ShouldBe("KT.");
    }

    [Fact]
    public async Task Who_is_no_deputy_director_any_more_neither_approves_nor_is_asked_to_sign()
    {
        var head = DemoOrganisation.PersonId("SKHCN", "KHTC", PositionCodes.UnitHead);
        await office.AppointAsync(head, "SKHCN", null, PositionCodes.DeputyDirector);
        await office.ToReviewAsync();
        var review = (await office.InboxOf(head)).Single(row => row.Kind == WorkKinds.Approve);
        office.Clock.Now = office.Clock.Now.AddDays(1);
        await office.DismissAsync(head, "SKHCN", null, PositionCodes.DeputyDirector);

        var violation = await Should.ThrowAsync<RuleViolation>(
            office.Get<Activities.Approvals.DecideWork>().ApproveAsync(head, review.WorkItemId, null, Office.NewKey(), CancellationToken.None));

        violation.Code.ShouldBe("work-item.moved");
        violation.Message.ShouldContain("Phó Giám đốc");
    }
}
