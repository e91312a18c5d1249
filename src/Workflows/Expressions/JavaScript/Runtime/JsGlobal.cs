namespace LienThong.Workflows.Expressions.JavaScript.Runtime;

/// <summary>The variables that a program declares at its top by var and function: their names and places.</summary>
internal sealed record ProgramVariables(IReadOnlyDictionary<string, int> Slots, object?[] Environment);

/// <summary>The global object. A var or function at the top of the program is one of its properties and lives in the environment of the program.</summary>
internal sealed class JsGlobal(Realm realm) : JsObject(realm.ObjectPrototype)
{
    private const PropertyFlags OfVariables = PropertyFlags.Writable | PropertyFlags.Enumerable;

    private object?[] Environment => realm.Variables!.Environment;

    private bool TryFindSlot(object key, out int slot)
    {
        slot = 0;
        return realm.Variables is { } variables && key is string name && variables.Slots.TryGetValue(name, out slot);
    }

    public override bool TryGetOwn(object key, out Property property)
    {
        if (!TryFindSlot(key, out var slot))
            return base.TryGetOwn(key, out property);
        property = new Property(Environment[slot], OfVariables);
        return true;
    }

    public override bool Set(object key, object? value, object? receiver)
    {
        if (!ReferenceEquals(receiver, this) || !TryFindSlot(key, out var slot))
            return base.Set(key, value, receiver);
        Environment[slot] = value;
        return true;
    }

    /// <remarks>A variable stays one: it can be given a value, but no accessor and no other attributes.</remarks>
    public override bool Define(object key, PropertyDescriptor descriptor)
    {
        if (!TryFindSlot(key, out var slot))
            return base.Define(key, descriptor);
        if (!descriptor.TryApply(new Property(Environment[slot], OfVariables), Extensible, out var result) || result.Flags != OfVariables)
            return false;
        Environment[slot] = result.Value;
        return true;
    }

    public override bool Delete(object key) => !TryFindSlot(key, out _) && base.Delete(key);

    public override List<object> OwnKeys() =>
        realm.Variables is { } variables ? [.. base.OwnKeys().Where(k => !TryFindSlot(k, out _)), .. variables.Slots.Keys] : base.OwnKeys();
}
