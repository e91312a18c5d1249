using System.Text.Json;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Migration;
using LienThong.Workflows.Model;
using LienThong.Workflows.Runtime;

namespace LienThong.Workflows.Alterations;

/// <summary>One change that somebody makes to an instance from outside (elsa-format §7.10).</summary>
public abstract record Alteration
{
    /// <summary>Elsa's name of it, as in JSON.</summary>
    public abstract string Type { get; }

    /// <summary>Makes the change in memory; what it queued runs when all of them are made.</summary>
    /// <returns>What was changed, in Vietnamese, for the journal.</returns>
    /// <exception cref="AlterationRefusedException">It cannot be made.</exception>
    internal abstract ValueTask<string> ApplyAsync(AlterationScene scene, CancellationToken cancellationToken);
}

/// <summary>What an alteration works on.</summary>
/// <param name="Burst">The instance in hand.</param>
/// <param name="By">Who makes it.</param>
/// <param name="FindVersion">A version of the instance's definition by its number; null when there is none.</param>
internal sealed record AlterationScene(Burst Burst, string By, Func<int, CancellationToken, ValueTask<WorkflowDefinition?>> FindVersion)
{
    public WorkflowInstance Instance => Burst.Instance;

    /// <summary>Takes up what faulted; ended instances are past changing.</summary>
    public void MustBeAlive()
    {
        if (Burst.WillBeCancelled || !Burst.Reopen())
            throw new AlterationRefusedException("alteration.ended", "Lượt chạy đã kết thúc nên không thay đổi được nữa.");
    }

    public ActivityExecution FindExecution(string activityInstanceId) =>
        Instance.Executions.Find(e => e.ActivityInstanceId == activityInstanceId)
        ?? throw new AlterationRefusedException("alteration.execution-not-found", $"Lượt chạy không có lượt thực hiện {activityInstanceId}, hoặc lượt ấy đã xong. Tải lại lượt chạy rồi chọn lại.");
}

/// <summary>Cancels the whole instance.</summary>
public sealed record CancelInstance : Alteration
{
    public override string Type => "Cancel";

    internal override ValueTask<string> ApplyAsync(AlterationScene scene, CancellationToken cancellationToken)
    {
        scene.MustBeAlive();
        scene.Burst.WillBeCancelled = true;
        return new("hủy lượt chạy");
    }
}

/// <summary>Cancels executions of one activity, or one execution, with all below; the container goes on as after any cancelled child.</summary>
public sealed record CancelActivity(string? ActivityId, string? ActivityInstanceId) : Alteration
{
    public override string Type => "CancelActivity";

    internal override async ValueTask<string> ApplyAsync(AlterationScene scene, CancellationToken cancellationToken)
    {
        scene.MustBeAlive();
        var execution = ActivityInstanceId is { } id
            ? scene.FindExecution(id)
            : scene.Instance.Executions.Find(e => e.Activity.Id == ActivityId)
                ?? throw new AlterationRefusedException("alteration.execution-not-found", $"Bước \"{ActivityId}\" hiện không chạy nên không hủy được. Tải lại lượt chạy rồi chọn bước khác.", ActivityId);
        if (execution.ParentExecution is null)
            throw new AlterationRefusedException("alteration.whole-workflow", "Đây là cả quy trình chứ không phải một bước. Dùng thay đổi \"Cancel\" để hủy lượt chạy.", execution.Activity.Id);
        await scene.Burst.CancelExecutionAsync(execution, cancellationToken);
        return $"hủy bước \"{execution.Activity.DisplayText}\"";
    }
}

/// <summary>Runs an execution again, or an activity anew below the container that holds it; where executions of that activity are faulted it is they that run again.</summary>
public sealed record ScheduleActivity(string? ActivityId, string? ActivityInstanceId) : Alteration
{
    public override string Type => "ScheduleActivity";

    internal override ValueTask<string> ApplyAsync(AlterationScene scene, CancellationToken cancellationToken)
    {
        scene.MustBeAlive();
        if (ActivityInstanceId is { } id)
        {
            var execution = scene.FindExecution(id);
            if (ActivityId is { } named && named != execution.Activity.Id)
                throw new AlterationRefusedException("alteration.other-activity", $"Lượt thực hiện {id} là của bước \"{execution.Activity.Id}\", không phải \"{named}\".", named);
            scene.Burst.RunAgain(execution);
            return new($"chạy lại bước \"{execution.Activity.DisplayText}\"");
        }

        if (scene.Instance.Definition.Graph.FindById(ActivityId ?? "") is not { } activity)
            throw new AlterationRefusedException("alteration.activity-not-found", $"Quy trình của lượt chạy không có bước \"{ActivityId}\". Lấy mã bước từ sơ đồ của phiên bản mà lượt chạy đang theo.", ActivityId);
        if (activity.Parent is not { } container)
            throw new AlterationRefusedException("alteration.whole-workflow", "Đây là cả quy trình chứ không phải một bước, không chạy riêng được.", activity.Id);
        // A new one beside them would leave the container waiting for what will never end.
        var faulted = scene.Instance.Executions.FindAll(e => e.Activity == activity && e.Status == ActivityStatus.Faulted);
        foreach (var execution in faulted)
            scene.Burst.RunAgain(execution);
        if (faulted.Count > 0)
            return new($"chạy lại bước \"{activity.DisplayText}\"");

        // The newest, where a loop has several rounds of it at work.
        if (scene.Instance.Executions.FindLast(e => e.Activity == container && e.Status == ActivityStatus.Running) is not { } parent)
        {
            throw new AlterationRefusedException(
                "alteration.container-not-running", $"Bước \"{activity.DisplayText}\" nằm trong \"{container.DisplayText}\" hiện không chạy. Chọn chạy \"{container.DisplayText}\" (mã {container.Id}).", activity.Id);
        }

        scene.Burst.Enqueue(activity, parent);
        return new($"chạy bước \"{activity.DisplayText}\"");
    }
}

/// <summary>Gives a variable another value, wherever its scope is open.</summary>
public sealed record ModifyVariable(string VariableId, JsonElement? Value) : Alteration
{
    public override string Type => "ModifyVariable";

    internal override ValueTask<string> ApplyAsync(AlterationScene scene, CancellationToken cancellationToken)
    {
        if (scene.Instance.Status == WorkflowStatus.Finished && scene.Instance.SubStatus != WorkflowSubStatus.Faulted)
            throw new AlterationRefusedException("alteration.ended", "Lượt chạy đã kết thúc nên không thay đổi được nữa.");
        var variable = scene.Instance.Definition.Graph.Nodes.OfType<IVariableScope>().SelectMany(s => s.Variables).FirstOrDefault(v => v.Id == VariableId)
            ?? throw new AlterationRefusedException("alteration.variable-not-found", $"Quy trình của lượt chạy không có biến với mã \"{VariableId}\". Lấy mã biến từ phiên bản mà lượt chạy đang theo.");
        var scope = scene.Instance.Executions.Find(e => e.Declared(VariableId) is not null)
            ?? throw new AlterationRefusedException("alteration.scope-not-open", $"Khối khai báo biến \"{variable.Name}\" hiện không chạy nên chưa gán được giá trị.");
        var type = ActivityExecution.TypeOf(variable) ?? typeof(object);
        object? given = null;
        // Elsa takes what cannot be converted as null; a value that somebody mistyped must not become none.
        if (Value is { ValueKind: not JsonValueKind.Null } json && !Conversion.TryTo(json, type, out given))
            throw new AlterationRefusedException("alteration.variable-value", $"Giá trị {json.GetRawText()} không chuyển thành kiểu {variable.TypeName} của biến \"{variable.Name}\" được.");
        scope.DeclareVariable(VariableId, given);
        return new($"gán biến \"{variable.Name}\" = {Value?.GetRawText() ?? "null"}");
    }
}

/// <summary>Moves the instance to another version by the proposed plan.</summary>
public sealed record MigrateInstance(int TargetVersion) : Alteration
{
    public override string Type => "Migrate";

    internal override async ValueTask<string> ApplyAsync(AlterationScene scene, CancellationToken cancellationToken)
    {
        var from = scene.Instance.Definition;
        if (TargetVersion == from.Version)
            return $"giữ phiên bản {from.Version}";
        var to = await scene.FindVersion(TargetVersion, cancellationToken)
            ?? throw new AlterationRefusedException("alteration.version-not-found", $"Quy trình {from.DefinitionId} không có phiên bản {TargetVersion}.");
        var move = InstanceMove.Of(scene.Burst, to, MigrationPlan.Propose(from, to), cancellationToken);
        if (move.Problems.FirstOrDefault(p => p.IsRefusal) is { } problem)
            throw new AlterationRefusedException(problem.Code, problem.Text, problem.ActivityId);
        scene.Burst.MoveTo(move);
        return $"chuyển từ phiên bản {from.Version} sang phiên bản {to.Version}";
    }
}

/// <summary>An alteration cannot be made; of those before it nothing is kept either.</summary>
public sealed class AlterationRefusedException(string code, string message, string? activityId = null) : Exception(message)
{
    public string Code { get; } = code;

    public string? ActivityId { get; } = activityId;

    /// <summary>Which of them, from 0.</summary>
    public int Index { get; init; }
}
