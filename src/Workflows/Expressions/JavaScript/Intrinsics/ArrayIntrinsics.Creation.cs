using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Intrinsics;

internal static partial class ArrayIntrinsics
{
    private static JsArray Create(Realm realm, object?[] arguments)
    {
        if (arguments is not [double length])
            return realm.NewArray([.. arguments]);
        if (length != Coercion.ToUint32(length))
            throw Throw.Range("Invalid array length");
        var array = realm.NewArray([]);
        array.Set("length", length);
        return array;
    }

    /// <summary>The constructor that Array.from and Array.of were called on; null where that makes ordinary arrays.</summary>
    private static JsObject? ConstructorGiven(Realm realm, object? self) =>
        self is JsObject { IsConstructor: true } function && !ReferenceEquals(function, realm.Constructor(Definition)) ? function : null;

    private static object? Of(Realm realm, object? self, object?[] arguments)
    {
        if (ConstructorGiven(realm, self) is not { } constructor)
            return realm.NewArray([.. arguments]);
        return Fill(Constructed(constructor, [Boxed.Number(arguments.Length)]), [.. arguments]);
    }

    private static object? From(Realm realm, object? self, object?[] arguments)
    {
        var source = arguments.At(0);
        var map = arguments.At(1) is null ? null : Realm.Callable(arguments[1]);
        var constructor = ConstructorGiven(realm, self);
        JsObject? made = null;
        var items = new List<object?>();
        void Add(object? item)
        {
            realm.Budget.CheckArray(items.Count + 1d);
            item = map is null ? item : map.Call(arguments.At(2), [item, Boxed.Number(items.Count)]);
            if (made is not null)
                DefineElement(made, items.Count, item);
            items.Add(item);
        }
        if (!Coercion.IsNullish(realm.GetMember(source, Symbol.Iterator)))
        {
            made = constructor is null ? null : Constructed(constructor, Boxed.NoArguments!);
            Iteration.ForEach(realm, source, Add);
        }
        else
        {
            var target = realm.ToObject(source);
            var length = Realm.LengthOf(target);
            realm.Budget.CheckArray(length);
            made = constructor is null ? null : Constructed(constructor, [Boxed.Number(length)]);
            for (var i = 0; i < length; i++)
                Add(realm.GetElement(target, i));
        }
        return made is null ? realm.NewArray(items) : SetLength(made, items.Count, made);
    }

    private static JsObject Constructed(JsObject constructor, object?[] arguments) =>
        constructor.Construct(arguments, constructor) as JsObject ?? throw Throw.Type("The constructor did not make an object");

    private static void DefineElement(JsObject target, double index, object? value)
    {
        if (!target.Define(NumberText.Format(index), PropertyDescriptor.Data(value, PropertyFlags.All)))
            throw Throw.Type($"Cannot define property {NumberText.Format(index)}");
    }

    /// <summary>What the constructor of an array wants new arrays of its kind to be (Symbol.species); null for an ordinary array.</summary>
    private static JsObject? Species(Realm realm, JsObject original, double length)
    {
        if (original is not (JsArray or JsArrayPrototype))
            return null;
        var constructor = original.Get("constructor");
        if (constructor is JsObject type)
            constructor = type.Get(Symbol.Species) is var species && species is Null ? null : species;
        if (constructor is null || ReferenceEquals(constructor, realm.Constructor(Definition)))
            return null;
        return constructor is JsObject { IsConstructor: true } function
            ? Constructed(function, [Boxed.Number(length)])
            : throw Throw.Type("Symbol.species is not a constructor");
    }

    /// <summary>Elements as an ordinary array, or put into what <see cref="Species"/> gave.</summary>
    private static JsObject Result(Realm realm, JsObject? made, List<object?> items, bool setsLength = false)
    {
        if (made is null)
            return realm.NewArray(items);
        for (var i = 0; i < items.Count; i++)
            if (!ReferenceEquals(items[i], Marker.Hole))
                DefineElement(made, i, items[i]);
        if (setsLength)
            SetLength(made, items.Count, null);
        return made;
    }

    private static object? Fill(JsObject made, List<object?> items)
    {
        for (var i = 0; i < items.Count; i++)
            DefineElement(made, i, items[i]);
        return SetLength(made, items.Count, made);
    }

    private static JsObject Unscopables()
    {
        var names = new JsObject(null);
        foreach (var name in "at copyWithin entries fill find findIndex findLast findLastIndex flat flatMap includes keys toReversed toSorted toSpliced values".Split(' '))
            names.Put(name, Boxed.True);
        return names;
    }
}
