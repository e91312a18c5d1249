using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Tests.Persistence;

/// <summary>All or nothing, whoever else writes and whatever fails.</summary>
public abstract partial class DatabaseContractTests
{
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

        // begin, find, count, update, delete, three inserts, commit; then it passes
        failing.ShouldBe(10);
    }
}
