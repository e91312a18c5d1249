using System.Runtime.CompilerServices;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Checks;

/// <summary>No message of the outbox was given up.</summary>
public sealed class DeadLetters : IInvariant
{
    public async IAsyncEnumerable<InvariantFinding> CheckAsync(DbContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var message in await context.Set<OutboxRow>().Where(m => m.DeadAt != null).OrderBy(m => m.Id).ToListAsync(cancellationToken))
        {
            yield return new(
                "outbox.dead-letter", $"Thông điệp {message.Id} ({message.Kind}) không gửi được sau {message.Attempts} lần: {message.LastError}", [message.Id]);
        }
    }
}
