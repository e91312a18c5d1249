using System.Text.Json;
using LienThong.Activities.Audit;
using LienThong.Activities.Rules;
using LienThong.Workflows.Alterations;
using LienThong.Workflows.Batches;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Migration;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Procedures;

/// <summary>What alterations did to one instance, or would do.</summary>
/// <param name="InstanceId">Which one.</param>
/// <param name="Accepted">False: nothing of it was, or would be, changed.</param>
/// <param name="Problem">Why not.</param>
/// <param name="Code">Of the problem.</param>
/// <param name="Changes">One line for each alteration.</param>
/// <param name="Scheduled">Ids of the steps that are run.</param>
/// <param name="Withdrawn">Ids of the steps whose waits end.</param>
public sealed record AlterationView(
    string InstanceId, bool Accepted, string? Problem, string? Code, IReadOnlyList<string> Changes, IReadOnlyList<string> Scheduled, IReadOnlyList<string> Withdrawn);

/// <summary>What administrators order for running instances: to move them to another version, to alter them; each with a reason that the audit trail keeps.</summary>
public sealed class OrderBatch(WorkflowEngine engine, MigrateInstances migration)
{
    private const int MaxNamed = 1000;

    /// <exception cref="RuleViolation"><c>migration.*</c>.</exception>
    public async Task<MigrationPlan> ProposeAsync(DbContext context, string definitionId, int fromVersion, int toVersion, CancellationToken cancellationToken)
    {
        try
        {
            return await migration.ProposeAsync(context, definitionId, fromVersion, toVersion, cancellationToken);
        }
        catch (MigrationRefusedException e)
        {
            throw Refused(e);
        }
    }

    /// <summary>The verdict on each instance, a part at a time.</summary>
    /// <exception cref="RuleViolation"><c>migration.*</c>, <c>batch.instances</c>.</exception>
    public async Task<(IReadOnlyList<InstanceVerdict> Verdicts, int Total)> JudgeAsync(
        DbContext context, MigrationPlan plan, IReadOnlyList<string>? instanceIds, string? after, int most, CancellationToken cancellationToken)
    {
        MustBeFew(instanceIds);
        try
        {
            var verdicts = await migration.JudgeAsync(context, plan, instanceIds, after, most, cancellationToken);
            return (verdicts, await MigrateInstances.SelectionOf(plan, instanceIds).CountAsync(context, cancellationToken));
        }
        catch (MigrationRefusedException e)
        {
            throw Refused(e);
        }
    }

    /// <exception cref="RuleViolation"><c>batch.reason</c>, <c>batch.instances</c>, <c>migration.*</c>.</exception>
    public async Task<BatchView> MigrateAsync(WriteSession session, MigrationPlan plan, IReadOnlyList<string>? instanceIds, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        var why = Reason(reason);
        MustBeFew(instanceIds);
        try
        {
            await migration.CheckAsync(session.Context, plan, cancellationToken);
        }
        catch (MigrationRefusedException e)
        {
            throw Refused(e);
        }

        if (!await DefinitionStore.Numbered(session.Context, plan.DefinitionId, plan.ToVersion).AnyAsync(d => d.PublishedAt != null, cancellationToken))
            throw new RuleViolation("migration.draft", $"Phiên bản {plan.ToVersion} chưa được ban hành. Ban hành rồi chuyển lượt chạy sang.");
        return await OrderedAsync(
            session, MigrateInstances.OrderOf(plan, instanceIds, actor.Name, actor.PersonId?.ToString("D"), why), actor, "migration.ordered", new { plan.FromVersion, plan.ToVersion, Reason = why }, cancellationToken);
    }

    /// <exception cref="RuleViolation"><c>batch.reason</c>, <c>batch.instances</c>, <c>alteration.*</c>.</exception>
    public async Task<BatchView> AlterAsync(WriteSession session, JsonElement alterations, InstanceSelection selection, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        var why = Reason(reason);
        MustBeNarrow(selection);
        BatchOrder order;
        try
        {
            order = AlterInstances.OrderOf(alterations, selection, actor.Name, actor.PersonId?.ToString("D"), why);
        }
        catch (AlterationRefusedException e)
        {
            throw Refused(e);
        }

        return await OrderedAsync(session, order, actor, "alteration.ordered", new { What = alterations, Reason = why }, cancellationToken);
    }

    /// <summary>Alters one instance at once.</summary>
    /// <exception cref="RuleViolation"><c>batch.reason</c>, <c>alteration.*</c>.</exception>
    public async Task<AlterationView> AlterOneAsync(WriteSession session, string instanceId, JsonElement alterations, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        var why = Reason(reason);
        try
        {
            var outcome = await engine.AlterAsync(session, instanceId, AlterationReader.Read(alterations), actor.Name, cancellationToken);
            await ProcedureChanges.AlteredAsync(session, actor, why, null, outcome, cancellationToken);
            return ViewOf(outcome);
        }
        catch (AlterationRefusedException e)
        {
            throw Refused(e);
        }
    }

    /// <summary>What alterations would do, instance by instance; nothing is written.</summary>
    /// <exception cref="RuleViolation"><c>batch.instances</c>, <c>alteration.invalid</c>.</exception>
    public async Task<(IReadOnlyList<AlterationView> Views, int Total)> TryAsync(
        DbContext context, JsonElement alterations, InstanceSelection selection, string? after, int most, CancellationToken cancellationToken)
    {
        MustBeNarrow(selection);
        IReadOnlyList<Alteration> read;
        try
        {
            read = AlterationReader.Read(alterations);
        }
        catch (AlterationRefusedException e)
        {
            throw Refused(e);
        }

        var views = new List<AlterationView>();
        foreach (var id in await selection.NextAsync(context, after, most, cancellationToken))
        {
            try
            {
                views.Add(ViewOf(await engine.TryAlterationsAsync(context, id, read, cancellationToken)));
            }
            catch (AlterationRefusedException e)
            {
                views.Add(new AlterationView(id, false, e.Message, e.Code, [], [], []));
            }
        }

        return (views, await selection.CountAsync(context, cancellationToken));
    }

    /// <exception cref="RuleViolation"><c>batch.not-found</c>, <c>batch.state</c>.</exception>
    public Task<BatchView> StopAsync(WriteSession session, string batchId, Actor actor, CancellationToken cancellationToken) => SteerAsync(
        session, batchId, actor, "batch.stopped", null, InstanceBatches.StopAsync, "Chỉ dừng được đợt đang chạy.", cancellationToken);

    /// <exception cref="RuleViolation"><c>batch.not-found</c>, <c>batch.state</c>.</exception>
    public Task<BatchView> ResumeAsync(WriteSession session, string batchId, Actor actor, CancellationToken cancellationToken) => SteerAsync(
        session, batchId, actor, "batch.resumed", null, InstanceBatches.ResumeAsync, "Chỉ chạy tiếp được đợt đã dừng.", cancellationToken);

    /// <summary>Puts back what has not moved on; only migrations can be.</summary>
    /// <exception cref="RuleViolation"><c>batch.reason</c>, <c>batch.not-found</c>, <c>batch.no-undo</c>, <c>batch.state</c>.</exception>
    public async Task<BatchView> UndoAsync(WriteSession session, string batchId, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        var why = Reason(reason);
        if (await session.FindAsync<BatchRow>(batchId, cancellationToken) is { Kind: not MigrateInstances.BatchKind })
            throw new RuleViolation("batch.no-undo", "Đợt thay đổi không hoàn tác được vì các bước sau nó có thể đã chạy. Lập đợt thay đổi mới để sửa lại.");
        return await SteerAsync(
            session, batchId, actor, "migration.undo-ordered", why, InstanceBatches.OrderUndoAsync, "Chỉ hoàn tác được đợt đã xong hoặc đã dừng.", cancellationToken);
    }

    private async Task<BatchView> OrderedAsync(WriteSession session, BatchOrder order, Actor actor, string action, object data, CancellationToken cancellationToken)
    {
        var row = await InstanceBatches.OrderAsync(session, order, cancellationToken);
        await AuditTrail.AppendAsync(session, actor, action, new AuditSubject("batch", row.Id), data, cancellationToken);
        BeginAfterCommit(session);
        return BatchView.Of(row, []);
    }

    private async Task<BatchView> SteerAsync(
        WriteSession session, string batchId, Actor actor, string action, string? reason, Func<WriteSession, string, CancellationToken, Task<bool>> steer, string onlyWhen, CancellationToken cancellationToken)
    {
        var batch = await session.FindAsync<BatchRow>(batchId, cancellationToken) ?? throw BatchQuery.NotFound();
        if (!await steer(session, batchId, cancellationToken))
            throw new RuleViolation("batch.state", onlyWhen);
        await AuditTrail.AppendAsync(session, actor, action, new AuditSubject("batch", batchId), reason is null ? null : new { Reason = reason }, cancellationToken);
        BeginAfterCommit(session);
        return BatchView.Of(batch, await BatchQuery.CountsAsync(session.Context, batchId, cancellationToken));
    }

    // Only shortens the wait: the outbox is looked through anyway.
    private void BeginAfterCommit(WriteSession session)
    {
        if (engine.OutboxFilled is { } filled)
            session.AfterCommit(filled);
    }

    private static AlterationView ViewOf(AlterationOutcome outcome) => new(outcome.InstanceId, true, null, null, outcome.Changes, outcome.Scheduled, outcome.Withdrawn);

    private static string Reason(string? reason) => GivenText.Line(reason, "Lý do", "batch.reason", 500);

    private static void MustBeFew(IReadOnlyList<string>? instanceIds)
    {
        if (instanceIds is { Count: 0 or > MaxNamed })
            throw RuleViolation.Invalid("batch.instances", $"Chọn từ 1 đến {MaxNamed} lượt chạy, hoặc bỏ trống để lấy theo điều kiện lọc.");
        if (instanceIds?.FirstOrDefault(id => id.Length is 0 or > 32 || !id.All(char.IsAsciiLetterOrDigit)) is { } wrong)
            throw RuleViolation.Invalid("batch.instances", $"\"{wrong}\" không phải mã lượt chạy. Lấy mã từ danh sách lượt chạy rồi làm lại.");
    }

    // Nobody alters everything by leaving a field out.
    private static void MustBeNarrow(InstanceSelection selection)
    {
        MustBeFew(selection.InstanceIds);
        if (selection is { InstanceIds: null, DefinitionId: null, CorrelationId: null })
            throw RuleViolation.Invalid("batch.instances", "Nêu các lượt chạy, hoặc lọc theo quy trình hay mã liên kết.");
    }

    private static RuleViolation Refused(MigrationRefusedException e) =>
        e.Code == "migration.version-not-found" ? RuleViolation.NotFound(e.Code, e.Message) : RuleViolation.Invalid(e.Code, e.Message);

    private static RuleViolation Refused(AlterationRefusedException e) => e.Code switch
    {
        "alteration.invalid" => RuleViolation.Invalid(e.Code, e.Message),
        "alteration.instance-not-found" => RuleViolation.NotFound(e.Code, "Không có lượt chạy này."),
        _ => new RuleViolation(e.Code, $"Thay đổi thứ {e.Index + 1}: {e.Message}"),
    };
}
