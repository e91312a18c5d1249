using LienThong.Activities.Agencies;
using LienThong.Activities.Rules;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Work;

namespace LienThong.Activities.Tests.Exchange;

public sealed class SendDocumentTests : IAsyncLifetime
{
    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task An_agency_where_nobody_receives_is_refused_before_anything_is_sent()
    {
        await office.ToSendingAsync();

        var violation = await Should.ThrowAsync<RuleViolation>(() => office.SendAsync(DemoOrganisation.VanPhongUbnd, DemoOrganisation.UbndTinh));

        (violation.Code, violation.Kind).ShouldBe(("send.nobody-receives", RuleKind.Conflict));
        violation.Message.ShouldContain("Ủy ban nhân dân tỉnh Quảng Trị chưa có văn thư");
        // Its own office receives for it.
        violation.Message.ShouldContain("Văn phòng Ủy ban nhân dân tỉnh Quảng Trị");
        (await office.AllAsync<Dispatch>()).ShouldBeEmpty();
        (await office.ItemOf(People.Clerk)).Kind.ShouldBe(WorkKinds.Submit);
    }

    [Fact]
    public async Task An_office_of_another_body_is_not_named_as_the_one_that_receives_for_it()
    {
        await office.ToSendingAsync();
        await office.DismissAsync(People.ReceivingClerk, "VPUBND", "HCTC", PositionCodes.Registry);
        await office.TamperAsync($"UPDATE Agencies SET Name = 'Văn phòng Hội đồng nhân dân tỉnh', SuperiorId = x'{DemoOrganisation.UbndTinh:N}' WHERE Symbol = 'STC'; UPDATE OrganisationVersion SET Stamp = x'11111111111111111111111111111111'");

        var violation = await Should.ThrowAsync<RuleViolation>(() => office.SendAsync(DemoOrganisation.UbndTinh));

        violation.Message.ShouldNotContain("Hội đồng nhân dân");
        violation.Message.ShouldContain("đề nghị quản trị viên bổ nhiệm văn thư");
    }

    [Fact]
    public async Task It_is_sent_as_soon_as_somebody_receives_there()
    {
        await office.ToSendingAsync();
        await office.DismissAsync(People.ReceivingClerk, "VPUBND", "HCTC", PositionCodes.Registry);
        (await Should.ThrowAsync<RuleViolation>(() => office.SendAsync(DemoOrganisation.VanPhongUbnd))).Code.ShouldBe("send.nobody-receives");

        await office.AppointAsync(DemoOrganisation.PersonId("VPUBND", "TH", PositionCodes.Officer), "VPUBND", "HCTC", PositionCodes.Registry);
        await office.SendAsync(DemoOrganisation.VanPhongUbnd);

        (await office.AllAsync<Dispatch>()).ShouldHaveSingleItem().RecipientAgencyId.ShouldBe(DemoOrganisation.VanPhongUbnd);
    }
}
