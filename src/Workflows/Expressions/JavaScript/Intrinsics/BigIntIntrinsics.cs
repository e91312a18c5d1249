using System.Numerics;
using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Intrinsics;

internal static class BigIntIntrinsics
{
    public static readonly Intrinsic Definition = new("BigInt", 1, (r, _, a) => BigInts.Made(r, BigInts.From(a.At(0))),
        (_, _, _) => throw Throw.Type("BigInt is not a constructor"))
    {
        Statics = new IntrinsicTable()
            .Method("asIntN", 2, (r, _, a) => Cut(r, a, signed: true))
            .Method("asUintN", 2, (r, _, a) => Cut(r, a, signed: false)),
        Prototype = new IntrinsicTable()
            .Method("toString", 0, ToText)
            .Method("toLocaleString", 0, (_, self, _) => BigInts.Format(Value(self)))
            .Method("valueOf", 0, (_, self, _) => Value(self))
            .Constant(Symbol.ToStringTag, "BigInt", PropertyFlags.Configurable),
    };

    private static BigInteger Value(object? self) => self switch
    {
        BigInteger value => value,
        JsPrimitive { Value: BigInteger value } => value,
        _ => throw Throw.Type("not a BigInt"),
    };

    private static string ToText(Realm realm, object? self, object?[] arguments)
    {
        var value = Value(self);
        var radix = arguments.At(0) is null ? 10 : Coercion.ToInteger(arguments[0]);
        if (radix is < 2 or > 36)
            throw Throw.Range("toString() radix must be between 2 and 36");
        BigInts.Charge(realm, value, value);
        return BigInts.Format(value, (int)radix);
    }

    private static BigInteger Cut(Realm realm, object?[] arguments, bool signed)
    {
        var bits = Coercion.ToIndex(arguments.At(0));
        var value = BigInts.To(arguments.At(1));
        if (bits == 0)
            return BigInteger.Zero;
        if (bits > value.GetBitLength() && (signed || value.Sign >= 0))
            return value;
        if (bits > BigInts.MaxBits)
            throw BigInts.TooLarge();
        var range = BigInteger.One << (int)bits;
        // Remainder has the sign of the value, modulo has none.
        var cut = BigInteger.Remainder(value, range);
        if (cut.Sign < 0)
            cut += range;
        return BigInts.Made(realm, signed && cut >= range >> 1 ? cut - range : cut);
    }
}
