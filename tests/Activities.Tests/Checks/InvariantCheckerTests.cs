using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Checks;
using LienThong.Activities.Documents;
using LienThong.Activities.Procedures;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;

namespace LienThong.Activities.Tests.Checks;

public sealed class InvariantCheckerTests : IAsyncLifetime
{
    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task All_is_well_at_every_step_of_the_chain()
    {
        Func<Task>[] steps =
        [
            () => office.RegisterAsync(), () => office.InstructAsync(), () => office.SubmitDraftAsync(), () => office.ReturnAsync(People.UnitHead),
            () => office.SubmitDraftAsync(), () => office.ApproveAsync(People.UnitHead), () => office.ApproveAsync(People.Deputy),
            () => office.SignAsync(People.Deputy), () => office.IssueNumberAsync(), () => office.DeliverOutboxAsync(), () => office.SendAsync(),
            () => office.DeliverOutboxAsync(), () => office.ReceiptAsync(DispatchStatusCodes.Accepted), () => office.DeliverOutboxAsync(),
        ];

        foreach (var step in steps)
        {
            await step();
            (await CheckAsync()).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task All_is_well_while_a_step_lies_in_an_incident()
    {
        await office.AppointAsync(People.UnitHead, "SKHCN", "QLKH", PositionCodes.Officer);
        await office.ToDraftAsync();
        await office.SubmitDraftAsync(People.UnitHead);

        (await CheckAsync()).ShouldBeEmpty();
    }

    public static TheoryData<string, string> DamageInReview => new()
    {
        { "bookmark.no-row", """DELETE FROM "Bookmarks" WHERE "Name" = 'LienThong.WorkItem'""" },
        { "bookmark.not-in-state", """INSERT INTO "Bookmarks" SELECT 'x', "InstanceId", 'Khac', "Hash", "ActivityId", "CorrelationId", "Payload", "CreatedAt" FROM "Bookmarks" LIMIT 1""" },
        { "bookmark.orphan", """UPDATE "Instances" SET "Status" = 'Finished', "SubStatus" = 'Finished'""" },
        { "timer.orphan", """UPDATE "Instances" SET "Status" = 'Finished', "SubStatus" = 'Finished'""" },
        { "timer.no-row", """DELETE FROM "Timers" """ },
        { "timer.not-in-state", """INSERT INTO "Timers" SELECT 'x', "DueAt", "Kind", "InstanceId" FROM "Timers" """ },
        { "timer.other-time", """UPDATE "Timers" SET "DueAt" = (SELECT "CreatedAt" FROM "Instances")""" },
        { "incident.not-in-state", """INSERT INTO "Incidents" SELECT 'x', "Id", 'a', 'a', 'a', 'a', 'a', 'a', NULL, "CreatedAt", NULL, NULL, 0 FROM "Instances" """ },
        { "work-item.nothing-waits", """DELETE FROM "Bookmarks" WHERE "Name" = 'LienThong.WorkItem'""" },
        { "work-item.nobody", """DELETE FROM "WorkItemCandidates" """ },
        { "bookmark.no-work-item", """UPDATE "WorkItems" SET "State" = 'Cancelled' WHERE "State" = 'Open'""" },
        { "candidate.orphan", """UPDATE "WorkItems" SET "State" = 'Cancelled' WHERE "State" = 'Open'""" },
        { "dossier.closed-with-work", """UPDATE "Dossiers" SET "State" = 'Closed'""" },
        { "outbox.dead-letter", """UPDATE "Outbox" SET "DeadAt" = "CreatedAt" """ },
        { "register.gap", """UPDATE "RegisterEntries" SET "Number" = 2; UPDATE "Registers" SET "LastNumber" = 2 WHERE "LastNumber" = 1""" },
        { "register.last-number", """UPDATE "Registers" SET "LastNumber" = 2 WHERE "LastNumber" = 1""" },
        { "document.not-in-register", """UPDATE "IncomingDocuments" SET "ArrivalNumber" = 7""" },
        { "register.no-document", """UPDATE "IncomingDocuments" SET "ArrivalNumber" = 7""" },
        { "audit.broken", """UPDATE "AuditEntries" SET "ActorName" = 'Khác' WHERE "Seq" = 2""" },
        { "file.missing", """UPDATE "DocumentVersions" SET "FileHash" = replace(hex(zeroblob(32)), '00', 'ab')""" },
    };

    [Theory, MemberData(nameof(DamageInReview))]
    public async Task Damage_in_the_middle_of_the_chain_is_found(string code, string sql)
    {
        await office.ToReviewAsync();
        (await CheckAsync()).ShouldBeEmpty();

        await office.TamperAsync(sql);

        (await CheckAsync()).ShouldContain(code);
    }

    [Fact]
    public async Task An_incident_without_its_row_is_found()
    {
        await office.AppointAsync(People.UnitHead, "SKHCN", "QLKH", PositionCodes.Officer);
        await office.ToDraftAsync();
        await office.SubmitDraftAsync(People.UnitHead);

        await office.TamperAsync("""DELETE FROM "Incidents" """);

        (await CheckAsync()).ShouldBe(["incident.no-row"]);
    }

    [Fact]
    public async Task A_step_that_waits_for_nothing_is_found_although_the_ladder_still_waits()
    {
        await office.ToReviewAsync();
        var bookmark = (await office.InstanceAsync()).Bookmarks.Single(b => b.Name == HumanTask.BookmarkName);

        // The wait vanishes from state and table alike, as a lost wake-up would have it.
        await office.TamperAsync(
            $"""
            UPDATE "Instances" SET "State" = CAST(json_remove(CAST("State" AS TEXT), (SELECT e.fullkey FROM json_each(CAST("State" AS TEXT), '$.w') e
                WHERE json_extract(e.value, '$.id') = '{bookmark.Id}' OR json_extract(e.value, '$.Id') = '{bookmark.Id}'), '$.y') AS BLOB);
            DELETE FROM "Bookmarks" WHERE "Id" = '{bookmark.Id}';
            """);

        (await CheckAsync()).ShouldBe(["instance.waits-for-nothing", "work-item.nothing-waits"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_wait_for_a_file_that_nobody_writes_is_found()
    {
        await office.ToNumberAsync();
        await office.IssueNumberAsync();
        (await CheckAsync()).ShouldBeEmpty();

        await office.TamperAsync("""DELETE FROM "Outbox" WHERE "Kind" = 'issued-file'""");

        (await CheckAsync()).ShouldBe(["issued-file.nobody-writes"]);
    }

    [Fact]
    public async Task A_sending_that_nobody_carries_is_found()
    {
        await office.ToSendingAsync();
        await office.SendAsync();
        (await CheckAsync()).ShouldBeEmpty();

        await office.TamperAsync("""DELETE FROM "Outbox" WHERE "Kind" = 'exchange'""");

        (await CheckAsync()).ShouldBe(["dispatch.not-carried"]);
    }

    [Fact]
    public async Task A_wait_for_recipients_of_whom_none_can_answer_is_found()
    {
        await office.ToReceiptAsync();

        await office.TamperAsync("""UPDATE "Dispatches" SET "StatusCode" = '02'""");

        (await CheckAsync()).ShouldBe(["receipt.nobody-answers"]);
    }

    [Fact]
    public async Task A_number_on_two_documents_is_found()
    {
        await office.ToCloseAsync();
        await office.TamperAsync(
            """
            CREATE TEMP TABLE copy AS SELECT * FROM "OutgoingDocuments";
            UPDATE copy SET "Id" = x'00000000000000000000000000000001';
            INSERT INTO "OutgoingDocuments" SELECT * FROM copy;
            """);

        (await CheckAsync()).ShouldContain("document.number-twice");
    }

    [Fact]
    public async Task A_changed_file_is_found_when_its_content_is_read()
    {
        await office.ToInitialAsync();
        var hash = (await office.AllAsync<DocumentVersion>()).Single().FileHash;
        await File.AppendAllTextAsync(Path.Combine(office.FileFolder, hash[..2], hash[2..4], hash), " ");

        (await CheckAsync()).ShouldBe(["file.damaged"]);
        (await CheckAsync(FileReading.Existence)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_that_nobody_heard_is_no_damage_and_one_that_nothing_looks_for_any_more_is()
    {
        await office.WriteAsync(session => office.Get<ReportOutside>().EventAsync(session, "bao-truoc", null, null, new Actor(null, "Thử"), CancellationToken.None));
        (await CheckAsync()).ShouldBeEmpty();

        await office.TamperAsync("""DELETE FROM "Timers" WHERE "Kind" = 'stimulus'""");

        (await CheckAsync()).ShouldBe(["stimulus.lost"]);
        office.Clock.Now = office.Clock.Now.AddDays(1);
        (await CheckAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_for_an_instance_that_will_not_be_mended_is_found()
    {
        await office.ToReviewAsync();
        var running = (await office.AllAsync<InstanceRow>()).ShouldHaveSingleItem().Id;
        await office.WriteAsync(session =>
        {
            session.Insert(new StimulusRow { Id = "x", Name = "Elsa.Event", Hash = "h", InstanceId = running, Message = "{}", CreatedAt = office.Clock.GetUtcNow(), ExpiresAt = EarlyStimuli.Never });
            return Task.FromResult(true);
        });

        (await CheckAsync()).ShouldBe(["stimulus.lost"]);
    }

    private async Task<IReadOnlyList<string>> CheckAsync(FileReading reading = FileReading.Content) =>
        [.. (await office.Get<InvariantChecker>().RunAsync(reading, CancellationToken.None)).Select(f => f.Code).Distinct()];
}
