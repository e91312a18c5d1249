using LienThong.Activities.Agencies;
using LienThong.Activities.Documents;
using LienThong.Activities.Exchange;
using LienThong.Activities.Rules;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Tests.Routes;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence.Rows;
using static LienThong.Activities.Tests.Persistence.TestDatabase;

namespace LienThong.Activities.Tests.Exchange;

public sealed class ResendTests : IAsyncLifetime
{
    private const string Misdirected = "Không thuộc thẩm quyền của cơ quan";

    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task Registering_an_arrived_dispatch_tells_the_sender_in_the_same_commit()
    {
        await office.ToReceiptAsync();
        var dispatch = (await office.AllAsync<Dispatch>()).ShouldHaveSingleItem();
        var commits = office.Database.Commands.Commits;

        await RegisterAsync(dispatch);

        (office.Database.Commands.Commits - commits).ShouldBe(1);
        (await office.AllAsync<Dispatch>()).ShouldHaveSingleItem().StatusCode.ShouldBe(DispatchStatusCodes.Accepted);
        (await office.AllAsync<Dossier>()).Single(d => d.AgencyId == DemoOrganisation.SoKhcn).State.ShouldBe(DossierState.Closed);
    }

    [Fact]
    public async Task A_dispatch_that_was_accepted_before_is_registered_all_the_same()
    {
        await office.ToReceiptAsync();
        await office.ReceiptAsync(DispatchStatusCodes.Accepted);

        await RegisterAsync((await office.AllAsync<Dispatch>()).ShouldHaveSingleItem());

        (await office.AllAsync<DispatchStatus>()).Count(status => status.Code == DispatchStatusCodes.Accepted).ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_dispatch_cannot_be_registered()
    {
        await office.ToReceiptAsync();
        await office.ReceiptAsync(DispatchStatusCodes.Refused, Misdirected);

        var violation = await Should.ThrowAsync<RuleViolation>(RegisterAsync((await office.AllAsync<Dispatch>()).ShouldHaveSingleItem()));

        violation.Code.ShouldBe("receipt.order");
        (await office.AllAsync<IncomingDocument>()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_dispatch_is_sent_again_once_however_often_it_is_asked()
    {
        await office.ToReceiptAsync();
        await office.ReceiptAsync(DispatchStatusCodes.Refused, Misdirected);
        var refused = (await office.AllAsync<Dispatch>()).ShouldHaveSingleItem();
        (await SentAsync(DispatchGroup.Refused)).ShouldHaveSingleItem().CanResend.ShouldBeTrue();
        var key = NewKey();

        await ResendAsync(refused.Id, key);
        await ResendAsync(refused.Id, key);

        (await office.AllAsync<Dispatch>()).Count.ShouldBe(2);
        var row = (await SentAsync(DispatchGroup.Refused)).ShouldHaveSingleItem();
        (row.CanResend, row.Dispatch.Reason).ShouldBe((false, Misdirected));
    }

    [Fact]
    public async Task What_the_transport_gave_up_is_listed_as_failed_and_tried_again()
    {
        await office.ToSendingAsync();
        await office.SendAsync();
        await GiveUpAsync("Không kết nối được trục liên thông.");
        var row = (await SentAsync(DispatchGroup.Failed)).ShouldHaveSingleItem();
        (row.Failure, row.CanResend).ShouldBe(("Không kết nối được trục liên thông.", true));

        await ResendAsync(row.Dispatch.Id, NewKey());
        await office.DeliverOutboxAsync();

        (await SentAsync(DispatchGroup.Failed)).ShouldBeEmpty();
        (await SentAsync(DispatchGroup.Waiting)).ShouldHaveSingleItem().Dispatch.StatusCode.ShouldBe(DispatchStatusCodes.Arrived);
    }

    [Fact]
    public async Task What_is_on_its_way_is_not_sent_twice()
    {
        await office.ToSendingAsync();
        await office.SendAsync();
        var dispatch = (await office.AllAsync<Dispatch>()).ShouldHaveSingleItem();

        (await Should.ThrowAsync<RuleViolation>(ResendAsync(dispatch.Id, NewKey()))).Code.ShouldBe("dispatch.not-resendable");
    }

    [Fact]
    public async Task To_another_agency_a_sent_dispatch_is_not_there()
    {
        await office.ToReceiptAsync();
        var dispatch = (await office.AllAsync<Dispatch>()).ShouldHaveSingleItem();

        (await Should.ThrowAsync<RuleViolation>(office.Get<ResendDispatch>().RunAsync(People.ClerkOfFinance, dispatch.Id, NewKey(), None))).Code.ShouldBe("dispatch.not-found");
    }

    [Fact]
    public async Task Sent_documents_are_found_by_number_and_by_recipient()
    {
        await office.ToReceiptAsync();

        (await SentAsync(null, "01/bc-skhcn")).ShouldHaveSingleItem().Number.ShouldBe("01/BC-SKHCN");
        (await SentAsync(null, "van phong uy ban")).Count.ShouldBe(1);
        (await SentAsync(null, "so tai chinh")).ShouldBeEmpty();
        (await SentAsync(DispatchGroup.Accepted)).ShouldBeEmpty();
    }

    private Task<Resent> ResendAsync(Guid dispatchId, string key) => office.Get<ResendDispatch>().RunAsync(People.Clerk, dispatchId, key, None);

    private Task<IReadOnlyList<SentDispatchRow>> SentAsync(DispatchGroup? group, string? text = null) => office.ReadAsync(async (context, organisation, today) =>
        (await SentDispatchQuery.ListAsync(context, Desk.AccessOf(organisation, today, People.Clerk), group, text, 0, 50, None)).Items);

    private Task<ReceivedDocument> RegisterAsync(Dispatch dispatch) => office.Get<ReceiveDocument>().RunAsync(
        People.ReceivingClerk,
        new IncomingRegistration
        {
            AgencyId = DemoOrganisation.VanPhongUbnd,
            SenderAgencyId = DemoOrganisation.SoKhcn,
            Number = "01",
            Symbol = "BC-SKHCN",
            IssuedOn = new DateOnly(2024, 1, 24),
            TypeCode = "BC",
            Subject = "Tình hình thực hiện các đề án được giao",
            MessageId = dispatch.MessageId,
            DispatchId = dispatch.Id,
        },
        NewKey(), None);

    private Task<int> GiveUpAsync(string error) => office.WriteAsync(async session =>
    {
        var message = (await office.AllAsync<OutboxRow>()).Single(row => row.Kind == ExchangeDelivery.MessageKind);
        message.DeadAt = session.Clock.GetUtcNow();
        message.LastError = error;
        session.Update(message);
        return 0;
    });

    private static string NewKey() => Guid.NewGuid().ToString();
}
