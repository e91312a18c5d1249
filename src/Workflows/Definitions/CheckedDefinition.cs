using LienThong.Workflows.Definitions.Checks;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Definitions;

/// <summary>A text that was read and looked through.</summary>
public sealed class CheckedDefinition
{
    private readonly Lazy<IReadOnlyList<Finding>> _findings;

    internal CheckedDefinition(WorkflowDefinition definition, string contentHash, Lazy<IReadOnlyList<Finding>> findings) =>
        (Definition, ContentHash, _findings) = (definition, contentHash, findings);

    public WorkflowDefinition Definition { get; }

    /// <summary>Equal for equal content: upper-case hex SHA-256.</summary>
    public string ContentHash { get; }

    /// <summary>What is wrong in it or looks so; found when it is first asked for.</summary>
    public IReadOnlyList<Finding> Findings => _findings.Value;

    /// <exception cref="RefusedDefinitionException">There are errors among the findings.</exception>
    public void MustBePublishable()
    {
        if (Findings.Any(f => f.Severity == FindingSeverity.Error))
            throw new RefusedDefinitionException(Findings);
    }
}

/// <summary>A definition with errors that is not published; the code and text are those of the first error.</summary>
public sealed class RefusedDefinitionException(IReadOnlyList<Finding> findings)
    : InvalidDefinitionException(First(findings).Code, TextOf(findings))
{
    /// <summary>Errors and warnings.</summary>
    public IReadOnlyList<Finding> Findings { get; } = findings;

    private static Finding First(IReadOnlyList<Finding> findings) => findings.First(f => f.Severity == FindingSeverity.Error);

    private static string TextOf(IReadOnlyList<Finding> findings) =>
        findings.Count(f => f.Severity == FindingSeverity.Error) is > 1 and var errors ? $"{First(findings).Text} Còn {errors - 1} lỗi khác." : First(findings).Text;
}

/// <summary>What is asked does not fit how the definition stands: it has no draft, the version is in use.</summary>
public sealed class DefinitionStateException(string code, string message) : Exception(message)
{
    /// <summary>Stable, for programs.</summary>
    public string Code { get; } = code;

    /// <summary>There is no such definition or version at all.</summary>
    public bool IsMissing { get; init; }
}
