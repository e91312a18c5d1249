using System.Text.Json;
using System.Text.Json.Nodes;
using LienThong.Activities.Procedures;
using LienThong.Host.Auth;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.ElsaApi;

/// <summary>A definition as Elsa's server shows it: the stored text with node ids on every activity, and with what its clients need around it.</summary>
internal static class ElsaDefinition
{
    private static readonly string[] Lists = ["variables", "inputs", "outputs", "outcomes"];
    private static readonly string[] Maps = ["customProperties", "options"];

    // As deep as a definition may be, and the list around it.
    private static readonly JsonSerializerOptions Json = new(ElsaJson.Options) { MaxDepth = 520 };
    private static readonly JsonDocumentOptions Documents = new() { MaxDepth = 520 };

    /// <summary>The version as it is now.</summary>
    /// <exception cref="InvalidDefinitionException">Its row was changed by somebody else than this program.</exception>
    public static async Task<JsonObject> OfAsync(DbContext context, DefinitionStore definitions, DefinitionRow row, CurrentUser user, CancellationToken cancellationToken) =>
        Of(row, await definitions.GetVersionAsync(context, row, cancellationToken), user);

    public static Utf8ContentHttpResult Answer(JsonNode json) => TypedResults.Text(JsonSerializer.SerializeToUtf8Bytes(json, Json), "application/json; charset=utf-8");

    /// <summary>An activity with all that it holds; a workflow that is used as an activity with its root too.</summary>
    public static JsonObject ActivityOf(Activity activity, WorkflowGraph graph)
    {
        var json = ActivityIn(DefinitionWriter.WriteUtf8(activity));
        NodeIds.Give(json, activity.Parent?.NodeId ?? "", graph);
        if (activity is WorkflowDefinitionActivity used && used.Children().First().Child is Workflow workflow)
            json["root"] = WorkflowOf(workflow, graph);
        return json;
    }

    /// <summary>What somebody may do with it is told by links; without the one to publish Studio shows it read-only.</summary>
    public static JsonArray LinksOf(string definitionId, CurrentUser user, bool isReadonly)
    {
        var at = $"/workflow-definitions/{definitionId}";
        var links = new JsonArray(Link(at, "self", "GET"));
        if (user.IsAdministrator && !isReadonly)
        {
            links.Add(Link($"{at}/publish", "publish", "POST"));
            links.Add(Link($"{at}/retract", "retract", "POST"));
            links.Add(Link(at, "delete", "DELETE"));
        }

        return links;
    }

    public static JsonObject Link(string href, string rel, string method) => new() { ["href"] = href, ["rel"] = rel, ["method"] = method };

    /// <summary>An instant as Elsa writes it.</summary>
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static JsonObject Of(DefinitionRow row, WorkflowDefinition definition, CurrentUser user)
    {
        var json = DefinitionIn(DefinitionWriter.WriteUtf8(definition));
        json["id"] = row.Id;
        json["definitionId"] = row.DefinitionId;
        json["name"] = definition.Name ?? row.DefinitionId;
        json["version"] = row.Version;
        json["createdAt"] = Instant(row.CreatedAt);
        json["isLatest"] = row.IsLatest;
        // The row says how it stands; the text of a version that was retracted says what it said when it was written.
        json["isPublished"] = row.IsPublished;
        json["isReadonly"] = definition.IsReadonly;
        json["isSystem"] = definition.IsSystem;
        json["materializerName"] = "Json";
        foreach (var key in Lists)
            json[key] ??= new JsonArray();
        foreach (var key in Maps)
            json[key] ??= new JsonObject();
        json["customProperties"]![ReviseDefinition.RevisionKey] = ReviseDefinition.RevisionOf(row); // put there just now
        // A root of null stands for an empty sequence, which has an id only in the model.
        if (json["root"] is not JsonObject)
            json["root"] = new JsonObject { ["id"] = definition.Root.Id, ["type"] = definition.Root.Type, ["version"] = 1, ["activities"] = new JsonArray() };
        NodeIds.Give((JsonObject)json["root"]!, definition.Graph.Root.NodeId, definition.Graph); // an object, see above
        json["links"] = LinksOf(row.DefinitionId, user, definition.IsReadonly);
        return SensitiveInputs.KeepFrom(json, definition.Graph, user);
    }

    /// <summary>A workflow as an activity, with its root.</summary>
    public static JsonObject WorkflowOf(Workflow workflow, WorkflowGraph graph)
    {
        var root = ActivityIn(DefinitionWriter.WriteUtf8(workflow.Definition.Root));
        NodeIds.Give(root, workflow.NodeId, graph);
        return new JsonObject { ["id"] = workflow.Id, ["nodeId"] = workflow.NodeId, ["type"] = workflow.Type, ["version"] = 1, ["name"] = workflow.Name, ["root"] = root };
    }

    private static JsonObject ActivityIn(byte[] json)
    {
        using var document = JsonDocument.Parse(json, Documents);
        return ModernShape.OfActivity(document.RootElement);
    }

    private static JsonObject DefinitionIn(byte[] json)
    {
        using var document = JsonDocument.Parse(json, Documents);
        return (JsonObject)ModernShape.OfDefinition(document.RootElement)!; // an object, as it was written
    }
}
