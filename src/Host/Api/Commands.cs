using LienThong.Activities.Commands;
using LienThong.Host.Auth;
using LienThong.Workflows.Persistence;

namespace LienThong.Host.Api;

/// <summary>How an endpoint runs a use case: once for the caller's idempotency key.</summary>
internal static class Commands
{
    /// <param name="key">From the request.</param>
    /// <param name="user">Keys of different people never meet.</param>
    /// <param name="operation">The endpoint's operation id; the same key for another one is refused.</param>
    /// <param name="content">All that the caller said, in the address too; null where there is nothing to say. The same key with something else is refused.</param>
    public static CommandKey For(this IdempotencyKey key, CurrentUser user, string operation, object? content) => new(key.Value, operation, user.PersonId) { Content = content };

    /// <summary>For a use case without an answer.</summary>
    public static Task RunAsync(
        this CommandRunner commands, CommandKey key, Func<WriteSession, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        commands.RunAsync(key, async (session, ct) =>
        {
            await work(session, ct);
            return true;
        }, cancellationToken);
}

/// <summary>The id of what a command made.</summary>
internal sealed record CreatedView(Guid Id);
