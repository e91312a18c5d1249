using System.Diagnostics.CodeAnalysis;

namespace LienThong.Activities.Rules;

/// <summary>How a broken rule is answered over HTTP.</summary>
public enum RuleKind
{
    /// <summary>409: right at another time or in another state.</summary>
    Conflict,

    /// <summary>400: never right as it was given.</summary>
    Invalid,

    /// <summary>403: right, but not for this person.</summary>
    Forbidden,

    /// <summary>404.</summary>
    NotFound,
}

/// <summary>The one kind of exception for a broken rule: a stable code for programs and a Vietnamese message for people.</summary>
/// <param name="code">Noun and reason, such as <c>register.closed</c>; never changes once published.</param>
/// <param name="message">What happened, why, and what to do, in Vietnamese.</param>
/// <param name="kind">How it is answered.</param>
[SuppressMessage("Naming", "CA1710", Justification = "Rules are broken in the language of the domain; nothing is gained by one more word.")]
public sealed class RuleViolation(string code, string message, RuleKind kind = RuleKind.Conflict) : Exception(message)
{
    public string Code { get; } = code;

    public RuleKind Kind { get; } = kind;

    public static RuleViolation Invalid(string code, string message) => new(code, message, RuleKind.Invalid);

    public static RuleViolation Forbidden(string code, string message) => new(code, message, RuleKind.Forbidden);

    public static RuleViolation NotFound(string code, string message) => new(code, message, RuleKind.NotFound);
}
