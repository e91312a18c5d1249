using System.Text.Json.Nodes;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Http;

/// <summary>A trigger or a wait that a request is for, with the parameters of its route.</summary>
internal sealed record HttpListener(TriggerRow? Trigger, BookmarkRow? Bookmark, string Rank, IReadOnlyDictionary<string, string> RouteValues)
{
    /// <summary>Null where the row is for another method or path.</summary>
    public static HttpListener? Of(TriggerRow? trigger, BookmarkRow? bookmark, IReadOnlyList<string> path, string method)
    {
        if ((trigger?.Payload ?? bookmark?.Payload) is not { } text || JsonNode.Parse(text) is not JsonObject payload)
            return null;
        return ((string?)payload["Method"])?.Equals(method, StringComparison.OrdinalIgnoreCase) == true
            && HttpRoute.Parse((string?)payload["Path"]) is { } route && route.Match(path) is { } values
                ? new HttpListener(trigger, bookmark, route.Rank, values)
                : null;
    }
}

/// <summary>Finds who listens for a request (elsa-format §5.3 and §7.2).</summary>
internal static class HttpListeners
{
    // A payload with one brace more than its own is a route with parameters; all others are found by their hash.
    private const string WithParameters = "%{%{%";

    /// <summary>
    /// The most literal path counts. An instance that is named (by its id, or by a correlation that waits there) is resumed, otherwise a
    /// trigger is preferred to a wait. More than one: the request is ambiguous.
    /// </summary>
    public static async Task<IReadOnlyList<HttpListener>> FindAsync(
        DbContext context, IReadOnlyList<string> path, string method, string? instanceId, string? correlationId, CancellationToken cancellationToken)
    {
        var triggers = context.Set<TriggerRow>().Where(t => t.Name == HttpEndpoint.StimulusName);
        var bookmarks = context.Set<BookmarkRow>().Where(b => b.Name == HttpEndpoint.StimulusName);
        if (instanceId is not null)
            bookmarks = bookmarks.Where(b => b.InstanceId == instanceId);
        if (correlationId is not null)
            bookmarks = bookmarks.Where(b => b.CorrelationId == correlationId);
        // A literal path is found by its hash, without looking at any other wait; only what is not found so may have parameters.
        var hash = Burst.HashOf(HttpEndpoint.StimulusName, HttpEndpoint.PayloadOf(string.Join('/', path), method));
        var found = await FindAsync(triggers.Where(t => t.Hash == hash), bookmarks.Where(b => b.Hash == hash));
        if (found.Count == 0)
        {
            found = await FindAsync(
                triggers.Where(t => EF.Functions.Like(t.Payload!, WithParameters)), bookmarks.Where(b => EF.Functions.Like(b.Payload!, WithParameters)));
        }

        return found;

        async Task<IReadOnlyList<HttpListener>> FindAsync(IQueryable<TriggerRow> someTriggers, IQueryable<BookmarkRow> someBookmarks)
        {
            var waiting = (await someBookmarks.OrderBy(b => b.Id).ToListAsync(cancellationToken)).Select(b => HttpListener.Of(null, b, path, method)).OfType<HttpListener>().ToList();
            var starting = instanceId is not null
                ? []
                : (await someTriggers.OrderBy(t => t.Id).ToListAsync(cancellationToken)).Select(t => HttpListener.Of(t, null, path, method)).OfType<HttpListener>().ToList();
            var all = waiting.Concat(starting).ToList();
            if (all.Count == 0)
                return all;
            var rank = all.Select(l => l.Rank).Min(StringComparer.Ordinal);
            waiting.RemoveAll(l => l.Rank != rank);
            starting.RemoveAll(l => l.Rank != rank);
            return starting.Count == 0 || (correlationId is not null && waiting.Count > 0) ? waiting : starting;
        }
    }
}
