using System.Collections.Concurrent;
using System.Reflection;

namespace LienThong.Workflows.Model;

/// <summary>What a class of activities has: its inputs, outputs, ports and plain properties, read once from the class.</summary>
public sealed class ActivityDescriptor
{
    private static readonly ConcurrentDictionary<Type, ActivityDescriptor> Known = new();

    private ActivityDescriptor(Type type)
    {
        ActivityType = type;
        Facts = type.GetCustomAttribute<ActivityAttribute>();
        Name = Facts?.Name ?? type.Name;
        TypeName = $"{Facts?.Namespace ?? "Elsa"}.{Name}";
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            // What Activity itself declares is common to all and read apart.
            if (property.DeclaringType == typeof(Activity) || property.SetMethod is null)
                continue;
            if (property.IsDefined(typeof(InputAttribute)))
                Fields.Add(new FieldDescriptor(property));
            if (typeof(Input).IsAssignableFrom(property.PropertyType))
                Inputs.Add(new InputDescriptor(property, Inputs.Count));
            else if (typeof(Output).IsAssignableFrom(property.PropertyType))
                Outputs.Add(new OutputDescriptor(property));
            else if (property.PropertyType == typeof(Activity) || property.PropertyType == typeof(IReadOnlyList<Activity>))
                Ports.Add(new PortDescriptor(property));
            else
                Plain.Add(property);
        }
    }

    public Type ActivityType { get; }

    /// <summary>The attribute of the class; null for classes that definitions cannot name.</summary>
    public ActivityAttribute? Facts { get; }

    /// <summary>Last part of the type name, such as If.</summary>
    public string Name { get; }

    /// <summary>Name in definitions, such as Elsa.If.</summary>
    public string TypeName { get; }

    public List<InputDescriptor> Inputs { get; } = [];

    public List<OutputDescriptor> Outputs { get; } = [];

    /// <summary>Properties that hold one activity or a list of them.</summary>
    public List<PortDescriptor> Ports { get; } = [];

    /// <summary>Properties written without an input wrapper (elsa-format §2.1).</summary>
    public List<PropertyInfo> Plain { get; } = [];

    /// <summary>What its property form shows: inputs, and the plain properties that are described as such, in the class's order.</summary>
    public List<FieldDescriptor> Fields { get; } = [];

    public static ActivityDescriptor Of(Type type) => Known.GetOrAdd(type, static t => new ActivityDescriptor(t));

    internal IEnumerable<(string Port, Activity Child)> ChildrenOf(Activity activity)
    {
        foreach (var port in Ports)
        {
            foreach (var child in port.ActivitiesOf(activity))
                yield return (port.Name, child);
        }
    }

    internal void Attach(Activity activity)
    {
        if (activity.Type.Length == 0)
            activity.Type = TypeName;
        if (activity is WorkflowDefinitionActivity)
            return;
        activity.Inputs = new Input?[Inputs.Count];
        foreach (var descriptor in Inputs)
        {
            if (descriptor.Property.GetValue(activity) is not Input input)
                continue;
            input.Slot = descriptor.Slot;
            activity.Inputs[descriptor.Slot] = input;
        }

        foreach (var descriptor in Outputs)
        {
            if (descriptor.Property.GetValue(activity) is Output output)
                output.Name = descriptor.Property.Name;
        }
    }
}

/// <summary>An input property of an activity class.</summary>
public sealed record InputDescriptor(PropertyInfo Property, int Slot)
{
    public string Name => Property.Name;

    public Type ValueType { get; } = Property.PropertyType.GetGenericArguments()[0];

    public InputAttribute Facts { get; } = Property.GetCustomAttribute<InputAttribute>() ?? new InputAttribute();
}

/// <summary>A line of the property form: an input, or a plain property.</summary>
public sealed record FieldDescriptor(PropertyInfo Property)
{
    public string Name => Property.Name;

    /// <summary>Its value comes from an expression.</summary>
    public bool IsInput { get; } = typeof(Input).IsAssignableFrom(Property.PropertyType);

    public Type ValueType { get; } = typeof(Input).IsAssignableFrom(Property.PropertyType) ? Property.PropertyType.GetGenericArguments()[0] : Property.PropertyType;

    public InputAttribute Facts { get; } = Property.GetCustomAttribute<InputAttribute>() ?? new InputAttribute();
}

/// <summary>An output property of an activity class.</summary>
public sealed record OutputDescriptor(PropertyInfo Property)
{
    public string Name => Property.Name;

    public Type ValueType { get; } = Property.PropertyType.GetGenericArguments()[0];

    public OutputAttribute Facts { get; } = Property.GetCustomAttribute<OutputAttribute>() ?? new OutputAttribute();
}

/// <summary>A property that holds activities.</summary>
public sealed record PortDescriptor(PropertyInfo Property)
{
    public string Name => Property.Name;

    public bool IsList { get; } = Property.PropertyType != typeof(Activity);

    /// <summary>What people see.</summary>
    public string DisplayName { get; } = Property.GetCustomAttribute<PortAttribute>()?.DisplayName ?? Property.Name;

    /// <summary>What this property of the activity holds.</summary>
    public IEnumerable<Activity> ActivitiesOf(Activity activity) => Property.GetValue(activity) switch
    {
        Activity child => [child],
        IReadOnlyList<Activity> children => children,
        _ => [],
    };
}
