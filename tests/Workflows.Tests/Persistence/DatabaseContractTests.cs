using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Tests.Persistence;

/// <summary>What every provider keeps.</summary>
public abstract partial class DatabaseContractTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private protected Database Database { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Database = await OpenAsync(_ => { });
        await Database.MigrateAsync(None);
    }

    public virtual async Task DisposeAsync() => await Database.DisposeAsync();

    private protected abstract Task<Database> OpenAsync(Action<DatabaseOptions> change, TimeProvider? clock = null);

    [ContractFact]
    public async Task What_was_written_is_read_back_as_it_was()
    {
        var instance = Sample.Instance();
        instance.FinishedAt = Sample.Noon.AddDays(1);
        var rows = new object[]
        {
            Sample.Bookmark(instance.Id), Sample.Timer(instance.Id, Sample.NewId()), Sample.Message(), Sample.Answer(),
            Sample.Incident(instance.Id), Sample.Definition("d", 3), Sample.Trigger(), Sample.Batch(),
        };
        var batchId = ((BatchRow)rows[7]).Id;

        await Write(session =>
        {
            session.Insert(instance);
            session.Insert((BookmarkRow)rows[0]);
            session.Insert((TimerRow)rows[1]);
            session.Insert((OutboxRow)rows[2]);
            session.Insert((IdempotencyRow)rows[3]);
            session.Insert((IncidentRow)rows[4]);
            session.Insert((DefinitionRow)rows[5]);
            session.Insert((TriggerRow)rows[6]);
            session.Insert((BatchRow)rows[7]);
            session.Insert(Sample.BatchItem(batchId, instance.Id));
            session.Insert(Sample.Journal(instance.Id, 7));
        });

        await MustBeStored(instance, instance.Id);
        await MustBeStored((BookmarkRow)rows[0], ((BookmarkRow)rows[0]).Id);
        await MustBeStored((TimerRow)rows[1], ((TimerRow)rows[1]).Id);
        await MustBeStored((OutboxRow)rows[2], ((OutboxRow)rows[2]).Id);
        await MustBeStored((IdempotencyRow)rows[3], ((IdempotencyRow)rows[3]).Key);
        await MustBeStored((IncidentRow)rows[4], ((IncidentRow)rows[4]).Id);
        await MustBeStored((DefinitionRow)rows[5], ((DefinitionRow)rows[5]).Id);
        await MustBeStored((TriggerRow)rows[6], ((TriggerRow)rows[6]).Id);
        await MustBeStored((BatchRow)rows[7], batchId);
        await MustBeStored(Sample.BatchItem(batchId, instance.Id), (batchId, instance.Id));
        await MustBeStored(Sample.Journal(instance.Id, 7), (instance.Id, 7));
    }

    [ContractFact]
    public async Task A_query_of_the_model_sees_the_same_values_as_a_find()
    {
        var instance = Sample.Instance();
        await Write(session => session.Insert(instance));

        var read = await Database.ReadAsync(
            (context, token) => context.Set<InstanceRow>().SingleAsync(row => row.Id == instance.Id && row.CreatedAt == Sample.Noon, token), None);

        read.ShouldBeEquivalentTo(Utc(instance));
    }

    [ContractFact]
    public async Task An_update_over_an_outdated_version_is_refused()
    {
        var id = await Stored(Sample.Instance());
        var outdated = await Find<InstanceRow>(id);
        await Write(async (session, token) => session.Update(await Found(session, id, token)));

        var write = Write(session =>
        {
            outdated!.Status = "Finished";
            session.Update(outdated);
        });

        await write.ShouldThrowAsync<StaleRowException>();
        (await Find<InstanceRow>(id))!.Status.ShouldBe("Running");
    }

    [ContractFact]
    public async Task A_row_can_be_updated_twice_in_one_write()
    {
        var id = await Stored(Sample.Instance());

        await Write(async (session, token) =>
        {
            var instance = await Found(session, id, token);
            instance.Status = "Finished";
            session.Update(instance);
            await session.FlushAsync(token);
            instance.SubStatus = "Done";
            session.Update(instance);
        });

        var stored = await Find<InstanceRow>(id);
        (stored!.Status, stored.SubStatus, stored.RowVersion).ShouldBe(("Finished", "Done", 2));
    }

    [ContractFact]
    public async Task Deleting_what_is_gone_is_refused()
    {
        var bookmark = Sample.Bookmark(Sample.NewId());
        await Write(session => session.Insert(bookmark));
        await Write(session => session.Delete(bookmark));

        await Write(session => session.Delete(bookmark)).ShouldThrowAsync<StaleRowException>();
    }

    [ContractFact]
    public async Task Deleting_several_rows_of_which_one_is_gone_is_refused_as_a_whole()
    {
        var bookmarks = Enumerable.Range(0, 3).Select(_ => Sample.Bookmark(Sample.NewId())).ToList();
        await Write(session => bookmarks.ForEach(session.Insert));
        await Write(session => session.Delete(bookmarks[1]));

        await Write(session => bookmarks.ForEach(session.Delete)).ShouldThrowAsync<StaleRowException>();

        (await Count<BookmarkRow>()).ShouldBe(2);
    }

    [ContractFact]
    public async Task A_taken_key_is_refused_as_a_duplicate()
    {
        var id = await Stored(Sample.Instance());

        await Write(session => session.Insert(Sample.Instance(id))).ShouldThrowAsync<DuplicateRowException>();
    }

    [ContractFact]
    public async Task A_taken_unique_value_is_refused_as_a_duplicate()
    {
        await Write(session => session.Insert(Sample.Definition("cong-van", 1)));

        await Write(session => session.Insert(Sample.Definition("cong-van", 1))).ShouldThrowAsync<DuplicateRowException>();
    }

    [ContractFact]
    public async Task Find_sees_what_the_session_did_and_did_not_send_yet()
    {
        var stored = await Stored(Sample.Instance());
        var added = Sample.Instance();

        await Write(async (session, token) =>
        {
            session.Insert(added);
            (await session.FindAsync<InstanceRow>(added.Id, token)).ShouldBeSameAs(added);
            var instance = await Found(session, stored, token);
            instance.Status = "Finished";
            session.Update(instance);
            (await session.FindAsync<InstanceRow>(stored, token))!.Status.ShouldBe("Finished");
        });
    }

    [ContractFact]
    public async Task Find_after_a_delete_is_null_before_and_after_it_is_sent()
    {
        var id = await Stored(Sample.Instance());

        await Write(async (session, token) =>
        {
            session.Delete(await Found(session, id, token));
            (await session.FindAsync<InstanceRow>(id, token)).ShouldBeNull();
            await session.FlushAsync(token);
            (await session.FindAsync<InstanceRow>(id, token)).ShouldBeNull();
        });

        (await Find<InstanceRow>(id)).ShouldBeNull();
    }

    [ContractFact]
    public async Task A_timer_is_replaced_by_deleting_and_inserting_it()
    {
        var timer = Sample.Timer("i", "b");
        await Write(session => session.Insert(timer));

        await Write(session =>
        {
            session.Delete(timer);
            session.Insert(new TimerRow { Id = "b", InstanceId = "i", Kind = "Delay", DueAt = Sample.Noon.AddDays(2) });
        });

        (await Find<TimerRow>("b"))!.DueAt.ShouldBe(Sample.Noon.AddDays(2));
    }

    [ContractFact]
    public async Task A_row_inserted_and_deleted_in_one_write_is_never_sent()
    {
        var before = Database.Commands.Statements;

        await Write(session =>
        {
            var bookmark = Sample.Bookmark("i");
            session.Insert(bookmark);
            session.Delete(bookmark);
        });

        Database.Commands.Statements.ShouldBe(before);
    }

    [ContractFact]
    public async Task Queries_of_the_session_see_what_was_flushed()
    {
        await Write(async (session, token) =>
        {
            session.Insert(Sample.Bookmark("i"));
            (await session.Context.Set<BookmarkRow>().CountAsync(token)).ShouldBe(0);
            await session.FlushAsync(token);
            (await session.Context.Set<BookmarkRow>().CountAsync(token)).ShouldBe(1);
        });
    }

    [ContractFact]
    public async Task Rows_of_one_table_travel_in_one_statement()
    {
        var before = (Database.Commands.Statements, Database.Commands.Commits);

        await Write(session =>
        {
            for (var i = 0; i < 5; i++)
            {
                session.Insert(Sample.Bookmark("i"));
                session.Insert(Sample.Message());
            }
        });

        (Database.Commands.Statements, Database.Commands.Commits).ShouldBe((before.Statements + 2, before.Commits + 1));
    }

    [ContractFact]
    public async Task Many_rows_are_sent_in_several_statements_and_lose_none()
    {
        var bookmarks = Enumerable.Range(0, 2_345).Select(_ => Sample.Bookmark("i")).ToList();

        await Write(session => bookmarks.ForEach(session.Insert));
        (await Count<BookmarkRow>()).ShouldBe(2_345);

        await Write(session => bookmarks.Take(2_000).ToList().ForEach(session.Delete));
        (await Count<BookmarkRow>()).ShouldBe(345);
    }

    [ContractFact]
    public async Task Long_text_is_not_cut()
    {
        var text = new string('ữ', 100_000);
        var message = Sample.Message();
        message.Payload = text;

        await Write(session => session.Insert(message));
        await Write(async (session, token) => session.Update((await session.FindAsync<OutboxRow>(message.Id, token))!));

        (await Find<OutboxRow>(message.Id))!.Payload.ShouldBe(text);
    }

    private protected Task Write(Action<WriteSession> work) => Database.WriteAsync((session, _) =>
    {
        work(session);
        return Task.FromResult(0);
    }, None);

    private protected Task Write(Func<WriteSession, CancellationToken, Task> work) => Database.WriteAsync(async (session, token) =>
    {
        await work(session, token);
        return 0;
    }, None);

    private protected Task<T?> Find<T>(object key) where T : class =>
        Database.WriteAsync((session, token) => session.FindAsync<T>(key, token).AsTask(), None);

    private protected Task<int> Count<T>() where T : class => Database.ReadAsync((context, token) => context.Set<T>().CountAsync(token), None);

    private protected async Task<string> Stored(InstanceRow instance)
    {
        await Write(session => session.Insert(instance));
        return instance.Id;
    }

    private static async Task<InstanceRow> Found(WriteSession session, string id, CancellationToken token) =>
        (await session.FindAsync<InstanceRow>(id, token)).ShouldNotBeNull();

    private async Task MustBeStored<T>(T row, object key) where T : class => (await Find<T>(key)).ShouldBeEquivalentTo(Utc(row));

    private async Task CountInto(TaskCompletionSource<int> seen) => seen.SetResult(await Count<BookmarkRow>());

    // Instants come back in UTC, whatever their offset was.
    private static T Utc<T>(T row) where T : class
    {
        foreach (var property in typeof(T).GetProperties())
            if (property.GetValue(row) is DateTimeOffset instant)
                property.SetValue(row, instant.ToUniversalTime());
        return row;
    }
}
