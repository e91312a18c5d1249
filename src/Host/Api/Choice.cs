using System.Diagnostics.CodeAnalysis;

namespace LienThong.Host.Api;

/// <summary>A value of an enumeration in an address, written as in our JSON: the framework reads only the names of the code.</summary>
internal readonly record struct Choice<T>(T Value) where T : struct, Enum
{
    public static bool TryParse(string? text, [MaybeNullWhen(false)] out Choice<T> choice)
    {
        // Numbers are no names.
        var found = Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text![0]);
        choice = new Choice<T>(value);
        return found;
    }
}
