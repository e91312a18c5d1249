using LienThong.Workflows.ControlFlow;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Serialization;

namespace LienThong.Host.ElsaApi;

/// <summary>Describes activities to a designer: the engine's and ours, workflows used as activities, and a placeholder for every type that nobody knows.</summary>
internal static class ElsaActivities
{
    private const string Workflows = "Quy trình";
    private const string Unknown = "Không có trong hệ thống";

    /// <summary>One for each type and version: two of them would stop the designer, and a missing one would leave its canvas empty.</summary>
    /// <param name="registry">What there is.</param>
    /// <param name="named">What stored definitions name.</param>
    /// <param name="choices">What the lists of the organisation offer.</param>
    public static IReadOnlyList<ElsaActivity> All(ActivityRegistry registry, IReadOnlyList<NamedType> named, ElsaChoices choices)
    {
        var found = new Dictionary<(string, int), ElsaActivity>();
        foreach (var type in registry.Types)
            Add(Of(type, choices));
        // Two definitions may bear one name: that one is offered which new uses would take.
        foreach (var version in registry.Workflows.All.OrderByDescending(v => v.IsPublished))
            Add(Of(version));
        foreach (var (type, version) in named)
        {
            Add(registry.Find(type) is { } known ? Of(known, choices) with { TypeName = type, Version = version, IsBrowsable = false }
                : registry.Workflows.All.Where(v => v.TypeName.Equals(type, StringComparison.OrdinalIgnoreCase)).MaxBy(v => v.IsPublished) is { } used
                    ? Of(used) with { TypeName = type, Version = version, IsBrowsable = false }
                    : Placeholder(type, version));
        }

        return [.. found.Values];

        void Add(ElsaActivity activity) => found.TryAdd((activity.TypeName, activity.Version), activity);
    }

    private static ElsaActivity Of(ActivityDescriptor type, ElsaChoices choices)
    {
        var sample = (Activity)Activator.CreateInstance(type.ActivityType)!;
        return new ElsaActivity
        {
            TypeName = type.TypeName,
            Namespace = type.Facts?.Namespace ?? "Elsa",
            Name = type.Name,
            Category = type.Facts?.Category ?? "",
            DisplayName = type.Facts?.DisplayName ?? type.Name,
            Description = type.Facts?.Description ?? "",
            Kind = type.Facts?.Kind ?? ActivityKind.Action,
            Ports = [.. type.Ports.Select(p => new ElsaPort(p.Name, p.DisplayName, ElsaPortType.Embedded, IsBrowsable: !p.IsList)), .. Outcomes(type, sample)],
            Inputs = [.. type.Fields.Select((field, i) => Of(field, i, sample, choices))],
            Outputs = [.. type.Outputs.Select((o, i) => new ElsaOutput(o.Name, TypeOf(o.ValueType), o.Facts.DisplayName ?? o.Name, o.Facts.Description ?? "", i))],
            IsContainer = type.Ports.Exists(p => p is { IsList: true, Name: nameof(Flowchart.Activities) }),
            IsStart = sample is Start,
            IsTerminal = sample.IsTerminal,
        };
    }

    // What ends its container is left by no arrow.
    private static IEnumerable<ElsaPort> Outcomes(ActivityDescriptor type, Activity sample) => sample.IsTerminal
        ? []
        : (sample.DeclaredOutcomes?.Names ?? [ActivityResult.DoneOutcome]).Select(outcome => new ElsaPort(outcome, type.Facts?.NameOf(outcome) ?? outcome, ElsaPortType.Flow));

    private static ElsaInput Of(FieldDescriptor field, int order, Activity sample, ElsaChoices choices)
    {
        var hint = ElsaControls.HintOf(field.Facts);
        var start = field.Property.GetValue(sample);
        return new ElsaInput
        {
            Name = field.Name,
            TypeName = TypeOf(field.ValueType),
            DisplayName = field.Facts.DisplayName ?? field.Name,
            Description = field.Facts.Description ?? "",
            Order = order,
            IsWrapped = field.IsInput,
            UiHint = hint,
            Category = field.Facts.Category,
            DefaultValue = field.IsInput ? ElsaControls.DefaultOf((start as Input)?.Expression.Value) : start is bool or Enum ? ElsaControls.DefaultOf(start) : null,
            DefaultSyntax = ElsaControls.SyntaxOf(hint),
            IsSensitive = field.Facts.IsSensitive,
            AutoEvaluate = field.Facts.AutoEvaluate,
            UiSpecifications = ElsaChoices.IsAskedFor(field.Facts.UIHint) ? ElsaControls.AskedFor : ElsaControls.Specifications(hint, choices.Of(field.Facts)),
        };
    }

    private static ElsaActivity Of(UsableVersion version)
    {
        var definition = version.Definition;
        var identity = new Dictionary<string, object> { ["WorkflowDefinitionId"] = definition.DefinitionId, ["WorkflowDefinitionVersionId"] = definition.Id };
        return new ElsaActivity
        {
            TypeName = version.TypeName,
            Namespace = "",
            Name = version.TypeName,
            Version = definition.Version,
            Category = definition.Options.ActivityCategory is { Length: > 0 } category ? category : Workflows,
            DisplayName = definition.Name ?? definition.DefinitionId,
            Description = definition.Description ?? "",
            Ports =
            [
                new ElsaPort("Root", "Các bước", ElsaPortType.Embedded, IsBrowsable: false),
                .. (definition.Outcomes.Count > 0 ? definition.Outcomes : [ActivityResult.DoneOutcome]).Distinct()
                    .Select(outcome => new ElsaPort(outcome, outcome == ActivityResult.DoneOutcome ? "Xong" : outcome, ElsaPortType.Flow)),
            ],
            Inputs =
            [
                .. definition.Inputs.DistinctBy(i => i.Name).Select((input, i) => new ElsaInput
                {
                    Category = input.Category,
                    Name = WorkflowTypes.KeyOf(input.Name) ?? input.Name,
                    TypeName = TypeOf(input),
                    DisplayName = input.DisplayName ?? input.Name,
                    Description = input.Description ?? "",
                    Order = i,
                    IsSynthetic = true,
                    UiHint = ElsaControls.HintOf(input),
                    DefaultSyntax = ElsaControls.SyntaxOf(ElsaControls.HintOf(input)),
                    StorageDriverType = input.StorageDriverType,
                }),
            ],
            Outputs =
            [
                .. definition.Outputs.DistinctBy(o => o.Name).Select((output, i) => new ElsaOutput(
                    WorkflowTypes.KeyOf(output.Name) ?? output.Name, TypeOf(output), output.DisplayName ?? output.Name, output.Description ?? "", i, IsSynthetic: true)),
            ],
            CustomProperties = new Dictionary<string, object>(identity) { ["RootType"] = nameof(WorkflowDefinitionActivity) },
            ConstructionProperties = identity,
            IsBrowsable = version.IsPublished,
        };
    }

    // Lists by what they hold; what has no name that definitions know may be anything.
    private static string TypeOf(Type type) =>
        type == typeof(Variable) ? nameof(Variable)
        : type.IsGenericType && type.GetGenericArguments() is [var item] && type.IsAssignableTo(typeof(IEnumerable<>).MakeGenericType(item)) ? $"List<{TypeOf(item)}>"
        : TypeAliases.NameOf(type) is var name && (type.IsEnum || TypeAliases.Find(name) is not null) ? name
        : "Object";

    private static string TypeOf(ArgumentDefinition argument) => argument.IsArray ? argument.Type + "[]" : argument.Type;

    private static ElsaActivity Placeholder(string type, int version) => new()
    {
        TypeName = type,
        Namespace = type.Contains('.', StringComparison.Ordinal) ? type[..type.LastIndexOf('.')] : "",
        Name = type[(type.LastIndexOf('.') + 1)..],
        Version = version,
        Category = Unknown,
        DisplayName = type,
        Description = "Hệ thống không có loại bước này: quy trình còn mở và lưu nháp được, nhưng chưa ban hành được. Thay bằng bước khác.",
        Ports = [new ElsaPort(ActivityResult.DoneOutcome, "Xong", ElsaPortType.Flow)],
        IsBrowsable = false,
    };
}
