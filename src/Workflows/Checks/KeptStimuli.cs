using System.Runtime.CompilerServices;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Checks;

/// <summary>Every stimulus that is kept can still be heard: a timer looks for somebody who waits, or an instance lies faulted that will hear it when it is mended.</summary>
/// <remarks>One that nobody heard in its time is nothing wrong: anybody may tell of an event for which nobody waits.</remarks>
public sealed class KeptStimuli(TimeProvider clock) : IInvariant
{
    public async IAsyncEnumerable<InvariantFinding> CheckAsync(DbContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var lost = context.Set<StimulusRow>().Where(s =>
            (s.ExpiresAt > now && s.ExpiresAt != EarlyStimuli.Never && !context.Set<TimerRow>().Any(t => t.Id == s.Id))
            || (s.ExpiresAt == EarlyStimuli.Never && !context.Set<InstanceRow>().Any(i => i.Id == s.InstanceId && i.SubStatus == nameof(WorkflowSubStatus.Faulted))));
        foreach (var stimulus in await lost.OrderBy(s => s.Id).Select(s => new { s.Id, s.Name }).ToListAsync(cancellationToken))
            yield return new("stimulus.lost", $"Sự kiện {stimulus.Id} ({stimulus.Name}) đang được giữ nhưng không còn gì báo nó cho lượt chạy nào.", [stimulus.Id]);
    }
}
