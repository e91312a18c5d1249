using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.ElsaApi;

/// <summary>How Elsa's server writes its answers: names in camel case, enumerations as their names, lists never null.</summary>
internal static class ElsaJson
{
    /// <summary>How deep objects and lists may lie in each other, unless it is a definition.</summary>
    public const int Depth = 64;

    /// <summary>Reads leniently, because Studio sends more than is asked for and null where a list is meant.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        AllowDuplicateProperties = false,
        MaxDepth = Depth,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(), new ElsaVersions() },
    };

    public static JsonHttpResult<T> Answer<T>(T value) => TypedResults.Json(value, Options);

    /// <summary>A whole list, as descriptors are answered.</summary>
    public static JsonHttpResult<ElsaList<T>> List<T>(IReadOnlyList<T> items) => Answer(new ElsaList<T>(items, items.Count));

    /// <summary>One page of a list.</summary>
    /// <param name="items">On this page.</param>
    /// <param name="totalCount">On all pages.</param>
    public static JsonHttpResult<ElsaPage<T>> Page<T>(IReadOnlyList<T> items, long totalCount) => Answer(new ElsaPage<T>(items, totalCount));
}

/// <summary>A list that is answered whole.</summary>
internal sealed record ElsaList<T>(IReadOnlyList<T> Items, int Count);

/// <summary>One page of a longer list.</summary>
internal sealed record ElsaPage<T>(IReadOnlyList<T> Items, long TotalCount);
