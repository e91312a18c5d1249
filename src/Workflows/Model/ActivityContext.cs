using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace LienThong.Workflows.Model;

/// <summary>What an activity sees while it runs: its inputs, the variables in scope, its own kept state, the clock and the burst's services.</summary>
public abstract class ActivityContext
{
    public abstract Activity Activity { get; }

    /// <summary>Id of this execution of the activity.</summary>
    public abstract string ActivityInstanceId { get; }

    /// <summary>How often this activity has been started in this instance, this time included: 2 after the first return. Counted of those that say so (<see cref="Activity.CountsRounds"/>).</summary>
    public abstract int Round { get; }

    /// <summary>The execution that scheduled this one; null for the root.</summary>
    public abstract ActivityContext? Parent { get; }

    public abstract WorkflowFacts Workflow { get; }

    /// <summary>The trigger that started this run; null when the workflow was started as a whole.</summary>
    public abstract Activity? Trigger { get; }

    /// <summary>Whether what started this run came to this activity. Reached again in the same burst it is a step like any other, or a loop back to it would never end.</summary>
    public abstract bool IsTriggered { get; }

    public abstract TimeProvider Clock { get; }

    /// <summary>Services of this burst; a domain activity takes its write session from here.</summary>
    public abstract IServiceProvider Services { get; }

    /// <summary>Value of an input, evaluated right before the activity ran; the type's default when the input is absent or null.</summary>
    public abstract T? Get<T>(Input<T>? input);

    /// <summary>Evaluates an input now: for those that are not evaluated before the activity runs.</summary>
    /// <param name="input">The property; null yields the type's default.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <param name="name">Filled in by the compiler: the name of the property, for the incident when it cannot be evaluated.</param>
    public abstract T? EvaluateNow<T>(Input<T>? input, CancellationToken cancellationToken, [CallerArgumentExpression(nameof(input))] string name = "");

    /// <summary>The same as whoever runs the activity would: without the variables that it declares itself, whose names may be the same.</summary>
    public abstract T? EvaluateAround<T>(Input<T>? input, string name, CancellationToken cancellationToken);

    /// <summary>The same with values that only this evaluation sees, by name (elsa-format §4.1, arguments).</summary>
    public abstract T? EvaluateNow<T>(
        Input<T>? input, IReadOnlyDictionary<string, object?> arguments, CancellationToken cancellationToken, [CallerArgumentExpression(nameof(input))] string name = "");

    /// <summary>Keeps an output and writes it to the variable or workflow output it is bound to.</summary>
    /// <param name="output">The property; null when the definition binds nothing to it.</param>
    /// <param name="value">What comes out.</param>
    /// <param name="name">Filled in by the compiler: the name of the property.</param>
    public abstract void Set<T>(Output<T>? output, T? value, [CallerArgumentExpression(nameof(output))] string name = "");

    /// <summary>Finds a variable by name or id, innermost scope first.</summary>
    public abstract bool TryGetVariable(string nameOrId, out object? value);

    /// <summary>Sets a variable found by name or id, innermost scope first; false when there is none.</summary>
    public abstract bool TrySetVariable(string nameOrId, object? value);

    /// <summary>Finds a variable by id alone, innermost scope first: what definitions refer to, where a name could mean another one.</summary>
    public abstract bool TryGetVariableById(string id, out object? value);

    /// <summary>Sets a variable found by id alone, innermost scope first; false when there is none.</summary>
    public abstract bool TrySetVariableById(string id, object? value);

    /// <summary>Declares or sets a variable in this execution's own scope.</summary>
    public abstract void DeclareVariable(string name, object? value);

    /// <summary>Declares or sets a variable in the nearest container's scope, the workflow's where there is none: what it lasts for.</summary>
    public abstract void DeclareAround(string name, object? value);

    /// <summary>Value that an activity last gave out, among the activities of this container and then further out; null when there is none.</summary>
    public abstract object? OutputOf(string activityNameOrId, string? outputName);

    /// <summary>Name of the output that a script asks for as <c>get&lt;Output&gt;From&lt;Activity&gt;</c>, with the activity's id; null when no activity in sight is called so and has it.</summary>
    public abstract (string ActivityId, string Output)? FindOutput(string accessor);

    /// <summary>The most recent result of any activity.</summary>
    public abstract object? LastResult { get; }

    /// <summary>Input of the workflow, by name without regard to case; null when absent.</summary>
    public abstract object? WorkflowInput(string name);

    public abstract void SetWorkflowOutput(string name, object? value);

    /// <summary>This execution's own state, kept with the instance as JSON; made on first use.</summary>
    public abstract T State<T>() where T : class, new();

    /// <summary>Evaluates an expression now, in this execution's scope.</summary>
    public abstract T? Evaluate<T>(Expression expression, CancellationToken cancellationToken);

    /// <summary>A direct child is running, queued, or faulted (a faulted child keeps its container waiting).</summary>
    public abstract bool HasUnfinishedChildren { get; }

    /// <summary>A direct child's execution is queued but not yet started.</summary>
    public abstract bool IsQueued(Activity child);

    /// <summary>A direct child's execution is running (started, not ended).</summary>
    public abstract bool IsRunning(Activity child);

    /// <summary>A Break below this execution came by; kept with the instance.</summary>
    public abstract bool IsBreaking { get; set; }

    /// <summary>Outcomes that a script of this activity chose with <c>setOutcome</c> or <c>setOutcomes</c>; null when it chose none.</summary>
    public IReadOnlyList<string>? ChosenOutcomes { get; set; }

    public abstract void SetCorrelationId(string? correlationId);

    public abstract void SetWorkflowName(string? name);

    /// <summary>Line for the program's output; kept with the burst and written by whoever runs it.</summary>
    public abstract void WriteLine(string? text);

    /// <summary>
    /// Does something slow outside the database, such as asking another server, and goes on with the answer. While it lasts no transaction is
    /// open: the burst so far is rolled back, and runs again with the answer when there is one. So it may be done although the burst never comes
    /// to be, and the activity does nothing before it that may not be repeated.
    /// </summary>
    public abstract Task<T> OutsideAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Starts a child within this burst, and in its transaction, and runs it to where it ends or waits.</summary>
    /// <exception cref="ActivityFault">No version is published, children nest too deep, or nobody keeps instances here.</exception>
    public abstract ValueTask<ChildRun> ExecuteChildAsync(ChildRequest request, CancellationToken cancellationToken);

    /// <summary>Has a child started after the commit, of the version that is published now.</summary>
    /// <returns>Id of the instance it will be.</returns>
    /// <exception cref="ActivityFault">No version is published, children nest too deep, or nobody keeps instances here.</exception>
    public abstract ValueTask<string> DispatchChildAsync(ChildRequest request, CancellationToken cancellationToken);

    /// <summary>A new id; the same one again when the burst is run again for <see cref="OutsideAsync"/>.</summary>
    public abstract Guid NewGuid();

    /// <summary>Hands a message to the outbox, in the burst's transaction.</summary>
    public abstract void Publish(string kind, JsonObject payload);
}

/// <summary>Facts of the instance an activity runs in.</summary>
public abstract class WorkflowFacts
{
    public abstract string InstanceId { get; }
    public abstract string DefinitionId { get; }
    public abstract string DefinitionVersionId { get; }
    public abstract int DefinitionVersion { get; }

    /// <summary>How the flowcharts of this instance go on.</summary>
    public abstract FlowchartMode FlowchartMode { get; }

    public abstract string? CorrelationId { get; }
    public abstract string? Name { get; }
}
