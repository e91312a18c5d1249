using LienThong.Workflows.Alterations;
using LienThong.Workflows.Migration;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Runtime;

public sealed partial class WorkflowRunner
{
    /// <summary>Makes the alterations in their order and runs on; the instance is not to be used again when one of them is refused.</summary>
    /// <param name="instance">In hand.</param>
    /// <param name="alterations">All of them are made, or none.</param>
    /// <param name="by">Who makes them, for the journal.</param>
    /// <param name="findVersion">A version of its definition by number; null when there is none.</param>
    /// <param name="isDryRun">Makes them in memory and runs nothing: no activity is executed and nobody is told.</param>
    /// <param name="burstServices">Of the burst.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="AlterationRefusedException">One of them cannot be made.</exception>
    public async ValueTask<AlterationOutcome> AlterAsync(
        WorkflowInstance instance, IReadOnlyList<Alteration> alterations, string by, Func<int, CancellationToken, ValueTask<WorkflowDefinition?>> findVersion, bool isDryRun,
        IServiceProvider? burstServices, CancellationToken cancellationToken)
    {
        var burst = Adopt(instance, burstServices);
        var scene = new AlterationScene(burst, by, findVersion);
        if (instance.Executions is not [var workflow, ..])
            throw new AlterationRefusedException("alteration.ended", "Lượt chạy đã kết thúc nên không thay đổi được nữa.");
        var wasFaulted = instance.Status == WorkflowStatus.Finished;
        burst.Resolution = $"Do {by} thay đổi lượt chạy.";
        instance.WayBack = null;
        var changes = new List<string>();
        for (var i = 0; i < alterations.Count; i++)
        {
            try
            {
                changes.Add(await alterations[i].ApplyAsync(scene, cancellationToken));
            }
            catch (AlterationRefusedException e)
            {
                throw new AlterationRefusedException(e.Code, e.Message, e.ActivityId) { Index = i };
            }

            burst.LogChange(workflow, JournalEvents.Altered, $"{by}: {changes[i]}");
        }

        var scheduled = burst.Queued.Select(work => work.Activity.Id).ToList();
        if (!isDryRun)
            await burst.RunAfterChangeAsync(wasFaulted, cancellationToken);
        instance.Bursts++;
        return new AlterationOutcome(
            instance.Id, changes, scheduled, [.. burst.WithdrawnBookmarks.Select(b => b.ActivityId)], isDryRun ? null : new BurstOutcome(burst));
    }

    /// <summary>What the plan would do to the instance; nothing of it changes.</summary>
    internal InstanceVerdict Judge(WorkflowInstance instance, WorkflowDefinition to, MigrationPlan plan, CancellationToken cancellationToken)
    {
        var move = InstanceMove.Of(Adopt(instance, null), to, plan, cancellationToken);
        var verdict = move.IsRefused ? MigrationVerdict.Refused : move.Problems.Count > 0 ? MigrationVerdict.Warning : MigrationVerdict.Ok;
        return new InstanceVerdict(instance.Id, instance.Name, instance.CorrelationId, verdict, move.Problems, [.. instance.Bookmarks.Select(b => b.ActivityId).Distinct()]);
    }

    /// <summary>Moves the instance to the other version; nothing runs.</summary>
    /// <exception cref="MigrationRefusedException">It does not fit, and is not to be used again.</exception>
    internal BurstOutcome Migrate(WorkflowInstance instance, WorkflowDefinition to, MigrationPlan plan, string by, CancellationToken cancellationToken)
    {
        var burst = Adopt(instance, null);
        var move = InstanceMove.Of(burst, to, plan, cancellationToken);
        if (move.Problems.FirstOrDefault(p => p.IsRefusal) is { } first)
            throw new MigrationRefusedException(first.Code, first.Text, first.ActivityId) { Problems = move.Problems };
        burst.MoveTo(move);
        burst.LogChange(instance.Executions[0], JournalEvents.Migrated, $"{by}: phiên bản {plan.FromVersion} → {plan.ToVersion}");
        instance.UpdatedAt = clock.GetUtcNow();
        instance.Bursts++;
        return new BurstOutcome(burst);
    }

    /// <summary>Puts the instance as it was before a move in the place of the one that was moved.</summary>
    /// <param name="now">As it is; not to be used afterwards.</param>
    /// <param name="before">An empty instance of the same id on the version before.</param>
    /// <param name="state">As it was kept.</param>
    /// <param name="by">Who undoes it.</param>
    internal BurstOutcome UndoMigration(WorkflowInstance now, WorkflowInstance before, ReadOnlyMemory<byte> state, string by)
    {
        var burst = Adopt(Load(before, state), null);
        burst.TakeOverFromMoved(now);
        burst.LogChange(before.Executions[0], JournalEvents.MigrationUndone, $"{by}: phiên bản {now.Definition.Version} → {before.Definition.Version}");
        before.UpdatedAt = clock.GetUtcNow();
        before.Bursts++;
        return new BurstOutcome(burst);
    }
}
