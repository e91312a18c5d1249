using LienThong.Workflows.Expressions.JavaScript.Intrinsics;

namespace LienThong.Workflows.Expressions.JavaScript.Runtime;

/// <summary>Walks an iterable as for-of, spread and destructuring do.</summary>
internal abstract class Iteration
{
    public abstract bool MoveNext(out object? value);

    /// <summary>Tells the iterator that no more is wanted.</summary>
    public virtual void Close() { }

    public static Iteration Of(Realm realm, object? iterable)
    {
        var method = realm.GetMember(iterable, Symbol.Iterator);
        if (method is not JsObject { IsCallable: true } function)
            throw Throw.Type($"{Coercion.DisplayText(iterable)} is not iterable");
        if (iterable is JsArray array && function is NativeFunction native && native.Code == ArrayIntrinsics.Values && !realm.ArrayIteratorTouched)
            return new ArrayIteration(realm, array);
        if (function.Call(iterable, Boxed.NoArguments) is not JsObject iterator)
            throw Throw.Type("Result of the Symbol.iterator method is not an object");
        return new ObjectIteration(realm, iterator);
    }

    /// <summary>Does something with each element; where that throws, the iterator is told first.</summary>
    public static void ForEach(Realm realm, object? iterable, Action<object?> action)
    {
        var iteration = Of(realm, iterable);
        while (iteration.MoveNext(out var item))
        {
            try
            {
                action(item);
            }
            catch (Throw)
            {
                iteration.CloseQuietly();
                throw;
            }
        }
    }

    /// <summary>Closes after an error, which counts more than what closing throws.</summary>
    public void CloseQuietly()
    {
        try
        {
            Close();
        }
        catch (Throw)
        {
            // The error that ended the iteration is the one to show.
        }
    }

    /// <summary>All elements of an iterable.</summary>
    public static List<object?> ToList(Realm realm, object? iterable)
    {
        var items = new List<object?>();
        AddTo(realm, iterable, items);
        return items;
    }

    public static void AddTo(Realm realm, object? iterable, List<object?> items)
    {
        var iteration = Of(realm, iterable);
        while (iteration.MoveNext(out var item))
        {
            realm.Budget.CheckArray(items.Count + 1d);
            items.Add(item);
        }
    }

    private sealed class ArrayIteration(Realm realm, JsArray array) : Iteration
    {
        private uint next;

        public override bool MoveNext(out object? value)
        {
            realm.Budget.Step();
            value = null;
            if (next >= array.Length)
            {
                next = uint.MaxValue;
                return false;
            }
            if (!array.TryGetIndex(next, out value))
                value = array.Get(NumberText.Format(next));
            next++;
            return true;
        }
    }

    private sealed class ObjectIteration(Realm realm, JsObject iterator) : Iteration
    {
        private readonly object? next = iterator.Get("next");

        public override bool MoveNext(out object? value)
        {
            realm.Budget.Step();
            value = null;
            if (iterator is JsIterator { IsPlain: true } native)
                return native.MoveNext(out value);
            if (next is not JsObject { IsCallable: true } function)
                throw Throw.Type("iterator.next is not a function");
            if (function.Call(iterator, Boxed.NoArguments) is not JsObject result)
                throw Throw.Type("Iterator result is not an object");
            if (Coercion.ToBoolean(result.Get("done")))
                return false;
            value = result.Get("value");
            return true;
        }

        public override void Close()
        {
            var close = iterator.Get("return");
            if (Coercion.IsNullish(close))
                return;
            if (close is not JsObject { IsCallable: true } function)
                throw Throw.Type("iterator.return is not a function");
            if (function.Call(iterator, Boxed.NoArguments) is not JsObject)
                throw Throw.Type("iterator.return did not return an object");
        }
    }
}

/// <summary>An iterator of the standard library over anything .NET can enumerate.</summary>
internal sealed class JsIterator(Realm realm, IEnumerator<object?> source, IteratorKind kind) : JsObject(realm.Prototype(kind.Definition))
{
    private bool done;

    public IteratorKind Kind => kind;

    /// <summary>Whether next was not replaced by the script.</summary>
    public bool IsPlain => Get("next") is NativeFunction native && native.Code == kind.Next;

    public bool MoveNext(out object? value)
    {
        value = null;
        if (done || !source.MoveNext())
        {
            done = true;
            return false;
        }
        value = source.Current;
        return true;
    }
}
