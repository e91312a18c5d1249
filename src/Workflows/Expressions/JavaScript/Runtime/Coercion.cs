using System.Numerics;

namespace LienThong.Workflows.Expressions.JavaScript.Runtime;

/// <summary>The abstract conversions of the language (ECMAScript, chapter 7.1).</summary>
internal static class Coercion
{
    public static bool ToBoolean(object? value) => value switch
    {
        bool b => b,
        null or Null => false,
        double d => d != 0 && !double.IsNaN(d),
        string s => s.Length > 0,
        BigInteger big => !big.IsZero,
        _ => true,
    };

    public static double ToNumber(object? value) => value switch
    {
        double d => d,
        null => double.NaN,
        Null => 0,
        bool b => b ? 1 : 0,
        string s => NumberText.Parse(s),
        Symbol => throw Throw.Type("Cannot convert a Symbol value to a number"),
        BigInteger => throw Throw.Type("Cannot convert a BigInt value to a number"),
        _ => ToNumber(ToPrimitive(value, "number")),
    };

    /// <summary>A double, or a BigInteger where the value is or becomes one.</summary>
    public static object ToNumeric(object? value)
    {
        if (value is double or BigInteger)
            return value;
        var primitive = ToPrimitive(value, "number");
        return primitive is BigInteger ? primitive : Boxed.Number(ToNumber(primitive));
    }

    public static string ToText(object? value) => value switch
    {
        string s => s,
        double d => NumberText.Format(d),
        BigInteger big => BigInts.Format(big),
        bool b => b ? "true" : "false",
        null => "undefined",
        Null => "null",
        Symbol => throw Throw.Type("Cannot convert a Symbol value to a string"),
        _ => ToText(ToPrimitive(value, "string")),
    };

    /// <summary>Text for messages: never runs script code, never throws.</summary>
    public static string DisplayText(object? value) => value switch
    {
        JsObject o => o.IsCallable ? "function" : o is JsArray ? "array" : "object",
        Symbol s => s.ToString(),
        _ => ToText(value),
    };

    /// <summary>A property key: a string or a <see cref="Symbol"/>.</summary>
    public static object ToKey(object? value)
    {
        if (value is string or Symbol)
            return value;
        var primitive = ToPrimitive(value, "string");
        return primitive is Symbol ? primitive : ToText(primitive);
    }

    public static object? ToPrimitive(object? value, string hint = "default")
    {
        if (value is not JsObject target)
            return value;
        var exotic = target.Get(Symbol.ToPrimitive);
        if (exotic is not (null or Null))
        {
            if (exotic is not JsObject { IsCallable: true } convert)
                throw Throw.Type("Symbol.toPrimitive is not a function");
            var converted = convert.Call(target, [hint]);
            return converted is JsObject ? throw Throw.Type("Cannot convert object to primitive value") : converted;
        }
        var (first, second) = hint == "string" ? ("toString", "valueOf") : ("valueOf", "toString");
        if (target.Get(first) is JsObject { IsCallable: true } one && one.Call(target, Boxed.NoArguments) is var a && a is not JsObject)
            return a;
        if (target.Get(second) is JsObject { IsCallable: true } two && two.Call(target, Boxed.NoArguments) is var b && b is not JsObject)
            return b;
        throw Throw.Type("Cannot convert object to primitive value");
    }

    /// <summary>The number without its fraction; NaN becomes 0, infinities stay.</summary>
    public static double ToInteger(object? value)
    {
        var number = ToNumber(value);
        return double.IsNaN(number) ? 0 : Math.Truncate(number) + 0.0;
    }

    public static int ToInt32(object? value)
    {
        var number = value is double d ? d : ToNumber(value);
        var small = (int)number;
        return small == number ? small : (int)ToUint32(number);
    }

    public static uint ToUint32(object? value) => ToUint32(ToNumber(value));

    private static uint ToUint32(double number)
    {
        if (!double.IsFinite(number))
            return 0;
        number = Math.Truncate(number) % 4294967296.0;
        return (uint)(long)number;
    }

    public static double ToLength(object? value)
    {
        var length = ToInteger(value);
        return length <= 0 ? 0 : Math.Min(length, 9007199254740991);
    }

    /// <summary>A whole number from 0 to 2^53 - 1; throws a RangeError where it is another.</summary>
    public static double ToIndex(object? value)
    {
        var index = ToInteger(value);
        return index is >= 0 and <= 9007199254740991 ? index : throw Throw.Range("Invalid value: not a safe index");
    }

    /// <summary>A position counted from the start, or from the end where negative, held within 0 and the length.</summary>
    public static double RelativeIndex(object? value, double length, double missing)
    {
        if (value is null)
            return missing;
        var index = ToInteger(value);
        return index < 0 ? Math.Max(length + index, 0) : Math.Min(index, length);
    }

    public static bool IsNullish(object? value) => value is null or Null;
}
