using System.Text.Json;
using LienThong.Workflows.ControlFlow;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Runtime;

namespace LienThong.Workflows.Migration;

/// <summary>One instance and another version of its definition: what each execution, wait and variable becomes, and what stands in the way.</summary>
/// <remarks>Made first and looked at; nothing of the instance changes before <see cref="Burst.MoveTo"/> carries it out. What is judged and what is done is so the same.</remarks>
internal sealed class InstanceMove
{
    private readonly Dictionary<Activity, Activity> _counterparts = [];
    private readonly List<MigrationProblem> _problems = [];
    private readonly Burst _burst;

    private InstanceMove(Burst burst, WorkflowDefinition to, MigrationPlan plan)
    {
        (_burst, To, Plan) = (burst, to, plan);
        foreach (var (source, target) in plan.Activities)
        {
            if (burst.Instance.Definition.Graph.FindById(source) is { } old && to.Graph.FindById(target) is { } next)
                _counterparts[old] = next;
        }

        _counterparts[burst.Instance.Definition.Graph.Root] = to.Graph.Root;
    }

    public WorkflowDefinition To { get; }

    public MigrationPlan Plan { get; }

    public IReadOnlyList<MigrationProblem> Problems => _problems;

    public bool IsRefused => _problems.Exists(p => p.IsRefusal);

    public List<ExecutionMove> Executions { get; } = [];

    /// <exception cref="OperationCanceledException">An expression of the plan was cut off.</exception>
    public static InstanceMove Of(Burst burst, WorkflowDefinition to, MigrationPlan plan, CancellationToken cancellationToken)
    {
        var move = new InstanceMove(burst, to, plan);
        var instance = burst.Instance;
        if (instance.Status != WorkflowStatus.Running && instance.SubStatus != WorkflowSubStatus.Faulted)
            move.Refuse("migration.ended", "Lượt chạy đã kết thúc nên không chuyển phiên bản nữa.");
        else if (instance.Definition.DefinitionId != plan.DefinitionId || instance.Definition.Version != plan.FromVersion)
            move.Refuse("migration.other-version", $"Lượt chạy đang theo phiên bản {instance.Definition.Version}, không phải phiên bản {plan.FromVersion} của kế hoạch.");
        else
            move.Judge(cancellationToken);
        return move;
    }

    public Activity? CounterpartOf(Activity activity) => _counterparts.GetValueOrDefault(activity);

    public void Refuse(string code, string text, string? activityId = null) => Add(new MigrationProblem(code, true, text, activityId));

    public void Warn(string code, string text, string? activityId = null) => Add(new MigrationProblem(code, false, text, activityId));

    /// <summary>What runs or is queued below a container, with what it becomes.</summary>
    public IEnumerable<(Activity Source, Activity Target, bool EnteredBackward)> LiveBelow(ActivityExecution container) =>
        _burst.Instance.Executions.Where(e => e.ParentExecution == container).Select(e => (e.Activity, e.Tag))
            .Concat(_burst.QueuedBelow(container))
            .Where(child => _counterparts.ContainsKey(child.Activity))
            .Select(child => (child.Activity, _counterparts[child.Activity], child.Tag == Flowchart.EnteredBackward));

    private void Add(MigrationProblem problem)
    {
        if (!_problems.Contains(problem))
            _problems.Add(problem);
    }

    private void Judge(CancellationToken cancellationToken)
    {
        var places = _burst.Instance.Executions.Select(e => (Execution: e, Target: PlaceOf(e.Activity, e.ParentExecution?.Activity))).ToList();
        foreach (var (activity, owner, _) in _burst.Queued)
            PlaceOf(activity, owner?.Activity);
        // Without its places nothing can be said of what the containers remember.
        if (IsRefused)
            return;
        foreach (var (execution, place) in places)
        {
            if (place is not { } target)
                continue;
            var tag = TagOf(execution.Tag, execution.Activity, execution.ParentExecution?.Activity);
            Executions.Add(new ExecutionMove(execution, target, tag, StateOf(execution, target), VariablesOf(execution, target, cancellationToken)));
            BranchesOf(execution, target);
        }

        if (_burst.Instance.WayBack is not null)
            Warn("migration.recall-lost", "Sau khi chuyển phiên bản, thao tác gần nhất không thu hồi được nữa.");
    }

    // Each position has a counterpart of its type, in the counterpart of its container.
    private Activity? PlaceOf(Activity activity, Activity? container)
    {
        var word = _burst.Instance.Bookmarks.Exists(b => b.ActivityId == activity.Id) ? "đang chờ ở" : "đang chạy";
        if (CounterpartOf(activity) is not { } target)
        {
            Refuse("migration.position-missing", $"Lượt chạy {word} bước \"{activity.DisplayText}\" mà phiên bản mới không có bước tương ứng. Chọn bước tương ứng trong kế hoạch.", activity.Id);
            return null;
        }

        if (target.Type != activity.Type)
        {
            Refuse("migration.other-type", $"Lượt chạy {word} bước \"{activity.DisplayText}\" loại {activity.Type}, không chuyển thành loại {target.Type} được.", activity.Id);
            return null;
        }

        if (container is not null && CounterpartOf(container) is { } place && target.Parent != place)
        {
            Refuse(
                "migration.other-container",
                $"Bước \"{activity.DisplayText}\" nằm trong \"{container.DisplayText}\", còn bước tương ứng của phiên bản mới nằm trong \"{target.Parent?.DisplayText}\" chưa chạy.", activity.Id);
            return null;
        }

        return target;
    }

    /// <summary>The tag of a child in the container of the new version.</summary>
    public string? TagOf(string? tag, Activity child, Activity? container) =>
        container is StateMachine from && CounterpartOf(from) is StateMachine to ? StateMachineMove.TagOf(tag, child, from, to, this) : tag;

    private JsonElement? StateOf(ActivityExecution execution, Activity target)
    {
        switch (execution.Activity, target)
        {
            case (Flowchart from, Flowchart to):
                return new FlowchartMove(this, execution, from, to).Run();
            case (StateMachine from, StateMachine to) when execution.StoredState is { } state:
                if (state.TryGetProperty("state", out var name) && name.GetString() is { Length: > 0 } place)
                    StateMachineMove.MustHaveState(place, from, to, this);
                return state;
            default:
                return execution.StoredState;
        }
    }

    // What starts all it holds at once has started already: what was added to it does not run.
    private void BranchesOf(ActivityExecution execution, Activity target)
    {
        if (target is not (ControlFlow.Parallel or Fork))
            return;
        foreach (var (_, added) in target.Children().Where(child => !_counterparts.ContainsValue(child.Child)))
            Warn("migration.branch-not-run", $"Nhánh mới \"{added.DisplayText}\" của \"{execution.Activity.DisplayText}\" không chạy ở lượt này vì các nhánh đã bắt đầu.", added.Id);
    }

    private Dictionary<string, object?>? VariablesOf(ActivityExecution execution, Activity target, CancellationToken cancellationToken)
    {
        var before = execution.Variables;
        var declaredBefore = (execution.Activity as IVariableScope)?.Variables ?? [];
        var declaredNow = (target as IVariableScope)?.Variables ?? [];
        if (before is null && declaredNow.Count == 0)
            return null;
        var kept = new Dictionary<string, object?>(StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var variable in declaredNow)
            kept[variable.Id] = ValueOf(variable, execution, declaredBefore, used, cancellationToken);
        foreach (var (id, value) in before ?? [])
        {
            if (declaredBefore.FirstOrDefault(v => v.Id == id) is not { } declared)
                kept[id] = value;
            else if (value is not null && !used.Contains(id) && declaredNow.All(v => v.Id != id) && !Plan.Variables.Any(rule => rule.Expression is not null))
                Warn("migration.variable-dropped", $"Biến \"{declared.Name}\" không còn trong phiên bản mới, giá trị của nó sẽ bỏ.", execution.Activity.Id);
        }

        return kept;
    }

    private object? ValueOf(Variable variable, ActivityExecution execution, IReadOnlyList<Variable> declaredBefore, HashSet<string> used, CancellationToken cancellationToken)
    {
        var type = ActivityExecution.TypeOf(variable) ?? typeof(object);
        var rule = Plan.Variables.FirstOrDefault(r => r.Id == variable.Id);
        try
        {
            if (rule?.Expression is { } code)
                return Converted(_burst.Evaluator.Evaluate(Expression.JavaScript(code), typeof(object), execution, cancellationToken), type, variable, execution);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Refuse("migration.variable", $"Không tính được giá trị mới của biến \"{variable.Name}\": {e.Message.TrimEnd('.')}.", execution.Activity.Id);
            return null;
        }

        if (rule?.Value is { } given)
            return Converted(Conversion.Natural(given), type, variable, execution);
        var source = rule?.From is { } from
            ? declaredBefore.FirstOrDefault(v => v.Id == from)
            : declaredBefore.FirstOrDefault(v => v.Id == variable.Id) ?? declaredBefore.FirstOrDefault(v => v.Name == variable.Name);
        if (source is null || execution.Variables?.TryGetValue(source.Id, out var value) != true)
            return ActivityExecution.InitialValue(variable);
        used.Add(source.Id);
        return Converted(value, type, variable, execution);
    }

    private object? Converted(object? value, Type type, Variable variable, ActivityExecution execution)
    {
        if (value is null || type == typeof(object))
            return value;
        if (Conversion.TryTo(value, type, out var converted))
            return converted;
        Refuse(
            "migration.variable", $"Giá trị \"{value}\" của biến \"{variable.Name}\" không chuyển thành kiểu {variable.TypeName} được. Thêm quy tắc chuyển biến vào kế hoạch.", execution.Activity.Id);
        return null;
    }
}

/// <summary>What one execution becomes.</summary>
internal sealed record ExecutionMove(ActivityExecution Execution, Activity Target, string? Tag, JsonElement? State, Dictionary<string, object?>? Variables);
