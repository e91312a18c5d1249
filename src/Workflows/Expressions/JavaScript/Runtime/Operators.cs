using System.Numerics;

namespace LienThong.Workflows.Expressions.JavaScript.Runtime;

/// <summary>What the operators of the language do with any two values.</summary>
internal static class Operators
{
    public static object Add(Realm realm, object? left, object? right)
    {
        if (left is double a && right is double b)
            return Boxed.Number(a + b);
        left = Coercion.ToPrimitive(left);
        right = Coercion.ToPrimitive(right);
        if (left is string || right is string)
            return Concat(realm, Coercion.ToText(left), Coercion.ToText(right));
        left = Coercion.ToNumeric(left);
        right = Coercion.ToNumeric(right);
        return left is double x && right is double y ? Boxed.Number(x + y) : OnBigInts(realm, left, right, BigInteger.Add);
    }

    /// <summary>An operator on two numbers that are not both doubles: both must be BigInts then.</summary>
    public static object OnBigInts(Realm realm, object left, object right, Func<BigInteger, BigInteger, BigInteger> apply)
    {
        if (left is not BigInteger a || right is not BigInteger b)
            throw Throw.Type("Cannot mix BigInt and other types, use explicit conversions");
        BigInts.Charge(realm, a, b);
        return BigInts.Made(realm, apply(a, b));
    }

    public static string Concat(Realm realm, string left, string right)
    {
        realm.Budget.CheckLength((long)left.Length + right.Length);
        return string.Concat(left, right);
    }

    public static bool StrictEquals(object? left, object? right) => left switch
    {
        double a => right is double b && a == b,
        string a => right is string b && string.Equals(a, b, StringComparison.Ordinal),
        bool a => right is bool b && a == b,
        BigInteger a => right is BigInteger b && a == b,
        _ => ReferenceEquals(left, right),
    };

    public static bool LooseEquals(object? left, object? right)
    {
        while (true)
        {
            if (Coercion.IsNullish(left) || Coercion.IsNullish(right))
                return Coercion.IsNullish(left) && Coercion.IsNullish(right);
            switch (left, right)
            {
                case (JsObject, JsObject) or (string, string) or (double, double) or (bool, bool) or (Symbol, Symbol) or (BigInteger, BigInteger):
                    return StrictEquals(left, right);
                case (JsObject, _):
                    left = right is bool ? left : Coercion.ToPrimitive(left);
                    right = right is bool flag ? (flag ? 1d : 0d) : right;
                    break;
                case (_, JsObject):
                    (left, right) = (right, left);
                    break;
                case (Symbol, _) or (_, Symbol):
                    return false;
                case (BigInteger big, double number):
                    return BigInts.Compare(big, number) == 0;
                case (BigInteger big, string text):
                    return BigInts.Parse(text) == big;
                case (BigInteger, bool):
                    right = Coercion.ToNumber(right);
                    break;
                case (_, BigInteger):
                    (left, right) = (right, left);
                    break;
                default:
                    return Coercion.ToNumber(left) == Coercion.ToNumber(right);
            }
        }
    }

    public static bool SameValue(object? left, object? right) => left is double a && right is double b
        ? a.Equals(b) && (a != 0 || double.IsNegative(a) == double.IsNegative(b))
        : StrictEquals(left, right);

    public static bool SameValueZero(object? left, object? right) =>
        left is double a && right is double b ? a.Equals(b) || a == b : StrictEquals(left, right);

    /// <summary>left &lt; right, or undefined (null) where one of them is not a number.</summary>
    public static bool? Less(object? left, object? right, bool leftFirst = true)
    {
        if (left is double x && right is double y)
            return double.IsNaN(x) || double.IsNaN(y) ? null : x < y;
        if (leftFirst)
        {
            left = Coercion.ToPrimitive(left, "number");
            right = Coercion.ToPrimitive(right, "number");
        }
        else
        {
            right = Coercion.ToPrimitive(right, "number");
            left = Coercion.ToPrimitive(left, "number");
        }
        if (left is string a && right is string b)
            return string.CompareOrdinal(a, b) < 0;
        switch (left, right)
        {
            case (BigInteger big, string text):
                return BigInts.Parse(text) is { } parsed ? big < parsed : null;
            case (string text, BigInteger big):
                return BigInts.Parse(text) is { } first ? first < big : null;
        }
        // Both are primitive: which of them becomes a number first can no longer be seen.
        return (Coercion.ToNumeric(left), Coercion.ToNumeric(right)) switch
        {
            (double p, double q) => double.IsNaN(p) || double.IsNaN(q) ? null : p < q,
            (BigInteger p, BigInteger q) => p < q,
            (BigInteger p, double q) => BigInts.Compare(p, q) is { } order ? order < 0 : null,
            (double p, BigInteger q) => BigInts.Compare(q, p) is { } order ? order > 0 : null,
            _ => null,
        };
    }

    public static double Power(double x, double y) =>
        double.IsNaN(y) || (double.IsInfinity(y) && Math.Abs(x) == 1) ? double.NaN : Math.Pow(x, y);

    public static string TypeOf(object? value) => value switch
    {
        null => "undefined",
        bool => "boolean",
        double => "number",
        string => "string",
        BigInteger => "bigint",
        Symbol => "symbol",
        JsObject { IsCallable: true } => "function",
        _ => "object",
    };

    public static bool InstanceOf(object? value, object? target)
    {
        if (target is not JsObject type)
            throw Throw.Type("Right-hand side of 'instanceof' is not an object");
        var custom = type.Get(Symbol.HasInstance);
        if (!Coercion.IsNullish(custom))
            return custom is JsObject { IsCallable: true } test
                ? Coercion.ToBoolean(test.Call(type, [value]))
                : throw Throw.Type("Symbol.hasInstance is not a function");
        return type.IsCallable ? OrdinaryHasInstance(type, value) : throw Throw.Type("Right-hand side of 'instanceof' is not callable");
    }

    public static bool OrdinaryHasInstance(JsObject type, object? value)
    {
        if (!type.IsCallable)
            return false;
        if (type is BoundFunction bound)
            return InstanceOf(value, bound.Target);
        if (value is not JsObject instance)
            return false;
        if (type.Get("prototype") is not JsObject prototype)
            throw Throw.Type("Function has non-object prototype in instanceof check");
        for (var link = instance.Prototype; link is not null; link = link.Prototype)
            if (ReferenceEquals(link, prototype))
                return true;
        return false;
    }

    public static bool In(object? key, object? target)
    {
        if (target is not JsObject holder)
            throw Throw.Type("Cannot use 'in' operator to search in a value that is not an object");
        return holder.Has(Coercion.ToKey(key));
    }
}
