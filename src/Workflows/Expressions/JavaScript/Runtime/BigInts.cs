using System.Globalization;
using System.Numerics;

namespace LienThong.Workflows.Expressions.JavaScript.Runtime;

/// <summary>Whole numbers of any size (1n), held within a limit and charged by their length.</summary>
internal static class BigInts
{
    /// <summary>About 19,000 decimal digits; beyond it an operation throws a RangeError.</summary>
    public const int MaxBits = 1 << 16;

    /// <summary>64 bytes cost a step, so a run of a million steps holds at most 64 megabytes of them, or a quarter of a gigabyte of their digits.</summary>
    private const int BitsPerStepShift = 9;

    /// <summary>A product costs as much as its sides have words between them: 256 pairs a step.</summary>
    private const int PairsPerStepShift = 8;

    private static BigInteger Check(BigInteger value) =>
        value.GetBitLength() <= MaxBits ? value : throw TooLarge();

    public static Throw TooLarge() => Throw.Range("Maximum BigInt size exceeded");

    /// <summary>Charges for work that grows with the product of both lengths.</summary>
    public static void Charge(Realm realm, BigInteger left, BigInteger right) =>
        realm.Budget.Charge((Words(left) * Words(right)) >> PairsPerStepShift);

    /// <summary>What a number costs to make or to read.</summary>
    public static long Cost(BigInteger value) => value.GetBitLength() >> BitsPerStepShift;

    /// <summary>A number that a script has made: held within the limit and charged.</summary>
    public static BigInteger Made(Realm realm, BigInteger value)
    {
        realm.Budget.Charge(Cost(value));
        return Check(value);
    }

    private static long Words(BigInteger value) => (value.GetBitLength() >> 5) + 1;

    public static BigInteger Divide(BigInteger left, BigInteger right) =>
        right.IsZero ? throw Throw.Range("Division by zero") : BigInteger.Divide(left, right);

    public static BigInteger Remainder(BigInteger left, BigInteger right) =>
        right.IsZero ? throw Throw.Range("Division by zero") : BigInteger.Remainder(left, right);

    public static BigInteger Power(BigInteger value, BigInteger exponent)
    {
        if (exponent.Sign < 0)
            throw Throw.Range("Exponent must be non-negative");
        if (value.IsOne || value.IsZero || exponent.IsZero)
            return exponent.IsZero ? BigInteger.One : value;
        if (value == BigInteger.MinusOne)
            return exponent.IsEven ? BigInteger.One : value;
        return exponent * (value.GetBitLength() - 1) > MaxBits ? throw TooLarge() : BigInteger.Pow(value, (int)exponent);
    }

    public static BigInteger ShiftLeft(BigInteger value, BigInteger count)
    {
        if (count.Sign < 0)
            return -count > MaxBits ? (value.Sign < 0 ? BigInteger.MinusOne : BigInteger.Zero) : value >> (int)-count;
        if (value.IsZero)
            return value;
        return count > MaxBits ? throw TooLarge() : value << (int)count;
    }

    /// <summary>What BigInt(value) gives; throws where it is no whole number.</summary>
    public static BigInteger From(object? value)
    {
        value = Coercion.ToPrimitive(value, "number");
        if (value is not double number)
            return To(value);
        return double.IsFinite(number) && Math.Floor(number) == number
            ? new BigInteger(number)
            : throw Throw.Range($"The number {NumberText.Format(number)} cannot be converted to a BigInt because it is not an integer");
    }

    /// <summary>The conversion of the language (7.1.13), which takes no numbers.</summary>
    public static BigInteger To(object? value) => Coercion.ToPrimitive(value, "number") switch
    {
        BigInteger big => big,
        bool flag => flag ? BigInteger.One : BigInteger.Zero,
        string text => Parse(text) ?? throw Throw.Syntax($"Cannot convert {(text.Length > 40 ? text[..40] : text)} to a BigInt"),
        var other => throw Throw.Type($"Cannot convert {Coercion.DisplayText(other)} to a BigInt"),
    };

    /// <summary>Null where the text is no whole number.</summary>
    public static BigInteger? Parse(string source)
    {
        var text = NumberText.Trim(source);
        if (text.Length == 0)
            return BigInteger.Zero;
        if (text.Length > 1 && text[0] == '0' && char.ToLowerInvariant(text[1]) is 'x' or 'o' or 'b')
            return ParseRadix(text.AsSpan(2), char.ToLowerInvariant(text[1]) switch { 'x' => 16, 'o' => 8, _ => 2 });
        var digits = text.AsSpan(text[0] is '+' or '-' ? 1 : 0);
        return ParseRadix(digits, 10) is { } value ? (text[0] == '-' ? -value : value) : null;
    }

    public static BigInteger? ParseRadix(ReadOnlySpan<char> digits, int radix)
    {
        if (digits.Length == 0)
            return null;
        foreach (var digit in digits)
            if (NumberText.DigitValue(digit) >= radix)
                return null;
        // A bit for every binary digit, and more than three for every decimal one.
        if (digits.Length > MaxBits)
            throw TooLarge();
        if (radix == 10)
            return Check(BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture));
        var bits = BitOperations.Log2((uint)radix);
        var bytes = new byte[(digits.Length * bits / 8) + 1];
        for (var i = 0; i < digits.Length; i++)
        {
            var (at, digit) = ((digits.Length - 1 - i) * bits, NumberText.DigitValue(digits[i]));
            for (var bit = 0; bit < bits; bit++)
                bytes[(at + bit) / 8] |= (byte)(((digit >> bit) & 1) << ((at + bit) % 8));
        }
        return Check(new BigInteger(bytes, isUnsigned: true));
    }

    public static string Format(BigInteger value, int radix = 10)
    {
        if (radix == 10)
            return value.ToString(CultureInfo.InvariantCulture);
        var digits = new List<char>();
        for (var rest = BigInteger.Abs(value); !rest.IsZero || digits.Count == 0;)
        {
            rest = BigInteger.DivRem(rest, radix, out var digit);
            digits.Add("0123456789abcdefghijklmnopqrstuvwxyz"[(int)digit]);
        }
        if (value.Sign < 0)
            digits.Add('-');
        digits.Reverse();
        return new string([.. digits]);
    }

    public static double ToDouble(BigInteger value) => NumberText.RoundToDouble(value);

    /// <summary>-1, 0 or 1; null beside NaN. A number is compared by its exact value.</summary>
    public static int? Compare(BigInteger left, double right)
    {
        if (double.IsNaN(right))
            return null;
        if (double.IsInfinity(right))
            return right > 0 ? -1 : 1;
        var floor = Math.Floor(right);
        var order = left.CompareTo(new BigInteger(floor));
        return order == 0 && right > floor ? -1 : order;
    }
}
