using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LienThong.Workflows.Expressions;

/// <summary>What an instance keeps is written as JSON, which knows no circles and is read to a bounded depth.</summary>
internal static class KeptValue
{
    /// <summary>Levels of lists and maps; with those of the instance around them they stay below the 64 that a reader takes.</summary>
    public const int MaxDepth = 50;

    public const string Refusal = "Giá trị có quá 50 cấp lồng nhau hoặc chứa chính nó nên không lưu được. Người thiết kế cần sửa biểu thức của bước này.";

    /// <summary>False for a value that contains itself or is nested deeper than <see cref="MaxDepth"/>.</summary>
    public static bool CanBeKept(object? value) => Fits(value, MaxDepth);

    private static bool Fits(object? value, int levels) => value switch
    {
        null or string or byte[] or (ValueType and not JsonElement) => true,
        JsonElement { ValueKind: JsonValueKind.Object } json => levels > 0 && json.EnumerateObject().All(p => Fits(p.Value, levels - 1)),
        JsonElement { ValueKind: JsonValueKind.Array } json => levels > 0 && json.EnumerateArray().All(e => Fits(e, levels - 1)),
        JsonObject json => levels > 0 && json.All(p => Fits(p.Value, levels - 1)),
        JsonNode and not JsonArray => true,
        IEnumerable<KeyValuePair<string, object?>> map => levels > 0 && map.All(p => Fits(p.Value, levels - 1)),
        IDictionary map => levels > 0 && map.Values.Cast<object?>().All(v => Fits(v, levels - 1)),
        IEnumerable list when Conversion.ItemTypeOf(list.GetType()) is not { IsPrimitive: true } => levels > 0 && list.Cast<object?>().All(e => Fits(e, levels - 1)),
        _ => true,
    };
}
