using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Definitions.Checks;

/// <summary>Whether a value of one type can ever become a value of another.</summary>
internal static class ValueTypes
{
    private static readonly object[] Samples =
        [true, (short)1, 1, 1L, 1f, 1d, 1m, Guid.Empty, DateTime.UnixEpoch, DateTimeOffset.UnixEpoch, TimeSpan.FromMinutes(1)];

    /// <summary>The type of a variable's values; null when its name is not known.</summary>
    public static Type? Of(Variable variable) => TypeAliases.Find(variable.IsArray ? variable.TypeName + "[]" : variable.TypeName);

    public static string NameOf(Type type) => type.IsEnum ? type.Name : TypeAliases.NameOf(type);

    /// <summary>False only when it is certain: text and objects may hold anything, a number or a date tries the conversion of the run.</summary>
    public static bool MayBecome(Type from, Type to)
    {
        from = Nullable.GetUnderlyingType(from) ?? from;
        return Array.Find(Samples, s => s.GetType() == from) is not { } sample || Conversion.TryTo(sample, to, out _);
    }
}
