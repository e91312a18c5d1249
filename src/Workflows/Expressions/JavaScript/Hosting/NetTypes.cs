using System.Globalization;
using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Hosting;

/// <summary>The .NET types that Elsa's scripts may name: each with its constructor and the members scripts use.</summary>
internal static class NetTypes
{
    public static void AddTo(IntrinsicTable table) => table
        .Lazy("DateTime", r => r.Host.ToScript(NetDates.DateTimeType(r.Clock)))
        .Lazy("DateTimeOffset", r => r.Host.ToScript(NetDates.DateTimeOffsetType(r.Clock)))
        .Lazy("TimeSpan", r => r.Host.ToScript(TimeSpanValue.Type))
        .Lazy("Guid", r => r.Host.ToScript(NetGuids.Type))
        .Lazy("Random", r => r.Host.ToScript(NetRandom.Type));

    public static double Number(this ReadOnlySpan<object?> arguments, int index, double missing = 0) =>
        index < arguments.Length && arguments[index] is { } value ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : missing;

    public static int Whole(this ReadOnlySpan<object?> arguments, int index, int missing = 0) => (int)Number(arguments, index, missing);

    public static string Text(this ReadOnlySpan<object?> arguments, int index) =>
        index < arguments.Length ? Convert.ToString(arguments[index], CultureInfo.InvariantCulture) ?? "" : "";
}

/// <summary>Members by name; camelCase is accepted for PascalCase.</summary>
internal sealed class NetMembers : Dictionary<string, Func<object?>>
{
    public void Add(string name, HostFunction function) => this[name] = () => function;

    public bool TryRead(string name, out object? value)
    {
        value = null;
        if (name.Length == 0 || !TryGetValue(char.ToUpperInvariant(name[0]) + name[1..], out var read))
            return false;
        value = read();
        return true;
    }
}

/// <summary>A .NET type: static members, and a constructor where it has one.</summary>
internal sealed class NetType(string name, NetMembers members, HostFunction? construct = null) : HostObject
{
    public override IEnumerable<string> Keys => members.Keys;

    public override bool IsConstructor => construct is not null;

    public override bool TryGet(string member, out object? value) => members.TryRead(member, out value);

    public override object? Construct(ReadOnlySpan<object?> arguments) => construct!(arguments);

    public override object? ToPrimitive() => name;
}
