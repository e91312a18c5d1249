using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Intrinsics;

internal static class ObjectIntrinsics
{
    public static readonly Intrinsic Definition = new("Object", 1, Call, (r, a, _) => Call(r, null, a))
    {
        NewPrototype = _ => new JsObject(null),
        Statics = new IntrinsicTable()
            .Method("keys", 1, (r, _, a) => List(r, a, (_, key) => key))
            .Method("values", 1, (r, _, a) => List(r, a, (o, key) => o.Get(key)))
            .Method("entries", 1, (r, _, a) => List(r, a, (o, key) => r.NewArray([key, o.Get(key)])))
            .Method("assign", 2, Assign)
            .Method("fromEntries", 1, FromEntries)
            .Method("create", 2, Create)
            .Method("getPrototypeOf", 1, (r, _, a) => r.ToObject(a.At(0)).Prototype ?? (object)Null.Value)
            .Method("setPrototypeOf", 2, SetPrototypeOf)
            .Method("defineProperty", 3, DefineProperty)
            .Method("defineProperties", 2, (_, _, a) => DefineAll(Target(a.At(0)), a.At(1)))
            .Method("getOwnPropertyNames", 1, (r, _, a) => r.NewArray([.. r.ToObject(a.At(0)).OwnKeys().Where(k => k is string)]))
            .Method("getOwnPropertySymbols", 1, (r, _, a) => r.NewArray([.. r.ToObject(a.At(0)).OwnKeys().Where(k => k is Symbol)]))
            .Method("getOwnPropertyDescriptor", 2, GetDescriptor)
            .Method("getOwnPropertyDescriptors", 1, GetDescriptors)
            .Method("is", 2, (_, _, a) => Boxed.Bool(Operators.SameValue(a.At(0), a.At(1))))
            .Method("hasOwn", 2, (r, _, a) => Boxed.Bool(r.ToObject(a.At(0)).HasOwn(Coercion.ToKey(a.At(1)))))
            .Method("freeze", 1, (_, _, a) => Freeze(a.At(0)))
            .Method("seal", 1, (_, _, a) => Restrict(a.At(0), p => p.Flags & ~PropertyFlags.Configurable))
            .Method("preventExtensions", 1, (_, _, a) => PreventExtensions(a.At(0)))
            .Method("isFrozen", 1, (_, _, a) => Holds(a.At(0), p => !p.Configurable && (p.IsAccessor || !p.Writable)))
            .Method("isSealed", 1, (_, _, a) => Holds(a.At(0), p => !p.Configurable))
            .Method("isExtensible", 1, (_, _, a) => Boxed.Bool(a.At(0) is JsObject { Extensible: true }))
            .Method("groupBy", 2, GroupBy),
        Prototype = new IntrinsicTable()
            .Method("hasOwnProperty", 1, (r, self, a) => HasOwn(r, self, a.At(0)))
            .Method("isPrototypeOf", 1, IsPrototypeOf)
            .Method("propertyIsEnumerable", 1, (r, self, a) =>
            {
                var key = Coercion.ToKey(a.At(0));
                return Boxed.Bool(r.ToObject(self).TryGetOwn(key, out var property) && property.Enumerable);
            })
            .Method("toString", 0, (r, self, _) => Describe(r, self))
            .Method("toLocaleString", 0, (r, self, _) => r.Invoke(self, "toString"))
            .Method("valueOf", 0, (r, self, _) => r.ToObject(self))
            .Method("__defineGetter__", 2, (r, self, a) => DefineAccessor(r, self, a, getter: true))
            .Method("__defineSetter__", 2, (r, self, a) => DefineAccessor(r, self, a, getter: false))
            .Method("__lookupGetter__", 1, (r, self, a) => FindAccessor(r, self, a.At(0))?.Getter)
            .Method("__lookupSetter__", 1, (r, self, a) => FindAccessor(r, self, a.At(0))?.Setter)
            .Add("__proto__", r => new Property(
                new Accessor(
                    new NativeFunction(r, "get __proto__", 0, (realm, self, _) => realm.ToObject(self).Prototype ?? (object)Null.Value),
                    new NativeFunction(r, "set __proto__", 1, (realm, self, a) =>
                    {
                        if (self is JsObject && a.At(0) is JsObject or Null)
                            SetPrototypeOf(realm, null, [self, a.At(0)]);
                        return null;
                    })),
                PropertyFlags.Configurable | PropertyFlags.Accessor)),
    };

    private static JsObject Call(Realm realm, object? self, object?[] arguments) =>
        Coercion.IsNullish(arguments.At(0)) ? new JsObject(realm.ObjectPrototype) : realm.ToObject(arguments[0]);

    private static JsArray List(Realm realm, object?[] arguments, Func<JsObject, string, object?> select)
    {
        var source = realm.ToObject(arguments.At(0));
        var items = new List<object?>();
        foreach (var key in source.EnumerableOwnNames())
        {
            realm.Budget.Step();
            items.Add(select(source, key));
        }
        return realm.NewArray(items);
    }

    private static JsObject Target(object? value) =>
        value as JsObject ?? throw Throw.Type($"{Coercion.DisplayText(value)} is not an object");

    private static object HasOwn(Realm realm, object? self, object? name)
    {
        var key = Coercion.ToKey(name);
        return Boxed.Bool(realm.ToObject(self).HasOwn(key));
    }

    private static JsObject Assign(Realm realm, object? self, object?[] arguments)
    {
        var target = realm.ToObject(arguments.At(0));
        foreach (var source in arguments.Skip(1))
        {
            if (Coercion.IsNullish(source))
                continue;
            var holder = realm.ToObject(source);
            foreach (var key in holder.OwnKeys())
            {
                realm.Budget.Step();
                if (holder.TryGetOwn(key, out var property) && property.Enumerable)
                    Realm.SetOrThrow(target, key, holder.Get(key));
            }
        }
        return target;
    }

    private static JsObject FromEntries(Realm realm, object? self, object?[] arguments)
    {
        var result = new JsObject(realm.ObjectPrototype);
        Iteration.ForEach(realm, arguments.At(0), entry =>
        {
            var pair = Target(entry);
            var (key, value) = (realm.GetElement(pair, 0), realm.GetElement(pair, 1));
            result.Put(Coercion.ToKey(key), value);
        });
        return result;
    }

    private static JsObject GroupBy(Realm realm, object? self, object?[] arguments)
    {
        var result = new JsObject(null);
        var choose = Realm.Callable(arguments.At(1));
        var index = 0;
        Iteration.ForEach(realm, arguments.At(0), item =>
        {
            var key = Coercion.ToKey(choose.Call(null, [item, Boxed.Number(index++)]));
            if (result.TryGetOwn(key, out var group))
                ((JsArray)group.Value!).Append(item);
            else
                result.Put(key, realm.NewArray([item]));
        });
        return result;
    }

    private static JsObject Create(Realm realm, object? self, object?[] arguments)
    {
        if (arguments.At(0) is not (JsObject or Null))
            throw Throw.Type("Object prototype may only be an Object or null");
        var result = new JsObject(arguments[0] as JsObject);
        return arguments.At(1) is null ? result : DefineAll(result, arguments[1]);
    }

    private static object? SetPrototypeOf(Realm realm, object? self, object?[] arguments)
    {
        var (target, wanted) = (arguments.At(0), arguments.At(1));
        if (Coercion.IsNullish(target) || wanted is not (JsObject or Null))
            throw Throw.Type("Object prototype may only be an Object or null");
        if (target is JsObject holder && !TrySetPrototype(realm, holder, wanted as JsObject))
            throw Throw.Type(holder.Extensible ? "Cyclic __proto__ value" : "Object is not extensible");
        return target;
    }

    /// <summary>False where the object is not extensible, is Object.prototype itself, or would become its own ancestor.</summary>
    public static bool TrySetPrototype(Realm realm, JsObject holder, JsObject? wanted)
    {
        if (ReferenceEquals(holder.Prototype, wanted))
            return true;
        if (!holder.Extensible || ReferenceEquals(holder, realm.ObjectPrototype))
            return false;
        for (var link = wanted; link is not null; link = link.Prototype)
            if (ReferenceEquals(link, holder))
                return false;
        holder.Prototype = wanted;
        return true;
    }

    private static JsObject DefineProperty(Realm realm, object? self, object?[] arguments)
    {
        var target = Target(arguments.At(0));
        var key = Coercion.ToKey(arguments.At(1));
        if (!target.Define(key, PropertyDescriptor.From(arguments.At(2))))
            throw Throw.Type($"Cannot redefine property: {Coercion.DisplayText(key)}");
        return target;
    }

    private static object? DefineAccessor(Realm realm, object? self, object?[] arguments, bool getter)
    {
        var target = realm.ToObject(self);
        var function = Realm.Callable(arguments.At(1));
        var description = new JsObject(realm.ObjectPrototype);
        description.Put(getter ? "get" : "set", function);
        description.Put("enumerable", Boxed.True);
        description.Put("configurable", Boxed.True);
        DefineProperty(realm, null, [target, arguments.At(0), description]);
        return null;
    }

    private static Accessor? FindAccessor(Realm realm, object? self, object? name)
    {
        var holder = realm.ToObject(self);
        var key = Coercion.ToKey(name);
        for (JsObject? link = holder; link is not null; link = link.Prototype)
            if (link.TryGetOwn(key, out var property))
                return property.IsAccessor ? (Accessor)property.Value! : null;
        return null;
    }

    private static JsObject DefineAll(JsObject target, object? descriptions)
    {
        if (descriptions is not JsObject source)
            throw Throw.Type("Property descriptions must be an object");
        var descriptors = new List<(object Key, PropertyDescriptor Descriptor)>();
        foreach (var key in source.OwnKeys())
            if (source.TryGetOwn(key, out var property) && property.Enumerable)
                descriptors.Add((key, PropertyDescriptor.From(source.Get(key))));
        foreach (var (key, descriptor) in descriptors)
            if (!target.Define(key, descriptor))
                throw Throw.Type($"Cannot redefine property: {Coercion.DisplayText(key)}");
        return target;
    }

    public static JsObject? GetDescriptor(Realm realm, object? self, object?[] arguments)
    {
        var holder = realm.ToObject(arguments.At(0));
        return holder.TryGetOwn(Coercion.ToKey(arguments.At(1)), out var property) ? ToDescription(realm, property) : null;
    }

    private static JsObject GetDescriptors(Realm realm, object? self, object?[] arguments)
    {
        var holder = realm.ToObject(arguments.At(0));
        var result = new JsObject(realm.ObjectPrototype);
        foreach (var key in holder.OwnKeys())
            if (holder.TryGetOwn(key, out var property))
                result.Put(key, ToDescription(realm, property));
        return result;
    }

    private static JsObject ToDescription(Realm realm, Property property)
    {
        var result = new JsObject(realm.ObjectPrototype);
        if (property.IsAccessor)
        {
            var accessor = (Accessor)property.Value!;
            result.Put("get", accessor.Getter);
            result.Put("set", accessor.Setter);
        }
        else
        {
            result.Put("value", property.Value);
            result.Put("writable", Boxed.Bool(property.Writable));
        }
        result.Put("enumerable", Boxed.Bool(property.Enumerable));
        result.Put("configurable", Boxed.Bool(property.Configurable));
        return result;
    }

    public static object? Freeze(object? value) =>
        Restrict(value, p => p.Flags & ~PropertyFlags.Configurable & (p.IsAccessor ? p.Flags : ~PropertyFlags.Writable));

    private static object? Restrict(object? value, Func<Property, PropertyFlags> flags)
    {
        if (value is not JsObject target)
            return value;
        target.PreventExtensions();
        foreach (var key in target.OwnKeys())
        {
            if (!target.TryGetOwn(key, out var property))
                continue;
            var wanted = flags(property);
            target.Define(key, new PropertyDescriptor
            {
                Configurable = false,
                Writable = !property.IsAccessor && (wanted & PropertyFlags.Writable) == 0 ? false : null,
            });
        }
        return value;
    }

    private static object? PreventExtensions(object? value)
    {
        (value as JsObject)?.PreventExtensions();
        return value;
    }

    private static object Holds(object? value, Func<Property, bool> test)
    {
        if (value is not JsObject target)
            return Boxed.True;
        return Boxed.Bool(!target.Extensible && target.OwnKeys().TrueForAll(k => !target.TryGetOwn(k, out var property) || test(property)));
    }

    private static object IsPrototypeOf(Realm realm, object? self, object?[] arguments)
    {
        if (arguments.At(0) is not JsObject value)
            return Boxed.False;
        var wanted = realm.ToObject(self);
        for (var link = value.Prototype; link is not null; link = link.Prototype)
            if (ReferenceEquals(link, wanted))
                return Boxed.True;
        return Boxed.False;
    }

    public static string Describe(Realm realm, object? self)
    {
        if (self is null)
            return "[object Undefined]";
        if (self is Null)
            return "[object Null]";
        var holder = realm.ToObject(self);
        return $"[object {holder.Get(Symbol.ToStringTag) as string ?? holder.ClassName}]";
    }
}
