using System.Text.Json;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Expressions.JavaScript;
using LienThong.Workflows.Model;
using LienThong.Workflows.Primitives;
using LienThong.Workflows.Serialization;

namespace LienThong.Workflows.Definitions.Checks;

/// <summary>What the inputs and outputs of a step are bound to: expressions that can be read, references that lead somewhere, types that fit.</summary>
internal sealed class BindingChecks(WorkflowDefinition definition, ExpressionEvaluator evaluator)
{
    // What a loop gives its body (elsa-format §5) is declared by no container.
    private static readonly HashSet<string> LoopVariables = new(StringComparer.Ordinal) { "CurrentValue", "CurrentIndex" };

    private static readonly IReadOnlyDictionary<string, Input<object>> NoArguments = new Dictionary<string, Input<object>>();

    private readonly HashSet<string> _inputs = new(definition.Inputs.Select(i => i.Name), StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _outputs = new(definition.Outputs.Select(o => o.Name), StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<Activity, Dictionary<string, Variable>> _scopes = ScopesOf(definition);

    public IEnumerable<Finding> Of(Activity activity)
    {
        var descriptor = ActivityDescriptor.Of(activity.GetType());
        foreach (var input in descriptor.Inputs)
        {
            if (activity.Inputs[input.Slot] is { } given && OfExpression(activity, $"mục {input.Name}", given.Expression, input.ValueType) is { } finding)
                yield return finding;
        }

        foreach (var (name, argument) in (activity as WorkflowDefinitionActivity)?.Arguments ?? NoArguments)
        {
            if (OfExpression(activity, $"mục {name}", argument.Expression, argument.ValueType) is { } finding)
                yield return finding;
        }

        foreach (var switchCase in descriptor.Plain.Where(p => p.PropertyType == typeof(IReadOnlyList<SwitchCase>)).SelectMany(p => (IReadOnlyList<SwitchCase>)p.GetValue(activity)!))
        {
            if (OfExpression(activity, $"trường hợp \"{switchCase.Label}\"", switchCase.Condition, typeof(bool)) is { } finding)
                yield return finding;
        }

        foreach (var output in descriptor.Outputs)
        {
            if (output.Property.GetValue(activity) is Output { Target: { Length: > 0 } target } && OfTarget(activity, output, target) is { } finding)
                yield return finding;
        }

        if (activity is SetVariable set && OfVariable(set) is { } wrong)
            yield return wrong;
    }

    private Finding? OfExpression(Activity activity, string place, Expression expression, Type type)
    {
        if (!evaluator.Knows(expression.Type))
            return Finding.Error(activity, "expression.unknown-language", $"{place} dùng ngôn ngữ biểu thức \"{expression.Type}\" mà hệ thống không có. Chọn ngôn ngữ khác, ví dụ JavaScript.");
        return expression.Type switch
        {
            "Literal" => OfLiteral(activity, place, expression.Value, type),
            "Object" or "Json" => OfObject(activity, place, expression.Value as string, type),
            "Variable" => OfVariable(activity, place, expression.Value, type),
            "Input" => OfInput(activity, place, expression.Value),
            "JavaScript" => OfScript(activity, place, expression.Value as string),
            _ => null,
        };
    }

    // An empty text is how a form leaves a value open.
    private static Finding? OfLiteral(Activity activity, string place, object? value, Type type) =>
        value is null or "" || Conversion.TryTo(value, type, out _)
            ? null
            : Finding.Error(activity, "binding.invalid-literal", $"{place} có giá trị \"{Shortened(value.ToString()!)}\" không đúng kiểu {ValueTypes.NameOf(type)}. Sửa giá trị.");

    private static Finding? OfObject(Activity activity, string place, string? text, Type type)
    {
        if (string.IsNullOrWhiteSpace(text) || type == typeof(object) || type == typeof(string))
            return null;
        try
        {
            using var json = JsonDocument.Parse(text);
            return Conversion.TryTo(json.RootElement.Clone(), type, out _)
                ? null
                : Finding.Error(activity, "binding.invalid-object", $"{place} có giá trị JSON không đúng kiểu {ValueTypes.NameOf(type)}. Sửa giá trị.");
        }
        catch (JsonException e)
        {
            return Finding.Error(activity, "binding.invalid-json", $"{place} không phải JSON đúng, sai ở dòng {(e.LineNumber ?? 0) + 1}. Sửa chỗ đó.");
        }
    }

    private Finding? OfVariable(Activity activity, string place, object? value, Type type)
    {
        if (Reference(value, "id") is not { } id)
            return Finding.Error(activity, "binding.empty-reference", $"{place} chưa nói lấy từ biến nào. Chọn một biến.");
        if (Find(activity, id) is not { } variable)
        {
            return IsGiven(activity, id)
                ? null
                : Finding.Error(activity, "binding.unknown-variable", $"{place} lấy từ biến có mã \"{id}\" không có trong phạm vi của bước. Khai báo biến ấy hoặc chọn biến khác.");
        }

        return ValueTypes.Of(variable) is { } from && !ValueTypes.MayBecome(from, type)
            ? Finding.Error(activity, "binding.type-mismatch", $"{place} cần kiểu {ValueTypes.NameOf(type)} nhưng biến \"{variable.Name}\" có kiểu {ValueTypes.NameOf(from)}. Đổi kiểu của biến hoặc chọn biến khác.")
            : null;
    }

    private Finding? OfInput(Activity activity, string place, object? value)
    {
        if (Reference(value, "name") is not { } name)
            return Finding.Error(activity, "binding.empty-reference", $"{place} chưa nói lấy từ đầu vào nào. Chọn một đầu vào của quy trình.");
        return _inputs.Contains(name)
            ? null
            : Finding.Warning(activity, "binding.unknown-input", $"{place} lấy từ đầu vào \"{name}\" mà quy trình không khai báo. Khai báo đầu vào ấy hoặc chọn đầu vào khác.");
    }

    private static Finding? OfScript(Activity activity, string place, string? code)
    {
        try
        {
            if (code is not null)
                Script.Compile(code);
            return null;
        }
        catch (ScriptException e)
        {
            return Finding.Error(activity, "expression.invalid-script", $"{place} có biểu thức JavaScript sai ở dòng {e.Line}, cột {e.Column}: {e.Message}. Sửa biểu thức.");
        }
    }

    // An output is bound outside of the step: what the step itself declares is gone when it ends.
    private Finding? OfTarget(Activity activity, OutputDescriptor output, string target)
    {
        if (Find(activity, target) is { } variable)
        {
            return ValueTypes.Of(variable) is { } to && !ValueTypes.MayBecome(output.ValueType, to)
                ? Finding.Error(activity, "binding.type-mismatch", $"ghi kết quả {output.Name} kiểu {ValueTypes.NameOf(output.ValueType)} vào biến \"{variable.Name}\" kiểu {ValueTypes.NameOf(to)}. Đổi kiểu của biến hoặc chọn biến khác.")
                : null;
        }

        return _outputs.Contains(target) || IsGiven(activity, target)
            ? null
            : Finding.Warning(activity, "binding.unknown-target", $"ghi kết quả {output.Name} vào \"{target}\", không phải mã biến trong phạm vi, cũng không phải đầu ra của quy trình. Chọn một biến hoặc khai báo đầu ra.");
    }

    private Finding? OfVariable(SetVariable set)
    {
        if (set.Variable is not { Id.Length: > 0 } named)
            return Finding.Error(set, "binding.empty-reference", "chưa nói gán biến nào. Chọn một biến.");
        if (Find(set, named.Id) is not { } variable)
        {
            return IsGiven(set, named.Id)
                ? null
                : Finding.Error(set, "binding.unknown-variable", $"gán biến có mã \"{named.Id}\" không có trong phạm vi của bước. Khai báo biến ấy hoặc chọn biến khác.");
        }

        return set.Value?.Expression is { Type: "Literal", Value: { } value } && value is not "" && ValueTypes.Of(variable) is { } type && !Conversion.TryTo(value, type, out _)
            ? Finding.Error(set, "binding.invalid-literal", $"gán giá trị \"{Shortened(value.ToString()!)}\" cho biến \"{variable.Name}\" kiểu {ValueTypes.NameOf(type)}. Sửa giá trị hoặc đổi kiểu của biến.")
            : null;
    }

    private Variable? Find(Activity activity, string id)
    {
        for (var scope = activity; scope is not null; scope = scope.Parent)
        {
            if (_scopes.TryGetValue(scope, out var variables) && variables.TryGetValue(id, out var variable))
                return variable;
        }

        return null;
    }

    // Where the workflow is used as an activity its inputs and outputs are variables (elsa-format §2.5).
    private bool IsGiven(Activity activity, string id)
    {
        if (WorkflowTypes.IsUsable(definition) && (definition.Inputs.Any(i => i.Name == id) || definition.Outputs.Any(o => o.Name == id)))
            return true;
        if (!LoopVariables.Contains(id))
            return false;
        for (var container = activity.Parent; container is not null; container = container.Parent)
        {
            if (ActivityDescriptor.Of(container.GetType()).Ports.Exists(p => p.Name == "Body"))
                return true;
        }

        return false;
    }

    private static string? Reference(object? value, string key)
    {
        try
        {
            return value is null ? null : JsonReference.Read(value, key) is { Length: > 0 } id ? id : null;
        }
        catch (Exception e) when (e is InvalidOperationException or JsonException)
        {
            return null;
        }
    }

    private static string Shortened(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private static Dictionary<Activity, Dictionary<string, Variable>> ScopesOf(WorkflowDefinition definition)
    {
        var scopes = new Dictionary<Activity, Dictionary<string, Variable>>();
        foreach (var node in definition.Graph.Nodes)
        {
            if (node is not IVariableScope { Variables.Count: > 0 } scope)
                continue;
            var byId = scopes[node] = new Dictionary<string, Variable>(StringComparer.Ordinal);
            foreach (var variable in scope.Variables)
                byId.TryAdd(variable.Id, variable);
        }

        return scopes;
    }
}
