using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Runtime;

/// <summary>Inputs of a trigger before there is an instance: expressions see the workflow's variables with their initial values, and no input.</summary>
internal sealed class TriggerInputs : TriggerContext
{
    private readonly ActivityExecution _execution;

    public TriggerInputs(WorkflowDefinition definition, Activity activity, TimeProvider clock)
    {
        var burst = new Burst(new WorkflowInstance(definition, "", clock.GetUtcNow()), ExpressionEvaluator.Standard, clock, new Nothing(), new RunnerOptions());
        var workflow = new ActivityExecution(burst, definition.Graph.Root, null, 1);
        workflow.OpenScope();
        _execution = new ActivityExecution(burst, activity, workflow, 2);
    }

    /// <exception cref="InvalidDefinitionException">The expression needs an instance, or is wrong.</exception>
    public override T? Get<T>(Input<T>? input) where T : default
    {
        try
        {
            return _execution.EvaluateNow(input, CancellationToken.None, "trigger");
        }
        catch (ActivityFault e)
        {
            throw new InvalidDefinitionException(
                "definition.invalid-trigger", $"Bước \"{_execution.Activity.DisplayText}\" bắt đầu quy trình nhưng không tính được nó chờ gì khi chưa có lượt chạy: {e.Message}. Sửa biểu thức của bước.", e);
        }
    }

    private sealed class Nothing : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
