using System.Text.Json.Nodes;
using LienThong.Activities.Rules;
using LienThong.Host.Auth;
using LienThong.Workflows.ControlFlow;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.ElsaApi;

/// <summary>Parts of a definition: what an activity holds, and what lies around it, also within workflows that are used as activities.</summary>
internal static class ElsaDefinitionGraph
{
    public static void MapElsaDefinitionGraph(this RouteGroupBuilder elsa)
    {
        var definitions = elsa.MapGroup("/workflow-definitions").NeedsSession();
        definitions.MapGet("/subgraph/{id}", Subgraph);
        definitions.MapGet("/subgraph/segments/{id}", Segments);
    }

    private static async Task<Utf8ContentHttpResult> Subgraph(string id, string? parentNodeId, CurrentUser user, Database database, DefinitionStore definitions, CancellationToken cancellationToken)
    {
        var graph = await GraphAsync(id, database, definitions, cancellationToken);
        return ElsaDefinition.Answer(NodeOf((parentNodeId is null ? null : graph.FindByNodeId(parentNodeId)) ?? graph.Root, graph, user));
    }

    private static async Task<Utf8ContentHttpResult> Segments(string id, string? childNodeId, CurrentUser user, Database database, DefinitionStore definitions, CancellationToken cancellationToken)
    {
        var graph = await GraphAsync(id, database, definitions, cancellationToken);
        var child = graph.FindByNodeId(childNodeId ?? "")
            ?? throw RuleViolation.NotFound("definition.no-node", $"Phiên bản này không có bước «{childNodeId}». Tải lại trang.");
        var (segments, container) = (new JsonArray(), graph.Root);
        for (var (inner, around) = (child, child.Parent); around is not null; (inner, around) = (around, around.Parent))
        {
            // The way leads through what can be opened: a chart is what is seen when it was.
            if (around is Workflow or Flowchart)
                continue;
            if (segments.Count == 0)
                container = around;
            segments.Insert(0, new JsonObject
            {
                ["activityNodeId"] = around.NodeId,
                ["activityId"] = around.Id,
                ["activityType"] = around.Type,
                ["portName"] = around.Children().First(part => part.Child == inner).Port,
                ["activityName"] = around.DisplayText,
            });
        }

        return ElsaDefinition.Answer(new JsonObject { ["childNode"] = NodeOf(child, graph, user), ["container"] = NodeOf(container, graph, user), ["pathSegments"] = segments });
    }

    private static async Task<WorkflowGraph> GraphAsync(string id, Database database, DefinitionStore definitions, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            async (context, ct) => (await definitions.GetVersionAsync(context, (await ElsaDefinitions.VersionAsync(context, id, ct)).Id, ct)).Graph, cancellationToken);

    private static JsonObject NodeOf(Activity activity, WorkflowGraph graph, CurrentUser user) => new()
    {
        ["nodeId"] = activity.NodeId,
        ["port"] = activity.Parent?.Children().First(part => part.Child == activity).Port ?? "",
        ["activity"] = SensitiveInputs.KeepFrom(activity is Workflow workflow ? ElsaDefinition.WorkflowOf(workflow, graph) : ElsaDefinition.ActivityOf(activity, graph), graph, user),
    };
}
