using System.Numerics;
using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Intrinsics;

internal static class MathIntrinsics
{
    private static readonly IntrinsicTable Table = CreateTable();

    public static JsObject Create(Realm realm)
    {
        var math = new JsObject(realm.ObjectPrototype);
        math.SetLazy(Table.In(realm));
        return math;
    }

    private static IntrinsicTable CreateTable()
    {
        var table = new IntrinsicTable()
            .Constant(Symbol.ToStringTag, "Math", PropertyFlags.Configurable)
            .Constant("E", Math.E)
            .Constant("LN10", Math.Log(10))
            .Constant("LN2", Math.Log(2))
            .Constant("LOG10E", 0.4342944819032518)
            .Constant("LOG2E", 1.4426950408889634)
            .Constant("PI", Math.PI)
            .Constant("SQRT1_2", Math.Sqrt(0.5))
            .Constant("SQRT2", Math.Sqrt(2))
            .Method("atan2", 2, (_, _, a) => Two(a, Math.Atan2))
            .Method("pow", 2, (_, _, a) => Two(a, Operators.Power))
            .Method("imul", 2, (_, _, a) => Boxed.Number(Coercion.ToInt32(a.At(0)) * Coercion.ToInt32(a.At(1))))
            .Method("max", 2, (_, _, a) => Boxed.Number(Numbers(a).Aggregate(double.NegativeInfinity, Math.Max)))
            .Method("min", 2, (_, _, a) => Boxed.Number(Numbers(a).Aggregate(double.PositiveInfinity, Math.Min)))
            .Method("hypot", 2, (_, _, a) => Boxed.Number(Hypot(Numbers(a))))
            .Method("clz32", 1, (_, _, a) => Boxed.Number(BitOperations.LeadingZeroCount(Coercion.ToUint32(a.At(0)))))
            .Method("random", 0, (_, _, _) => Random.Shared.NextDouble());
        (string Name, Func<double, double> Apply)[] functions =
        [
            ("abs", Math.Abs), ("acos", Math.Acos), ("acosh", Math.Acosh), ("asin", Math.Asin), ("asinh", x => x == 0 ? x : Math.Asinh(x)),
            ("atan", Math.Atan), ("atanh", Math.Atanh), ("cbrt", Cbrt), ("ceil", Math.Ceiling), ("cos", Math.Cos), ("cosh", Math.Cosh),
            ("exp", Math.Exp), ("expm1", Expm1), ("floor", Math.Floor), ("fround", x => (float)x), ("log", Math.Log), ("log10", Math.Log10),
            ("log1p", Log1p), ("log2", Math.Log2), ("round", Round), ("sign", x => double.IsNaN(x) || x == 0 ? x : Math.Sign(x)),
            ("sin", Math.Sin), ("sinh", Math.Sinh), ("sqrt", Math.Sqrt), ("tan", Math.Tan), ("tanh", Math.Tanh), ("trunc", Math.Truncate),
        ];
        foreach (var (name, apply) in functions)
            table.Method(name, 1, (_, _, a) => Boxed.Number(apply(Coercion.ToNumber(a.At(0)))));
        return table;
    }

    private static object Two(object?[] arguments, Func<double, double, double> apply)
    {
        var first = Coercion.ToNumber(arguments.At(0));
        return Boxed.Number(apply(first, Coercion.ToNumber(arguments.At(1))));
    }

    private static double[] Numbers(object?[] arguments) => Array.ConvertAll(arguments, Coercion.ToNumber);

    private static double Hypot(double[] numbers)
    {
        if (Array.Exists(numbers, double.IsInfinity))
            return double.PositiveInfinity;
        var largest = numbers.Select(Math.Abs).Aggregate(0d, Math.Max);
        return largest == 0 || double.IsNaN(largest) ? largest : largest * Math.Sqrt(numbers.Sum(x => x / largest * (x / largest)));
    }

    /// <summary>Halves go up, also below zero, and small negative numbers become -0.</summary>
    private static double Round(double x)
    {
        if (!double.IsFinite(x) || Math.Abs(x) >= 4503599627370496)
            return x;
        var floor = Math.Floor(x);
        var result = x - floor >= 0.5 ? floor + 1 : floor;
        return result == 0 && double.IsNegative(x) ? -0.0 : result;
    }

    /// <summary>Exact for cubes, where that of .NET may be one bit off.</summary>
    private static double Cbrt(double x) => Math.Cbrt(x) is var root && Math.Round(root) is var whole && whole * whole * whole == x && x != 0 ? whole : root;

    private static double Expm1(double x) => x == 0 ? x : Math.Abs(x) < 1e-5 ? x + (x * x / 2) + (x * x * x / 6) : Math.Exp(x) - 1;

    private static double Log1p(double x) => Math.Abs(x) < 1e-5 ? x - (x * x / 2) + (x * x * x / 3) : Math.Log(1 + x);
}
