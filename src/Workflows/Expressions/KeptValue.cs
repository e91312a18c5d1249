using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LienThong.Workflows.Expressions;

/// <summary>What an instance keeps is written as JSON, which knows no circles and is read to a bounded depth.</summary>
internal static class KeptValue
{
    /// <summary>Levels of lists and maps; with those of the instance around them they stay below the 64 that a reader takes.</summary>
    public const int MaxDepth = 50;

    /// <summary>Characters and items of a value as it is written; what stands in several places counts in each, for so it is written.</summary>
    public const int MaxSize = 10_000_000;

    public const string Refusal = "Giá trị có quá 50 cấp lồng nhau, lớn hơn 10.000.000 ký tự hoặc chứa chính nó nên không lưu được. Người thiết kế cần sửa biểu thức của bước này.";

    /// <summary>False for a value that contains itself, is nested deeper than <see cref="MaxDepth"/> or is larger than <see cref="MaxSize"/>.</summary>
    public static bool CanBeKept(object? value) => new Measure().Fits(value, MaxDepth);

    // Without the size, a list that holds the list before twice, fifty times over, would never be done.
    private sealed class Measure
    {
        private long left = MaxSize;

        public bool Fits(object? value, int levels) => (left -= SizeOf(value)) >= 0 && value switch
        {
            null or string or byte[] or (ValueType and not JsonElement) => true,
            JsonElement { ValueKind: JsonValueKind.Object } json => levels > 0 && json.EnumerateObject().All(p => Fits(p.Name, 0) && Fits(p.Value, levels - 1)),
            JsonElement { ValueKind: JsonValueKind.Array } json => levels > 0 && json.EnumerateArray().All(e => Fits(e, levels - 1)),
            JsonObject json => levels > 0 && json.All(p => Fits(p.Key, 0) && Fits(p.Value, levels - 1)),
            JsonNode and not JsonArray => true,
            IEnumerable<KeyValuePair<string, object?>> map => levels > 0 && map.All(p => Fits(p.Key, 0) && Fits(p.Value, levels - 1)),
            IDictionary map => levels > 0 && map.Keys.Cast<object?>().All(k => Fits(k, 0)) && map.Values.Cast<object?>().All(v => Fits(v, levels - 1)),
            IEnumerable list when Conversion.ItemTypeOf(list.GetType()) is not { IsPrimitive: true } => levels > 0 && list.Cast<object?>().All(e => Fits(e, levels - 1)),
            ICollection primitives => (left -= primitives.Count) >= 0,
            _ => true,
        };

        private static long SizeOf(object? value) => value switch
        {
            string text => text.Length + 1L,
            byte[] bytes => bytes.LongLength * 4 / 3 + 1,
            JsonElement { ValueKind: JsonValueKind.String } json => json.GetString()!.Length + 1L,
            JsonValue json when json.TryGetValue<string>(out var text) => text.Length + 1L,
            _ => 1,
        };
    }
}
