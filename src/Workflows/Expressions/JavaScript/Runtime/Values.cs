namespace LienThong.Workflows.Expressions.JavaScript.Runtime;

// A script value is: null (undefined), Null.Value, bool, double, BigInteger, string, Symbol or JsObject.
// Undefined is the .NET null because fresh slots and missing arguments then need no filling.

/// <summary>The null of a script.</summary>
internal sealed class Null
{
    public static readonly Null Value = new();
    private Null() { }
    public override string ToString() => "null";
}

/// <summary>Values that scripts never see.</summary>
internal sealed class Marker(string name)
{
    /// <summary>A let or const before its declaration ran.</summary>
    public static readonly Marker Uninitialized = new("uninitialized");

    /// <summary>A missing array element.</summary>
    public static readonly Marker Hole = new("hole");

    /// <summary>An optional chain that ended early.</summary>
    public static readonly Marker ShortCircuit = new("short circuit");

    public override string ToString() => name;
}

internal sealed class Symbol(string? description)
{
    public static readonly Symbol Iterator = new("Symbol.iterator");
    public static readonly Symbol HasInstance = new("Symbol.hasInstance");
    public static readonly Symbol ToPrimitive = new("Symbol.toPrimitive");
    public static readonly Symbol ToStringTag = new("Symbol.toStringTag");
    public static readonly Symbol IsConcatSpreadable = new("Symbol.isConcatSpreadable");

    public static readonly Symbol Species = new("Symbol.species");
    public static readonly Symbol Unscopables = new("Symbol.unscopables");

    public static readonly Symbol Match = new("Symbol.match");
    public static readonly Symbol MatchAll = new("Symbol.matchAll");
    public static readonly Symbol Replace = new("Symbol.replace");
    public static readonly Symbol Search = new("Symbol.search");
    public static readonly Symbol Split = new("Symbol.split");

    public string? Description { get; } = description;

    public override string ToString() => $"Symbol({Description})";
}

internal static class Boxed
{
    public static readonly object True = true;
    public static readonly object False = false;
    public static readonly object NaN = double.NaN;
    public static readonly object[] NoArguments = [];

    private const int SmallCount = 1024;
    private static readonly object[] Small = [.. Enumerable.Range(0, SmallCount).Select(i => (object)(double)i)];

    public static object Bool(bool value) => value ? True : False;

    public static object Number(double value)
    {
        var index = (int)value;
        // Negative zero must stay itself, so zero is told by its bits.
        return (uint)index < SmallCount && index == value && (index != 0 || BitConverter.DoubleToInt64Bits(value) == 0)
            ? Small[index]
            : value;
    }

    public static object Number(int value) => (uint)value < SmallCount ? Small[value] : (double)value;

    /// <summary>An argument, or undefined where the caller gave fewer.</summary>
    public static object? At(this object?[] arguments, int index) => index < arguments.Length ? arguments[index] : null;
}
