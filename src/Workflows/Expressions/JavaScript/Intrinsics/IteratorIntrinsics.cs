using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Intrinsics;

/// <summary>The one prototype of the iterators of arrays, strings, maps and sets.</summary>
internal static class IteratorIntrinsics
{
    public static readonly Intrinsic Definition = new("", 0, (_, _, _) => null, null)
    {
        Prototype = new IntrinsicTable()
            .Method("next", 0, Next)
            .Method(Symbol.Iterator, "[Symbol.iterator]", 0, (_, self, _) => self)
            .Getter(Symbol.ToStringTag, "[Symbol.toStringTag]", (_, self) => (self as JsIterator)?.ClassName),
    };

    public static object? Next(Realm realm, object? self, object?[] arguments)
    {
        if (self is not JsIterator iterator)
            throw Throw.Type("next method called on incompatible receiver");
        var result = new JsObject(realm.ObjectPrototype);
        var found = iterator.MoveNext(out var value);
        result.Put("value", value);
        result.Put("done", Boxed.Bool(!found));
        return result;
    }
}
