using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Tests.Persistence;

/// <summary>What every provider keeps.</summary>
public abstract class DatabaseContractTests : IAsyncLifetime
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
            Sample.Incident(instance.Id), Sample.Definition("d", 3), Sample.Trigger(),
        };

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
    public async Task A_work_that_throws_writes_nothing()
    {
        var instance = Sample.Instance();

        var write = Database.WriteAsync<int>(async (session, token) =>
        {
            session.Insert(instance);
            await session.FlushAsync(token);
            session.Insert(Sample.Bookmark(instance.Id));
            throw new InvalidOperationException("không được");
        }, None);

        (await write.ShouldThrowAsync<InvalidOperationException>()).Message.ShouldBe("không được");
        (await Find<InstanceRow>(instance.Id)).ShouldBeNull();
        (await Count<BookmarkRow>()).ShouldBe(0);
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
    public async Task A_swallowed_failure_still_fails_the_write()
    {
        var id = await Stored(Sample.Instance());

        var write = Write(async (session, token) =>
        {
            session.Insert(Sample.Bookmark(id));
            session.Insert(Sample.Instance(id));
            await session.FlushAsync(token).ShouldThrowAsync<DuplicateRowException>();
        });

        (await write.ShouldThrowAsync<InvalidOperationException>()).InnerException.ShouldBeOfType<DuplicateRowException>();
        (await Count<BookmarkRow>()).ShouldBe(0);
    }

    [ContractFact]
    public async Task A_swallowed_failure_of_a_query_still_fails_the_write()
    {
        var write = Write(async (session, token) =>
        {
            session.Insert(Sample.Bookmark(Sample.NewId()));
            await session.FlushAsync(token);
            await Should.ThrowAsync<Exception>(() => session.Context.Database.ExecuteSqlRawAsync("DELETE FROM nowhere", token));
        });

        await write.ShouldThrowAsync<InvalidOperationException>();
        (await Count<BookmarkRow>()).ShouldBe(0);
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
            session.Insert(new TimerRow { Id = "b", BookmarkId = "b", InstanceId = "i", Kind = "Delay", DueAt = Sample.Noon.AddDays(2) });
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

    [ContractFact]
    public async Task Sixty_four_increments_at_once_lose_none()
    {
        var id = await Stored(Sample.Instance());

        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Write(async (session, token) =>
        {
            var instance = await Found(session, id, token);
            instance.IncidentCount++;
            session.Update(instance);
        })));

        (await Find<InstanceRow>(id))!.IncidentCount.ShouldBe(64);
    }

    [ContractFact]
    public async Task A_failing_write_among_many_does_not_hurt_its_neighbours()
    {
        var writes = Enumerable.Range(0, 60).Select(i => Task.Run(() => Write(async (session, token) =>
        {
            session.Insert(Sample.Bookmark("i", $"b{i}"));
            await session.FlushAsync(token);
            if (i % 3 == 0)
                throw new InvalidOperationException("hỏng");
        }))).ToList();

        await Task.WhenAll(writes.Select(write => write.ContinueWith(_ => { }, TaskScheduler.Default)));

        writes.Select((write, i) => write.IsFaulted == (i % 3 == 0)).ShouldAllBe(asExpected => asExpected);
        var ids = await Database.ReadAsync((context, token) => context.Set<BookmarkRow>().Select(row => row.Id).ToListAsync(token), None);
        ids.ShouldBe(Enumerable.Range(0, 60).Where(i => i % 3 != 0).Select(i => $"b{i}"), ignoreOrder: true);
    }

    [ContractFact]
    public async Task What_is_to_run_after_the_commit_sees_the_commit()
    {
        var bookmark = Sample.Bookmark("i");
        var seen = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);

        await Write(async (session, token) =>
        {
            session.AfterCommit(() => _ = CountInto(seen));
            session.Insert(bookmark);
            await session.FlushAsync(token);
            seen.Task.IsCompleted.ShouldBeFalse();
        });

        (await seen.Task).ShouldBe(1);
    }

    [ContractFact]
    public async Task Nothing_runs_after_a_commit_that_did_not_happen()
    {
        var ran = false;

        await Should.ThrowAsync<InvalidOperationException>(() => Write(session =>
        {
            session.AfterCommit(() => ran = true);
            throw new InvalidOperationException();
        }));
        await Write(_ => { });

        ran.ShouldBeFalse();
    }

    [ContractFact]
    public async Task An_exception_after_the_commit_does_not_lose_the_answer()
    {
        var answer = await Database.WriteAsync((session, _) =>
        {
            session.AfterCommit(() => throw new InvalidOperationException());
            return Task.FromResult(42);
        }, None);

        answer.ShouldBe(42);
    }

    [ContractFact]
    public async Task A_write_cancelled_before_it_starts_is_not_run()
    {
        var ran = false;

        var write = Database.WriteAsync((_, _) => Task.FromResult(ran = true), new CancellationToken(canceled: true));

        await write.ShouldThrowAsync<OperationCanceledException>();
        ran.ShouldBeFalse();
    }

    [ContractFact]
    public async Task A_write_that_never_ends_is_given_up()
    {
        var clock = new ManualClock();
        await using var database = await OpenAsync(_ => { }, clock);

        var write = database.WriteAsync<int>(async (_, token) =>
        {
            clock.LetTimersElapse();
            await Task.Delay(Timeout.Infinite, token);
            return 1;
        }, None);

        await write.ShouldThrowAsync<TimeoutException>();
        (await database.WriteAsync((_, _) => Task.FromResult(2), None)).ShouldBe(2);
    }

    [ContractFact]
    public async Task A_write_within_a_write_is_refused_instead_of_waiting_for_itself()
    {
        var write = Write(async (session, _) =>
        {
            session.Insert(Sample.Bookmark("outer"));
            await Write(inner => inner.Insert(Sample.Bookmark("inner")));
        });

        await write.ShouldThrowAsync<InvalidOperationException>();
        (await Count<BookmarkRow>()).ShouldBe(0);
    }

    [ContractFact]
    public async Task A_write_may_follow_a_write()
    {
        await Write(session => session.Insert(Sample.Bookmark("first")));
        await Write(session => session.Insert(Sample.Bookmark("second")));

        (await Count<BookmarkRow>()).ShouldBe(2);
    }

    [ContractFact]
    public async Task A_session_kept_beyond_its_write_refuses_everything()
    {
        WriteSession? kept = null;
        await Write(session => kept = session);

        Should.Throw<ObjectDisposedException>(() => kept!.Insert(Sample.Bookmark("i")));
        Should.Throw<ObjectDisposedException>(() => kept!.Context);
        await Should.ThrowAsync<ObjectDisposedException>(async () => await kept!.FindAsync<BookmarkRow>("b", None));
    }

    [ContractFact]
    public async Task Whichever_statement_of_a_write_fails_nothing_of_it_is_there()
    {
        var old = Sample.Bookmark("old");
        var id = await Stored(Sample.Instance());
        await Write(session => session.Insert(old));
        var failing = 0;
        for (var passed = false; !passed;)
        {
            var left = ++failing;
            Database.Commands.BeforeEach = text =>
            {
                if (--left == 0)
                    throw new IOException(text);
            };

            var write = Write(async (session, token) =>
            {
                var instance = await Found(session, id, token);
                instance.Status = "Finished";
                session.Update(instance);
                session.Delete(old);
                session.Insert(Sample.Bookmark(id));
                await session.Context.Set<TimerRow>().CountAsync(token);
                session.Insert(Sample.Timer(id, "t"));
                session.Insert(Sample.Journal(id, 1));
            });
            passed = await write.ContinueWith(task => task.IsCompletedSuccessfully, TaskScheduler.Default);
            Database.Commands.BeforeEach = null;

            (await Count<JournalRow>(), await Count<TimerRow>(), (await Find<InstanceRow>(id))!.Status, await Find<BookmarkRow>(old.Id) is null)
                .ShouldBe(passed ? (1, 1, "Finished", true) : (0, 0, "Running", false));
        }

        // find, count, update, delete, three inserts, commit; then it passes
        failing.ShouldBe(9);
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
