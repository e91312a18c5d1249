using System.Runtime.CompilerServices;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Checks;

/// <summary>No message of the outbox was given up, and no stimulus that came early stayed unheard.</summary>
public sealed class DeadLetters(TimeProvider clock) : IInvariant
{
    public async IAsyncEnumerable<InvariantFinding> CheckAsync(DbContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var message in await context.Set<OutboxRow>().Where(m => m.DeadAt != null).OrderBy(m => m.Id).ToListAsync(cancellationToken))
        {
            yield return new(
                "outbox.dead-letter", $"Thông điệp {message.Id} ({message.Kind}) không gửi được sau {message.Attempts} lần: {message.LastError}", [message.Id]);
        }

        foreach (var stimulus in await context.Set<StimulusRow>().Where(s => s.ExpiresAt <= clock.GetUtcNow()).OrderBy(s => s.Id).ToListAsync(cancellationToken))
        {
            yield return new(
                "stimulus.unheard",
                $"Sự kiện {stimulus.Id} ({stimulus.Name}) không lượt chạy nào nhận từ {stimulus.CreatedAt:O}. Quản trị viên báo lại hoặc bỏ nó.", [stimulus.Id]);
        }
    }
}
