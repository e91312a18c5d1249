using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Intrinsics;

internal static class BooleanIntrinsics
{
    public static readonly Intrinsic Definition = new("Boolean", 1, (_, _, a) => Boxed.Bool(Coercion.ToBoolean(a.At(0))),
        (r, a, t) => new JsPrimitive(t.Get("prototype") as JsObject ?? r.Prototype(Definition!), Boxed.Bool(Coercion.ToBoolean(a.At(0)))))
    {
        NewPrototype = r => new JsPrimitive(r.ObjectPrototype, false),
        Prototype = new IntrinsicTable()
            .Method("toString", 0, (_, self, _) => Value(self) ? "true" : "false")
            .Method("valueOf", 0, (_, self, _) => Boxed.Bool(Value(self))),
    };

    private static bool Value(object? self) => self switch
    {
        bool value => value,
        JsPrimitive { Value: bool value } => value,
        _ => throw Throw.Type("not a boolean"),
    };
}
