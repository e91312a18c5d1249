using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;

namespace LienThong.Workflows.Runtime;

/// <summary>One execution of an activity: its place, its variables and its state. What an activity sees as its context.</summary>
internal sealed partial class ActivityExecution(Burst burst, Activity activity, ActivityExecution? parent, int number) : ActivityContext
{
    private static readonly JsonSerializerOptions StateJson = new(JsonSerializerDefaults.Web);

    private Activity _activity = activity;
    private object?[]? _inputs;
    private bool _hidesDeclared;
    private object? _state;
    private JsonElement? _storedState;

    /// <summary>Unique within its instance.</summary>
    public int Number { get; } = number;

    public ActivityStatus Status { get; set; } = ActivityStatus.Pending;

    /// <summary>What the container gave it.</summary>
    public string? Tag { get; set; }

    /// <summary>Children queued, running or faulted.</summary>
    public int LiveChildren { get; set; }

    /// <summary>Variables of its own scope, by id; made on first use.</summary>
    public Dictionary<string, object?>? Variables { get; set; }

    public ActivityExecution? ParentExecution { get; } = parent;

    public bool InputsEvaluated => _inputs is not null;

    /// <summary>Passes into the hands of another burst: inputs are evaluated anew.</summary>
    public void HandTo(Burst other)
    {
        Burst = other;
        _inputs = null;
    }

    /// <summary>Becomes an execution of this activity of another version: its inputs and its state are taken from there on as that one reads them.</summary>
    public void MoveTo(Activity other)
    {
        var state = StoredState;
        (_activity, _inputs, _state, _storedState) = (other, null, null, state);
    }

    /// <summary>The burst that has it in hand.</summary>
    public Burst Burst { get; set; } = burst;

    public override Activity Activity => _activity;

    public override string ActivityInstanceId => IdOf(Burst.Instance.Id, Number);

    public static string IdOf(string instanceId, int number) => string.Create(CultureInfo.InvariantCulture, $"{instanceId}.{number}");

    public override int Round => Burst.Instance.Starts.GetValueOrDefault(Activity.ScopedId, 1);

    public override bool IsTriggered => StartedRun;

    /// <summary>The first execution of the trigger.</summary>
    public bool StartedRun { get; init; }

    public override ActivityContext? Parent => ParentExecution;

    public override WorkflowFacts Workflow => Burst;

    public override Activity? Trigger => Burst.TriggerActivity;

    public override TimeProvider Clock => Burst.Clock;

    public override IServiceProvider Services => Burst.Services;

    public override bool HasUnfinishedChildren => LiveChildren > 0;

    public override object? LastResult => Burst.Instance.LastResult;

    public void EvaluateInputs(ExpressionEvaluator evaluator, CancellationToken cancellationToken)
    {
        var inputs = Activity.Inputs;
        // A workflow used as an activity evaluates its inputs itself, and once: they become variables.
        if (inputs.Length == 0 || Activity is WorkflowDefinitionActivity)
        {
            _inputs = [];
            return;
        }

        var values = new object?[inputs.Length];
        List<InputDescriptor>? descriptors = null;
        for (var i = 0; i < inputs.Length; i++)
        {
            if (inputs[i] is not { } input)
                continue;
            descriptors ??= ActivityDescriptor.Of(Activity.GetType()).Inputs;
            if (!descriptors[i].Facts.AutoEvaluate)
                continue;
            values[i] = Evaluate(evaluator, input, descriptors[i].Name, cancellationToken);
        }

        _inputs = values;
    }

    public override T? EvaluateNow<T>(Input<T>? input, CancellationToken cancellationToken, string name) where T : default
    {
        if (input is null)
            return default;
        var value = Evaluate(Burst.Evaluator, input, name, cancellationToken);
        Burst.RecordTaken(this, input, name, value, cancellationToken);
        return value is T typed ? typed : default;
    }

    /// <summary>Value of the input in this slot, as it was evaluated.</summary>
    public object? EvaluatedAt(int slot) => _inputs is { } inputs && slot < inputs.Length ? inputs[slot] : null;

    private object? Evaluate(ExpressionEvaluator evaluator, Input input, string name, CancellationToken cancellationToken)
    {
        try
        {
            return evaluator.Evaluate(input.Expression, input.ValueType, this, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new ActivityFault("activity.input-failed", $"Failed to evaluate activity input '{name}': {e.Message}");
        }
    }

    public override T? EvaluateAround<T>(Input<T>? input, string name, CancellationToken cancellationToken) where T : default
    {
        _hidesDeclared = true;
        try
        {
            return EvaluateNow(input, cancellationToken, name);
        }
        finally
        {
            _hidesDeclared = false;
        }
    }

    public override T? Get<T>(Input<T>? input) where T : default =>
        input is null || _inputs is null || _inputs[input.Slot] is not T value ? default : value;

    public override void Set<T>(Output<T>? output, T? value, string name) where T : default
    {
        // Not captured still means recorded: expressions may ask for it (elsa-format §2.2).
        MustBeKept(value);
        Burst.RecordOutput(this, output is null ? name : output.Name, value);
        if (output?.Target is not { } target)
            return;
        // Bound in the scope around the activity: a variable's id, else the name of a workflow output.
        var around = ParentExecution ?? this;
        if (!around.TrySetVariableById(target, value))
            around.SetWorkflowOutput(target, value);
    }

    public override bool TryGetVariable(string nameOrId, out object? value)
    {
        for (var scope = this; scope is not null; scope = scope.ParentExecution)
        {
            if (scope.KeyOf(nameOrId) is { } key)
            {
                value = scope.Variables!.GetValueOrDefault(key);
                return true;
            }
        }

        value = null;
        return false;
    }

    public override bool TrySetVariable(string nameOrId, object? value)
    {
        for (var scope = this; scope is not null; scope = scope.ParentExecution)
        {
            if (scope.KeyOf(nameOrId) is not { } key)
                continue;
            MustBeKept(value);
            scope.Variables![key] = scope.Convert(key, value);
            Burst.ReachedOut |= scope != this;
            return true;
        }

        return false;
    }

    public override bool TryGetVariableById(string id, out object? value)
    {
        for (var scope = this; scope is not null; scope = scope.ParentExecution)
        {
            if (!scope.Hides(id) && scope.Variables?.TryGetValue(id, out value) == true)
                return true;
        }

        value = null;
        return false;
    }

    public override bool TrySetVariableById(string id, object? value)
    {
        for (var scope = this; scope is not null; scope = scope.ParentExecution)
        {
            if (scope.Variables?.ContainsKey(id) != true)
                continue;
            MustBeKept(value);
            scope.Variables[id] = scope.Convert(id, value);
            Burst.ReachedOut |= scope != this;
            return true;
        }

        return false;
    }

    public override void DeclareVariable(string name, object? value) =>
        (Variables ??= new Dictionary<string, object?>(StringComparer.Ordinal))[name] = value;

    public override void DeclareAround(string name, object? value)
    {
        MustBeKept(value);
        var scope = this;
        while (scope.Activity is not IVariableScope && scope.ParentExecution is { } parent)
            scope = parent;
        scope.DeclareVariable(name, value);
        Burst.ReachedOut |= scope != this;
    }

    public override (string ActivityId, string Output)? FindOutput(string accessor)
    {
        for (var from = accessor.IndexOf("From", StringComparison.Ordinal); from > 0; from = accessor.IndexOf("From", from + 1, StringComparison.Ordinal))
        {
            if (Burst.Instance.Definition.Graph.FindByAccessor(accessor[(from + 4)..], Activity) is { } giver && giver.HasOutput(accessor[..from]))
                return (giver.Id, accessor[..from]);
        }

        return null;
    }

    /// <summary>Names of all variables that expressions here can use, innermost first.</summary>
    public IEnumerable<string> VariableNames()
    {
        for (var scope = this; scope is not null; scope = scope.ParentExecution)
        {
            if (scope.Variables is null)
                continue;
            foreach (var key in scope.Variables.Keys)
                yield return scope.Declared(key)?.Name ?? key;
        }
    }

    /// <summary>Opens the scope of a container: its variables with their initial values.</summary>
    public void OpenScope()
    {
        if (Activity is not IVariableScope { Variables.Count: > 0 } container)
            return;
        Variables ??= new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var variable in container.Variables)
            Variables[variable.Id] = InitialValue(variable);
    }

    public override object? OutputOf(string activityNameOrId, string? outputName) => Burst.OutputOf(Activity, activityNameOrId, outputName ?? "Result");

    public override T State<T>()
    {
        if (_state is T known)
            return known;
        var state = _storedState?.Deserialize<T>(StateJson) ?? new T();
        _state = state;
        return state;
    }

    /// <summary>The state as it is to be kept; null when the activity has none.</summary>
    public JsonElement? StoredState
    {
        get => _state is null ? _storedState : JsonSerializer.SerializeToElement(_state, _state.GetType(), StateJson);
        set => (_state, _storedState) = (null, value);
    }

    public override T? Evaluate<T>(Expression expression, CancellationToken cancellationToken) where T : default =>
        Burst.Evaluator.Evaluate(expression, typeof(T), this, cancellationToken) is T value ? value : default;

    public override bool IsQueued(Activity child) => Burst.IsQueued(this, child);

    public override bool IsRunning(Activity child)
    {
        foreach (var execution in Burst.Instance.Executions)
        {
            if (execution.ParentExecution == this && execution.Activity == child && execution.Status == ActivityStatus.Running)
                return true;
        }

        return false;
    }

    public override bool IsBreaking { get; set; }

    public override void SetCorrelationId(string? correlationId)
    {
        MustFit(correlationId, InstanceRow.MaxCorrelationId, "Mã liên kết");
        Burst.Instance.CorrelationId = correlationId;
        Burst.ReachedOut = Burst.RenamedInstance = true;
    }

    public override void SetWorkflowName(string? name)
    {
        MustFit(name, InstanceRow.MaxName, "Tên lượt chạy");
        Burst.Instance.Name = name;
        Burst.ReachedOut = Burst.RenamedInstance = true;
    }

    // Otherwise the whole burst would fail when its state is written.
    private static void MustBeKept(object? value)
    {
        if (!KeptValue.CanBeKept(value))
            throw new ActivityFault("value.too-deep", KeptValue.Refusal);
    }

    // Otherwise it would be the database that refuses it, with everything that the burst did.
    private static void MustFit(string? text, int most, string what)
    {
        if (text?.Length > most)
            throw new ActivityFault("instance.text-too-long", $"{what} dài {text.Length} ký tự, nhiều nhất là {most}. Quản trị viên cần sửa biểu thức của bước này.");
    }

    public override void WriteLine(string? text) => Burst.Lines.Add(text ?? "");

    public override Task<T> OutsideAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        if (Services.GetService(typeof(WriteSession)) is not WriteSession session)
            return work(cancellationToken);
        return session.OutsideAsync(OfThisBurst, work);
    }

    public override Guid NewGuid() => Services.GetService(typeof(WriteSession)) is WriteSession session ? session.Once(OfThisBurst, Guid.NewGuid) : Guid.NewGuid();

    // What goes on must not take an answer that was meant for an earlier state of it.
    private string OfThisBurst => $"{Burst.InstanceId}.{Burst.Instance.Bursts.ToString(CultureInfo.InvariantCulture)}.{Number.ToString(CultureInfo.InvariantCulture)}";

    public override void Publish(string kind, JsonObject payload) => Burst.Messages.Add(new OutgoingMessage(kind, payload));

    // The key of a variable in this scope: its id, or the id behind its name.
    private string? KeyOf(string nameOrId)
    {
        if (Variables is null)
            return null;
        if (Variables.ContainsKey(nameOrId) && !Hides(nameOrId))
            return nameOrId;
        if (Activity is IVariableScope container && !_hidesDeclared)
        {
            foreach (var variable in container.Variables)
            {
                if (variable.Name == nameOrId && Variables.ContainsKey(variable.Id))
                    return variable.Id;
            }
        }

        return null;
    }

    private bool Hides(string id) => _hidesDeclared && Declared(id) is not null;

    internal Variable? Declared(string id)
    {
        if (Activity is IVariableScope container)
        {
            foreach (var variable in container.Variables)
            {
                if (variable.Id == id)
                    return variable;
            }
        }

        return null;
    }

    private object? Convert(string id, object? value) =>
        value is not null && Declared(id) is { } variable && TypeOf(variable) is { } type && type != typeof(object) ? Conversion.To(value, type) : value;

    internal static Type? TypeOf(Variable variable) =>
        TypeAliases.Find(variable.TypeName) is not { } type ? null : variable.IsArray ? type.MakeArrayType() : type;

    internal static object? InitialValue(Variable variable)
    {
        if (variable.Value is not { } value || TypeOf(variable) is not { } type)
            return null;
        // A primitive is taken as its text, arrays and objects are given as JSON text (elsa-format §1.1).
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
        return type == typeof(object) && value.ValueKind != JsonValueKind.String ? Conversion.Natural(value) : Conversion.TryTo(text, type, out var converted) ? converted : null;
    }
}
