using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Intrinsics;

/// <summary>Array and its prototype; the functions work on anything with a length, as the language wants.</summary>
internal static partial class ArrayIntrinsics
{
    public static readonly Intrinsic Definition = new("Array", 1, (r, _, a) => Create(r, a), (r, a, _) => Create(r, a))
    {
        NewPrototype = r => new JsArrayPrototype(r.ObjectPrototype),
        Statics = new IntrinsicTable()
            .Method("isArray", 1, (_, _, a) => Boxed.Bool(a.At(0) is JsArray or JsArrayPrototype))
            .Getter(Symbol.Species, "[Symbol.species]", (_, self) => self)
            .Method("of", 0, Of)
            .Method("from", 1, From),
        Prototype = AddSearches(AddChanges(new IntrinsicTable()
            .Method("at", 1, (r, self, a) => Over(r, self, (o, length) =>
            {
                var index = Coercion.ToInteger(a.At(0));
                index = index < 0 ? length + index : index;
                return index < 0 || index >= length ? null : r.GetElement(o, index);
            }))
            .Method("concat", 1, Concat)
            .Method("join", 1, (r, self, a) => Join(r, self, a.At(0) is null ? "," : Coercion.ToText(a[0])))
            .Method("toString", 0, (r, self, _) => r.ToObject(self).Get("join") is JsObject { IsCallable: true } join
                ? join.Call(self, Boxed.NoArguments!)
                : ObjectIntrinsics.Describe(r, self))
            .Method("toLocaleString", 0, (r, self, _) => Join(r, self, ",", item => Coercion.ToText(r.Invoke(item, "toLocaleString"))))
            .Method("slice", 2, Slice)
            .Method("flat", 0, (r, self, a) => Flat(r, self, a.At(0) is null ? 1 : Coercion.ToInteger(a[0])))
            .Method("flatMap", 1, FlatMap)
            .Method("values", 0, Values)
            .Method("keys", 0, (r, self, _) => Iterator(r, self, (_, i) => Boxed.Number(i)))
            .Method("entries", 0, (r, self, _) => Iterator(r, self, (o, i) => r.NewArray([Boxed.Number(i), r.GetElement(o, i)])))
            .Alias(Symbol.Iterator, r => r.ArrayPrototype, "values")
            .Lazy(Symbol.Unscopables, _ => Unscopables(), PropertyFlags.Configurable)
            .Method("toReversed", 0, (r, self, _) => Copy(r, self, list => list.Reverse()))
            .Method("toSorted", 1, (r, self, a) => Copy(r, self, list => Sort(r, list, a.At(0)), a.At(0)))
            .Method("toSpliced", 2, (r, self, a) => Copy(r, self, list => SpliceList(list, a)))
            .Method("with", 2, With))),
    };

    private sealed class JsArrayPrototype : JsObject
    {
        public JsArrayPrototype(JsObject prototype) : base(prototype) => Put("length", new Property(Boxed.Number(0), PropertyFlags.Writable));

        public override string ClassName => "Array";
    }

    private delegate object? OverElements(JsObject target, double length);

    private static object? Over(Realm realm, object? self, OverElements action)
    {
        var target = realm.ToObject(self);
        return action(target, Realm.LengthOf(target));
    }

    /// <summary>All elements as a list; missing ones count as undefined.</summary>
    private static List<object?> Elements(Realm realm, JsObject target, double length)
    {
        realm.Budget.CheckArray(length);
        var items = new List<object?>((int)length);
        for (var i = 0; i < length; i++)
            items.Add(realm.GetElement(target, i));
        return items;
    }

    private static object? Copy(Realm realm, object? self, Action<List<object?>> change, object? comparer = null)
    {
        if (comparer is not null)
            Realm.Callable(comparer);
        return Over(realm, self, (o, length) =>
        {
            var items = Elements(realm, o, length);
            change(items);
            return realm.NewArray(items);
        });
    }

    private static object? With(Realm realm, object? self, object?[] arguments) => Over(realm, self, (o, length) =>
    {
        var index = Coercion.ToInteger(arguments.At(0));
        index = index < 0 ? length + index : index;
        if (index < 0 || index >= length)
            throw Throw.Range("Invalid index");
        var items = Elements(realm, o, length);
        items[(int)index] = arguments.At(1);
        return realm.NewArray(items);
    });

    private static JsObject Concat(Realm realm, object? self, object?[] arguments)
    {
        var target = realm.ToObject(self);
        var made = Species(realm, target, 0);
        var result = new List<object?>();
        foreach (var part in arguments.Prepend(target))
        {
            if (part is not JsObject source || !Spreads(source))
            {
                result.Add(part);
                continue;
            }
            var length = Realm.LengthOf(source);
            realm.Budget.CheckArray(result.Count + length);
            for (var i = 0; i < length; i++)
                result.Add(realm.HasElement(source, i) ? realm.GetElement(source, i) : Marker.Hole);
        }
        return Result(realm, made, result, setsLength: true);
    }

    private static bool Spreads(JsObject source) =>
        source.Get(Symbol.IsConcatSpreadable) is { } flag ? Coercion.ToBoolean(flag) : source is JsArray;

    private static string Join(Realm realm, object? self, string separator, Func<object?, string>? convert = null)
    {
        var target = realm.ToObject(self);
        // An array that contains itself reads as empty there instead of never ending.
        if (!realm.Joining.Add(target))
            return "";
        try
        {
            var text = new System.Text.StringBuilder();
            var length = Realm.LengthOf(target);
            for (var i = 0; i < length; i++)
            {
                if (i > 0)
                    text.Append(separator);
                var item = realm.GetElement(target, i);
                if (!Coercion.IsNullish(item))
                    text.Append(convert is null ? Coercion.ToText(item) : convert(item));
                if ((i & 63) == 0)
                    realm.Budget.CheckLength(text.Length);
                else if (text.Length > realm.Budget.Limits.MaxStringLength)
                    realm.Budget.CheckLength(text.Length);
            }
            return realm.Budget.Text(text.ToString());
        }
        finally
        {
            realm.Joining.Remove(target);
        }
    }

    private static object? Slice(Realm realm, object? self, object?[] arguments) => Over(realm, self, (o, length) =>
    {
        var from = Coercion.RelativeIndex(arguments.At(0), length, 0);
        var to = Coercion.RelativeIndex(arguments.At(1), length, length);
        realm.Budget.CheckArray(to - from);
        var made = Species(realm, o, Math.Max(to - from, 0));
        var result = new List<object?>();
        for (var i = from; i < to; i++)
            result.Add(realm.HasElement(o, i) ? realm.GetElement(o, i) : Marker.Hole);
        return Result(realm, made, result, setsLength: true);
    });

    private static object? Flat(Realm realm, object? self, double depth) => Over(realm, self, (o, length) =>
    {
        var made = Species(realm, o, 0);
        var result = new List<object?>();
        Flatten(realm, o, length, depth, result);
        return Result(realm, made, result);
    });

    private static void Flatten(Realm realm, JsObject source, double length, double depth, List<object?> result)
    {
        Budget.CheckStack();
        for (var i = 0; i < length; i++)
        {
            if (!realm.HasElement(source, i))
                continue;
            var item = realm.GetElement(source, i);
            if (depth > 0 && item is JsArray inner)
                Flatten(realm, inner, inner.Length, depth - 1, result);
            else
            {
                realm.Budget.CheckArray(result.Count + 1d);
                result.Add(item);
            }
        }
    }

    private static object? FlatMap(Realm realm, object? self, object?[] arguments) => Over(realm, self, (o, length) =>
    {
        var map = Realm.Callable(arguments.At(0));
        var made = Species(realm, o, 0);
        var result = new List<object?>();
        for (var i = 0; i < length; i++)
        {
            if (!realm.HasElement(o, i))
                continue;
            var item = map.Call(arguments.At(1), [realm.GetElement(o, i), Boxed.Number(i), o]);
            if (item is JsArray inner)
                Flatten(realm, inner, inner.Length, 0, result);
            else
                result.Add(item);
        }
        return Result(realm, made, result);
    });

    public static object? Values(Realm realm, object? self, object?[] arguments) => Iterator(realm, self, realm.GetElement);

    private static JsIterator Iterator(Realm realm, object? self, Func<JsObject, double, object?> select)
    {
        var target = realm.ToObject(self);
        IEnumerable<object?> Walk()
        {
            for (double i = 0; i < Realm.LengthOf(target); i++)
                yield return select(target, i);
        }
        return new JsIterator(realm, Walk().GetEnumerator(), IteratorIntrinsics.OfArrays);
    }
}
