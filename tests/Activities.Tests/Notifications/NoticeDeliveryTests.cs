using System.Text.Json.Nodes;
using LienThong.Activities.Notifications;
using LienThong.Activities.Notifications.Mail;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Work;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.Extensions.Logging.Abstractions;

namespace LienThong.Activities.Tests.Notifications;

public sealed class NoticeDeliveryTests : IAsyncLifetime
{
    private readonly Office office = new();
    private readonly PickyMail mail = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task A_mailbox_that_refuses_keeps_nobody_else_from_his_letter_and_gets_nobody_a_second_one()
    {
        await PublishAsync(People.Deputy, People.SecondDeputy, People.Director);
        mail.Refused = await AddressOf(People.SecondDeputy);

        for (var attempt = 0; attempt < 3; attempt++)
        {
            await Delivery().RunAsync(CancellationToken.None);
            office.Clock.Now = office.Clock.Now.AddHours(1);
        }

        mail.Sent.ShouldBe([await AddressOf(People.Deputy), await AddressOf(People.Director)], ignoreOrder: true);
        (await office.AllAsync<Notification>()).Select(n => n.PersonId).ShouldBe([People.Deputy, People.SecondDeputy, People.Director], ignoreOrder: true);
        (await office.AllAsync<OutboxRow>()).ShouldHaveSingleItem().Kind.ShouldBe("notice-mail");
    }

    [Fact]
    public async Task The_subject_of_the_dossier_is_kept_once_and_read_with_every_notice()
    {
        await office.ToDraftAsync();
        await office.DeliverOutboxAsync();

        var subject = (await office.DossierAsync()).Subject;
        var (items, _) = await office.ReadAsync(context => NotificationQuery.ListAsync(context, People.Officer, 0, 10, null, CancellationToken.None));
        items.ShouldHaveSingleItem().Text.ShouldBe($"Soạn dự thảo trả lời: {subject}");
        (await office.AllAsync<Notification>()).ShouldAllBe(notice => !notice.Text.Contains(subject));
    }

    [Theory]
    [InlineData("Để biết: Kế hoạch năm. Ý kiến: làm ngay", "Kế hoạch năm")]
    [InlineData("Kế hoạch năm", "Kế hoạch năm")]
    [InlineData("Kế hoạch năm, Kế hoạch năm", "Kế hoạch năm")]
    [InlineData("Hồ sơ đã kết thúc", "Kế hoạch năm")]
    [InlineData("Để biết: Kế hoạ", "Kế hoạch năm")]
    [InlineData("Để biết", "")]
    [InlineData("Để biết", null)]
    public void A_notice_says_what_it_was_given(string text, string? subject)
    {
        var notice = new Notification { Kind = NoticeKinds.Information, Text = "" };

        notice.Say(text, subject);

        new SaidNotice { Notice = notice, Subject = subject }.Text.ShouldBe(text);
    }

    private OutboxDelivery Delivery() => new(
        office.Database,
        [new NoticeDelivery(office.Database, new NoticeOptions()), new NoticeMail(office.Database, office.Get<Activities.Agencies.OrganisationCache>(), mail, office.Get<MailOptions>())],
        office.Clock, new OutboxOptions(), NullLogger<OutboxDelivery>.Instance);

    private Task<string> PublishAsync(params Guid[] people) => office.WriteAsync(session => Task.FromResult(OutboxMessages.Add(
        session, "notice",
        new JsonObject
        {
            ["kind"] = NoticeKinds.Information,
            ["people"] = new JsonArray([.. people.Select(id => (JsonNode)id.ToString("D"))]),
            ["dossierId"] = Guid.NewGuid().ToString("D"),
            ["text"] = "Họp giao ban lúc 14 giờ",
            ["at"] = office.Clock.Now,
        },
        office.Clock.Now)));

    private async Task<string> AddressOf(Guid person) =>
        (await office.AllAsync<Activities.Agencies.Person>()).Single(p => p.Id == person).Email.ShouldNotBeNull();

    private sealed class PickyMail : IMailTransport
    {
        public string? Refused { get; set; }

        public List<string> Sent { get; } = [];

        public Task SendAsync(Letter letter, CancellationToken ct)
        {
            if (letter.To[0].Address == Refused)
                throw new MailRefusedException("no such mailbox", new InvalidOperationException());
            Sent.Add(letter.To[0].Address);
            return Task.CompletedTask;
        }
    }
}
