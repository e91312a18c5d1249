using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace LienThong.Workflows.Tests.Persistence;

public sealed class SqliteDatabaseTests : DatabaseContractTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly string root = Directory.CreateTempSubdirectory("lienthong-").FullName;
    private string? folder;
    private int opened;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public async Task A_second_process_on_the_same_folder_is_refused_until_the_first_has_gone()
    {
        var refusal = Should.Throw<DatabaseInUseException>(() => Open(folder!));
        refusal.Message.ShouldContain(folder!);
        refusal.Message.ShouldNotContain('\n');

        await Database.DisposeAsync();

        await using var second = Open(folder!);
        (await second.WriteAsync((_, _) => Task.FromResult(1), None)).ShouldBe(1);
    }

    [Fact]
    public async Task A_commit_is_on_the_disk_before_it_is_answered()
    {
        var settings = await Database.WriteAsync((session, token) => session.Context.Database.SqlQuery<string>(
            $"SELECT (SELECT journal_mode FROM pragma_journal_mode) || ' ' || (SELECT synchronous FROM pragma_synchronous) AS Value").SingleAsync(token), None);

        settings.ShouldBe("wal 2");
    }

    [Fact]
    public async Task What_was_answered_is_in_the_files_even_when_the_process_ends_there()
    {
        for (var i = 0; i < 20; i++)
        {
            await Write(session => session.Insert(Sample.Journal("i", i)));

            var copy = Path.Combine(root, $"copy-{i}");
            Directory.CreateDirectory(copy);
            foreach (var file in new[] { "lienthong.db", "lienthong.db-wal" })
                File.Copy(Path.Combine(folder!, file), Path.Combine(copy, file));
            // The rest of a write that the process did not live to finish.
            await using (var wal = new FileStream(Path.Combine(copy, "lienthong.db-wal"), FileMode.Append))
                wal.Write(new byte[1_000 * i]);
            await using var restarted = Open(copy);
            (await restarted.ReadAsync((context, token) => context.Set<JournalRow>().CountAsync(token), None)).ShouldBe(i + 1);
        }
    }

    [Fact]
    public async Task Writes_that_wait_share_one_commit()
    {
        await using var database = await OpenAsync(options => options.MaxGroupTime = TimeSpan.FromSeconds(10));
        await database.MigrateAsync(None);
        var gate = new Gate(database);
        var before = database.Commands.Commits;

        var writes = Enumerable.Range(0, 10).Select(i => database.WriteAsync(Inserting(Sample.Journal("i", i)), None)).ToList();
        await gate.OpenAsync();
        await Task.WhenAll(writes);

        database.Commands.Commits.ShouldBe(before + 1);
    }

    [Fact]
    public async Task A_group_is_no_larger_than_the_option_says()
    {
        await using var database = await OpenAsync(options => (options.MaxGroupSize, options.MaxGroupTime) = (4, TimeSpan.FromSeconds(10)));
        await database.MigrateAsync(None);
        var gate = new Gate(database);
        var before = database.Commands.Commits;

        var writes = Enumerable.Range(0, 11).Select(i => database.WriteAsync(Inserting(Sample.Journal("i", i)), None)).ToList();
        await gate.OpenAsync();
        await Task.WhenAll(writes);

        database.Commands.Commits.ShouldBe(before + 3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_member_of_a_group_that_fails_fails_alone(int failing)
    {
        var gate = new Gate(Database, failing == 0 ? new IOException() : null);

        var writes = Enumerable.Range(1, 4).Select(i => Database.WriteAsync(async (session, token) =>
        {
            session.Insert(Sample.Journal("i", i));
            await session.FlushAsync(token);
            session.Insert(Sample.Journal("i", i + 100));
            return i == failing ? throw new IOException() : i;
        }, None)).ToList();
        await gate.OpenAsync().ContinueWith(_ => { }, TaskScheduler.Default);
        await Task.WhenAll(writes.Select(write => write.ContinueWith(_ => { }, TaskScheduler.Default)));

        writes.Select(write => write.IsFaulted).ShouldBe(Enumerable.Range(1, 4).Select(i => i == failing));
        (await Count<JournalRow>()).ShouldBe(failing == 0 ? 8 : 6);
    }

    [Fact]
    public async Task When_the_commit_fails_everybody_in_the_group_fails()
    {
        await using var database = await OpenAsync(options => options.MaxGroupTime = TimeSpan.FromSeconds(10));
        await database.MigrateAsync(None);
        var gate = new Gate(database);
        var ran = false;
        database.Commands.BeforeEach = text =>
        {
            if (text == "COMMIT")
                throw new IOException("đĩa hỏng");
        };

        var writes = Enumerable.Range(0, 3).Select(i => database.WriteAsync((session, _) =>
        {
            session.AfterCommit(() => ran = true);
            session.Insert(Sample.Journal("i", i));
            return Task.FromResult(i);
        }, None)).ToList();
        await gate.OpenAsync().ShouldThrowAsync<IOException>();
        foreach (var write in writes)
            await write.ShouldThrowAsync<IOException>();
        database.Commands.BeforeEach = null;

        (await database.WriteAsync((session, token) => session.Context.Set<JournalRow>().CountAsync(token), None)).ShouldBe(0);
        ran.ShouldBeFalse();
    }

    [Fact]
    public async Task A_write_cancelled_in_the_queue_is_dropped()
    {
        var gate = new Gate(Database);
        using var cancellation = new CancellationTokenSource();
        var ran = false;

        var write = Database.WriteAsync((_, _) => Task.FromResult(ran = true), cancellation.Token);
        await cancellation.CancelAsync();
        await gate.OpenAsync();

        await write.ShouldThrowAsync<OperationCanceledException>();
        ran.ShouldBeFalse();
    }

    [Fact]
    public async Task A_write_cancelled_after_it_started_runs_on()
    {
        using var cancellation = new CancellationTokenSource();

        var answer = await Database.WriteAsync(async (session, token) =>
        {
            session.Insert(Sample.Journal("i", 1));
            await cancellation.CancelAsync();
            token.IsCancellationRequested.ShouldBeFalse();
            return 5;
        }, cancellation.Token);

        answer.ShouldBe(5);
        (await Count<JournalRow>()).ShouldBe(1);
    }

    [Fact]
    public async Task A_caller_that_blocks_does_not_stop_the_writer()
    {
        var gate = new Gate(Database);
        using var release = new ManualResetEventSlim();
        var blocked = Database.WriteAsync((_, _) => Task.FromResult(1), None)
            .ContinueWith(_ => release.Wait(TimeSpan.FromSeconds(30)), None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await gate.OpenAsync();

        await Write(session => session.Insert(Sample.Journal("i", 1)));
        release.Set();

        (await blocked).ShouldBeTrue();
    }

    [Fact]
    public async Task A_work_that_does_not_heed_its_limit_is_left_behind_and_can_write_no_more()
    {
        var clock = new ManualClock();
        await using var database = await OpenAsync(_ => { }, clock);
        await database.MigrateAsync(None);
        var forever = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var afterwards = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);

        await database.WriteAsync<int>(async (session, token) =>
        {
            var context = session.Context;
            clock.LetTimersElapse();
            await forever.Task;
            afterwards.SetResult(await Record.ExceptionAsync(() => context.Set<JournalRow>().ExecuteDeleteAsync(None)));
            session.Insert(Sample.Journal("late", 1));
            return 1;
        }, None).ShouldThrowAsync<TimeoutException>();
        await database.WriteAsync(Inserting(Sample.Journal("i", 1)), None);
        forever.SetResult();

        (await afterwards.Task).ShouldBeOfType<ObjectDisposedException>();
        (await database.ReadAsync((context, token) => context.Set<JournalRow>().Select(row => row.InstanceId).ToListAsync(token), None)).ShouldBe(["i"]);
    }

    [Fact]
    public async Task A_query_without_end_is_interrupted()
    {
        await using var database = await OpenAsync(options => options.MaxWriteTime = TimeSpan.FromSeconds(1));

        var write = database.WriteAsync((session, token) => session.Context.Database.SqlQuery<long>(
            $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) AS Value FROM n").SingleAsync(token), None);

        await write.ShouldThrowAsync<TimeoutException>();
        (await database.WriteAsync((_, _) => Task.FromResult(2), None)).ShouldBe(2);
    }

    [Fact]
    public async Task When_sqlite_itself_gives_up_the_transaction_nobody_in_it_is_told_success()
    {
        await using var database = await OpenAsync(options => (options.MaxWriteTime, options.MaxGroupTime) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)));
        await database.MigrateAsync(None);
        var gate = new Gate(database);

        var neighbour = database.WriteAsync(Inserting(Sample.Journal("i", 1)), None);
        // An interrupted INSERT takes the whole transaction with it, savepoints and all.
        var endless = database.WriteAsync((session, token) => session.Context.Database.ExecuteSqlAsync(
            $"INSERT INTO Timers SELECT i, i, '', '' FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n)", token), None);
        await gate.OpenAsync().ShouldThrowAsync<Exception>();

        await neighbour.ShouldThrowAsync<TimeoutException>();
        await endless.ShouldThrowAsync<TimeoutException>();
        (await database.WriteAsync((session, token) => session.Context.Set<JournalRow>().CountAsync(token), None)).ShouldBe(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(48)]
    public async Task As_much_of_the_file_is_mapped_as_the_settings_say(int megabytes)
    {
        await using var database = await OpenAsync(options => options.MappedMegabytes = megabytes);
        await database.MigrateAsync(None);
        static async Task<long> MappedAsync(DbContext context, CancellationToken token)
        {
            await using var command = context.Database.GetDbConnection().CreateCommand();
            command.CommandText = "PRAGMA mmap_size";
            return (long)(await command.ExecuteScalarAsync(token))!;
        }


        (await database.ReadAsync(MappedAsync, None)).ShouldBe(megabytes * 1024L * 1024);
        (await database.WriteAsync((session, token) => MappedAsync(session.Context, token), None)).ShouldBe(megabytes * 1024L * 1024);
    }

    [Fact]
    public async Task The_journal_is_its_own_index()
    {
        await using var database = await OpenAsync(_ => { });
        await database.MigrateAsync(None);
        var (tables, columns) = await database.ReadAsync(
            async (context, token) => (
                await context.Database.SqlQueryRaw<string>("SELECT name AS Value FROM pragma_table_list WHERE wr = 1 AND name LIKE 'Journal%'").ToListAsync(token),
                await context.Database.SqlQueryRaw<string>("SELECT name AS Value FROM pragma_table_info('Journal')").ToListAsync(token)),
            None);

        tables.ShouldBe(["Journal"]);
        await database.ReadAsync((context, _) =>
        {
            // The SQL that makes it names the columns; a new one belongs there too.
            columns.ShouldBe(context.Model.FindEntityType(typeof(JournalRow))!.GetProperties().Select(property => property.GetColumnName()), ignoreOrder: true);
            return Task.FromResult(true);
        }, None);
    }

    [Fact]
    public async Task A_read_cannot_write()
    {
        var read = Database.ReadAsync((context, token) => context.Set<JournalRow>().ExecuteDeleteAsync(token), None);

        (await read.ShouldThrowAsync<SqliteException>()).Message.ShouldContain("readonly");
    }

    [Fact]
    public async Task Reads_go_on_while_a_write_is_open()
    {
        var gate = new Gate(Database);

        (await Count<JournalRow>()).ShouldBe(0);

        await gate.OpenAsync();
    }

    [Fact]
    public async Task The_change_tracker_writes_nothing()
    {
        var write = Write(async (session, token) =>
        {
            session.Context.Add(Sample.Journal("i", 1));
            await session.Context.SaveChangesAsync(token);
        });

        await write.ShouldThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task A_row_tracked_by_one_write_is_read_anew_by_the_next()
    {
        var id = await Stored(Sample.Instance(name: "cũ"));
        Func<WriteSession, CancellationToken, Task<string?>> name = async (session, token) =>
            (await session.Context.Set<InstanceRow>().AsTracking().SingleAsync(row => row.Id == id, token)).Name;
        await Database.WriteAsync(name, None);
        await Write(async (session, token) =>
        {
            var instance = (await session.FindAsync<InstanceRow>(id, token))!;
            instance.Name = "mới";
            session.Update(instance);
        });

        (await Database.WriteAsync(name, None)).ShouldBe("mới");
    }

    [Fact]
    public async Task The_work_runs_in_the_context_of_its_caller()
    {
        var ambient = new AsyncLocal<string> { Value = "người gọi" };

        (await Database.WriteAsync((_, _) => Task.FromResult(ambient.Value), None)).ShouldBe("người gọi");
    }

    [Fact]
    public async Task Closing_writes_what_waits_and_then_refuses()
    {
        var database = await OpenAsync(_ => { });
        await database.MigrateAsync(None);
        var gate = new Gate(database);
        var waiting = database.WriteAsync(Inserting(Sample.Journal("i", 1)), None);

        var closing = database.DisposeAsync();
        await gate.OpenAsync();
        await closing;

        (await waiting).ShouldBe(0);
        await Should.ThrowAsync<ObjectDisposedException>(() => database.WriteAsync((_, _) => Task.FromResult(1), None));
        await Should.ThrowAsync<ObjectDisposedException>(() => database.ReadAsync((_, _) => Task.FromResult(1), None));
    }

    [Fact]
    public async Task Without_migrations_the_schema_is_made_only_when_the_option_says_so()
    {
        await using var database = await OpenAsync(options => options.CreateWithoutMigrations = false);

        await database.MigrateAsync(None).ShouldThrowAsync<InvalidOperationException>();
    }

    private protected override Task<Database> OpenAsync(Action<DatabaseOptions> change, TimeProvider? clock = null)
    {
        var fresh = Path.Combine(root, $"{++opened}");
        folder ??= fresh;
        return Task.FromResult(Open(fresh, change, clock));
    }

    private static Database Open(string folder, Action<DatabaseOptions>? change = null, TimeProvider? clock = null)
    {
        var options = new DatabaseOptions { DataFolder = folder, CreateWithoutMigrations = true };
        change?.Invoke(options);
        return Database.Open(options, context => new WorkflowsDbContext(context), clock ?? TimeProvider.System, NullLogger<Database>.Instance);
    }

    private static Func<WriteSession, CancellationToken, Task<int>> Inserting(JournalRow row) => (session, _) =>
    {
        session.Insert(row);
        return Task.FromResult(0);
    };

    /// <summary>A write that holds the writer until it is opened, so that what comes after it waits in the queue.</summary>
    private sealed class Gate
    {
        private readonly TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Task<int> held;

        public Gate(Database database, Exception? failure = null) => held = database.WriteAsync(async (_, _) =>
        {
            await release.Task;
            return failure is null ? 0 : throw failure;
        }, None);

        public Task<int> OpenAsync()
        {
            release.SetResult();
            return held;
        }
    }
}
