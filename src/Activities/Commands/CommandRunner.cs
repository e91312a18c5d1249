using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using LienThong.Activities.Rules;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Commands;

/// <summary>What makes a command the same command when it is sent again.</summary>
/// <param name="Key">Chosen by the sender, at most 100 characters.</param>
/// <param name="Operation">What is asked, such as <c>work-item.approve</c>; a key used for something else is refused.</param>
/// <param name="Actor">Who sends it; one person's key is nothing to another.</param>
/// <param name="Subject">What it is done to, where that exists before; a key used for another is refused.</param>
public sealed record CommandKey(string Key, string Operation, Guid? Actor, Guid? Subject = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>What was sent; a key sent again with something else is refused rather than answered for what was not asked.</summary>
    public object? Content { get; init; }

    internal string StoredOperation
    {
        get
        {
            var what = Subject is { } subject ? $"{Operation} {subject:N}" : Operation;
            return Content is null ? what : $"{what} {Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Content, Content.GetType(), Json)), 0, 8)}";
        }
    }

    internal string StoredKey => Actor is { } actor ? $"{actor:N}:{Key}" : Key;
}

/// <summary>Runs a command in one transaction, once for its key: sent again, it gives the first answer (architecture decision 3).</summary>
public sealed class CommandRunner(Database database)
{
    private const int ForgottenAtOnce = 500;

    // Never put into a page from here; six characters for one of Vietnamese would be many.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="RuleViolation"><c>idempotency-key.reused</c>, and what the work throws.</exception>
    public async Task<T> RunAsync<T>(CommandKey key, Func<WriteSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(
                async (session, ct) =>
                {
                    var answer = await work(session, ct);
                    session.Insert(new IdempotencyRow
                    {
                        Key = key.StoredKey,
                        Operation = key.StoredOperation,
                        Actor = key.Actor?.ToString("D"),
                        Answer = JsonSerializer.Serialize(answer, Json),
                        CreatedAt = session.Clock.GetUtcNow(),
                    });
                    return answer;
                },
                cancellationToken);
        }
        // A repeat runs into what the first one changed: a decided step, a taken key. So the key is looked up only then, and the common way pays nothing.
        catch (Exception e) when (e is RuleViolation or DefinitionStateException or DuplicateRowException or StaleRowException)
        {
            if (await FindAsync<T>(key, cancellationToken) is (true, var answer))
                return answer!;
            throw;
        }
    }

    /// <summary>The answer that this key got before, so that a command of several commits is not run again; not found for a new key.</summary>
    /// <exception cref="RuleViolation"><c>idempotency-key.reused</c>.</exception>
    public async Task<(bool Found, T? Answer)> FindAsync<T>(CommandKey key, CancellationToken cancellationToken)
    {
        var stored = key.StoredKey;
        var row = await database.ReadAsync((context, ct) => context.Set<IdempotencyRow>().FirstOrDefaultAsync(r => r.Key == stored, ct), cancellationToken);
        if (row is null)
            return (false, default);
        if (row.Operation != key.StoredOperation)
            throw new RuleViolation("idempotency-key.reused", "Khóa chống lặp này đã dùng cho một thao tác hoặc nội dung khác. Tạo khóa mới rồi gửi lại.");
        return (true, JsonSerializer.Deserialize<T>(row.Answer, Json));
    }

    /// <summary>Forgets what people's commands were answered before this time, some at a time. What the program itself did once and for all stays.</summary>
    /// <returns>How many.</returns>
    public static Task<int> DeleteExpiredAsync(Database database, DateTimeOffset before, CancellationToken cancellationToken) => database.WriteInPartsAsync(
        ForgottenAtOnce,
        async (session, ct) =>
        {
            var rows = session.Context.Set<IdempotencyRow>();
            var keys = await rows.Where(row => row.CreatedAt < before && row.Actor != null).OrderBy(row => row.CreatedAt).Select(row => row.Key).Take(ForgottenAtOnce).ToListAsync(ct);
            await rows.Where(row => keys.Contains(row.Key)).ExecuteDeleteAsync(ct);
            return keys.Count;
        },
        cancellationToken);
}
