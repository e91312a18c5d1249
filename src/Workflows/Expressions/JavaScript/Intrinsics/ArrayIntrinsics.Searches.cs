using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Intrinsics;

internal static partial class ArrayIntrinsics
{
    private static IntrinsicTable AddSearches(IntrinsicTable table) => table
        .Method("forEach", 1, (r, self, a) => Visit(r, self, a, (_, _, _) => false, () => null))
        .Method("some", 1, (r, self, a) =>
        {
            var found = false;
            return Visit(r, self, a, (_, _, result) => found = Coercion.ToBoolean(result), () => Boxed.Bool(found));
        })
        .Method("every", 1, (r, self, a) =>
        {
            var failed = false;
            return Visit(r, self, a, (_, _, result) => failed = !Coercion.ToBoolean(result), () => Boxed.Bool(!failed));
        })
        .Method("filter", 1, Filter)
        .Method("map", 1, Map)
        .Method("reduce", 1, (r, self, a) => Reduce(r, self, a, fromEnd: false))
        .Method("reduceRight", 1, (r, self, a) => Reduce(r, self, a, fromEnd: true))
        .Method("find", 1, (r, self, a) => Find(r, self, a, false, (item, _) => item, null))
        .Method("findIndex", 1, (r, self, a) => Find(r, self, a, false, (_, i) => Boxed.Number(i), -1d))
        .Method("findLast", 1, (r, self, a) => Find(r, self, a, true, (item, _) => item, null))
        .Method("findLastIndex", 1, (r, self, a) => Find(r, self, a, true, (_, i) => Boxed.Number(i), -1d))
        .Method("includes", 1, (r, self, a) => Over(r, self, (o, length) =>
        {
            for (var i = length == 0 ? 0 : Coercion.RelativeIndex(a.At(1), length, 0); i < length; i++)
                if (Operators.SameValueZero(r.GetElement(o, i), a.At(0)))
                    return Boxed.True;
            return Boxed.False;
        }))
        .Method("indexOf", 1, (r, self, a) => Over(r, self, (o, length) =>
        {
            for (var i = length == 0 ? 0 : Coercion.RelativeIndex(a.At(1), length, 0); i < length; i++)
                if (r.HasElement(o, i) && Operators.StrictEquals(r.GetElement(o, i), a.At(0)))
                    return Boxed.Number(i);
            return -1d;
        }))
        .Method("lastIndexOf", 1, (r, self, a) => Over(r, self, (o, length) =>
        {
            if (length == 0)
                return -1d;
            var from = a.Length < 2 ? length - 1 : Coercion.ToInteger(a[1]);
            for (var i = from < 0 ? length + from : Math.Min(from, length - 1); i >= 0; i--)
                if (r.HasElement(o, i) && Operators.StrictEquals(r.GetElement(o, i), a.At(0)))
                    return Boxed.Number(i);
            return -1d;
        }));

    /// <summary>Calls a function for each element there is, until told to stop.</summary>
    private static object? Visit(Realm realm, object? self, object?[] arguments, Func<object?, double, object?, bool> stop, Func<object?> result) =>
        Over(realm, self, (o, length) =>
        {
            var function = Realm.Callable(arguments.At(0));
            for (double i = 0; i < length; i++)
            {
                if (!realm.HasElement(o, i))
                    continue;
                var item = realm.GetElement(o, i);
                if (stop(item, i, function.Call(arguments.At(1), [item, Boxed.Number(i), o])))
                    break;
            }
            return result();
        });

    private static object? Filter(Realm realm, object? self, object?[] arguments) => Over(realm, self, (o, length) =>
    {
        var function = Realm.Callable(arguments.At(0));
        var made = Species(realm, o, 0);
        var kept = new List<object?>();
        for (double i = 0; i < length; i++)
        {
            if (!realm.HasElement(o, i))
                continue;
            var item = realm.GetElement(o, i);
            if (Coercion.ToBoolean(function.Call(arguments.At(1), [item, Boxed.Number(i), o])))
                kept.Add(item);
        }
        return Result(realm, made, kept);
    });

    private static object? Map(Realm realm, object? self, object?[] arguments) => Over(realm, self, (o, length) =>
    {
        var function = Realm.Callable(arguments.At(0));
        if (length > uint.MaxValue)
            throw Throw.Range("Invalid array length");
        realm.Budget.CheckArray(length);
        var made = Species(realm, o, length);
        var items = new List<object?>();
        for (double i = 0; i < length; i++)
            items.Add(realm.HasElement(o, i)
                ? function.Call(arguments.At(1), [realm.GetElement(o, i), Boxed.Number(i), o])
                : Marker.Hole);
        return Result(realm, made, items);
    });

    private static object? Reduce(Realm realm, object? self, object?[] arguments, bool fromEnd) => Over(realm, self, (o, length) =>
    {
        var function = Realm.Callable(arguments.At(0));
        var (started, total) = (arguments.Length > 1, arguments.At(1));
        for (double step = 0; step < length; step++)
        {
            var i = fromEnd ? length - 1 - step : step;
            if (!realm.HasElement(o, i))
                continue;
            var item = realm.GetElement(o, i);
            total = started ? function.Call(null, [total, item, Boxed.Number(i), o]) : item;
            started = true;
        }
        return started ? total : throw Throw.Type("Reduce of empty array with no initial value");
    });

    private static object? Find(
        Realm realm, object? self, object?[] arguments, bool fromEnd, Func<object?, double, object?> select, object? missing) =>
        Over(realm, self, (o, length) =>
        {
            var function = Realm.Callable(arguments.At(0));
            for (double step = 0; step < length; step++)
            {
                var i = fromEnd ? length - 1 - step : step;
                var item = realm.GetElement(o, i);
                if (Coercion.ToBoolean(function.Call(arguments.At(1), [item, Boxed.Number(i), o])))
                    return select(item, i);
            }
            return missing;
        });
}
