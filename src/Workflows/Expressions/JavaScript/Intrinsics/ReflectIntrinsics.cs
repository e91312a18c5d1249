using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Intrinsics;

internal static class ReflectIntrinsics
{
    private static readonly IntrinsicTable Table = new IntrinsicTable()
        .Constant(Symbol.ToStringTag, "Reflect", PropertyFlags.Configurable)
        .Method("apply", 3, (r, _, a) => Realm.Callable(a.At(0)).Call(a.At(1), FunctionIntrinsics.ToArguments(r, Target(a.At(2)))))
        .Method("construct", 2, (r, _, a) => Constructor(a.At(0)).Construct(
            FunctionIntrinsics.ToArguments(r, Target(a.At(1))), Constructor(a.Length > 2 ? a[2] : a.At(0))))
        .Method("has", 2, (_, _, a) => Boxed.Bool(Target(a.At(0)).Has(Coercion.ToKey(a.At(1)))))
        .Method("get", 2, (_, _, a) => Target(a.At(0)).Get(Coercion.ToKey(a.At(1)), a.Length > 2 ? a[2] : a[0]))
        .Method("set", 3, (_, _, a) => Boxed.Bool(Target(a.At(0)).Set(Coercion.ToKey(a.At(1)), a.At(2), a.Length > 3 ? a[3] : a[0])))
        .Method("ownKeys", 1, (r, _, a) => r.NewArray([.. Target(a.At(0)).OwnKeys()]))
        .Method("deleteProperty", 2, (_, _, a) => Boxed.Bool(Target(a.At(0)).Delete(Coercion.ToKey(a.At(1)))))
        .Method("defineProperty", 3, (_, _, a) => Boxed.Bool(Target(a.At(0)).Define(Coercion.ToKey(a.At(1)), PropertyDescriptor.From(a.At(2)))))
        .Method("getOwnPropertyDescriptor", 2, (r, _, a) => ObjectIntrinsics.GetDescriptor(r, null, [Target(a.At(0)), a.At(1)]))
        .Method("getPrototypeOf", 1, (_, _, a) => Target(a.At(0)).Prototype ?? (object)Null.Value)
        .Method("setPrototypeOf", 2, (r, _, a) => a.At(1) is JsObject or Null
            ? Boxed.Bool(ObjectIntrinsics.TrySetPrototype(r, Target(a.At(0)), a[1] as JsObject))
            : throw Throw.Type("Object prototype may only be an Object or null"))
        .Method("isExtensible", 1, (_, _, a) => Boxed.Bool(Target(a.At(0)).Extensible))
        .Method("preventExtensions", 1, (_, _, a) => Boxed.Bool(Target(a.At(0)).PreventExtensions()));

    public static JsObject Create(Realm realm)
    {
        var reflect = new JsObject(realm.ObjectPrototype);
        reflect.SetLazy(Table.In(realm));
        return reflect;
    }

    private static JsObject Target(object? value) => value as JsObject ?? throw Throw.Type("Reflect function called on non-object");

    private static JsObject Constructor(object? value) =>
        value is JsObject { IsConstructor: true } function ? function : throw Throw.Type($"{Coercion.DisplayText(value)} is not a constructor");
}
