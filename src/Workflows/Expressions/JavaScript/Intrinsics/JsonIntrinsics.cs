using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Intrinsics;

internal static class JsonIntrinsics
{
    private static readonly IntrinsicTable Table = new IntrinsicTable()
        .Method("parse", 2, Parse)
        .Method("stringify", 3, (r, _, a) => new JsonWriter(r, a.At(1), a.At(2)).Write(a.At(0)))
        .Constant(Symbol.ToStringTag, "JSON", PropertyFlags.Configurable);

    public static JsObject Create(Realm realm)
    {
        var json = new JsObject(realm.ObjectPrototype);
        json.SetLazy(Table.In(realm));
        return json;
    }

    private static object? Parse(Realm realm, object? self, object?[] arguments)
    {
        var value = new JsonReader(realm, Coercion.ToText(arguments.At(0))).Read();
        if (arguments.At(1) is not JsObject { IsCallable: true } reviver)
            return value;
        var root = new JsObject(realm.ObjectPrototype);
        root.Put("", value);
        return Revive(realm, root, "", reviver);
    }

    private static object? Revive(Realm realm, JsObject holder, string key, JsObject reviver)
    {
        Budget.CheckStack();
        realm.Budget.Step();
        if (holder.Get(key) is JsObject value)
        {
            List<string> names = value is JsArray array
                ? [.. Enumerable.Range(0, (int)array.Length).Select(i => NumberText.Format(i))]
                : [.. value.EnumerableOwnNames()];
            foreach (var name in names)
            {
                if (Revive(realm, value, name, reviver) is { } revived)
                    value.Define(name, PropertyDescriptor.Data(revived, PropertyFlags.All));
                else
                    value.Delete(name);
            }
        }
        return reviver.Call(holder, [key, holder.Get(key)]);
    }
}
