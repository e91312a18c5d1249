using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Hosting;

/// <summary>A <see cref="HostObject"/> as scripts see it.</summary>
internal sealed class HostObjectView(Realm realm, HostObject target)
    : JsFunction(realm, target.IsCallable || target.IsConstructor ? realm.FunctionPrototype : realm.ObjectPrototype), IHostView
{
    public HostObject Target => target;

    public override string ClassName => IsCallable ? "Function" : "Object";

    public override bool IsCallable => target.IsCallable || target.IsConstructor;

    public override bool IsConstructor => target.IsConstructor;

    public override bool TryGetOwn(object key, out Property property)
    {
        if (Equals(key, Symbol.ToPrimitive) && target.ToPrimitive() is { } primitive)
        {
            property = new Property(new NativeFunction(Realm, "", 0, (r, _, _) => r.Host.ToScript(primitive)), PropertyFlags.None);
            return true;
        }
        if (key is not string name)
            return base.TryGetOwn(key, out property);
        var found = false;
        var value = Realm.Host.Guard(() => (found = target.TryGet(name, out var result)) ? result : null);
        property = new Property(value, PropertyFlags.All);
        return found;
    }

    public override bool Set(object key, object? value, object? receiver)
    {
        if (key is not string name)
            return base.Set(key, value, receiver);
        var plain = Realm.Host.ToHost(value);
        return Realm.Host.Guard(() => target.Set(name, plain)) is true;
    }

    public override bool Define(object key, PropertyDescriptor descriptor) => key is string
        ? !descriptor.IsAccessor && descriptor.HasValue && Set(key, descriptor.Value, this)
        : base.Define(key, descriptor);

    public override bool Has(object key) => key is string name ? target.Has(name) || Prototype!.Has(key) : base.Has(key);

    public override bool Delete(object key) => key is not string name || !target.Has(name);

    public override List<object> OwnKeys() => [.. target.Keys, .. base.OwnKeys()];

    public override object? Call(object? self, object?[] arguments)
    {
        if (!target.IsCallable)
            return base.Call(self, arguments);
        var values = Array.ConvertAll(arguments, Realm.Host.ToHost);
        return Realm.Host.Guard(() => target.Call(values));
    }

    public override object? Construct(object?[] arguments, JsObject newTarget)
    {
        if (!target.IsConstructor)
            return base.Construct(arguments, newTarget);
        var values = Array.ConvertAll(arguments, Realm.Host.ToHost);
        return Realm.Host.Guard(() => target.Construct(values));
    }

    public bool TryGetUnchanged(out object? original)
    {
        original = target is OpaqueValue opaque ? opaque.Value : target is INetValue value ? value.Value : target;
        return true;
    }

    public void Flush() { }
}

/// <summary>A host object that stands for a .NET value and leaves the script as that.</summary>
internal interface INetValue
{
    object Value { get; }
}
