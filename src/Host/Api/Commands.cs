using System.Text.Json;
using LienThong.Activities.Persistence;
using LienThong.Activities.Rules;
using LienThong.Host.Auth;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;

namespace LienThong.Host.Api;

/// <summary>Runs a use case once for a person and an idempotency key: sent again, the first answer comes back and nothing is done.</summary>
internal sealed class Commands(Database database)
{
    /// <summary>For a use case without an answer.</summary>
    public Task RunAsync(IdempotencyKey key, CurrentUser user, string operation, Func<WriteSession, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        RunAsync(key, user, operation, async (session, ct) =>
        {
            await work(session, ct);
            return true;
        }, cancellationToken);

    /// <param name="key">From the request.</param>
    /// <param name="user">Keys of different people never meet.</param>
    /// <param name="operation">Name of the operation; the same key for another one is refused.</param>
    /// <param name="work">The use case. Its answer is kept as JSON, so it is a small value: an id, a number.</param>
    /// <param name="cancellationToken">The request's.</param>
    /// <exception cref="RuleViolation"><c>idempotency-key.reused</c>, and those of the use case, which are not kept.</exception>
    public async Task<T> RunAsync<T>(IdempotencyKey key, CurrentUser user, string operation, Func<WriteSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var id = DeterministicId.Of($"idempotency/{user.PersonId}/{key.Value}").ToString();
        try
        {
            return await database.WriteAsync(OnceAsync, cancellationToken);
        }
        catch (DuplicateRowException)
        {
            // On a server database two requests with one key may run side by side; the one that comes second finds the first one's answer.
            return await database.WriteAsync(OnceAsync, cancellationToken);
        }

        async Task<T> OnceAsync(WriteSession session, CancellationToken ct)
        {
            if (await session.FindAsync<IdempotencyRow>(id, ct) is { } known)
                return known.Operation == operation
                    ? JsonSerializer.Deserialize<T>(known.Answer, JsonSerializerOptions.Web)!
                    : throw new RuleViolation("idempotency-key.reused", $"Khoá {IdempotencyKey.Header} này đã dùng cho một thao tác khác. Hãy tạo khoá mới.");
            var answer = await work(session, ct);
            session.Insert(new IdempotencyRow { Key = id, Operation = operation, Actor = user.PersonId.ToString(), Answer = JsonSerializer.Serialize(answer, JsonSerializerOptions.Web), CreatedAt = session.Clock.GetUtcNow() });
            return answer;
        }
    }
}

/// <summary>The id of what a command made.</summary>
internal sealed record CreatedView(Guid Id);
