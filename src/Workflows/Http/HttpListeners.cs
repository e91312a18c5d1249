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
        return Matches(trigger?.Payload ?? bookmark?.Payload, path, method) is { } match ? new HttpListener(trigger, bookmark, match.Rank, match.Values) : null;
    }

    /// <summary>How an endpoint's facts match a request; null when they are of another one.</summary>
    public static (string Rank, IReadOnlyDictionary<string, string> Values)? Matches(string? facts, IReadOnlyList<string> path, string method)
    {
        if (facts is null || JsonNode.Parse(facts) is not JsonObject payload)
            return null;
        return ((string?)payload["Method"])?.Equals(method, StringComparison.OrdinalIgnoreCase) == true
            && HttpRoute.Parse((string?)payload["Path"]) is { } route && route.Match(path) is { } values
                ? (route.Rank, values)
                : null;
    }
}

/// <summary>Finds who listens for a request (elsa-format §5.3 and §7.2).</summary>
internal static class HttpListeners
{
    // A payload with one brace more than its own is a route with parameters; all others are found by their hash.
    private const string WithParameters = "%{%{%";

    /// <summary>By which hashes those are found that listen for such a request now; empty when nobody does. To be asked without a transaction: most requests that nobody waits for end here.</summary>
    public static async Task<IReadOnlyList<string>> HashesAsync(
        DbContext context, IReadOnlyList<string> path, string method, string? instanceId, string? correlationId, CancellationToken cancellationToken)
    {
        var (triggers, bookmarks) = Of(context, instanceId, correlationId);
        // A literal path is found by its hash, without looking at any other wait; only what is not found so may have parameters.
        var hash = Burst.HashOf(HttpEndpoint.StimulusName, HttpEndpoint.PayloadOf(string.Join('/', path), method));
        if (await bookmarks.AnyAsync(b => b.Hash == hash, cancellationToken) || await triggers.AnyAsync(t => t.Hash == hash, cancellationToken))
            return [hash];
        // Thousands may wait at one route: it is looked at once.
        var routes = await bookmarks.Where(b => EF.Functions.Like(b.Payload!, WithParameters)).Select(b => new { b.Hash, b.Payload }).Distinct().ToListAsync(cancellationToken);
        routes.AddRange(await triggers.Where(t => EF.Functions.Like(t.Payload!, WithParameters)).Select(t => new { t.Hash, t.Payload }).Distinct().ToListAsync(cancellationToken));
        return [.. routes.Where(r => HttpListener.Matches(r.Payload, path, method) is not null).Select(r => r.Hash).Distinct()];
    }

    /// <summary>
    /// Of those with one of these hashes, the ones that the request is for. The most literal path counts. An instance that is named (by its id, or by a
    /// correlation that waits there) is resumed, otherwise a trigger is preferred to a wait. More than one: the request is ambiguous.
    /// </summary>
    public static async Task<IReadOnlyList<HttpListener>> FindAsync(
        DbContext context, IReadOnlyList<string> hashes, IReadOnlyList<string> path, string method, string? instanceId, string? correlationId, CancellationToken cancellationToken)
    {
        var found = await FindNowAsync(context, hashes, path, method, instanceId, correlationId, cancellationToken);
        if (found.Count > 0)
            return found;
        // What was seen went to somebody faster; another route may be for the request too.
        var now = await HashesAsync(context, path, method, instanceId, correlationId, cancellationToken);
        return now.Count == 0 ? found : await FindNowAsync(context, now, path, method, instanceId, correlationId, cancellationToken);
    }

    private static async Task<IReadOnlyList<HttpListener>> FindNowAsync(
        DbContext context, IReadOnlyList<string> hashes, IReadOnlyList<string> path, string method, string? instanceId, string? correlationId, CancellationToken cancellationToken)
    {
        var (triggers, bookmarks) = Of(context, instanceId, correlationId);
        var waiting = (await bookmarks.Where(b => hashes.Contains(b.Hash)).OrderBy(b => b.Id).ToListAsync(cancellationToken))
            .Select(b => HttpListener.Of(null, b, path, method)).OfType<HttpListener>().ToList();
        var starting = (await triggers.Where(t => hashes.Contains(t.Hash)).OrderBy(t => t.Id).ToListAsync(cancellationToken))
            .Select(t => HttpListener.Of(t, null, path, method)).OfType<HttpListener>().ToList();
        var all = waiting.Concat(starting).ToList();
        if (all.Count == 0)
            return all;
        var rank = all.Select(l => l.Rank).Min(StringComparer.Ordinal);
        waiting.RemoveAll(l => l.Rank != rank);
        starting.RemoveAll(l => l.Rank != rank);
        return starting.Count == 0 || (correlationId is not null && waiting.Count > 0) ? waiting : starting;
    }

    private static (IQueryable<TriggerRow> Triggers, IQueryable<BookmarkRow> Bookmarks) Of(DbContext context, string? instanceId, string? correlationId)
    {
        // A request that names an instance starts none.
        var triggers = context.Set<TriggerRow>().Where(t => t.Name == HttpEndpoint.StimulusName && instanceId == null);
        var bookmarks = context.Set<BookmarkRow>().Where(b => b.Name == HttpEndpoint.StimulusName);
        if (instanceId is not null)
            bookmarks = bookmarks.Where(b => b.InstanceId == instanceId);
        if (correlationId is not null)
            bookmarks = bookmarks.Where(b => b.CorrelationId == correlationId);
        return (triggers, bookmarks);
    }
}
