using LienThong.Activities.Audit;
using LienThong.Activities.Rules;
using LienThong.Activities.Tests.Persistence;
using Microsoft.Data.Sqlite;
using static LienThong.Activities.Tests.Persistence.TestDatabase;

namespace LienThong.Activities.Tests.Audit;

public sealed class AuditTrailTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();

    public Task InitializeAsync() => database.InitializeAsync();

    public Task DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task An_empty_trail_is_valid()
    {
        (await VerifyAsync()).ShouldBe(new AuditVerdict(0, AuditHash.None, null));
    }

    [Fact]
    public async Task Entries_written_at_once_form_one_chain()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => Task.Run(() => AppendAsync($"{number}"))));

        var verdict = await VerifyAsync();
        verdict.IsValid.ShouldBeTrue(verdict.Break?.Detail);
        verdict.Checked.ShouldBe(40);
    }

    [Fact]
    public async Task Several_entries_of_one_write_form_one_chain()
    {
        await database.WriteAsync(async session =>
        {
            for (var number = 0; number < 3; number++)
                await AuditTrail.AppendAsync(session, Clerk, "test.done", new AuditSubject("test", $"{number}"), null, None);
        });

        (await VerifyAsync()).ShouldSatisfyAllConditions(verdict => verdict.IsValid.ShouldBeTrue(), verdict => verdict.Checked.ShouldBe(3));
    }

    [Fact]
    public async Task A_write_that_is_rolled_back_leaves_no_entry_and_no_gap()
    {
        await AppendAsync("1");
        await Should.ThrowAsync<RuleViolation>(database.WriteAsync(async session =>
        {
            await AuditTrail.AppendAsync(session, Clerk, "test.done", new AuditSubject("test", "lost"), null, None);
            await session.FlushAsync(None);
            throw new RuleViolation("test.refused", "Không được.");
        }));

        await AppendAsync("2");

        (await database.AllAsync<AuditEntry>()).Select(entry => (entry.Seq, entry.SubjectId)).ShouldBe([(1, "1"), (2, "2")],
            ignoreOrder: true);
        (await VerifyAsync()).IsValid.ShouldBeTrue();
    }

    [Fact]
    public async Task The_time_of_an_entry_is_no_finer_than_the_coarsest_database_keeps()
    {
        database.Clock.Now = database.Clock.Now.AddTicks(1_234_567);

        await AppendAsync("1");

        var at = (await database.AllAsync<AuditEntry>()).Single().At;
        at.ShouldBe(database.Clock.Now.AddTicks(-7));
    }

    [Theory]
    [InlineData("ActorName")]
    [InlineData("ActingAs")]
    [InlineData("Action")]
    [InlineData("SubjectKind")]
    [InlineData("SubjectId")]
    [InlineData("Data")]
    [InlineData("ActorId")]
    [InlineData("DossierId")]
    [InlineData("HappenedAt")]
    public async Task A_changed_field_is_found(string column)
    {
        await AppendAsync("1", "2", "3");

        await database.TamperAsync(column switch
        {
            "HappenedAt" => $"UPDATE AuditEntries SET {column} = {column} + 10 WHERE Seq = 2",
            "ActorId" or "DossierId" => $"UPDATE AuditEntries SET {column} = '00000000-0000-0000-0000-000000000001' WHERE Seq = 2",
            _ => $"UPDATE AuditEntries SET {column} = {column} || ' ' WHERE Seq = 2",
        });

        await MustBreakAsync(2, AuditFault.ChangedContent);
    }

    [Fact]
    public async Task A_field_moved_into_its_neighbour_is_found()
    {
        await AppendAsync("1", "2", "3");

        await database.TamperAsync("UPDATE AuditEntries SET SubjectKind = SubjectKind || SubjectId, SubjectId = '' WHERE Seq = 2");

        await MustBreakAsync(2, AuditFault.ChangedContent);
    }

    [Fact]
    public async Task A_deleted_entry_is_found()
    {
        await AppendAsync("1", "2", "3");

        await database.TamperAsync("DELETE FROM AuditEntries WHERE Seq = 2");

        await MustBreakAsync(2, AuditFault.MissingEntry);
    }

    [Fact]
    public async Task A_cut_end_is_found()
    {
        await AppendAsync("1", "2", "3");

        await database.TamperAsync("DELETE FROM AuditEntries WHERE Seq >= 2");

        await MustBreakAsync(2, AuditFault.CutEnd);
    }

    [Fact]
    public async Task Two_entries_that_changed_places_are_found()
    {
        await AppendAsync("1", "2", "3");

        await database.TamperAsync("UPDATE AuditEntries SET Seq = -2 WHERE Seq = 2");
        await database.TamperAsync("UPDATE AuditEntries SET Seq = 2 WHERE Seq = 3");
        await database.TamperAsync("UPDATE AuditEntries SET Seq = 3 WHERE Seq = -2");

        await MustBreakAsync(2, AuditFault.ChangedContent);
    }

    [Fact]
    public async Task An_entry_rewritten_with_its_own_right_hash_is_found_at_the_next()
    {
        await AppendAsync("1", "2", "3");
        var forged = (await database.AllAsync<AuditEntry>()).Single(entry => entry.Seq == 2);
        forged.ActorName = "Người khác";

        await OverwriteAsync(forged);

        await MustBreakAsync(3, AuditFault.WrongLink);
    }

    [Fact]
    public async Task The_last_entry_rewritten_with_its_own_right_hash_is_found_at_the_head()
    {
        await AppendAsync("1", "2");
        var forged = (await database.AllAsync<AuditEntry>()).Single(entry => entry.Seq == 2);
        forged.ActorName = "Người khác";

        await OverwriteAsync(forged);

        await MustBreakAsync(2, AuditFault.WrongEnd);
    }

    [Fact]
    public async Task An_end_cut_off_together_with_the_head_is_found_by_an_anchor_kept_outside()
    {
        await AppendAsync("1", "2", "3");
        var before = await VerifyAsync();
        var second = (await database.AllAsync<AuditEntry>()).Single(entry => entry.Seq == 2);

        await database.TamperAsync("DELETE FROM AuditEntries WHERE Seq = 3");
        await database.TamperAsync($"UPDATE AuditHead SET Seq = 2, Hash = '{second.Hash}'");

        (await VerifyAsync()).IsValid.ShouldBeTrue();
        (await VerifyAsync(new AuditAnchor(before.Checked, before.LastHash))).Break!.Fault.ShouldBe(AuditFault.WrongEnd);
    }

    [Fact]
    public async Task An_anchor_of_an_earlier_check_still_holds_when_the_trail_has_grown()
    {
        await AppendAsync("1", "2");
        var before = await VerifyAsync();
        await AppendAsync("3");

        (await VerifyAsync(new AuditAnchor(before.Checked, before.LastHash))).IsValid.ShouldBeTrue();
    }

    [Fact]
    public void The_hash_is_the_documented_one()
    {
        var entry = new AuditEntry
        {
            Seq = 7,
            At = new DateTimeOffset(2024, 1, 24, 8, 30, 0, TimeSpan.FromHours(7)),
            ActorName = "Văn thư",
            Action = "a",
            SubjectKind = "k",
            SubjectId = "1",
            PreviousHash = AuditHash.None,
            Hash = "",
        };

        // Computed apart: printf '7:audit-1,1:7,27:2024-01-24T01:30:00.000000Z,-,9:Văn thư,-,1:a,1:k,1:1,-,-,64:000…,' | sha256sum
        AuditHash.Of(entry).ShouldBe("1ac02d95640ae5fdafc5fcfc7cb1bd9b591d8268dc26830018470845c51ef95f");
    }

    [Fact]
    public async Task The_database_itself_refuses_to_change_or_delete_an_entry()
    {
        await AppendAsync("1", "2");
        foreach (var trigger in AuditTriggers.Sqlite) await database.TamperAsync(trigger);

        await Should.ThrowAsync<SqliteException>(database.TamperAsync("UPDATE AuditEntries SET ActorName = 'x' WHERE Seq = 1"));
        await Should.ThrowAsync<SqliteException>(database.TamperAsync("DELETE FROM AuditEntries WHERE Seq = 2"));

        await AppendAsync("3");
        (await VerifyAsync()).Checked.ShouldBe(3);
    }

    private async Task AppendAsync(params string[] subjects)
    {
        foreach (var subject in subjects)
            await database.WriteAsync(session =>
                AuditTrail.AppendAsync(session, Clerk, "test.done", new AuditSubject("test", subject, Guid.NewGuid()), new { Ghi = "chú" },
                    None));
    }

    private Task OverwriteAsync(AuditEntry forged) => database.TamperAsync(
        $"UPDATE AuditEntries SET ActorName = '{forged.ActorName}', Hash = '{AuditHash.Of(forged)}' WHERE Seq = {forged.Seq}");

    private Task<AuditVerdict> VerifyAsync(AuditAnchor? anchor = null) => database.ReadAsync(context => AuditVerifier.VerifyAsync(context,
        anchor, None));

    private async Task MustBreakAsync(long seq, AuditFault fault)
    {
        var verdict = await VerifyAsync();
        verdict.Break.ShouldNotBeNull();
        (verdict.Break.Seq, verdict.Break.Fault).ShouldBe((seq, fault));
    }
}
