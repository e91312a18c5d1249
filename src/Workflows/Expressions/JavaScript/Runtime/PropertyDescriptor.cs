namespace LienThong.Workflows.Expressions.JavaScript.Runtime;

/// <summary>What a definition says about a property; the parts left null keep what is there.</summary>
internal sealed class PropertyDescriptor
{
    public object? Value { get; init; }
    public bool HasValue { get; init; }
    public bool? Writable { get; init; }
    public bool? Enumerable { get; init; }
    public bool? Configurable { get; init; }
    public JsObject? Getter { get; init; }
    public bool HasGetter { get; init; }
    public JsObject? Setter { get; init; }
    public bool HasSetter { get; init; }

    public bool IsAccessor => HasGetter || HasSetter;
    public bool IsData => HasValue || Writable is not null;

    /// <summary>Whether it defines an ordinary property: plain value, all flags set.</summary>
    public bool IsPlain(bool exists) => !IsAccessor && (exists
        ? Writable is not false && Enumerable is not false && Configurable is not false
        : Writable is true && Enumerable is true && Configurable is true);

    public static PropertyDescriptor Data(object? value, PropertyFlags flags) => new()
    {
        Value = value,
        HasValue = true,
        Writable = (flags & PropertyFlags.Writable) != 0,
        Enumerable = (flags & PropertyFlags.Enumerable) != 0,
        Configurable = (flags & PropertyFlags.Configurable) != 0,
    };

    public static PropertyDescriptor From(object? description)
    {
        if (description is not JsObject source)
            throw Throw.Type("Property description must be an object");
        bool? Flag(string name) => source.Has(name) ? Coercion.ToBoolean(source.Get(name)) : null;
        JsObject? Function(string name) => !source.Has(name) ? null : source.Get(name) switch
        {
            null => null,
            JsObject { IsCallable: true } function => function,
            _ => throw Throw.Type($"{(name == "get" ? "Getter" : "Setter")} must be a function"),
        };
        var result = new PropertyDescriptor
        {
            Enumerable = Flag("enumerable"),
            Configurable = Flag("configurable"),
            HasValue = source.Has("value"),
            Value = source.Get("value"),
            Writable = Flag("writable"),
            HasGetter = source.Has("get"),
            Getter = Function("get"),
            HasSetter = source.Has("set"),
            Setter = Function("set"),
        };
        return result is { IsAccessor: true, IsData: true }
            ? throw Throw.Type("Invalid property descriptor. Cannot both specify accessors and a value or writable attribute")
            : result;
    }

    /// <summary>The property after applying this to what was there; false where the rules of the language forbid it.</summary>
    public bool TryApply(Property? current, bool extensible, out Property result)
    {
        if (current is not { } old)
        {
            result = Merge(new Property(null, PropertyFlags.None));
            return extensible;
        }
        result = Merge(old);
        if (old.Configurable)
            return true;
        if (Configurable is true || (Enumerable is { } e && e != old.Enumerable))
            return false;
        if (!IsAccessor && !IsData)
            return true;
        if (IsAccessor != old.IsAccessor)
            return false;
        if (old.IsAccessor)
        {
            var accessor = (Accessor)old.Value!;
            return !(HasGetter && !ReferenceEquals(Getter, accessor.Getter)) && !(HasSetter && !ReferenceEquals(Setter, accessor.Setter));
        }
        return old.Writable || (Writable is not true && (!HasValue || Operators.SameValue(Value, old.Value)));
    }

    private Property Merge(Property old)
    {
        static PropertyFlags Flag(bool? wanted, Property old, PropertyFlags flag) =>
            wanted ?? (old.Flags & flag) != 0 ? flag : PropertyFlags.None;
        var flags = Flag(Enumerable, old, PropertyFlags.Enumerable) | Flag(Configurable, old, PropertyFlags.Configurable);
        if (IsAccessor || (old.IsAccessor && !IsData))
        {
            var before = old.IsAccessor ? (Accessor)old.Value! : new Accessor(null, null);
            return new Property(
                new Accessor(HasGetter ? Getter : before.Getter, HasSetter ? Setter : before.Setter), flags | PropertyFlags.Accessor);
        }
        var basis = old.IsAccessor ? new Property(null, PropertyFlags.None) : old;
        return new Property(HasValue ? Value : basis.Value, flags | Flag(Writable, basis, PropertyFlags.Writable));
    }
}
