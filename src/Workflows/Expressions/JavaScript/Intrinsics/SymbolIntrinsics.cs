using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Intrinsics;

internal static class SymbolIntrinsics
{
    public static readonly Intrinsic Definition = new("Symbol", 0, (_, _, a) => new Symbol(a.At(0) is { } d ? Coercion.ToText(d) : null),
        (_, _, _) => throw Throw.Type("Symbol is not a constructor"))
    {
        Statics = new IntrinsicTable()
            .Constant("iterator", Symbol.Iterator)
            .Constant("hasInstance", Symbol.HasInstance)
            .Constant("toPrimitive", Symbol.ToPrimitive)
            .Constant("toStringTag", Symbol.ToStringTag)
            .Constant("isConcatSpreadable", Symbol.IsConcatSpreadable)
            .Constant("match", Symbol.Match)
            .Constant("matchAll", Symbol.MatchAll)
            .Constant("replace", Symbol.Replace)
            .Constant("search", Symbol.Search)
            .Constant("split", Symbol.Split)
            .Constant("species", Symbol.Species)
            .Constant("unscopables", Symbol.Unscopables)
            .Method("for", 1, (r, _, a) => r.SharedSymbol(Coercion.ToText(a.At(0))))
            .Method("keyFor", 1, (r, _, a) => r.KeyOfShared(a.At(0) as Symbol ?? throw Throw.Type("argument is not a symbol"))),
        Prototype = new IntrinsicTable()
            .Method("toString", 0, (_, self, _) => Value(self).ToString())
            .Method("valueOf", 0, (_, self, _) => Value(self))
            .Getter("description", "description", (_, self) => Value(self).Description)
            .Constant(Symbol.ToStringTag, "Symbol", PropertyFlags.Configurable)
            .Add(Symbol.ToPrimitive, r => new Property(
                new NativeFunction(r, "[Symbol.toPrimitive]", 1, (_, self, _) => Value(self)), PropertyFlags.Configurable)),
    };

    private static Symbol Value(object? self) => self switch
    {
        Symbol symbol => symbol,
        JsPrimitive { Value: Symbol symbol } => symbol,
        _ => throw Throw.Type("not a symbol"),
    };
}
