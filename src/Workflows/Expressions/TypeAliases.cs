using System.Text.Json;
using System.Text.Json.Nodes;

namespace LienThong.Workflows.Expressions;

/// <summary>Names that definitions use for types, and the types they stand for (elsa-format §1.4).</summary>
/// <remarks>Only what is listed here can be named, so a definition can never make the engine load a type of its choice.</remarks>
public static class TypeAliases
{
    private static readonly Dictionary<string, Type> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Int16"] = typeof(short),
        ["Int32"] = typeof(int),
        ["Int64"] = typeof(long),
        ["Long"] = typeof(long),
        ["Single"] = typeof(float),
        ["Double"] = typeof(double),
        ["Decimal"] = typeof(decimal),
        ["Boolean"] = typeof(bool),
        ["String"] = typeof(string),
        ["Object"] = typeof(object),
        ["Guid"] = typeof(Guid),
        ["DateTime"] = typeof(DateTime),
        ["DateTimeOffset"] = typeof(DateTimeOffset),
        ["TimeSpan"] = typeof(TimeSpan),
        ["ByteArray"] = typeof(byte[]),
        ["JSON"] = typeof(IDictionary<string, object?>),
        ["JsonElement"] = typeof(JsonElement),
        ["JsonNode"] = typeof(JsonNode),
        ["JsonObject"] = typeof(JsonObject),
        ["JsonArray"] = typeof(JsonArray),
        ["JObject"] = typeof(JsonObject),
        ["JArray"] = typeof(JsonArray),
        ["ObjectDictionary"] = typeof(IDictionary<string, object?>),
        ["ObjectMap"] = typeof(IDictionary<string, object?>),
        ["StringDictionary"] = typeof(IDictionary<string, string?>),
        ["StringMap"] = typeof(IDictionary<string, string?>),
        ["HttpRequest"] = typeof(object),
        ["HttpResponse"] = typeof(object),
        ["HttpResponseMessage"] = typeof(object),
        ["HttpHeaders"] = typeof(IDictionary<string, object?>),
        ["HttpFile"] = typeof(object),
        ["HttpStatusCode"] = typeof(System.Net.HttpStatusCode),
        ["RouteData"] = typeof(IDictionary<string, object?>),
        ["FormFile"] = typeof(object),
        ["Downloadable"] = typeof(object),
    };

    private const int MaxLength = 300;

    private static readonly string[] ListForms =
        ["List", "Collection", "IEnumerable", "ICollection", "IList", "IReadOnlyCollection", "IReadOnlyList"];

    /// <summary>All names of single values, lists apart; several may stand for one type.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Known.Keys];

    /// <summary>The type behind a name, or null when the name is not known.</summary>
    public static Type? Find(string? name)
    {
        // Names nest, so a long one would nest without end.
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxLength)
            return null;
        name = name.Trim();
        if (Known.TryGetValue(name, out var type))
            return type;
        if (name.EndsWith("[]", StringComparison.Ordinal))
            return Find(name[..^2])?.MakeArrayType();
        if (name.EndsWith('?') && Find(name[..^1]) is { } underlying)
            return underlying.IsValueType && Nullable.GetUnderlyingType(underlying) is null ? typeof(Nullable<>).MakeGenericType(underlying) : underlying;
        if (name.IndexOf('<', StringComparison.Ordinal) is > 0 and var open && name.EndsWith('>') && Find(name[(open + 1)..^1]) is { } item)
        {
            var form = name[..open];
            if (Array.Exists(ListForms, f => f.Equals(form, StringComparison.OrdinalIgnoreCase)))
                return typeof(List<>).MakeGenericType(item);
            if (form.EndsWith("Set", StringComparison.OrdinalIgnoreCase))
                return typeof(HashSet<>).MakeGenericType(item);
        }

        return FindByClrName(name);
    }

    /// <summary>The name to write for a type; a type without one gets the prefix that Elsa uses for such.</summary>
    public static string NameOf(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return NameOf(underlying) + "?";
        if (type.IsArray && type != typeof(byte[]))
            return NameOf(type.GetElementType()!) + "[]";
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>))
            return $"List<{NameOf(type.GetGenericArguments()[0])}>";
        if (typeof(IEnumerable<object?>).IsAssignableFrom(type) && type != typeof(string))
            return "List<Object>";
        foreach (var (name, known) in Known)
        {
            if (known == type)
                return name;
        }

        return type.IsEnum ? type.Name : "UnregisteredClrType:" + type.FullName;
    }

    // Old files: "System.String, System.Private.CoreLib". Only the last part of the name counts, and only known names are taken.
    private static Type? FindByClrName(string name)
    {
        var end = name.IndexOf(',', StringComparison.Ordinal);
        var fullName = end < 0 ? name : name[..end];
        var dot = fullName.LastIndexOf('.');
        return dot > 0 && Known.TryGetValue(fullName[(dot + 1)..].Trim(), out var type) ? type : null;
    }
}
