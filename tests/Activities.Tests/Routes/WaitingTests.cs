using LienThong.Activities.Agencies;
using LienThong.Activities.Routes;
using LienThong.Activities.Rules;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Work;
using static LienThong.Activities.Tests.Persistence.TestDatabase;

namespace LienThong.Activities.Tests.Routes;

public sealed class WaitingTests : IAsyncLifetime
{
    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task The_sentence_says_for_whom_since_when_what_was_promised_and_what_follows()
    {
        var received = await office.ToInitialAsync();
        office.Clock.Now = Office.At(2024, 1, 25, 9, 3);

        var waiting = await office.WaitingAsync(received.DossierId);

        var head = await NameAsync(People.UnitHead);
        waiting.Sentence.ShouldBe(
            $"Chờ {head} (Trưởng phòng - Phòng Quản lý Khoa học) làm việc “Ký nháy dự thảo”, từ 08:33 ngày 24/01/2024 (đã 1 ngày làm việc); "
            + $"hạn xử lý 07/02/2024, còn 9 ngày làm việc; nếu chưa xong, 08:00 ngày 02/02/2024, trước hạn 3 ngày làm việc, hệ thống nhắc {head}.");
    }

    [Fact]
    public async Task Of_several_who_may_act_it_waits_for_one()
    {
        var received = await office.ToReviewAsync();

        var wait = (await office.WaitingAsync(received.DossierId)).Waits.ShouldHaveSingleItem();

        wait.Who.ShouldBe($"một trong 2 người: {await NameAsync(People.Deputy)}, {await NameAsync(People.SecondDeputy)}");
        wait.Sentence.ShouldStartWith($"Chờ {wait.Who} làm việc “Duyệt dự thảo”");
    }

    [Fact]
    public async Task Who_can_end_it_is_the_holder_then_the_leader_above_then_the_administrator()
    {
        var received = await office.ToDraftAsync();

        var help = (await office.WaitingAsync(received.DossierId)).Waits.ShouldHaveSingleItem().CanUnblock;

        help.Select(one => one.Role).ShouldBe(["holder", "leader", "administrator"]);
        help[0].People.Select(person => person.PersonId).ShouldBe([People.Officer, People.SecondOfficer], ignoreOrder: true);
        help[1].People.Select(person => person.PersonId).ShouldBe([People.UnitHead]);
    }

    [Fact]
    public async Task Above_the_head_of_a_unit_is_the_head_of_the_agency()
    {
        var received = await office.ToInitialAsync();

        (await office.WaitingAsync(received.DossierId)).Waits.ShouldHaveSingleItem().CanUnblock[1].People.Select(person => person.PersonId).ShouldBe([People.Director]);
    }

    [Fact]
    public async Task After_the_deadline_it_says_how_late_and_to_whom_it_is_reported()
    {
        var received = await office.ToInitialAsync();
        await office.AdvanceToAsync(Office.At(2024, 2, 16, 9));
        office.Clock.Now = Office.At(2024, 2, 16, 9);

        var wait = (await office.WaitingAsync(received.DossierId)).Waits.ShouldHaveSingleItem();

        wait.Sentence.ShouldContain("hạn xử lý 07/02/2024, quá hạn 2 ngày làm việc");
        wait.IfNobodyActs!.At.ShouldBe(Office.At(2024, 2, 19)); // the ladder has one more rung
        wait.IfNobodyActs.Text.ShouldBe($"08:00 ngày 19/02/2024 hồ sơ quá hạn 3 ngày làm việc và hệ thống báo cáo {await NameAsync(People.Director)}");
        wait.IfNobodyActs.People.Select(person => person.PersonId).ShouldBe([People.Director]);
    }

    [Fact]
    public async Task Past_the_last_rung_nothing_more_is_announced()
    {
        var received = await office.ToInitialAsync();
        await office.AdvanceToAsync(Office.At(2024, 3, 1));
        office.Clock.Now = Office.At(2024, 3, 1);

        (await office.WaitingAsync(received.DossierId)).Waits.ShouldHaveSingleItem().IfNobodyActs.ShouldBeNull();
    }

    [Fact]
    public async Task A_sent_document_waits_for_each_recipient_that_has_not_answered()
    {
        var received = await office.ToSendingAsync();
        await office.SendAsync(DemoOrganisation.VanPhongUbnd, DemoOrganisation.SoTaiChinh);
        await office.DeliverOutboxAsync();
        await office.ReceiptAsync(DispatchStatusCodes.Accepted, by: People.ClerkOfFinance, recipientAgency: DemoOrganisation.SoTaiChinh);

        var wait = (await office.WaitingAsync(received.DossierId)).Waits.ShouldHaveSingleItem();

        wait.Kind.ShouldBe(WaitKinds.Receipts);
        wait.Sentence.ShouldStartWith("Chờ Văn phòng Ủy ban nhân dân tỉnh Quảng Trị tiếp nhận văn bản 01/BC-SKHCN (đã đến nơi), từ ");
        wait.CanUnblock.Select(one => one.Role).ShouldBe(["recipient", "registry"]);
    }

    [Fact]
    public async Task An_incident_says_what_happened_and_who_mends_it()
    {
        var received = await office.RegisterAsync();
        await office.DismissAsync(People.Officer, "SKHCN", "QLKH", PositionCodes.Officer);
        await office.DismissAsync(People.SecondOfficer, "SKHCN", "QLKH", PositionCodes.Officer);
        await office.InstructAsync();

        var wait = (await office.WaitingAsync(received.DossierId)).Waits.ShouldHaveSingleItem();

        wait.Kind.ShouldBe(WaitKinds.Incident);
        wait.Sentence.ShouldStartWith("Dừng vì sự cố ở bước “Soạn thảo”, từ ");
        wait.Sentence.ShouldContain("không ai giữ chức vụ");
        wait.CanUnblock.ShouldHaveSingleItem().Role.ShouldBe("administrator");
    }

    [Fact]
    public async Task The_file_of_an_issued_document_is_waited_for()
    {
        var received = await office.ToNumberAsync();
        await office.IssueNumberAsync();

        (await office.WaitingAsync(received.DossierId)).Sentence.ShouldStartWith("Chờ hệ thống ghi tệp văn bản đã cấp số, từ ");
    }

    [Fact]
    public async Task A_closed_dossier_waits_for_nobody()
    {
        var received = await office.ToCloseAsync();

        var waiting = await office.WaitingAsync(received.DossierId);

        (waiting.Sentence, waiting.Waits.Count).ShouldBe(("Hồ sơ đã kết thúc ngày 24/01/2024, không còn chờ ai.", 0));
    }

    [Fact]
    public async Task To_people_of_another_agency_the_dossier_is_not_there()
    {
        var received = await office.ToInitialAsync();

        var violation = await Should.ThrowAsync<RuleViolation>(office.ReadAsync(async (context, organisation, today) =>
            await office.Get<WaitQuery>().ReadAsync(context, Desk.AccessOf(organisation, today, People.ClerkOfFinance), received.DossierId, organisation, today, None)));

        violation.Code.ShouldBe("dossier.not-found");
    }

    private Task<string> NameAsync(Guid person) => office.ReadAsync((_, organisation, _) => Task.FromResult(Desk.NameOf(person, organisation)));
}
