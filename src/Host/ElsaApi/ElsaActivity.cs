using LienThong.Workflows.Model;

namespace LienThong.Host.ElsaApi;

/// <summary>A type of activities as Elsa's server describes it to a designer (elsa-format §8).</summary>
internal sealed record ElsaActivity
{
    /// <summary>Exactly as definitions name it: a designer looks it up by this and the version.</summary>
    public required string TypeName { get; init; }

    public required string Namespace { get; init; }
    public required string Name { get; init; }
    public int Version { get; init; } = 1;
    public required string Category { get; init; }
    public required string DisplayName { get; init; }
    public required string Description { get; init; }
    public ActivityKind Kind { get; init; }
    public bool RunAsynchronously { get; init; }
    public IReadOnlyList<ElsaPort> Ports { get; init; } = [];
    public IReadOnlyList<ElsaInput> Inputs { get; init; } = [];
    public IReadOnlyList<ElsaOutput> Outputs { get; init; } = [];
    public IReadOnlyDictionary<string, object> CustomProperties { get; init; } = new Dictionary<string, object>();

    /// <summary>What a new activity of this type begins with.</summary>
    public IReadOnlyDictionary<string, object> ConstructionProperties { get; init; } = new Dictionary<string, object>();

    public bool IsContainer { get; init; }

    /// <summary>It stands in the palette.</summary>
    public bool IsBrowsable { get; init; } = true;

    public bool IsStart { get; init; }
    public bool IsTerminal { get; init; }
}

/// <summary>A way out (Flow), or a property that holds activities (Embedded).</summary>
/// <param name="Name">The outcome, or the property in Pascal case: in the definition it begins with a small letter.</param>
/// <param name="DisplayName">What people see.</param>
/// <param name="Type">Flow or Embedded.</param>
/// <param name="IsBrowsable">The designer shows a place to fill.</param>
internal sealed record ElsaPort(string Name, string DisplayName, ElsaPortType Type, bool IsBrowsable = true);

internal enum ElsaPortType { Embedded, Flow }

/// <summary>An input, or a plain property, with the control that sets it.</summary>
internal sealed record ElsaInput
{
    public required string Name { get; init; }
    public required string TypeName { get; init; }
    public required string DisplayName { get; init; }
    public required string Description { get; init; }

    /// <summary>Place in the form, from 0.</summary>
    public int Order { get; init; }

    public bool IsBrowsable { get; init; } = true;
    public bool IsSerializable { get; init; } = true;

    /// <summary>It belongs to this one definition's activity, not to a class.</summary>
    public bool IsSynthetic { get; init; }

    /// <summary>Its value comes from an expression.</summary>
    public bool IsWrapped { get; init; } = true;

    public string UiHint { get; init; } = "singleline";
    public string? Category { get; init; }
    public object? DefaultValue { get; init; }
    public string DefaultSyntax { get; init; } = "Literal";
    public bool IsReadOnly { get; init; }
    public bool IsSensitive { get; init; }
    public string? StorageDriverType { get; init; }
    public bool AutoEvaluate { get; init; } = true;

    /// <summary>What the control needs, by its name: the items of a list, the language of an editor.</summary>
    public IReadOnlyDictionary<string, object> UiSpecifications { get; init; } = new Dictionary<string, object>();
}

/// <summary>A value that variables may be bound to.</summary>
internal sealed record ElsaOutput(string Name, string TypeName, string DisplayName, string Description, int Order, bool IsBrowsable = true, bool IsSerializable = true, bool IsSynthetic = false);
