using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;

namespace LienThong.Workflows.Tests.Persistence;

public sealed class OutsideWorkTests : IAsyncLifetime
{
    private readonly Store _store = new();

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    private static IdempotencyRow Row(string key) => new() { Key = key, Operation = "", Answer = "", CreatedAt = default };

    [Fact]
    public async Task A_write_runs_again_with_the_answer_and_is_committed_once()
    {
        var (runs, asked) = (0, 0);

        var answer = await _store.WriteAsync(async (session, _) =>
        {
            runs++;
            session.Insert(Row("a"));
            var first = await session.OutsideAsync("k", _ => Task.FromResult(++asked));
            var second = await session.OutsideAsync("k", _ => Task.FromResult(++asked));
            return first * 10 + second;
        });

        (answer, runs, asked).ShouldBe((12, 3, 2));
        (await _store.AllAsync<IdempotencyRow>()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Nothing_is_written_and_nobody_is_held_up_while_it_is_done()
    {
        await _store.WriteAsync(async (session, _) =>
        {
            session.Insert(Row("a"));
            return await session.OutsideAsync("k", async _ =>
            {
                (await _store.AllAsync<IdempotencyRow>()).ShouldBeEmpty();
                return await _store.WriteAsync((other, _) =>
                {
                    other.Insert(Row("b"));
                    return Task.FromResult(true);
                });
            });
        });

        (await _store.AllAsync<IdempotencyRow>()).Select(r => r.Key).Order().ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task What_it_throws_reaches_who_asked()
    {
        var answer = await _store.WriteAsync(async (session, _) =>
        {
            try
            {
                return await session.OutsideAsync<string>("k", _ => throw new TimeoutException("too slow"));
            }
            catch (TimeoutException e)
            {
                return e.Message;
            }
        });

        answer.ShouldBe("too slow");
    }

    [Fact]
    public async Task A_work_that_swallows_the_call_is_run_again_all_the_same()
    {
        var answer = await _store.WriteAsync(async (session, _) =>
        {
            try
            {
                return await session.OutsideAsync("k", _ => Task.FromResult("answer"));
            }
            catch (OutsideWorkException)
            {
                return "half";
            }
        });

        answer.ShouldBe("answer");
    }

    [Fact]
    public async Task It_ends_with_its_caller()
    {
        using var caller = new CancellationTokenSource();

        var write = _store.Database.WriteAsync(
            (session, _) => session.OutsideAsync("k", async ct =>
            {
                await caller.CancelAsync();
                ct.ThrowIfCancellationRequested();
                return true;
            }),
            caller.Token);

        await Should.ThrowAsync<OperationCanceledException>(() => write);
    }
}
