using LienThong.Workflows.Model;

namespace LienThong.Workflows.Runtime;

/// <summary>The definition's activation strategy allows no further instance now.</summary>
public sealed class ActivationRefusedException(WorkflowDefinition definition, string? correlationId) : Exception(
    $"Quy trình \"{definition.Name ?? definition.DefinitionId}\" chỉ cho chạy một lượt mỗi lúc"
    + (definition.Options.Activation == ActivationStrategy.Singleton ? "" : $" cho mỗi mã liên kết (đang có lượt chạy với mã \"{correlationId}\")")
    + ". Chờ lượt đang chạy kết thúc rồi bắt đầu lại.")
{
    public string DefinitionId { get; } = definition.DefinitionId;
}
