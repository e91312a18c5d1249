using System.Globalization;
using LienThong.Activities.Procedures;
using LienThong.Host.Errors;

namespace LienThong.Host.ElsaApi;

/// <summary>Parameters as Elsa's clients send them: an empty one is none.</summary>
internal static class ElsaQuery
{
    /// <exception cref="ApiRefusal">It is none of Elsa's words for versions.</exception>
    public static VersionChoice Versions(string? text, VersionChoice usual) =>
        string.IsNullOrWhiteSpace(text) ? usual : VersionChoice.Parse(text.Trim()) ?? throw Unreadable("versionOptions", text);

    /// <exception cref="ApiRefusal">It is no whole number from 0.</exception>
    public static int? Number(string name, string? text) =>
        string.IsNullOrWhiteSpace(text) ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw Unreadable(name, text);

    /// <exception cref="ApiRefusal">It is none of the names.</exception>
    public static T? Name<T>(string name, string? text) where T : struct, Enum =>
        string.IsNullOrWhiteSpace(text) ? null
        : Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value
        : throw Unreadable(name, text);

    /// <summary>Null for none.</summary>
    public static IReadOnlyList<string>? Texts(string[]? given) =>
        given?.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList() is { Count: > 0 } texts ? texts : null;

    public static ApiRefusal Unreadable(string name, string value) =>
        new(StatusCodes.Status400BadRequest, "parameter.invalid", $"Không đọc được tham số «{name}» từ giá trị «{value}».");
}
