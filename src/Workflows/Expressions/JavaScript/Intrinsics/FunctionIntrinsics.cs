using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Intrinsics;

internal static class FunctionIntrinsics
{
    public static readonly Intrinsic Definition = new("Function", 1, (_, _, _) => throw Refused(), (_, _, _) => throw Refused())
    {
        NewPrototype = r => new NativeFunction(r, "", 0, (_, _, _) => null, prototype: r.ObjectPrototype),
        Prototype = new IntrinsicTable()
            .Method("call", 1, (_, self, a) => Realm.Callable(self).Call(a.At(0), a.Length < 2 ? Boxed.NoArguments! : a[1..]))
            .Method("apply", 2, (r, self, a) => Realm.Callable(self).Call(a.At(0), ToArguments(r, a.At(1))))
            .Method("bind", 1, Bind)
            .Method("toString", 0, (_, self, _) => Text(self))
            .Add("caller", r => r.Refused)
            .Add("arguments", r => r.Refused)
            .Add(Symbol.HasInstance, r => new Property(
                new NativeFunction(r, "[Symbol.hasInstance]", 1, (_, self, a) =>
                    Boxed.Bool(self is JsObject type && Operators.OrdinaryHasInstance(type, a.At(0)))),
                PropertyFlags.None)),
    };

    private static Throw Refused() => Throw.Type("Functions cannot be made from text");

    public static object?[] ToArguments(Realm realm, object? list)
    {
        if (Coercion.IsNullish(list))
            return Boxed.NoArguments!;
        if (list is not JsObject source)
            throw Throw.Type("CreateListFromArrayLike called on non-object");
        var length = Realm.LengthOf(source);
        realm.Budget.CheckArray(length);
        var arguments = new object?[(int)length];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = realm.GetElement(source, i);
        return arguments;
    }

    private static BoundFunction Bind(Realm realm, object? self, object?[] arguments)
    {
        var target = Realm.Callable(self);
        var bound = new BoundFunction(realm, target, arguments.At(0), arguments.Length < 2 ? [] : arguments[1..]);
        var length = target.HasOwn("length") && target.Get("length") is double l ? Math.Max(0, Coercion.ToInteger(l) - Math.Max(0, arguments.Length - 1)) : 0;
        bound.Put("length", new Property(Boxed.Number(length), PropertyFlags.Configurable));
        bound.Put("name", new Property(Operators.Concat(realm, "bound ", target.Get("name") as string ?? ""), PropertyFlags.Configurable));
        return bound;
    }

    private static string Text(object? self) => self switch
    {
        ScriptFunction function => function.SourceText,
        BoundFunction => "function () { [native code] }",
        JsObject { IsCallable: true } function =>
            $"function {(function.TryGetOwn("name", out var name) ? name.Value as string : "")}() {{ [native code] }}",
        _ => throw Throw.Type("Function.prototype.toString requires that 'this' be a Function"),
    };
}
