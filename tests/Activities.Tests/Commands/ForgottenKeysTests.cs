using LienThong.Activities.Commands;
using LienThong.Activities.Tests.Persistence;
using LienThong.Workflows.Persistence.Rows;
using static LienThong.Activities.Tests.Persistence.TestDatabase;

namespace LienThong.Activities.Tests.Commands;

public sealed class ForgottenKeysTests : IAsyncLifetime
{
    private const int MoreThanOneBatch = 501;

    private readonly TestDatabase database = new();

    public Task InitializeAsync() => database.InitializeAsync();

    public Task DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Within_its_time_a_key_gives_the_first_answer_and_afterwards_it_is_a_new_one()
    {
        var key = new CommandKey("k", "test", Clerk.PersonId);
        await RunAsync(key, "first");

        (await ForgetAsync(database.Clock.Now)).ShouldBe(0);
        (await FindAsync(key)).ShouldBe("first");

        (await ForgetAsync(database.Clock.Now.AddTicks(1))).ShouldBe(1);
        (await FindAsync(key)).ShouldBeNull();
    }

    [Fact]
    public async Task What_the_program_did_once_and_for_all_is_never_forgotten()
    {
        var key = new CommandKey("k", "test", Actor: null);
        await RunAsync(key, "first");

        (await ForgetAsync(database.Clock.Now.AddYears(1))).ShouldBe(0);

        (await FindAsync(key)).ShouldBe("first");
    }

    [Fact]
    public async Task However_many_there_are_all_go()
    {
        await database.WriteAsync(session =>
        {
            for (var i = 0; i < MoreThanOneBatch; i++)
                session.Insert(new IdempotencyRow { Key = $"k{i}", Operation = "test", Actor = "a", Answer = "1", CreatedAt = database.Clock.Now });
            return Task.CompletedTask;
        });

        (await ForgetAsync(database.Clock.Now.AddDays(1))).ShouldBe(MoreThanOneBatch);

        (await database.AllAsync<IdempotencyRow>()).ShouldBeEmpty();
    }

    private Task<string> RunAsync(CommandKey key, string answer) => new CommandRunner(database.Database).RunAsync(key, (_, _) => Task.FromResult(answer), None);

    private async Task<string?> FindAsync(CommandKey key) => (await new CommandRunner(database.Database).FindAsync<string>(key, None)).Answer;

    private Task<int> ForgetAsync(DateTimeOffset before) => CommandRunner.DeleteExpiredAsync(database.Database, before, None);
}
