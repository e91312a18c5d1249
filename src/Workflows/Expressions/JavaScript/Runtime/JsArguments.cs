namespace LienThong.Workflows.Expressions.JavaScript.Runtime;

/// <summary>The arguments of a call. In sloppy functions with plain parameters an element and its parameter are the same variable.</summary>
internal sealed class JsArguments : JsObject
{
    private readonly object?[]? environment;
    private readonly int[] slots;

    /// <remarks>slots: Where the parameters live in the environment, by position; -1 for an element that stands for itself.</remarks>
    public JsArguments(Realm realm, object?[] values, object?[]? environment, int[] slots) : base(realm.ObjectPrototype)
    {
        this.environment = environment;
        this.slots = environment is null ? [] : [.. slots.Take(values.Length)];
        for (var i = 0; i < values.Length; i++)
            Put(NumberText.Format(i), values[i]);
    }

    public override string ClassName => "Arguments";

    private bool TryFindSlot(object key, out int index)
    {
        index = -1;
        if (slots.Length == 0 || key is not string name || !TryParseIndex(name, out var position) || position >= slots.Length || slots[position] < 0)
            return false;
        index = (int)position;
        return true;
    }

    public override bool TryGetOwn(object key, out Property property)
    {
        if (!base.TryGetOwn(key, out property))
            return false;
        if (TryFindSlot(key, out var index))
            property = new Property(environment![slots[index]], property.Flags);
        return true;
    }

    public override bool Set(object key, object? value, object? receiver)
    {
        if (ReferenceEquals(receiver, this) && TryFindSlot(key, out var index))
            environment![slots[index]] = value;
        return base.Set(key, value, receiver);
    }

    public override bool Define(object key, PropertyDescriptor descriptor)
    {
        if (!TryFindSlot(key, out var index))
            return base.Define(key, descriptor);
        if (TryGetOwn(key, out var current))
            Put(key, current);
        if (!base.Define(key, descriptor))
            return false;
        if (descriptor is { IsAccessor: false, HasValue: true })
            environment![slots[index]] = descriptor.Value;
        if (descriptor.IsAccessor || descriptor.Writable is false)
            slots[index] = -1;
        return true;
    }

    public override bool Delete(object key)
    {
        var mapped = TryFindSlot(key, out var index);
        if (!base.Delete(key))
            return false;
        if (mapped)
            slots[index] = -1;
        return true;
    }
}
