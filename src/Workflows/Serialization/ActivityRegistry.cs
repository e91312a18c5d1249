using System.Reflection;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Serialization;

/// <summary>Which activity types definitions may name.</summary>
public sealed class ActivityRegistry
{
    private readonly Dictionary<string, ActivityDescriptor> _types = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>With the engine's own activities.</summary>
    public ActivityRegistry() => Add(typeof(ActivityRegistry).Assembly);

    /// <summary>The workflows that definitions may use as activities.</summary>
    public WorkflowTypes Workflows { get; } = new();

    /// <summary>All types, by name.</summary>
    public IEnumerable<ActivityDescriptor> Types => _types.Values.OrderBy(d => d.TypeName, StringComparer.Ordinal);

    /// <summary>Adds every class of the assembly that carries <see cref="ActivityAttribute"/>: a new activity is one new file.</summary>
    public ActivityRegistry Add(Assembly assembly)
    {
        foreach (var type in assembly.GetTypes())
        {
            if (!type.IsAbstract && typeof(Activity).IsAssignableFrom(type) && type.IsDefined(typeof(ActivityAttribute), inherit: false))
                Add(type);
        }

        return this;
    }

    public ActivityRegistry Add(Type type)
    {
        var descriptor = ActivityDescriptor.Of(type);
        _types[descriptor.TypeName] = descriptor;
        return this;
    }

    public ActivityDescriptor? Find(string typeName) => _types.GetValueOrDefault(typeName);
}
