using System.Text.Json;

namespace LienThong.Workflows.Model;

/// <summary>A variable of a workflow or container (elsa-format §1.1).</summary>
public sealed record Variable
{
    /// <summary>Key of its memory; outputs are bound by it.</summary>
    public required string Id { get; init; }

    /// <summary>What expressions call it.</summary>
    public required string Name { get; init; }

    /// <summary>Type alias (elsa-format §1.4).</summary>
    public string TypeName { get; init; } = "Object";

    public bool IsArray { get; init; }

    /// <summary>Initial value as text or JSON; converted to the type when the scope opens.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>Null: the value lives only in memory and is lost when the instance is suspended (elsa-format §1.1).</summary>
    public string? StorageDriverTypeName { get; init; }

    /// <summary>Kept when the instance is suspended: a workflow driver by any of its names, old ones included.</summary>
    public bool IsPersistent => IsWorkflowDriver(StorageDriverTypeName);

    internal static bool IsWorkflowDriver(string? driver) =>
        driver is not null
        && (driver.Contains("WorkflowInstanceStorageDriver", StringComparison.Ordinal) || driver.Contains("WorkflowStorageDriver", StringComparison.Ordinal));
}

/// <summary>A container whose variables its descendants see.</summary>
public interface IVariableScope
{
    IReadOnlyList<Variable> Variables { get; }
}

/// <summary>An arrow of a flowchart (elsa-format §2.4).</summary>
/// <param name="Source">Activity it leaves.</param>
/// <param name="SourcePort">Outcome it leaves by; null means Done.</param>
/// <param name="Target">Activity it enters.</param>
/// <param name="TargetPort">Port it enters by; null means the default.</param>
public sealed record Connection(Activity Source, string? SourcePort, Activity Target, string? TargetPort);
