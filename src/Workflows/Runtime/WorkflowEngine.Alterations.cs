using LienThong.Workflows.Alterations;
using LienThong.Workflows.Migration;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Runtime;

public sealed partial class WorkflowEngine
{
    /// <summary>Makes the alterations of an instance in their order and runs on. When it throws, the session is not to be committed.</summary>
    /// <param name="session">All of it is one commit.</param>
    /// <param name="instanceId">Which one.</param>
    /// <param name="alterations">All of them are made, or none.</param>
    /// <param name="by">Who makes them; the journal says so.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="AlterationRefusedException">There is no such instance, or one of them cannot be made.</exception>
    public async Task<AlterationOutcome> AlterAsync(
        WriteSession session, string instanceId, IReadOnlyList<Alteration> alterations, string by, CancellationToken cancellationToken)
    {
        var row = await session.FindAsync<InstanceRow>(instanceId, cancellationToken) ?? throw NoInstance(instanceId);
        var instance = await LoadAsync(session, row, cancellationToken);
        var outcome = await runner.AlterAsync(
            instance, alterations, by, (version, ct) => definitions.FindPublishedVersionAsync(session.Context, row.DefinitionId, version, ct), isDryRun: false, new BurstServices(session, services), cancellationToken);
        await SaveAsync(session, row, outcome.Outcome, cancellationToken);
        return outcome;
    }

    /// <summary>What the alterations would do; no activity is executed, and nothing is written.</summary>
    /// <exception cref="AlterationRefusedException">There is no such instance, or one of them cannot be made.</exception>
    public async Task<AlterationOutcome> TryAlterationsAsync(DbContext context, string instanceId, IReadOnlyList<Alteration> alterations, CancellationToken cancellationToken)
    {
        var instance = await FindAsync(context, instanceId, cancellationToken) ?? throw NoInstance(instanceId);
        return await runner.AlterAsync(
            instance, alterations, "", (version, ct) => definitions.FindPublishedVersionAsync(context, instance.Definition.DefinitionId, version, ct), isDryRun: true, null, cancellationToken);
    }

    /// <summary>What the plan would do to the instance as it is now; null when there is none.</summary>
    public async Task<InstanceVerdict?> JudgeAsync(DbContext context, string instanceId, WorkflowDefinition to, MigrationPlan plan, CancellationToken cancellationToken) =>
        await FindAsync(context, instanceId, cancellationToken) is { } instance ? runner.Judge(instance, to, plan, cancellationToken) : null;

    /// <summary>Moves an instance to another version, after judging it again as it is now.</summary>
    /// <exception cref="MigrationRefusedException">It does not fit, or is not there; the session is not to be committed.</exception>
    public async Task<MigratedInstance> MigrateAsync(WriteSession session, string instanceId, WorkflowDefinition to, MigrationPlan plan, string by, CancellationToken cancellationToken)
    {
        var row = await session.FindAsync<InstanceRow>(instanceId, cancellationToken)
            ?? throw new MigrationRefusedException("migration.no-instance", "Không có lượt chạy này.");
        var (before, versionId, rowVersion) = (row.State, row.DefinitionVersionId, row.RowVersion);
        var instance = await LoadAsync(session, row, cancellationToken);
        var outcome = runner.Migrate(instance, to, plan, by, cancellationToken);
        await SaveAsync(session, row, outcome, cancellationToken);
        return new MigratedInstance(outcome.Instance, [.. outcome.Burst.MovedBookmarks], before, versionId, rowVersion + 1);
    }

    /// <summary>Puts a migrated instance back to what it was.</summary>
    /// <exception cref="MigrationRefusedException">It has moved on since.</exception>
    public async Task<MigratedInstance> UndoMigrationAsync(
        WriteSession session, string instanceId, byte[] before, string versionId, int rowVersion, string by, CancellationToken cancellationToken)
    {
        var row = await session.FindAsync<InstanceRow>(instanceId, cancellationToken)
            ?? throw new MigrationRefusedException("migration.no-instance", "Không có lượt chạy này.");
        if (row.RowVersion != rowVersion)
            throw new MigrationRefusedException("migration.moved-on", "Lượt chạy đã đi tiếp sau khi chuyển phiên bản nên không hoàn tác được.");
        var now = await LoadAsync(session, row, cancellationToken);
        var empty = NewInstance(row, await definitions.GetVersionAsync(session, versionId, cancellationToken));
        var (moved, movedFrom) = (row.State, row.DefinitionVersionId);
        var outcome = runner.UndoMigration(now, empty, before, by);
        await SaveAsync(session, row, outcome, cancellationToken);
        return new MigratedInstance(outcome.Instance, [.. outcome.Burst.MovedBookmarks], moved, movedFrom, rowVersion + 1);
    }

    /// <summary>A version of a definition by its number, a draft too; null when there is none.</summary>
    public ValueTask<WorkflowDefinition?> FindVersionAsync(DbContext context, string definitionId, int version, CancellationToken cancellationToken) =>
        definitions.FindVersionAsync(context, definitionId, version, cancellationToken);

    private static AlterationRefusedException NoInstance(string id) => new("alteration.instance-not-found", $"Workflow instance with ID '{id}' not found.");
}

/// <summary>What came of moving an instance to another version, or back.</summary>
/// <param name="Instance">As it is now.</param>
/// <param name="MovedBookmarks">Waits whose step has another id now; their own ids are as before.</param>
/// <param name="Before">The state before.</param>
/// <param name="VersionIdBefore">The version before.</param>
/// <param name="RowVersion">Of its row, while nobody moves it on.</param>
public sealed record MigratedInstance(WorkflowInstance Instance, IReadOnlyList<Bookmark> MovedBookmarks, byte[] Before, string VersionIdBefore, int RowVersion);
