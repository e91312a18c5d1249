using System.Collections.Frozen;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LienThong.Host.Client;

/// <summary>What the browser fetches together with the page instead of after it has run the first scripts; the client's build says what.</summary>
internal sealed class FirstLoads
{
    private static readonly FrozenDictionary<string, Load> None = FrozenDictionary<string, Load>.Empty;

    private readonly FrozenDictionary<string, Load> _byPath;

    /// <param name="json">Of the client's build; null when there is no client.</param>
    public FirstLoads(string? json) => _byPath = json is null
        ? None
        : JsonSerializer.Deserialize<Dictionary<string, Load>>(json, JsonSerializerOptions.Web)!.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether this page asks the server something at once; with filters in its address it asks otherwise.</summary>
    public bool Asks(HttpRequest request) => !request.QueryString.HasValue && _byPath.TryGetValue(request.Path.Value ?? "/", out var load) && load.Reads.Count > 0;

    /// <summary>Link elements for this address.</summary>
    /// <param name="request">For the page.</param>
    /// <param name="isAnswered">Whether its questions would be answered: the browser keeps a refusal for whoever signs in on the page.</param>
    public string LinksFor(HttpRequest request, bool isAnswered)
    {
        if (!_byPath.TryGetValue(request.Path.Value ?? "/", out var load))
            return "";
        var links = new StringBuilder();
        foreach (var script in load.Scripts)
            links.Append("<link rel=\"modulepreload\" crossorigin href=\"").Append(HtmlEncoder.Default.Encode(script)).Append("\">\n");
        if (isAnswered && Asks(request))
        {
            foreach (var address in load.Reads)
                links.Append("<link rel=\"preload\" as=\"fetch\" crossorigin href=\"").Append(HtmlEncoder.Default.Encode(address)).Append("\">\n");
        }

        return links.ToString();
    }

    private sealed record Load(IReadOnlyList<string> Scripts, IReadOnlyList<string> Reads);
}
