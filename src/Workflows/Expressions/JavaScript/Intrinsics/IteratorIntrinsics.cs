using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Intrinsics;

/// <summary>The prototype that all iterators share, and below it one for each kind.</summary>
internal static class IteratorIntrinsics
{
    public static readonly Intrinsic Definition = new("", 0, (_, _, _) => null, null)
    {
        Prototype = new IntrinsicTable().Method(Symbol.Iterator, "[Symbol.iterator]", 0, (_, self, _) => self),
    };

    public static readonly IteratorKind OfArrays = new("Array Iterator");
    public static readonly IteratorKind OfStrings = new("String Iterator");
    public static readonly IteratorKind OfMaps = new("Map Iterator");
    public static readonly IteratorKind OfSets = new("Set Iterator");
    public static readonly IteratorKind OfMatches = new("RegExp String Iterator");

    public static JsObject Result(Realm realm, object? value, bool done)
    {
        var result = new JsObject(realm.ObjectPrototype);
        result.Put("value", value);
        result.Put("done", Boxed.Bool(done));
        return result;
    }
}

/// <summary>What iterators of one kind have in common: their prototype, with the only next that they accept.</summary>
internal sealed class IteratorKind
{
    public IteratorKind(string name)
    {
        Name = name;
        Next = (realm, self, _) =>
        {
            if (self is not JsIterator iterator || iterator.Kind != this)
                throw Throw.Type($"next of {name} called on incompatible receiver");
            var found = iterator.MoveNext(out var value);
            return IteratorIntrinsics.Result(realm, value, !found);
        };
        Definition = new Intrinsic("", 0, (_, _, _) => null, null)
        {
            Parent = r => r.IteratorPrototype,
            Prototype = new IntrinsicTable().Method("next", 0, Next).Constant(Symbol.ToStringTag, name, PropertyFlags.Configurable),
        };
    }

    public string Name { get; }

    public NativeCode Next { get; }

    public Intrinsic Definition { get; }
}
