using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Documents;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Notifications;
using LienThong.Activities.Registers;
using LienThong.Activities.Rules;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using static LienThong.Activities.Tests.Persistence.TestDatabase;

namespace LienThong.Activities.Tests.Chain;

public sealed class WholeChainTests : IAsyncLifetime
{
    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task Registering_a_letter_that_needs_a_reply_puts_it_before_the_director()
    {
        var received = await office.RegisterAsync();

        received.WorkflowInstanceId.ShouldNotBeNull();
        var item = await office.ItemOf(People.Director);
        (item.Kind, item.Title, item.DossierId, item.IncomingNumber).ShouldBe((WorkKinds.Assign, "Bút phê, phân công", received.DossierId, "451"));
        item.SentByAs.ShouldBe("Văn thư - Văn phòng Sở");
    }

    [Fact]
    public async Task A_letter_that_needs_no_reply_starts_nothing()
    {
        var received = await office.RegisterAsync(Letters.Incoming with { NeedsReply = false });

        received.WorkflowInstanceId.ShouldBeNull();
        (await office.AllAsync<WorkItem>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task From_registration_to_the_closed_dossier()
    {
        await office.ToCloseAsync();

        var dossier = await office.DossierAsync();
        (dossier.State, dossier.ClosedAt).ShouldBe((DossierState.Closed, office.Clock.Now));
        (await office.IncomingAsync()).State.ShouldBe(IncomingState.Done);
        (await office.AllAsync<WorkItem>()).ShouldAllBe(item => item.State == (item.BookmarkId == null ? WorkItemState.Cancelled : WorkItemState.Done));
        var instance = await office.InstanceAsync();
        (instance.Status, instance.SubStatus).ShouldBe((WorkflowStatus.Finished, WorkflowSubStatus.Finished));
        instance.Incidents.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_incoming_register_shows_the_number_of_the_reply()
    {
        await office.ToCloseAsync();

        var incoming = await office.IncomingAsync();
        (incoming.ReplyNumber, incoming.ReplySymbol, incoming.ReplyDocumentId).ShouldBe(("01", "BC-SKHCN", (await office.OutgoingAsync()).Id));
        var relation = (await office.AllAsync<DocumentRelation>()).ShouldHaveSingleItem();
        (relation.FromId, relation.ToId, relation.Kind).ShouldBe((incoming.ReplyDocumentId!.Value, incoming.Id, RelationKind.ReplyTo)); // asserted above
    }

    [Fact]
    public async Task Nothing_is_left_to_wait_for_when_the_dossier_is_closed()
    {
        await office.ToCloseAsync();

        (await office.AllAsync<BookmarkRow>()).ShouldBeEmpty();
        (await office.AllAsync<TimerRow>()).ShouldBeEmpty();
        (await office.AllAsync<OutboxRow>()).ShouldBeEmpty();
        (await office.AllAsync<WorkItemCandidate>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Tasks_and_deadline_are_done_when_the_dossier_is_closed()
    {
        await office.ToDraftAsync();
        (await office.AllAsync<AssignedTask>()).Select(task => task.Role).Order().ShouldBe([TaskRole.Lead, TaskRole.Cooperate, TaskRole.Inform]);

        await FinishAsync();

        (await office.AllAsync<AssignedTask>()).ShouldAllBe(task => task.State == TaskState.Done && task.DoneAt == office.Clock.Now);
        (await office.AllAsync<Deadline>()).ShouldHaveSingleItem().State.ShouldBe(DeadlineStatus.Done);
    }

    [Fact]
    public async Task The_audit_trail_is_whole_and_tells_every_step()
    {
        await office.ToCloseAsync();

        (await office.ReadAsync(context => AuditVerifier.VerifyAsync(context, null, None))).IsValid.ShouldBeTrue();
        (await office.AllAsync<AuditEntry>()).OrderBy(e => e.Seq).Select(e => e.Action).ShouldBe(
        [
            "incoming.registered", "assign.assigned", "deadline.set", "draft.submitted", "approve.approved", "format.passed", "approve.approved",
            "sign.signed", "issue-number.issued", "submit.sent", "dispatch.receipt", "dispatch.receipt", "dossier.closed",
        ]);
    }

    [Fact]
    public async Task Everybody_who_gets_work_gets_a_notice_and_a_mail()
    {
        await office.ToDraftAsync();

        await office.DeliverOutboxAsync();

        var notices = await office.AllAsync<Notification>();
        notices.Where(n => n.Kind == NoticeKinds.Assigned).Select(n => n.PersonId).ShouldBe([People.Director, People.Officer, People.SecondOfficer, DemoOrganisation.PersonId("SKHCN", "KHTC", PositionCodes.UnitHead)], ignoreOrder: true);
        Directory.GetFiles(office.MailFolder, "*.eml").Length.ShouldBe(notices.Count);
    }

    [Fact]
    public async Task Heads_of_the_units_that_the_leader_names_are_told_what_is_asked_of_them()
    {
        await office.ToDraftAsync();

        await office.DeliverOutboxAsync();

        var told = (await office.AllAsync<Notification>()).Where(n => n.Kind == NoticeKinds.Information || n.Text.StartsWith("Phối hợp", StringComparison.Ordinal)).ToList();
        told.Select(n => n.Text.Split(':')[0]).ShouldBe(["Chủ trì", "Phối hợp", "Để biết"], ignoreOrder: true);
        told.ShouldContain(n => n.PersonId == People.UnitHead && n.Text.StartsWith("Chủ trì", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Returned_work_says_that_it_was_returned_and_why()
    {
        await office.ToInitialAsync();

        await office.ReturnAsync(People.UnitHead);
        await office.DeliverOutboxAsync();

        var notice = (await office.AllAsync<Notification>()).Where(n => n.Kind == NoticeKinds.Returned).ShouldHaveSingleItem();
        notice.PersonId.ShouldBe(People.Officer);
        notice.Text.ShouldContain("bị trả lại, lần 2");
    }

    [Fact]
    public async Task The_receiving_clerk_hears_of_the_arrival_without_a_way_into_the_senders_dossier()
    {
        await office.ToReceiptAsync();

        await office.DeliverOutboxAsync();

        var notice = (await office.AllAsync<Notification>()).Where(n => n.Kind == NoticeKinds.Delivery).ShouldHaveSingleItem();
        notice.DossierId.ShouldBeNull();
        notice.Text.ShouldContain("01/BC-SKHCN");
    }

    [Fact]
    public async Task Before_issue_number_and_day_of_the_file_are_blank()
    {
        await office.ToNumberAsync();

        var text = await TextOfAsync(VersionKind.Draft);

        text.ShouldContain("/BC-SKHCN");
        text.ShouldNotContain("01/BC-SKHCN");
        text.ShouldNotContain("ngày 24 tháng 01 năm 2024");
    }

    [Fact]
    public async Task After_issue_number_and_day_of_the_file_are_filled()
    {
        await office.ToSendingAsync();

        var text = await TextOfAsync(VersionKind.Issued);

        text.ShouldContain("Số: 01/BC-SKHCN");
        text.ShouldContain("Quảng Trị, ngày 24 tháng 01 năm 2024");
        text.ShouldContain("KT. GIÁM ĐỐC");
        text.ShouldContain("Phó Giám đốc 1 Sở KH&CN");
    }

    [Fact]
    public async Task The_number_is_taken_only_after_the_signature()
    {
        await office.ToSignatureAsync();
        (await office.InboxOf(People.Clerk)).ShouldBeEmpty();
        (await office.AllAsync<Register>()).Single(r => r.AgencyId == DemoOrganisation.SoKhcn && r.Kind == RegisterKind.Outgoing).LastNumber.ShouldBe(0);

        await office.SignAsync(People.Deputy);
        await office.IssueNumberAsync();

        (await office.OutgoingAsync()).Number.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_number_goes_back_to_the_drafter_and_none_is_taken()
    {
        await office.ToNumberAsync();

        await office.RefuseNumberAsync();

        var item = await office.ItemOf(People.Officer);
        (item.Kind, item.Round).ShouldBe((WorkKinds.Draft, 2));
        (await office.OutgoingAsync()).Number.ShouldBeNull();
        (await office.AllAsync<RegisterEntry>()).ShouldHaveSingleItem().DocumentId.ShouldBe((await office.IncomingAsync()).Id);
    }

    [Fact]
    public async Task A_draft_that_was_changed_after_the_signature_must_be_signed_again()
    {
        await office.ToNumberAsync();
        await office.RefuseNumberAsync();

        await office.SubmitDraftAsync();

        var document = await office.OutgoingAsync();
        (document.State, document.SignerPersonId, document.SignerAuthority).ShouldBe((OutgoingState.InReview, null, null));
    }

    [Fact]
    public async Task Refusing_a_number_without_a_reason_is_refused()
    {
        await office.ToNumberAsync();

        var violation = await Should.ThrowAsync<RuleViolation>(office.RefuseNumberAsync(" "));

        (violation.Code, violation.Kind).ShouldBe(("refuse.reason", RuleKind.Invalid));
    }

    [Fact]
    public async Task No_number_comes_from_the_register_of_a_closed_year()
    {
        await office.ToNumberAsync();
        office.Clock.Now = Office.At(2024, 12, 31, 16);
        var register = Register.IdOf(DemoOrganisation.SoKhcn, RegisterKind.Outgoing, 2024, Register.DefaultName(RegisterKind.Outgoing));
        await office.WriteAsync(async session =>
        {
            await CloseRegister.RunAsync(session, register, new Actor(People.Clerk, "Văn thư"), None);
            return 0;
        });

        var violation = await Should.ThrowAsync<RuleViolation>(office.IssueNumberAsync());

        violation.Code.ShouldBe("register.closed");
        (await office.ItemOf(People.Clerk)).Kind.ShouldBe(WorkKinds.IssueNumber);
        (await office.OutgoingAsync()).Number.ShouldBeNull();
    }

    [Fact]
    public async Task The_year_of_the_number_is_the_year_of_issue()
    {
        await office.ToNumberAsync();
        office.Clock.Now = Office.At(2025, 1, 2);

        (await Should.ThrowAsync<RuleViolation>(office.IssueNumberAsync())).Code.ShouldBe("register.missing");
    }

    [Fact]
    public async Task A_draft_with_an_error_of_form_goes_back_to_its_drafter_with_the_findings()
    {
        await office.ToDraftAsync();
        await office.SubmitDraftAsync(content: Letters.ReplyWithoutAddressee);

        await office.ApproveAsync(People.UnitHead);

        var item = await office.ItemOf(People.Officer);
        (item.Kind, item.Round).ShouldBe((WorkKinds.Draft, 2));
        var comment = (await office.AllAsync<Comment>()).ShouldHaveSingleItem();
        (comment.AuthorId, comment.DossierId).ShouldBe((null, item.DossierId));
        comment.Text.ShouldContain("Kính gửi");
    }

    [Fact]
    public async Task A_corrected_draft_passes_the_form_check()
    {
        await office.ToDraftAsync();
        await office.SubmitDraftAsync(content: Letters.ReplyWithoutAddressee);
        await office.ApproveAsync(People.UnitHead);

        await office.SubmitDraftAsync();
        await office.ApproveAsync(People.UnitHead);

        (await office.ItemOf(People.Deputy)).Kind.ShouldBe(WorkKinds.Approve);
    }

    [Fact]
    public async Task A_letter_that_the_director_returns_is_closed_without_a_reply()
    {
        await office.RegisterAsync();

        await office.ReturnAsync(People.Director, "Văn bản gửi nhầm cơ quan", WorkKinds.Assign);

        (await office.DossierAsync()).State.ShouldBe(DossierState.Cancelled);
        (await office.IncomingAsync()).State.ShouldBe(IncomingState.Returned);
        (await office.InstanceAsync()).Status.ShouldBe(WorkflowStatus.Finished);
    }

    [Fact]
    public async Task The_leaders_date_is_the_deadline()
    {
        await office.RegisterAsync();

        await office.InstructAsync(Letters.Instruction with { DueOn = new DateOnly(2024, 2, 2) });

        (await office.AllAsync<Deadline>()).ShouldHaveSingleItem().DueOn.ShouldBe(new DateOnly(2024, 2, 2));
    }

    [Fact]
    public async Task Without_the_leaders_date_the_senders_date_is_the_deadline()
    {
        await office.RegisterAsync(Letters.Incoming with { DeadlineOn = new DateOnly(2024, 2, 20) });

        await office.InstructAsync();

        (await office.AllAsync<Deadline>()).ShouldHaveSingleItem().DueOn.ShouldBe(new DateOnly(2024, 2, 20));
    }

    private async Task FinishAsync()
    {
        await office.SubmitDraftAsync();
        await office.ApproveAsync(People.UnitHead);
        await office.ApproveAsync(People.Deputy);
        await office.SignAsync(People.Deputy);
        await office.IssueNumberAsync();
        await office.DeliverOutboxAsync();
        await office.SendAsync();
        await office.DeliverOutboxAsync();
        await office.ReceiptAsync(DispatchStatusCodes.Accepted);
    }

    private async Task<string> TextOfAsync(VersionKind kind)
    {
        var version = (await office.AllAsync<DocumentVersion>()).Single(v => v.Kind == kind);
        await using var file = office.Files.OpenRead(version.FileHash);
        return DocumentReader.ReadDocx(file, ReadLimits.Default);
    }
}
