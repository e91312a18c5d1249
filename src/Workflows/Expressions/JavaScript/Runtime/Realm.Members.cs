using System.Numerics;
using LienThong.Workflows.Expressions.JavaScript.Intrinsics;

namespace LienThong.Workflows.Expressions.JavaScript.Runtime;

internal sealed partial class Realm
{
    public JsObject ToObject(object? value) => value switch
    {
        JsObject o => o,
        null or Null => throw Throw.Type("Cannot convert undefined or null to object"),
        string s => new JsString(Budget, Prototype(StringIntrinsics.Definition), s),
        double => new JsPrimitive(Prototype(NumberIntrinsics.Definition), value),
        bool => new JsPrimitive(Prototype(BooleanIntrinsics.Definition), value),
        BigInteger => new JsPrimitive(Prototype(BigIntIntrinsics.Definition), value),
        _ => new JsPrimitive(Prototype(SymbolIntrinsics.Definition), value),
    };

    private JsObject PrototypeOf(object? value, object? key) => value switch
    {
        string => Prototype(StringIntrinsics.Definition),
        double => Prototype(NumberIntrinsics.Definition),
        bool => Prototype(BooleanIntrinsics.Definition),
        BigInteger => Prototype(BigIntIntrinsics.Definition),
        Symbol => Prototype(SymbolIntrinsics.Definition),
        _ => throw Throw.Type($"Cannot read properties of {Coercion.DisplayText(value)} (reading '{Coercion.DisplayText(key)}')"),
    };

    public object? GetMember(object? target, object key)
    {
        if (target is JsObject holder)
            return holder.Get(key, holder);
        if (target is string text && key is string name)
        {
            if (name == "length")
                return Boxed.Number(text.Length);
            if (JsObject.TryParseIndex(name, out var index))
                return index < (uint)text.Length ? text[(int)index].ToString() : null;
        }
        return PrototypeOf(target, key).Get(key, target);
    }

    public object? GetIndex(object? target, object? key)
    {
        if (key is double number && (uint)number is var index && index == number)
        {
            if (target is JsArray array && array.TryGetIndex(index, out var element))
                return element;
            if (target is string text && index < (uint)text.Length)
                return text[(int)index].ToString();
        }
        if (Coercion.IsNullish(target))
            PrototypeOf(target, key);
        return GetMember(target, Coercion.ToKey(key));
    }

    public void SetIndex(object? target, object? key, object? value, bool strict)
    {
        if (target is JsArray array && key is double number && (uint)number is var index && index == number && array.TrySetIndex(index, value))
            return;
        if (Coercion.IsNullish(target))
            throw Throw.Type($"Cannot set properties of {Coercion.DisplayText(target)} (setting '{Coercion.DisplayText(key)}')");
        var name = Coercion.ToKey(key);
        var done = target is JsObject holder
            ? holder.Set(name, value, holder)
            : PrototypeOf(target, key).Set(name, value, target);
        if (!done && strict)
            throw Throw.Type($"Cannot assign to read only property '{Coercion.DisplayText(name)}'");
    }

    /// <summary>Writes and throws where that is refused, as standard functions do.</summary>
    public static void SetOrThrow(JsObject target, object key, object? value)
    {
        if (!target.Set(key, value))
            throw Throw.Type($"Cannot assign to read only property '{Coercion.DisplayText(key)}'");
    }

    /// <summary>Copies own enumerable properties, as spread does.</summary>
    public void CopyProperties(JsObject target, object? source, HashSet<object>? except)
    {
        if (Coercion.IsNullish(source))
            return;
        var holder = ToObject(source);
        foreach (var key in holder.OwnKeys())
        {
            Budget.Step();
            if (except?.Contains(key) is not true && holder.TryGetOwn(key, out var property) && property.Enumerable)
                target.Put(key, holder.Get(key));
        }
    }

    /// <summary>Reads an element of anything like an array.</summary>
    public object? GetElement(JsObject target, double index)
    {
        Budget.Step();
        return target is JsArray array && index < uint.MaxValue && array.TryGetIndex((uint)index, out var element)
            ? element
            : target.Get(NumberText.Format(index));
    }

    public bool HasElement(JsObject target, double index)
    {
        Budget.Step();
        return (target is JsArray array && index < uint.MaxValue && array.TryGetIndex((uint)index, out _))
            || target.Has(NumberText.Format(index));
    }

    public void SetElement(JsObject target, double index, object? value)
    {
        Budget.Step();
        if (target is JsArray array && index < uint.MaxValue && array.TrySetIndex((uint)index, value))
            return;
        SetOrThrow(target, NumberText.Format(index), value);
    }

    public static double LengthOf(JsObject target) => target is JsArray array ? array.Length : Coercion.ToLength(target.Get("length"));

    public object? Invoke(object? target, object method, params object?[] arguments)
    {
        if (GetMember(target, method) is not JsObject { IsCallable: true } function)
            throw Throw.Type($"{method} is not a function");
        return function.Call(target, arguments);
    }

    public static JsObject Callable(object? value) => value is JsObject { IsCallable: true } function
        ? function
        : throw Throw.Type($"{Coercion.DisplayText(value)} is not a function");
}
