using LienThong.Activities.Agencies;
using LienThong.Activities.Approvals;
using LienThong.Activities.Documents;
using LienThong.Activities.Routes;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Work;

namespace LienThong.Activities.Tests.Routes;

public sealed class RouteTests : IAsyncLifetime
{
    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task Before_the_instruction_who_drafts_is_not_known()
    {
        var received = await office.RegisterAsync();

        var route = await office.RouteAsync(received.DossierId);

        route.Past.ShouldBeEmpty();
        route.Present.ShouldHaveSingleItem().People.ShouldHaveSingleItem().PersonId.ShouldBe(People.Director);
        var draft = Step(route, "soan-thao");
        (draft.People.Count, draft.Who).ShouldBe((0, "chưa xác định"));
    }

    [Fact]
    public async Task The_steps_ahead_follow_the_success_of_each_step_once()
    {
        var received = await office.RegisterAsync();

        (await office.RouteAsync(received.DossierId)).Ahead.Select(step => step.ActivityId).ShouldBe(
            ["dat-han", "soan-thao", "nhac-han", "ky-nhay", "the-thuc", "duyet", "ky", "cap-so", "gui", "ket-thuc"]);
    }

    [Fact]
    public async Task People_ahead_are_those_who_would_get_the_step_today()
    {
        var received = await office.ToInitialAsync();

        var route = await office.RouteAsync(received.DossierId);

        Ids(Step(route, "duyet")).ShouldBe([People.Deputy, People.SecondDeputy], ignoreOrder: true);
        Step(route, "duyet").Who.ShouldStartWith("một trong 2 người: ");
        Ids(Step(route, "cap-so")).ShouldBe([People.Clerk, People.SecondClerk], ignoreOrder: true);
        Step(route, "the-thuc").Automatic.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_signs_is_whoever_reviews_as_long_as_nobody_has()
    {
        var received = await office.ToInitialAsync();

        Ids(Step(await office.RouteAsync(received.DossierId), "ky")).ShouldBe([People.Deputy, People.SecondDeputy], ignoreOrder: true);
    }

    [Fact]
    public async Task Once_somebody_takes_the_review_of_a_round_they_are_the_signer()
    {
        var received = await office.ToSignatureAsync();
        await office.ReturnAsync(People.Deputy, kind: WorkKinds.Sign);

        var route = await office.RouteAsync(received.DossierId);

        Ids(Step(route, "ky-nhay")).ShouldBe([People.UnitHead]);
        Ids(Step(route, "duyet")).ShouldBe([People.Deputy]);
        Ids(Step(route, "ky")).ShouldBe([People.Deputy]);
    }

    [Fact]
    public async Task What_a_delegate_reviewed_is_expected_of_the_one_he_replaced()
    {
        var received = await office.ToReviewAsync();
        var delegation = await office.DelegateAsync(People.Deputy, People.ChiefOfOffice);
        var review = (await office.WholeInboxOf(People.ChiefOfOffice)).Single(item => item.Work.Kind == WorkKinds.Approve).Work.WorkItemId;
        await office.Get<DecideWork>().ApproveAsync(People.ChiefOfOffice, review, null, Office.NewKey(), CancellationToken.None);
        await office.RevokeAsync(delegation, People.Deputy);
        await office.ReturnAsync(People.Deputy, kind: WorkKinds.Sign);

        var route = await office.RouteAsync(received.DossierId);

        Ids(Step(route, "duyet")).ShouldBe([People.Deputy]);
        Ids(Step(route, "ky")).ShouldBe([People.Deputy]);
    }

    [Fact]
    public async Task Four_eyes_keep_out_whom_a_delegate_replaced_too()
    {
        var received = await office.RegisterAsync();
        await office.AppointAsync(People.Deputy, "SKHCN", "QLKH", PositionCodes.Officer);
        await office.InstructAsync();
        await office.DelegateAsync(People.Deputy, People.ChiefOfOffice);
        var draft = (await office.WholeInboxOf(People.ChiefOfOffice)).Single(item => item.Work.Kind == WorkKinds.Draft).Work.WorkItemId;
        await office.Get<SubmitDraft>().RunAsync(People.ChiefOfOffice, draft, Letters.Reply, null, Office.NewKey(), CancellationToken.None);

        var route = await office.RouteAsync(received.DossierId);

        Ids(Step(route, "duyet")).ShouldBe([People.SecondDeputy]);
    }

    [Fact]
    public async Task A_step_names_where_it_goes_when_it_is_sent_back()
    {
        var received = await office.ToInitialAsync();

        var route = await office.RouteAsync(received.DossierId);

        Step(route, "duyet").ReturnsTo.ShouldBe(new StepName("soan-thao", "Soạn dự thảo trả lời"));
        // The refusal of a recipient is told to the clerk first, who then sends again.
        Step(route, "gui").ReturnsTo.ShouldBe(new StepName("gui", "Gửi văn bản"));
        Step(route, "ket-thuc").ReturnsTo.ShouldBeNull();
    }

    [Fact]
    public async Task What_was_done_names_who_did_it_and_when_with_every_round()
    {
        var received = await office.ToInitialAsync();
        await office.ReturnAsync(People.UnitHead);
        await office.SubmitDraftAsync();

        var past = (await office.RouteAsync(received.DossierId)).Past;

        past.Select(step => (step.ActivityId, step.Round, step.Outcome)).ShouldBe(
            [("but-phe", 1, "assigned"), ("soan-thao", 1, "submitted"), ("ky-nhay", 1, "returned"), ("soan-thao", 2, "submitted")]);
        past[2].Comment.ShouldBe("Bổ sung số liệu về kinh phí");
        past[2].ActingAs.ShouldBe("Trưởng phòng - Phòng Quản lý Khoa học");
    }

    [Fact]
    public async Task A_closed_dossier_has_nothing_ahead()
    {
        var received = await office.ToCloseAsync();

        var route = await office.RouteAsync(received.DossierId);

        (route.Present.Count, route.Ahead.Count).ShouldBe((0, 0));
        route.Past.Count.ShouldBe(7);
    }

    [Fact]
    public async Task While_recipients_answer_nobody_of_ours_has_it()
    {
        var received = await office.ToReceiptAsync();

        var present = (await office.RouteAsync(received.DossierId)).Present.ShouldHaveSingleItem();

        (present.Kind, present.WorkItemId, present.People.Count).ShouldBe((WaitKinds.Receipts, null, 0));
    }

    private static AheadStep Step(DossierRoute route, string id) => route.Ahead.Single(step => step.ActivityId == id);

    private static IEnumerable<Guid> Ids(AheadStep step) => step.People.Select(person => person.PersonId);
}
