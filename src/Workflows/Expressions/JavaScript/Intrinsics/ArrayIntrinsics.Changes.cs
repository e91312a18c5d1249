using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Intrinsics;

internal static partial class ArrayIntrinsics
{
    private const double MaxLength = 9007199254740991;

    private static IntrinsicTable AddChanges(IntrinsicTable table) => table
        .Method("push", 1, Push)
        .Method("pop", 0, (r, self, _) => Over(r, self, (o, length) => length == 0 ? SetLength(o, 0, null) : Take(r, o, length - 1)))
        .Method("shift", 0, Shift)
        .Method("unshift", 1, Unshift)
        .Method("splice", 2, Splice)
        .Method("reverse", 0, Reverse)
        .Method("sort", 1, SortInPlace)
        .Method("fill", 1, Fill)
        .Method("copyWithin", 2, CopyWithin);

    private static object? SetLength(JsObject target, double length, object? result)
    {
        Realm.SetOrThrow(target, "length", Boxed.Number(length));
        return result;
    }

    private static object? Push(Realm realm, object? self, object?[] arguments) => Over(realm, self, (o, length) =>
    {
        if (length + arguments.Length > MaxLength)
            throw Throw.Type("Pushing elements exceeds the largest length");
        foreach (var item in arguments)
            realm.SetElement(o, length++, item);
        return SetLength(o, length, Boxed.Number(length));
    });

    private static object? Take(Realm realm, JsObject target, double index)
    {
        var item = realm.GetElement(target, index);
        DeleteOrThrow(target, index);
        return SetLength(target, index, item);
    }

    private static void DeleteOrThrow(JsObject target, double index)
    {
        if (!target.Delete(NumberText.Format(index)))
            throw Throw.Type($"Cannot delete property '{NumberText.Format(index)}'");
    }

    /// <summary>The list of an array without holes or inherited oddities, which may then be changed directly.</summary>
    private static List<object?>? Plain(Realm realm, JsObject target) =>
        target is JsArray { Dense: { } dense, Extensible: true } && !dense.Contains(Marker.Hole) && Charged(realm, dense.Count) ? dense : null;

    private static bool Charged(Realm realm, int count)
    {
        realm.Budget.Charge(count >> 4);
        return true;
    }

    /// <summary>Moves elements by a distance, in the order that does not overwrite what is still to be moved.</summary>
    private static void Move(Realm realm, JsObject target, double from, double to, double count)
    {
        var backwards = from < to && to < from + count;
        for (double step = 0; step < count; step++)
        {
            var i = backwards ? count - 1 - step : step;
            if (realm.HasElement(target, from + i))
                realm.SetElement(target, to + i, realm.GetElement(target, from + i));
            else
                DeleteOrThrow(target, to + i);
        }
    }

    private static object? Shift(Realm realm, object? self, object?[] arguments) => Over(realm, self, (o, length) =>
    {
        if (length == 0)
            return SetLength(o, 0, null);
        if (Plain(realm, o) is { } list)
        {
            var taken = list[0];
            list.RemoveAt(0);
            return taken;
        }
        var first = realm.GetElement(o, 0);
        Move(realm, o, 1, 0, length - 1);
        DeleteOrThrow(o, length - 1);
        return SetLength(o, length - 1, first);
    });

    private static object? Unshift(Realm realm, object? self, object?[] arguments) => Over(realm, self, (o, length) =>
    {
        if (arguments.Length > 0)
        {
            if (length + arguments.Length > MaxLength)
                throw Throw.Type("Unshifting elements exceeds the largest length");
            Move(realm, o, 0, arguments.Length, length);
            for (var i = 0; i < arguments.Length; i++)
                realm.SetElement(o, i, arguments[i]);
        }
        return SetLength(o, length + arguments.Length, Boxed.Number(length + arguments.Length));
    });

    private static (double Start, double Count) Range(object?[] arguments, double length)
    {
        var start = Coercion.RelativeIndex(arguments.At(0), length, 0);
        var count = arguments.Length switch
        {
            0 => 0,
            1 => length - start,
            _ => Math.Clamp(Coercion.ToInteger(arguments[1]), 0, length - start),
        };
        return (start, count);
    }

    private static void SpliceList(List<object?> list, object?[] arguments)
    {
        var (start, count) = Range(arguments, list.Count);
        list.RemoveRange((int)start, (int)count);
        list.InsertRange((int)start, arguments.Skip(2));
    }

    private static object? Splice(Realm realm, object? self, object?[] arguments) => Over(realm, self, (o, length) =>
    {
        var (start, count) = Range(arguments, length);
        var added = Math.Max(arguments.Length - 2, 0);
        if (length + added - count > MaxLength)
            throw Throw.Type("Splicing exceeds the largest length");
        realm.Budget.CheckArray(count);
        var made = Species(realm, o, count);
        var removed = new List<object?>();
        for (var i = start; i < start + count; i++)
            removed.Add(realm.HasElement(o, i) ? realm.GetElement(o, i) : Marker.Hole);
        var result = Result(realm, made, removed, setsLength: true);
        Move(realm, o, start + count, start + added, length - start - count);
        for (var i = length; i > length - count + added; i--)
            DeleteOrThrow(o, i - 1);
        for (var i = 0; i < added; i++)
            realm.SetElement(o, start + i, arguments[i + 2]);
        return SetLength(o, length - count + added, result);
    });

    private static object? Reverse(Realm realm, object? self, object?[] arguments) => Over(realm, self, (o, length) =>
    {
        if (Plain(realm, o) is { } list)
        {
            list.Reverse();
            return o;
        }
        for (double low = 0, high = length - 1; low < high; low++, high--)
        {
            var (hasLow, hasHigh) = (realm.HasElement(o, low), realm.HasElement(o, high));
            var (first, last) = (hasLow ? realm.GetElement(o, low) : null, hasHigh ? realm.GetElement(o, high) : null);
            if (hasHigh)
                realm.SetElement(o, low, last);
            else if (hasLow)
                DeleteOrThrow(o, low);
            if (hasLow)
                realm.SetElement(o, high, first);
            else if (hasHigh)
                DeleteOrThrow(o, high);
        }
        return o;
    });

    private static object? SortInPlace(Realm realm, object? self, object?[] arguments)
    {
        if (arguments.At(0) is { } comparer)
            Realm.Callable(comparer);
        return Over(realm, self, (o, length) =>
        {
            realm.Budget.CheckArray(length);
            var items = new List<object?>();
            for (double i = 0; i < length; i++)
                if (realm.HasElement(o, i))
                    items.Add(realm.GetElement(o, i));
            Sort(realm, items, arguments.At(0));
            for (var i = 0; i < items.Count; i++)
                realm.SetElement(o, i, items[i]);
            for (double i = items.Count; i < length; i++)
                DeleteOrThrow(o, i);
            return o;
        });
    }

    /// <summary>Sorts by merging: stable, and safe with a comparison that contradicts itself.</summary>
    private static void Sort(Realm realm, List<object?> items, object? comparer)
    {
        var defined = items.FindAll(i => i is not null).ToArray();
        Func<int, int, bool> before;
        if (comparer is JsObject function)
            before = (a, b) => !(Coercion.ToNumber(function.Call(null, [defined[a], defined[b]])) > 0);
        else
        {
            var texts = Array.ConvertAll(defined, Coercion.ToText);
            before = (a, b) => string.CompareOrdinal(texts[a], texts[b]) <= 0;
        }
        var order = Enumerable.Range(0, defined.Length).ToArray();
        var other = new int[order.Length];
        for (var width = 1; width < order.Length; width *= 2)
        {
            for (var start = 0; start < order.Length; start += width * 2)
            {
                var (left, middle) = (start, Math.Min(start + width, order.Length));
                var (right, end) = (middle, Math.Min(start + (width * 2), order.Length));
                for (var i = start; i < end; i++)
                {
                    realm.Budget.Step();
                    var takeLeft = left < middle && (right >= end || before(order[left], order[right]));
                    other[i] = takeLeft ? order[left++] : order[right++];
                }
            }
            (order, other) = (other, order);
        }
        for (var i = 0; i < items.Count; i++)
            items[i] = i < order.Length ? defined[order[i]] : null;
    }

    private static object? Fill(Realm realm, object? self, object?[] arguments) => Over(realm, self, (o, length) =>
    {
        var from = Coercion.RelativeIndex(arguments.At(1), length, 0);
        var to = Coercion.RelativeIndex(arguments.At(2), length, length);
        for (var i = from; i < to; i++)
            realm.SetElement(o, i, arguments.At(0));
        return o;
    });

    private static object? CopyWithin(Realm realm, object? self, object?[] arguments) => Over(realm, self, (o, length) =>
    {
        var to = Coercion.RelativeIndex(arguments.At(0), length, 0);
        var from = Coercion.RelativeIndex(arguments.At(1), length, 0);
        var end = Coercion.RelativeIndex(arguments.At(2), length, length);
        Move(realm, o, from, to, Math.Min(end - from, length - to));
        return o;
    });
}
