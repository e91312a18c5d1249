using System.Text.Json;
using LienThong.Workflows.Batches;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Migration;

/// <summary>Moves running instances to another version: proposes the plan, judges every instance, and does it as a batch that can be undone.</summary>
/// <param name="engine">Moves one of them.</param>
/// <param name="told">What belongs into the commit of each move, forth and back; null for nothing.</param>
public sealed class MigrateInstances(WorkflowEngine engine, Func<WriteSession, BatchRow, MigratedInstance, bool, CancellationToken, Task>? told = null) : IBatchWork
{
    public const string BatchKind = "migration";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public string Kind => BatchKind;

    /// <summary>The plan that suggests itself between two versions.</summary>
    /// <exception cref="MigrationRefusedException">One of them is not there.</exception>
    public async Task<MigrationPlan> ProposeAsync(DbContext context, string definitionId, int fromVersion, int toVersion, CancellationToken cancellationToken) =>
        MigrationPlan.Propose(await VersionAsync(context, definitionId, fromVersion, cancellationToken), await VersionAsync(context, definitionId, toVersion, cancellationToken));

    /// <summary>Both versions of a plan that is sound in itself.</summary>
    /// <exception cref="MigrationRefusedException">A version is not there, or the plan names what is not.</exception>
    public async Task<(WorkflowDefinition From, WorkflowDefinition To)> CheckAsync(DbContext context, MigrationPlan plan, CancellationToken cancellationToken)
    {
        var from = await VersionAsync(context, plan.DefinitionId, plan.FromVersion, cancellationToken);
        var to = await VersionAsync(context, plan.DefinitionId, plan.ToVersion, cancellationToken);
        plan.MustFit(from, to);
        return (from, to);
    }

    /// <summary>Judges instances of the old version, a part at a time in the order of their ids; nothing is written.</summary>
    /// <param name="context">Where to read.</param>
    /// <param name="plan">Sound in itself.</param>
    /// <param name="instanceIds">Only these; null for all.</param>
    /// <param name="after">Id of the last one judged; null begins at the first.</param>
    /// <param name="most">How many.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="MigrationRefusedException">The plan is not sound.</exception>
    public async Task<IReadOnlyList<InstanceVerdict>> JudgeAsync(
        DbContext context, MigrationPlan plan, IReadOnlyList<string>? instanceIds, string? after, int most, CancellationToken cancellationToken)
    {
        var (_, to) = await CheckAsync(context, plan, cancellationToken);
        var verdicts = new List<InstanceVerdict>();
        foreach (var id in await SelectionOf(plan, instanceIds).NextAsync(context, after, most, cancellationToken))
        {
            verdicts.Add(await engine.JudgeAsync(context, id, to, plan, cancellationToken)
                ?? new InstanceVerdict(id, null, null, MigrationVerdict.Refused, [new MigrationProblem("migration.no-instance", true, "Không có lượt chạy này.")], []));
        }

        return verdicts;
    }

    public static InstanceSelection SelectionOf(MigrationPlan plan, IReadOnlyList<string>? instanceIds) =>
        new() { InstanceIds = instanceIds, DefinitionId = plan.DefinitionId, Version = plan.FromVersion };

    public static BatchOrder OrderOf(MigrationPlan plan, IReadOnlyList<string>? instanceIds, string by, string? byId, string reason) =>
        new(BatchKind, plan.DefinitionId, JsonSerializer.Serialize(plan, Json), SelectionOf(plan, instanceIds), by, byId, reason);

    public static MigrationPlan PlanOf(BatchRow batch) => JsonSerializer.Deserialize<MigrationPlan>(batch.Content, Json) ?? throw new JsonException("A plan is null.");

    public async Task<BatchItemDone> RunAsync(WriteSession session, BatchRow batch, string instanceId, CancellationToken cancellationToken)
    {
        try
        {
            var plan = PlanOf(batch);
            var (_, to) = await CheckAsync(session.Context, plan, cancellationToken);
            var moved = await engine.MigrateAsync(session, instanceId, to, plan, batch.By, cancellationToken);
            if (told is not null)
                await told(session, batch, moved, true, cancellationToken);
            return new BatchItemDone($"Phiên bản {plan.FromVersion} → {plan.ToVersion}.", moved.Before, moved.VersionIdBefore, moved.RowVersion);
        }
        catch (MigrationRefusedException e)
        {
            throw new BatchItemRefusedException(string.Join('\n', e.Problems.Where(p => p.IsRefusal).Select(p => p.Text)), e);
        }
    }

    public async Task UndoAsync(WriteSession session, BatchRow batch, BatchItemRow item, CancellationToken cancellationToken)
    {
        if (item is not { Before: { } before, VersionIdBefore: { } versionId, RowVersionAfter: { } rowVersion })
            throw new BatchItemRefusedException("Không còn giữ trạng thái trước khi chuyển phiên bản.");
        try
        {
            var back = await engine.UndoMigrationAsync(session, item.InstanceId, before, versionId, rowVersion, batch.By, cancellationToken);
            if (told is not null)
                await told(session, batch, back, false, cancellationToken);
        }
        catch (MigrationRefusedException e)
        {
            throw new BatchItemRefusedException(e.Message, e);
        }
    }

    private async Task<WorkflowDefinition> VersionAsync(DbContext context, string definitionId, int version, CancellationToken cancellationToken) =>
        await engine.FindVersionAsync(context, definitionId, version, cancellationToken)
        ?? throw new MigrationRefusedException("migration.version-not-found", $"Không có phiên bản {version} của quy trình \"{definitionId}\".");
}
