using LienThong.Activities.Agencies;
using LienThong.Activities.Documents;
using LienThong.Activities.Rules;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence.Rows;

namespace LienThong.Activities.Tests.Exchange;

public sealed class ReceiptTests : IAsyncLifetime
{
    private const string Misdirected = "Không thuộc thẩm quyền của cơ quan";

    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task A_sent_document_names_the_letter_that_it_answers_and_arrives()
    {
        await office.ToReceiptAsync();

        var dispatch = (await office.AllAsync<Dispatch>()).ShouldHaveSingleItem();
        (dispatch.StatusCode, dispatch.RecipientName).ShouldBe((DispatchStatusCodes.Arrived, "Văn phòng Ủy ban nhân dân tỉnh Quảng Trị"));
        (dispatch.ResponseForNumber, dispatch.ResponseForDate).ShouldBe(("451/UBND-TH", new DateOnly(2024, 1, 24)));
        (await office.OutgoingAsync()).State.ShouldBe(OutgoingState.Sent);
    }

    [Fact]
    public async Task Accepting_closes_the_senders_dossier_in_the_same_transaction()
    {
        await office.ToReceiptAsync();
        var commits = office.Database.Commands.Commits;

        await office.ReceiptAsync(DispatchStatusCodes.Accepted);

        (office.Database.Commands.Commits - commits).ShouldBe(1);
        (await office.DossierAsync()).State.ShouldBe(DossierState.Closed);
        (await office.AllAsync<DispatchStatus>()).OrderBy(s => s.At).Select(s => s.Code).ShouldBe([DispatchStatusCodes.Arrived, DispatchStatusCodes.Accepted]);
    }

    [Fact]
    public async Task Later_statuses_are_kept_after_the_dossier_is_closed()
    {
        await office.ToCloseAsync();

        await office.ReceiptAsync(DispatchStatusCodes.InProgress);
        await office.ReceiptAsync(DispatchStatusCodes.Completed);

        (await office.AllAsync<Dispatch>()).ShouldHaveSingleItem().StatusCode.ShouldBe(DispatchStatusCodes.Completed);
    }

    [Fact]
    public async Task A_refusal_brings_the_document_back_to_the_clerk_to_be_sent_again()
    {
        await office.ToReceiptAsync();

        await office.ReceiptAsync(DispatchStatusCodes.Refused, Misdirected);

        var item = await office.ItemOf(People.Clerk);
        (item.Kind, item.Round).ShouldBe((WorkKinds.Submit, 2));
        (await office.DossierAsync()).State.ShouldBe(DossierState.Open);
        await office.DeliverOutboxAsync();
        (await office.AllAsync<Notification>()).ShouldContain(n => n.PersonId == People.SecondClerk && n.Text.StartsWith("Nơi nhận từ chối tiếp nhận"));
    }

    [Fact]
    public async Task Sent_again_and_accepted_the_dossier_closes()
    {
        await office.ToReceiptAsync();
        await office.ReceiptAsync(DispatchStatusCodes.Refused, Misdirected);

        await office.SendAsync();
        await office.DeliverOutboxAsync();
        await office.ReceiptAsync(DispatchStatusCodes.Accepted);

        (await office.DossierAsync()).State.ShouldBe(DossierState.Closed);
        (await office.AllAsync<Dispatch>()).Select(d => d.MessageId).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Sent_to_another_recipient_after_a_refusal_only_that_one_counts()
    {
        await office.ToReceiptAsync();
        await office.ReceiptAsync(DispatchStatusCodes.Refused, Misdirected);

        await office.SendAsync(DemoOrganisation.SoTaiChinh);
        await office.DeliverOutboxAsync();
        await office.ReceiptAsync(DispatchStatusCodes.Accepted, by: People.ClerkOfFinance, recipientAgency: DemoOrganisation.SoTaiChinh);

        (await office.DossierAsync()).State.ShouldBe(DossierState.Closed);
    }

    [Fact]
    public async Task Sending_again_only_to_who_has_it_already_is_refused()
    {
        await office.ToSendingAsync();
        await office.SendAsync(DemoOrganisation.VanPhongUbnd, DemoOrganisation.SoTaiChinh);
        await office.DeliverOutboxAsync();
        await office.ReceiptAsync(DispatchStatusCodes.Refused, Misdirected);

        var violation = await Should.ThrowAsync<RuleViolation>(office.SendAsync(DemoOrganisation.SoTaiChinh));

        violation.Code.ShouldBe("send.nothing-new");
        (await office.ItemOf(People.Clerk)).Kind.ShouldBe(WorkKinds.Submit);
    }

    [Fact]
    public async Task The_dossier_stays_open_until_every_recipient_has_accepted()
    {
        await office.ToSendingAsync();
        await office.SendAsync(DemoOrganisation.VanPhongUbnd, DemoOrganisation.SoTaiChinh);
        await office.DeliverOutboxAsync();
        await office.ReceiptAsync(DispatchStatusCodes.Accepted);
        (await office.DossierAsync()).State.ShouldBe(DossierState.Open);

        await office.ReceiptAsync(DispatchStatusCodes.Accepted, by: People.ClerkOfFinance, recipientAgency: DemoOrganisation.SoTaiChinh);

        (await office.DossierAsync()).State.ShouldBe(DossierState.Closed);
    }

    [Fact]
    public async Task Who_accepted_before_is_not_asked_again_after_anothers_refusal()
    {
        await office.ToSendingAsync();
        await office.SendAsync(DemoOrganisation.VanPhongUbnd, DemoOrganisation.SoTaiChinh);
        await office.DeliverOutboxAsync();
        await office.ReceiptAsync(DispatchStatusCodes.Accepted, by: People.ClerkOfFinance, recipientAgency: DemoOrganisation.SoTaiChinh);
        await office.ReceiptAsync(DispatchStatusCodes.Refused, Misdirected);

        await office.SendAsync(DemoOrganisation.VanPhongUbnd, DemoOrganisation.SoTaiChinh);
        await office.DeliverOutboxAsync();
        await office.ReceiptAsync(DispatchStatusCodes.Accepted);

        (await office.AllAsync<Dispatch>()).Count.ShouldBe(3);
        (await office.DossierAsync()).State.ShouldBe(DossierState.Closed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Nhầm")]
    public async Task A_refusal_without_a_real_reason_is_refused(string? reason)
    {
        await office.ToReceiptAsync();

        var violation = await Should.ThrowAsync<RuleViolation>(office.ReceiptAsync(DispatchStatusCodes.Refused, reason));

        (violation.Code, violation.Kind).ShouldBe(("receipt.reason", RuleKind.Invalid));
    }

    [Fact]
    public async Task What_was_accepted_cannot_be_refused_any_more()
    {
        await office.ToCloseAsync();

        (await Should.ThrowAsync<RuleViolation>(office.ReceiptAsync(DispatchStatusCodes.Refused, Misdirected))).Code.ShouldBe("receipt.order");
    }

    [Fact]
    public async Task To_another_agency_the_dispatch_is_not_there()
    {
        await office.ToReceiptAsync();

        var violation = await Should.ThrowAsync<RuleViolation>(office.ReceiptAsync(DispatchStatusCodes.Accepted, by: People.ClerkOfFinance));

        (violation.Code, violation.Kind).ShouldBe(("dispatch.not-found", RuleKind.NotFound));
    }

    [Fact]
    public async Task Only_the_recipients_clerk_accepts()
    {
        await office.ToReceiptAsync();

        var violation = await Should.ThrowAsync<RuleViolation>(office.ReceiptAsync(
            DispatchStatusCodes.Accepted, by: DemoOrganisation.PersonId("VPUBND", "TH", PositionCodes.Officer)));

        (violation.Code, violation.Kind).ShouldBe(("register.not-clerk", RuleKind.Forbidden));
    }

    [Fact]
    public async Task The_document_is_not_sent_before_its_file_is_written()
    {
        await office.ToNumberAsync();
        await office.IssueNumberAsync();
        (await office.InboxOf(People.Clerk)).ShouldBeEmpty();
        (await office.AllAsync<BookmarkRow>()).Select(b => b.Name).ShouldContain("LienThong.IssuedFile");

        await office.DeliverOutboxAsync();

        (await office.ItemOf(People.Clerk)).Kind.ShouldBe(WorkKinds.Submit);
    }
}
