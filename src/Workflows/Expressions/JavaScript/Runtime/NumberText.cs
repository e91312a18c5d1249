using System.Globalization;
using System.Numerics;
using System.Text;

namespace LienThong.Workflows.Expressions.JavaScript.Runtime;

/// <summary>Numbers as text and back, in the forms of the language.</summary>
internal static class NumberText
{
    private const double SafeInteger = 9007199254740992;

    public static string Format(double value)
    {
        if (value == Math.Floor(value) && Math.Abs(value) < SafeInteger)
            return ((long)value).ToString(CultureInfo.InvariantCulture);
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        var (negative, digits, point) = Digits(value.ToString("R", CultureInfo.InvariantCulture));
        return (negative ? "-" : "") + Place(digits, point);
    }

    /// <summary>Splits "-1.25E+30" into sign, significant digits and the position of the decimal point before or after them.</summary>
    private static (bool Negative, string Digits, int Point) Digits(string text)
    {
        var negative = text[0] == '-';
        if (negative)
            text = text[1..];
        var exponent = 0;
        var e = text.IndexOf('E');
        if (e >= 0)
        {
            exponent = int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            text = text[..e];
        }
        var dot = text.IndexOf('.');
        var point = (dot < 0 ? text.Length : dot) + exponent;
        var digits = dot < 0 ? text : text.Remove(dot, 1);
        var leading = digits.Length - digits.TrimStart('0').Length;
        return (negative, digits.Trim('0'), point - leading);
    }

    private static string Place(string digits, int point)
    {
        var count = digits.Length;
        if (count <= point && point <= 21)
            return digits + new string('0', point - count);
        if (point is > 0 and <= 21)
            return $"{digits[..point]}.{digits[point..]}";
        if (point is > -6 and <= 0)
            return "0." + new string('0', -point) + digits;
        return WithExponent(digits, point - 1);
    }

    private static string WithExponent(string digits, int exponent) =>
        (digits.Length == 1 ? digits : $"{digits[0]}.{digits[1..]}")
        + (exponent < 0 ? "e-" : "e+") + Math.Abs(exponent).ToString(CultureInfo.InvariantCulture);

    public static string Fixed(double value, int fraction) => Math.Abs(value) >= 1e21
        ? Format(value)
        : Negated(value, v =>
        {
            var digits = Scaled(v, fraction).ToString(CultureInfo.InvariantCulture).PadLeft(fraction + 1, '0');
            return fraction == 0 ? digits : $"{digits[..^fraction]}.{digits[^fraction..]}";
        });

    public static string Exponential(double value, int? fraction) => Negated(value, v =>
    {
        if (v == 0)
            return WithExponent("0" + new string('0', fraction ?? 0), 0);
        if (fraction is { } count)
        {
            var (exact, exponent) = Significant(v, count + 1);
            return WithExponent(exact, exponent);
        }
        var (_, digits, point) = Digits(v.ToString("R", CultureInfo.InvariantCulture));
        return WithExponent(digits, point - 1);
    });

    public static string Precision(double value, int precision) => Negated(value, v =>
    {
        var (digits, exponent) = v == 0 ? (new string('0', precision), 0) : Significant(v, precision);
        if (exponent < -6 || exponent >= precision)
            return WithExponent(digits, exponent);
        var point = exponent + 1;
        if (point == precision)
            return digits;
        return point > 0 ? $"{digits[..point]}.{digits[point..]}" : "0." + new string('0', -point) + digits;
    });

    /// <summary>The first digits of a positive number and the power of ten of the first one.</summary>
    private static (string Digits, int Exponent) Significant(double value, int count)
    {
        var exponent = (int)Math.Floor(Math.Log10(value));
        while (true)
        {
            var digits = Scaled(value, count - 1 - exponent).ToString(CultureInfo.InvariantCulture);
            if (digits.Length == count)
                return (digits, exponent);
            exponent += digits.Length > count ? 1 : -1;
        }
    }

    /// <summary>A positive number times a power of ten as the nearest integer, halves up; .NET rounds halves to even when it formats.</summary>
    private static BigInteger Scaled(double value, int power)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7ff);
        var numerator = new BigInteger((bits & 0xfffffffffffffL) | (exponent == 0 ? 0 : 1L << 52));
        exponent = Math.Max(exponent, 1) - 1075;
        var denominator = BigInteger.One;
        if (power >= 0)
            numerator *= BigInteger.Pow(10, power);
        else
            denominator = BigInteger.Pow(10, -power);
        if (exponent >= 0)
            numerator <<= exponent;
        else
            denominator <<= -exponent;
        return ((numerator * 2) + denominator) / (denominator * 2);
    }

    private static string Negated(double value, Func<double, string> format) =>
        value < 0 ? "-" + format(-value) : format(value + 0.0);

    public static string Radix(double value, int radix)
    {
        if (!double.IsFinite(value))
            return Format(value);
        const string Symbols = "0123456789abcdefghijklmnopqrstuvwxyz";
        var magnitude = Math.Abs(value);
        var whole = Math.Floor(magnitude);
        var fraction = magnitude - whole;
        var text = new StringBuilder();
        var big = new BigInteger(whole);
        do
        {
            big = BigInteger.DivRem(big, radix, out var digit);
            text.Insert(0, Symbols[(int)digit]);
        }
        while (!big.IsZero);
        if (fraction > 0)
        {
            text.Append('.');
            // Digits are written until they tell the number from its neighbours.
            var delta = Math.Max(0.5 * (Math.BitIncrement(magnitude) - magnitude), double.Epsilon);
            do
            {
                fraction *= radix;
                delta *= radix;
                var digit = (int)fraction;
                fraction -= digit;
                if ((fraction > 0.5 || (fraction == 0.5 && (digit & 1) == 1)) && fraction + delta > 1 && digit + 1 < radix)
                {
                    text.Append(Symbols[digit + 1]);
                    break;
                }
                text.Append(Symbols[digit]);
            }
            while (fraction >= delta);
        }
        return value < 0 ? "-" + text : text.ToString();
    }

    public static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r' or '\v' or '\f' or '\u00a0' or '\ufeff' or '\u2028' or '\u2029'
        || (c > 127 && char.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator);

    public static string Trim(string text, bool start = true, bool end = true)
    {
        var (from, to) = (0, text.Length);
        while (start && from < to && IsSpace(text[from]))
            from++;
        while (end && to > from && IsSpace(text[to - 1]))
            to--;
        return text[from..to];
    }

    public static double Parse(string source)
    {
        var text = Trim(source);
        if (text.Length == 0)
            return 0;
        if (text.Length > 2 && text[0] == '0' && char.ToLowerInvariant(text[1]) is var kind and ('x' or 'o' or 'b'))
            return ParseRadix(text.AsSpan(2), kind switch { 'x' => 16, 'o' => 8, _ => 2 }, out var read) is var whole && read == text.Length - 2
                ? whole
                : double.NaN;
        var length = DecimalLength(text);
        return length == text.Length ? ParseDecimal(text) : double.NaN;
    }

    public static double ParsePrefix(string source)
    {
        var text = Trim(source, end: false);
        var length = DecimalLength(text);
        return length == 0 ? double.NaN : ParseDecimal(text[..length]);
    }

    private static double ParseDecimal(string text) => text[^1] == 'y'
        ? text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity
        : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>How many characters from the start form a decimal number.</summary>
    private static int DecimalLength(string text)
    {
        var i = text.Length > 0 && text[0] is '+' or '-' ? 1 : 0;
        if (string.CompareOrdinal(text, i, "Infinity", 0, 8) == 0)
            return i + 8;
        var digits = 0;
        for (; i < text.Length && char.IsAsciiDigit(text[i]); i++)
            digits++;
        if (i < text.Length && text[i] == '.')
        {
            var fraction = 0;
            while (i + 1 + fraction < text.Length && char.IsAsciiDigit(text[i + 1 + fraction]))
                fraction++;
            if (digits + fraction > 0)
                i += 1 + fraction;
            digits += fraction;
        }
        if (digits == 0)
            return 0;
        if (i < text.Length && text[i] is 'e' or 'E')
        {
            var e = i + 1;
            if (e < text.Length && text[e] is '+' or '-')
                e++;
            var first = e;
            while (e < text.Length && char.IsAsciiDigit(text[e]))
                e++;
            if (e > first)
                i = e;
        }
        return i;
    }

    /// <summary>Reads digits of a radix until the first other character.</summary>
    public static double ParseRadix(ReadOnlySpan<char> text, int radix, out int read)
    {
        double result = 0;
        for (read = 0; read < text.Length; read++)
        {
            var digit = DigitValue(text[read]);
            if (digit >= radix)
                break;
            result = (result * radix) + digit;
        }
        if (result < SafeInteger)
            return result;
        // Beyond 2^53 adding digit by digit would round at each step.
        if (radix == 10)
            return double.Parse(text[..read], NumberStyles.None, CultureInfo.InvariantCulture);
        var exact = BigInteger.Zero;
        for (var i = 0; i < Math.Min(read, 1100); i++)
            exact = (exact * radix) + DigitValue(text[i]);
        return read > 1100 ? double.PositiveInfinity : RoundToDouble(exact);
    }

    /// <summary>Nearest double, ties to even; the cast of BigInteger cuts off instead.</summary>
    public static double RoundToDouble(BigInteger value) =>
        double.Parse(value.ToString(CultureInfo.InvariantCulture), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    public static int DigitValue(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'z' => c - 'a' + 10,
        >= 'A' and <= 'Z' => c - 'A' + 10,
        _ => 99,
    };
}
