using LienThong.Workflows.Expressions.JavaScript.Hosting;
using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Intrinsics;

/// <summary>The names every script knows, behind those of its host.</summary>
internal static class GlobalIntrinsics
{
    private static readonly IntrinsicTable Table = CreateTable();

    public static JsObject Create(Realm realm, IScriptScope scope)
    {
        var global = new JsGlobal(realm);
        global.SetLazy(new Names(realm, scope));
        return global;
    }

    private static IntrinsicTable CreateTable()
    {
        var table = new IntrinsicTable()
            .Constant("undefined", null)
            .Constant("NaN", double.NaN)
            .Constant("Infinity", double.PositiveInfinity)
            .Lazy("globalThis", r => r.Global)
            .Lazy("Math", MathIntrinsics.Create)
            .Lazy("JSON", JsonIntrinsics.Create)
            .Lazy("Reflect", ReflectIntrinsics.Create)
            .Method("parseInt", 2, NumberIntrinsics.ParseInt)
            .Method("parseFloat", 1, NumberIntrinsics.ParseFloat)
            .Method("isNaN", 1, (_, _, a) => Boxed.Bool(double.IsNaN(Coercion.ToNumber(a.At(0)))))
            .Method("isFinite", 1, (_, _, a) => Boxed.Bool(double.IsFinite(Coercion.ToNumber(a.At(0)))));
        UriIntrinsics.AddTo(table);
        NetTypes.AddTo(table);
        Intrinsic[] constructors =
        [
            ArrayIntrinsics.Definition, BigIntIntrinsics.Definition, BooleanIntrinsics.Definition, DateIntrinsics.Definition, FunctionIntrinsics.Definition,
            MapIntrinsics.Definition, NumberIntrinsics.Definition, ObjectIntrinsics.Definition, RegExpIntrinsics.Definition,
            SetIntrinsics.Definition, StringIntrinsics.Definition, SymbolIntrinsics.Definition, .. ErrorIntrinsics.All,
        ];
        foreach (var constructor in constructors)
            table.Lazy(constructor.Name, r => r.Constructor(constructor));
        return table;
    }

    private sealed class Names(Realm realm, IScriptScope scope) : LazyProperties
    {
        private readonly LazyProperties standard = Table.In(realm);

        public override IEnumerable<object> Keys => standard.Keys;

        public override bool TryCreate(JsObject owner, object key, out Property property)
        {
            if (key is string name && scope.TryGet(name, out var value))
            {
                property = new Property(realm.Host.ToScript(value), PropertyFlags.Hidden);
                return true;
            }
            return standard.TryCreate(owner, key, out property);
        }
    }
}
