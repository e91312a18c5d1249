using System.Collections;

namespace LienThong.Workflows.Expressions.JavaScript.Runtime;

/// <summary>Members of a standard object: one table for all runs, of which each run makes what it uses.</summary>
internal sealed class IntrinsicTable : IEnumerable<object>
{
    private readonly Dictionary<object, Func<Realm, Property>> members = [];

    public IntrinsicTable Method(string name, int length, NativeCode code) => Method(name, name, length, code);

    public IntrinsicTable Method(object key, string name, int length, NativeCode code) =>
        Add(key, r => new Property(new NativeFunction(r, name, length, code), PropertyFlags.Hidden));

    public IntrinsicTable Getter(object key, string name, Func<Realm, object?, object?> code) => Add(key, r =>
        new Property(new Accessor(new NativeFunction(r, "get " + name, 0, (realm, self, _) => code(realm, self)), null),
            PropertyFlags.Configurable | PropertyFlags.Accessor));

    public IntrinsicTable Constant(object key, object? value, PropertyFlags flags = PropertyFlags.None) => Add(key, _ => new Property(value, flags));

    public IntrinsicTable Lazy(object key, Func<Realm, object?> value, PropertyFlags flags = PropertyFlags.Hidden) =>
        Add(key, r => new Property(value(r), flags));

    /// <summary>A second name for a member, with the same function object.</summary>
    public IntrinsicTable Alias(object key, Func<Realm, JsObject> holder, string original) =>
        Add(key, r => new Property(holder(r).Get(original), PropertyFlags.Hidden));

    public IntrinsicTable Add(object key, Func<Realm, Property> create)
    {
        members[key] = create;
        return this;
    }

    /// <remarks>owner: For a prototype, whose constructor is then a member too.</remarks>
    public LazyProperties In(Realm realm, Intrinsic? owner = null) => new InRealm(this, realm, owner);

    public IEnumerator<object> GetEnumerator() => members.Keys.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed class InRealm(IntrinsicTable table, Realm realm, Intrinsic? intrinsic) : LazyProperties
    {
        public override IEnumerable<object> Keys => intrinsic is null ? table.members.Keys : table.members.Keys.Prepend("constructor");

        public override bool TryCreate(JsObject owner, object key, out Property property)
        {
            if (table.members.TryGetValue(key, out var create))
            {
                property = create(realm);
                return true;
            }
            property = intrinsic is not null && key is "constructor" ? new Property(realm.Constructor(intrinsic), PropertyFlags.Hidden) : default;
            return property.Flags != PropertyFlags.None;
        }
    }
}

/// <summary>A standard constructor with its prototype object.</summary>
internal sealed class Intrinsic(string name, int length, NativeCode call, NativeConstruct? construct)
{
    public string Name => name;

    public IntrinsicTable Statics { get; init; } = [];

    public IntrinsicTable Prototype { get; init; } = [];

    /// <summary>The prototype that the prototype object itself inherits from, where it is not that of Object.</summary>
    public Func<Realm, JsObject>? Parent { get; init; }

    /// <summary>What the constructor inherits from, where it is not Function.prototype.</summary>
    public Func<Realm, JsObject>? ConstructorParent { get; init; }

    /// <summary>Makes the prototype object where it is not an ordinary one.</summary>
    public Func<Realm, JsObject>? NewPrototype { get; init; }

    public JsObject CreatePrototype(Realm realm)
    {
        var prototype = NewPrototype?.Invoke(realm) ?? new JsObject(Parent?.Invoke(realm) ?? realm.ObjectPrototype);
        prototype.SetLazy(Prototype.In(realm, name.Length > 0 ? this : null));
        return prototype;
    }

    public JsObject CreateConstructor(Realm realm)
    {
        var constructor = new NativeFunction(realm, name, length, call, construct, ConstructorParent?.Invoke(realm));
        constructor.Put("prototype", new Property(realm.Prototype(this), PropertyFlags.None));
        constructor.SetLazy(Statics.In(realm));
        return constructor;
    }
}
