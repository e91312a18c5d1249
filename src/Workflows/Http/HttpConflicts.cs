using System.Text.Json.Nodes;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Http;

/// <summary>Endpoints of a definition that another published definition has already (elsa-format §7.9): a request for them would be ambiguous.</summary>
public static class HttpConflicts
{
    /// <summary>A sentence for each, in Elsa's words; to be asked before the definition is published.</summary>
    /// <param name="context">For the query.</param>
    /// <param name="definitionId">Its own triggers do not count.</param>
    /// <param name="triggers">What would start it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<IReadOnlyList<string>> FindAsync(
        DbContext context, string definitionId, IEnumerable<Stimulus> triggers, CancellationToken cancellationToken)
    {
        var hashes = triggers.Where(t => t.Name == HttpEndpoint.StimulusName).Select(t => Burst.HashOf(t.Name, t.Payload)).Distinct().ToList();
        if (hashes.Count == 0)
            return [];
        var taken = await context.Set<TriggerRow>().Where(t => t.DefinitionId != definitionId && hashes.Contains(t.Hash)).OrderBy(t => t.Id)
            .Select(t => t.Payload).ToListAsync(cancellationToken);
        return [.. taken.OfType<string>().Distinct().Select(payload => JsonNode.Parse(payload)!)
            .Select(payload => $"The {(string?)payload["Path"]} path and {(string?)payload["Method"]} method are already in use by another workflow!")];
    }
}
