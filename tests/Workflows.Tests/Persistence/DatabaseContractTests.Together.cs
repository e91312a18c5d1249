using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;

namespace LienThong.Workflows.Tests.Persistence;

// Rows found together, rows that give way to others, and keys of several columns.
public abstract partial class DatabaseContractTests
{
    [ContractFact]
    public async Task Rows_found_together_cost_one_statement_and_are_known_afterwards()
    {
        var (bookmark, instance, message) = await StoredTogether();
        var together = Together(message.Id);

        var before = Database.Commands.Statements;
        await Write(async (session, token) =>
        {
            (await session.FindAsync(bookmark.Id, together, token)).ShouldBeEquivalentTo(Utc(bookmark));
            (await session.FindAsync<InstanceRow>(instance.Id, token)).ShouldBeEquivalentTo(Utc(instance));
            session.Beside<OutboxRow>().ShouldBeEquivalentTo(Utc(message));
        });

        (Database.Commands.Statements - before).ShouldBe(1);
    }

    [ContractFact]
    public async Task Where_a_named_row_is_missing_the_row_itself_is_found()
    {
        var (bookmark, _, message) = await StoredTogether();
        var other = Sample.Bookmark(Sample.NewId());
        await Write(session => session.Insert(other));
        var together = Together(message.Id);

        await Write(async (session, token) =>
        {
            (await session.FindAsync(other.Id, together, token)).ShouldNotBeNull().Id.ShouldBe(other.Id);
            (await session.FindAsync(bookmark.Id, together, token)).ShouldNotBeNull();
            (await session.FindAsync(Sample.NewId(), together, token)).ShouldBeNull();
        });
    }

    [ContractFact]
    public async Task What_the_session_changed_is_not_overwritten_by_what_is_found_together()
    {
        var (bookmark, instance, message) = await StoredTogether();
        var together = Together(message.Id);

        await Write(async (session, token) =>
        {
            var changed = (await session.FindAsync<InstanceRow>(instance.Id, token)).ShouldNotBeNull();
            changed.IncidentCount = 5;
            session.Update(changed);
            await session.FindAsync(bookmark.Id, together, token);
            (await session.FindAsync<InstanceRow>(instance.Id, token)).ShouldBeSameAs(changed);
        });

        (await Find<InstanceRow>(instance.Id)).ShouldNotBeNull().IncidentCount.ShouldBe(5);
    }

    [ContractFact]
    public async Task A_row_that_gives_way_costs_one_statement()
    {
        var (old, next) = (Sample.Bookmark(Sample.NewId()), Sample.Bookmark(Sample.NewId()));
        await Write(session => session.Insert(old));

        var before = Database.Commands.Statements;
        await Write(session => session.Replace(old, next));

        (Database.Commands.Statements - before).ShouldBe(1);
        (await Find<BookmarkRow>(old.Id)).ShouldBeNull();
        await MustBeStored(next, next.Id);
    }

    [ContractFact]
    public async Task A_row_that_is_gone_cannot_give_way()
    {
        await Should.ThrowAsync<StaleRowException>(Write(session => session.Replace(Sample.Bookmark(Sample.NewId()), Sample.Bookmark(Sample.NewId()))));

        (await Count<BookmarkRow>()).ShouldBe(0);
    }

    [ContractFact]
    public async Task What_took_a_place_may_be_deleted_again_in_the_same_write()
    {
        var (old, deleted) = (Sample.Bookmark(Sample.NewId()), Sample.Bookmark(Sample.NewId()));
        await Write(session => session.Insert(old));

        await Write(session =>
        {
            session.Replace(old, deleted);
            session.Delete(deleted);
        });

        (await Count<BookmarkRow>()).ShouldBe(0);
    }

    [ContractFact]
    public async Task Rows_with_a_key_of_several_columns_are_deleted_in_one_statement()
    {
        var rows = Enumerable.Range(1, 3).Select(burst => Sample.Journal("i", burst)).ToList();
        await Write(session => rows.ForEach(session.Insert));

        var before = Database.Commands.Statements;
        await Write(session => rows.Take(2).ToList().ForEach(session.Delete));

        (Database.Commands.Statements - before).ShouldBe(1);
        (await Count<JournalRow>()).ShouldBe(1);
        await MustBeStored(rows[2], ("i", 3));
    }

    [ContractFact]
    public async Task Rows_are_found_by_several_values_in_the_order_of_their_keys()
    {
        var rows = new[] { ("b", "một", true), ("a", "một", true), ("c", "một", false), ("d", "hai", true) }
            .Select((row, number) => Sample.Definition(row.Item1, row.Item2, number, row.Item3)).ToList();
        await Write(session => rows.ForEach(session.Insert));

        var before = Database.Commands.Statements;
        await Write(async (session, token) =>
        {
            var asked = new (string, object)[] { (nameof(DefinitionRow.DefinitionId), "một"), (nameof(DefinitionRow.IsPublished), true) };
            (await session.FindKeysAsync<DefinitionRow>(asked, token)).ShouldBe(["a", "b"]);
            (await session.FindAllAsync<DefinitionRow>(asked, token)).ShouldBeEquivalentTo(new List<DefinitionRow> { Utc(rows[1]), Utc(rows[0]) });
            (await session.FindKeysAsync<DefinitionRow>([], token)).ShouldBe(["a", "b", "c", "d"]);
            (await session.FindAllAsync<DefinitionRow>([(nameof(DefinitionRow.DefinitionId), "ba")], token)).ShouldBeEmpty();
        });

        (Database.Commands.Statements - before).ShouldBe(4);
    }

    [ContractFact]
    public async Task A_snapshot_sees_one_moment()
    {
        var counts = await Database.ReadSnapshotAsync(
            async (context, token) =>
            {
                var first = context.Set<BookmarkRow>().Count();
                await Task.Run(() => Write(session => session.Insert(Sample.Bookmark(Sample.NewId()))), token);
                return (first, context.Set<BookmarkRow>().Count());
            },
            None);

        counts.ShouldBe((0, 0));
        (await Count<BookmarkRow>()).ShouldBe(1);
    }

    private static FoundTogether<BookmarkRow> Together(string messageId) => new FoundTogether<BookmarkRow>()
        .With<BookmarkRow, InstanceRow>(nameof(BookmarkRow.InstanceId))
        .Beside<OutboxRow>(messageId);

    private async Task<(BookmarkRow Bookmark, InstanceRow Instance, OutboxRow Message)> StoredTogether()
    {
        var instance = Sample.Instance();
        var (bookmark, message) = (Sample.Bookmark(instance.Id), Sample.Message());
        await Write(session =>
        {
            session.Insert(instance);
            session.Insert(bookmark);
            session.Insert(message);
        });
        return (bookmark, instance, message);
    }
}
