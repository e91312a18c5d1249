using System.Text.Json;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Definitions.Checks;

/// <summary>Names and types of what a workflow takes, gives and keeps.</summary>
internal static class ArgumentChecks
{
    public static IEnumerable<Finding> Of(WorkflowDefinition definition) =>
        [.. Repeated(definition.Inputs, "đầu vào", "workflow.duplicate-input"), .. Repeated(definition.Outputs, "đầu ra", "workflow.duplicate-output")];

    public static IEnumerable<Finding> Of(Activity scope, IReadOnlyList<Variable> variables)
    {
        foreach (var id in variables.GroupBy(v => v.Id, StringComparer.Ordinal).Where(g => g.Skip(1).Any()).Select(g => g.Key))
            yield return Finding.Error(scope, "variable.duplicate", $"khai báo hai biến cùng mã \"{id}\". Đổi mã của một biến.");
        foreach (var variable in variables)
        {
            if (ValueTypes.Of(variable) is not { } type)
                yield return Finding.Warning(scope, "variable.unknown-type", $"khai báo biến \"{variable.Name}\" có kiểu \"{variable.TypeName}\" mà hệ thống không có. Chọn kiểu khác.");
            else if (variable.Value is { } value && !IsBlank(value) && !Conversion.TryTo(value, type, out _))
                yield return Finding.Error(scope, "variable.invalid-value", $"khai báo biến \"{variable.Name}\" có giá trị đầu không đúng kiểu {ValueTypes.NameOf(type)}. Sửa giá trị hoặc đổi kiểu.");
        }
    }

    // Names are found without regard to case.
    private static IEnumerable<Finding> Repeated(IEnumerable<ArgumentDefinition> arguments, string kind, string code) =>
        arguments.GroupBy(a => a.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Skip(1).Any()).Select(g =>
            new Finding(null, FindingSeverity.Error, code, $"Quy trình có hai {kind} cùng tên \"{g.Key}\" (không phân biệt chữ hoa, chữ thường). Đổi tên một {kind}."));

    private static bool IsBlank(JsonElement value) => value.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(value.GetString());
}
