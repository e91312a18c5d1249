using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace LienThong.Workflows.Expressions;

/// <summary>Turns a value into the type that an input or variable wants (elsa-format §4.4).</summary>
public static class Conversion
{
    /// <summary>How values are written as JSON; NaN and the infinities, which JSON does not have, as their names.</summary>
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static T? To<T>(object? value) => To(value, typeof(T)) is T typed ? typed : default;

    /// <summary>The value as the type; what cannot be converted becomes the type's default, as in Elsa.</summary>
    public static object? To(object? value, Type type) => TryTo(value, type, out var converted) ? converted : DefaultOf(type);

    /// <summary>False when the value has no meaning as the type.</summary>
    public static bool TryTo(object? value, Type type, out object? converted)
    {
        converted = null;
        if (value is null)
            return !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
        if (type.IsInstanceOfType(value) && value is not JsonElement || type == typeof(JsonElement) && value is JsonElement)
        {
            converted = value;
            return true;
        }

        try
        {
            converted = Convert(value, Nullable.GetUnderlyingType(type) ?? type);
            return true;
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException or JsonException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>A JSON value as plain .NET values: dictionaries, lists, strings, numbers (long, else double), booleans.</summary>
    public static object? Natural(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().Aggregate(
            new Dictionary<string, object?>(StringComparer.Ordinal),
            static (map, property) =>
            {
                map[property.Name] = Natural(property.Value);
                return map;
            }),
        JsonValueKind.Array => json.EnumerateArray().Select(Natural).ToList(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetInt64(out var whole) ? (object)whole : json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static JsonNode? ToNode(object? value) => value switch
    {
        null => null,
        JsonNode node => node.DeepClone(),
        JsonElement element => JsonSerializer.SerializeToNode(element, Json),
        _ => JsonSerializer.SerializeToNode(value, value.GetType(), Json),
    };

    public static object? DefaultOf(Type type) =>
        type.IsValueType && Nullable.GetUnderlyingType(type) is null ? Activator.CreateInstance(type) : null;

    private static object? Convert(object value, Type type)
    {
        switch (value)
        {
            case JsonElement element:
                return FromJson(element, type);
            case JsonNode node:
                return FromJson(JsonSerializer.SerializeToElement(node, Json), type);
        }

        if (type == typeof(object))
            return value;
        if (type == typeof(string))
            return ToText(value);
        if (type.IsEnum)
            return value is string name ? Enum.Parse(type, name, ignoreCase: true) : Enum.ToObject(type, System.Convert.ToInt64(value, CultureInfo.InvariantCulture));
        if (value is string text)
            return FromText(text, type);
        if (type == typeof(JsonElement))
            return JsonSerializer.SerializeToElement(value, value.GetType(), Json);
        if (typeof(JsonNode).IsAssignableFrom(type))
            return ToNode(value);
        if (type == typeof(DateTime) && value is DateTimeOffset instant)
            return instant.UtcDateTime;
        if (type == typeof(DateTimeOffset) && value is DateTime time)
            return new DateTimeOffset(DateTime.SpecifyKind(time, time.Kind == DateTimeKind.Unspecified ? DateTimeKind.Utc : time.Kind));
        if (ItemTypeOf(type) is { } item && value is IEnumerable items and not string)
            return ToList(items.Cast<object?>(), type, item);
        if (value is IDictionary or IDictionary<string, object?>)
            return JsonSerializer.SerializeToElement(value, value.GetType(), Json).Deserialize(type, Json);
        // A fraction becomes the nearest whole number, a half the even one of the two, as .NET does and so Elsa.
        return System.Convert.ChangeType(value, type, CultureInfo.InvariantCulture);
    }

    private static object? FromJson(JsonElement json, Type type)
    {
        if (type == typeof(object))
            return Natural(json);
        if (type == typeof(string))
            return json.ValueKind == JsonValueKind.String ? json.GetString() : json.GetRawText();
        // A designer writes every initial value as text; where a text is none of the values that the type holds, it is the JSON of one.
        if (json.ValueKind == JsonValueKind.String && type != typeof(JsonElement) && !type.IsAssignableFrom(typeof(JsonValue)))
            return Convert(json.GetString()!, type);
        if (ItemTypeOf(type) is { } item && json.ValueKind == JsonValueKind.Array)
            return ToList(json.EnumerateArray().Select(e => (object?)e), type, item);
        if (typeof(IDictionary<string, object?>).IsAssignableFrom(type))
            return Natural(json) as IDictionary<string, object?>;
        // By way of a double a decimal would lose digits.
        if (type == typeof(decimal) && json.ValueKind == JsonValueKind.Number && json.TryGetDecimal(out var number))
            return number;
        if (json.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False && (type.IsPrimitive || type == typeof(decimal) || type.IsEnum))
            return Convert(Natural(json)!, type);
        return json.Deserialize(type, Json);
    }

    private static object? FromText(string text, Type type)
    {
        var trimmed = text.Trim();
        if (!type.IsPrimitive && trimmed.Length > 0 && trimmed[0] is '{' or '[' && type != typeof(decimal))
        {
            using var document = JsonDocument.Parse(trimmed);
            return FromJson(document.RootElement.Clone(), type);
        }

        if (type == typeof(bool))
            return bool.Parse(trimmed);
        if (type == typeof(Guid))
            return Guid.Parse(trimmed);
        if (type == typeof(TimeSpan))
            return TimeSpan.Parse(trimmed, CultureInfo.InvariantCulture);
        if (type == typeof(DateTimeOffset))
            return DateTimeOffset.Parse(trimmed, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        if (type == typeof(DateTime))
            return DateTime.Parse(trimmed, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
        if (type == typeof(byte[]))
            return System.Convert.FromBase64String(trimmed);
        if (type == typeof(JsonElement) || typeof(JsonNode).IsAssignableFrom(type))
            return JsonSerializer.Deserialize(JsonSerializer.Serialize(text, Json), type, Json);
        // One string where a list is wanted is a list of one.
        if (ItemTypeOf(type) is { } item)
            return ToList([text], type, item);
        return System.Convert.ChangeType(trimmed, type, CultureInfo.InvariantCulture);
    }

    private static string ToText(object value) => value switch
    {
        // As .NET writes it, and so Elsa.
        bool flag => flag ? "True" : "False",
        DateTimeOffset instant => instant.ToString("O", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable => JsonSerializer.Serialize(value, value.GetType(), Json),
        _ => value.ToString() ?? "",
    };

    /// <summary>What a list of this type holds; null when the type is none.</summary>
    internal static Type? ItemTypeOf(Type type)
    {
        if (type == typeof(string) || type == typeof(byte[]) || typeof(JsonNode).IsAssignableFrom(type) || typeof(IDictionary<string, object?>).IsAssignableFrom(type))
            return null;
        if (type.IsArray)
            return type.GetElementType();
        if (type == typeof(IEnumerable))
            return typeof(object);
        return type.IsGenericType && type.GetGenericArguments() is [var item] && typeof(IEnumerable<>).MakeGenericType(item).IsAssignableFrom(type) ? item : null;
    }

    private static object ToList(IEnumerable<object?> items, Type type, Type item)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        foreach (var element in items)
            list.Add(To(element, item));
        if (type.IsArray)
        {
            var array = Array.CreateInstance(item, list.Count);
            list.CopyTo(array, 0);
            return array;
        }

        return type.IsInstanceOfType(list) ? list : Activator.CreateInstance(type, list)!;
    }
}
