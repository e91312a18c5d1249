using LienThong.Workflows.Model;

namespace LienThong.Workflows.Runtime;

// Children that are instances of their own, and workflows used as activities, which are not.
internal sealed partial class ActivityExecution
{
    public override ValueTask<ChildRun> ExecuteChildAsync(ChildRequest request, CancellationToken cancellationToken) =>
        EngineFor(request).ExecuteChildAsync(Burst, request, cancellationToken);

    public override ValueTask<string> DispatchChildAsync(ChildRequest request, CancellationToken cancellationToken) =>
        EngineFor(request).DispatchChildAsync(Burst, request, cancellationToken);

    public override T? EvaluateNow<T>(Input<T>? input, IReadOnlyDictionary<string, object?> arguments, CancellationToken cancellationToken, string name) where T : default
    {
        // A scope within this one, gone after the evaluation.
        var scope = new ActivityExecution(Burst, Activity, this, Number);
        foreach (var (key, value) in arguments)
            scope.DeclareVariable(key, value);
        return scope.EvaluateNow(input, cancellationToken, name);
    }

    // Within a workflow used as an activity the variables of that name come first (elsa-format §4.1).
    public override object? WorkflowInput(string name)
    {
        if (Activity.IsNested)
        {
            if (TryGetVariable(name, out var variable))
                return variable;
            for (var scope = this; scope is not null; scope = scope.ParentExecution)
            {
                if (scope.Activity is WorkflowDefinitionActivity used && used.FindInput(name) is { } declared)
                    return scope.Variables?.GetValueOrDefault(declared);
            }
        }

        return Burst.Instance.Input.GetValueOrDefault(name);
    }

    // The nearest workflow around this activity that declares the output: one used as an activity, else the instance's own.
    public override void SetWorkflowOutput(string name, object? value)
    {
        MustBeKept(value);
        Burst.ReachedOut = true;
        for (var scope = this; scope is not null; scope = scope.ParentExecution)
        {
            if (scope.Activity is not WorkflowDefinitionActivity used || !used.HasOutput(name))
                continue;
            scope.Variables![name] = scope.Convert(name, value); // opened with its scope
            return;
        }

        Burst.Instance.Output[name] = value;
    }

    private WorkflowEngine EngineFor(ChildRequest request) =>
        Services.GetService(typeof(WorkflowEngine)) as WorkflowEngine
        ?? throw new ActivityFault("composition.no-engine", $"Quy trình con \"{request.DefinitionId}\" không chạy được ở đây: nơi chạy này không lưu lượt chạy nào.");
}
