using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LienThong.Workflows.Model;
using LienThong.Workflows.Records;
using LienThong.Workflows.Serialization;

namespace LienThong.Workflows.Runtime;

// Inputs and outputs of executions, as far as log persistence lets them be kept (elsa-format §7.7).
internal sealed partial class Burst
{
    private static readonly JsonSerializerOptions RecordedJson = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly bool _keepsByDefault;
    private SortedDictionary<int, JsonObject>? _recorded;
    private Dictionary<(int Execution, LogRule Rule), LogPersistenceMode?>? _modes;

    /// <summary>What the journal keeps beside its entries; null where nothing is to be kept.</summary>
    public byte[]? RecordedValues =>
        _recorded is null
            ? null
            : Encoding.UTF8.GetBytes(new JsonObject(_recorded.Select(r => KeyValuePair.Create(r.Key.ToString(CultureInfo.InvariantCulture), (JsonNode?)r.Value))).ToJsonString(RecordedJson));

    // Most definitions say nothing, and then a step pays for one look.
    private bool MayKeep => _keepsByDefault || Instance.Definition.Graph.SaysWhatIsKept;

    /// <summary>The inputs that were evaluated before the activity ran.</summary>
    private void RecordTaken(ActivityExecution execution, CancellationToken cancellationToken)
    {
        if (!MayKeep || execution.Activity is WorkflowDefinitionActivity)
            return;
        foreach (var input in ActivityDescriptor.Of(execution.Activity.GetType()).Inputs)
        {
            if (input.Facts.AutoEvaluate && execution.Activity.Inputs[input.Slot] is not null)
                RecordTaken(execution, input.Name, input.Facts.IsSensitive, execution.EvaluatedAt(input.Slot), cancellationToken);
        }
    }

    /// <summary>An input that the activity evaluated itself.</summary>
    public void RecordTaken(ActivityExecution execution, Input input, string name, object? value, CancellationToken cancellationToken)
    {
        if (!MayKeep)
            return;
        if (execution.Activity is WorkflowDefinitionActivity)
            RecordTaken(execution, name, isSensitive: false, value, cancellationToken);
        else if (input.Slot >= 0 && ActivityDescriptor.Of(execution.Activity.GetType()).Inputs[input.Slot] is var declared)
            RecordTaken(execution, declared.Name, declared.Facts.IsSensitive, value, cancellationToken);
    }

    private void RecordTaken(ActivityExecution execution, string name, bool isSensitive, object? value, CancellationToken cancellationToken)
    {
        if (!isSensitive && IsKept(execution, execution.Activity.LogPersistence?.Inputs.GetValueOrDefault(name), cancellationToken))
            Record(execution, "inputs", name, value);
    }

    private void RecordGiven(ActivityExecution execution, string name, object? value)
    {
        if (MayKeep && IsKept(execution, execution.Activity.LogPersistence?.Outputs.GetValueOrDefault(name), CancellationToken.None))
            Record(execution, "outputs", name, value);
    }

    private void Record(ActivityExecution execution, string kind, string name, object? value)
    {
        _recorded ??= [];
        if (!_recorded.TryGetValue(execution.Number, out var record))
            _recorded[execution.Number] = record = [];
        if (record[kind] is not JsonObject values)
            record[kind] = values = [];
        values[name] = RecordedValue.Of(name, value);
    }

    // What is said of the value, else of its activity, else of the workflow that it stands in, else of all.
    private bool IsKept(ActivityExecution execution, LogRule? ofValue, CancellationToken cancellationToken)
    {
        if ((ModeOf(execution, ofValue, cancellationToken) ?? ModeOf(execution, execution.Activity.LogPersistence?.Default, cancellationToken)) is { } own)
            return own == LogPersistenceMode.Include;
        var around = execution.Activity;
        while (around is not (null or Workflow))
            around = around.Parent;
        return ModeOf(execution, around?.LogPersistence?.Default, cancellationToken) is { } ofWorkflow ? ofWorkflow == LogPersistenceMode.Include : _keepsByDefault;
    }

    private LogPersistenceMode? ModeOf(ActivityExecution execution, LogRule? rule, CancellationToken cancellationToken)
    {
        if (rule is null)
            return null;
        if (rule.Expression is not { } expression)
            return rule.Mode is LogPersistenceMode.Inherit ? null : rule.Mode;
        // One answer for all values of an execution, however many they are.
        _modes ??= [];
        if (!_modes.TryGetValue((execution.Number, rule), out var mode))
            _modes[(execution.Number, rule)] = mode = ModeOf(execution, expression, cancellationToken);
        return mode is LogPersistenceMode.Inherit ? null : mode;
    }

    private LogPersistenceMode? ModeOf(ActivityExecution execution, Expression expression, CancellationToken cancellationToken)
    {
        try
        {
            return LogPersistenceReader.Find(Evaluator.Evaluate(expression, typeof(string), execution, cancellationToken) as string);
        }
#pragma warning disable CA1031 // a mistake in what is to be logged must not fault the step that is logged
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return null;
        }
    }
}
