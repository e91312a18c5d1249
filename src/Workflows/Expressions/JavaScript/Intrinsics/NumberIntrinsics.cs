using System.Numerics;
using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Intrinsics;

internal static class NumberIntrinsics
{
    /// <summary>A small fraction has a thousand binary digits.</summary>
    private const int StepsForRadix = 16;

    private const double MaxSafe = 9007199254740991;

    public static readonly Intrinsic Definition = new("Number", 1, (_, _, a) => Convert(a),
        (r, a, t) => new JsPrimitive(t.Get("prototype") as JsObject ?? r.Prototype(Definition!), Convert(a)))
    {
        NewPrototype = r => new JsPrimitive(r.ObjectPrototype, 0d),
        Statics = new IntrinsicTable()
            .Constant("MAX_SAFE_INTEGER", MaxSafe)
            .Constant("MIN_SAFE_INTEGER", -MaxSafe)
            .Constant("MAX_VALUE", double.MaxValue)
            .Constant("MIN_VALUE", double.Epsilon)
            .Constant("EPSILON", Math.Pow(2, -52))
            .Constant("POSITIVE_INFINITY", double.PositiveInfinity)
            .Constant("NEGATIVE_INFINITY", double.NegativeInfinity)
            .Constant("NaN", double.NaN)
            .Method("isInteger", 1, (_, _, a) => Boxed.Bool(IsInteger(a.At(0))))
            .Method("isSafeInteger", 1, (_, _, a) => Boxed.Bool(IsInteger(a.At(0)) && Math.Abs((double)a[0]!) <= MaxSafe))
            .Method("isFinite", 1, (_, _, a) => Boxed.Bool(a.At(0) is double d && double.IsFinite(d)))
            .Method("isNaN", 1, (_, _, a) => Boxed.Bool(a.At(0) is double.NaN))
            .Alias("parseInt", r => r.Global, "parseInt")
            .Alias("parseFloat", r => r.Global, "parseFloat"),
        Prototype = new IntrinsicTable()
            .Method("toString", 1, ToText)
            .Method("toLocaleString", 0, (_, self, _) => NumberText.Format(Value(self)))
            .Method("valueOf", 0, (_, self, _) => Boxed.Number(Value(self)))
            .Method("toFixed", 1, ToFixed)
            .Method("toExponential", 1, ToExponential)
            .Method("toPrecision", 1, ToPrecision),
    };

    private static object Convert(object?[] arguments) => arguments.Length == 0
        ? Boxed.Number(0)
        : Coercion.ToNumeric(arguments[0]) is var value && value is BigInteger big ? Boxed.Number(BigInts.ToDouble(big)) : value;

    private static bool IsInteger(object? value) => value is double d && double.IsFinite(d) && Math.Floor(d) == d;

    private static double Value(object? self) => self switch
    {
        double value => value,
        JsPrimitive { Value: double value } => value,
        _ => throw Throw.Type("not a number"),
    };

    private static string ToText(Realm realm, object? self, object?[] arguments)
    {
        var value = Value(self);
        var radix = arguments.At(0) is null ? 10 : Coercion.ToInteger(arguments[0]);
        if (radix is < 2 or > 36)
            throw Throw.Range("toString() radix must be between 2 and 36");
        realm.Budget.Charge(radix == 10 ? 0 : StepsForRadix);
        return radix == 10 ? NumberText.Format(value) : NumberText.Radix(value, (int)radix);
    }

    private static int Digits(object? value, int least)
    {
        var digits = Coercion.ToInteger(value);
        return digits >= least && digits <= 100 ? (int)digits : throw Throw.Range($"digits argument must be between {least} and 100");
    }

    private static string ToFixed(Realm realm, object? self, object?[] arguments)
    {
        var value = Value(self);
        var digits = Digits(arguments.At(0), 0);
        return double.IsFinite(value) ? NumberText.Fixed(value, digits) : NumberText.Format(value);
    }

    private static string ToExponential(Realm realm, object? self, object?[] arguments)
    {
        var value = Value(self);
        var digits = Coercion.ToInteger(arguments.At(0));
        return double.IsFinite(value)
            ? NumberText.Exponential(value, arguments.At(0) is null ? null : Digits(digits, 0))
            : NumberText.Format(value);
    }

    private static string ToPrecision(Realm realm, object? self, object?[] arguments)
    {
        var value = Value(self);
        if (arguments.At(0) is null)
            return NumberText.Format(value);
        var digits = Coercion.ToInteger(arguments[0]);
        return double.IsFinite(value) ? NumberText.Precision(value, Digits(digits, 1)) : NumberText.Format(value);
    }

    public static object ParseInt(Realm realm, object? self, object?[] arguments)
    {
        var text = NumberText.Trim(Coercion.ToText(arguments.At(0)), end: false);
        var radix = Coercion.ToInt32(arguments.At(1));
        var negative = text.Length > 0 && text[0] == '-';
        var digits = text.AsSpan(text.Length > 0 && (text[0] is '+' or '-') ? 1 : 0);
        if ((radix is 0 or 16) && digits.Length >= 2 && digits[0] == '0' && (digits[1] is 'x' or 'X'))
        {
            digits = digits[2..];
            radix = 16;
        }
        radix = radix == 0 ? 10 : radix;
        if (radix is < 2 or > 36)
            return Boxed.NaN;
        var value = NumberText.ParseRadix(digits, radix, out var read);
        return read == 0 ? Boxed.NaN : Boxed.Number(negative ? -value : value);
    }

    public static object ParseFloat(Realm realm, object? self, object?[] arguments) =>
        Boxed.Number(NumberText.ParsePrefix(Coercion.ToText(arguments.At(0))));
}
