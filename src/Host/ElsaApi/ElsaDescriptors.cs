using System.Text.Json;
using LienThong.Activities.Rules;
using LienThong.Host.Auth;
using LienThong.Workflows.Definitions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace LienThong.Host.ElsaApi;

/// <summary>What a designer has to know of activities and of the values in their forms.</summary>
internal static class ElsaDescriptors
{
    public static void MapElsaDescriptors(this RouteGroupBuilder elsa)
    {
        var descriptors = elsa.MapGroup("/descriptors").NeedsSession();
        descriptors.MapGet("/activities", ListActivities);
        descriptors.MapGet("/activities/{typeName}", ReadActivity);
        // It reads, although Studio posts it: what else is filled in the form comes with it.
        descriptors.MapPost("/activities/{typeName}/options/{property}", ListOptions);
        descriptors.MapGet("/expression-descriptors", () => ElsaJson.List(ElsaLists.Expressions));
        descriptors.MapGet("/variables", () => ElsaJson.List(ElsaLists.VariableTypes));
        descriptors.MapGet("/storage-drivers", () => ElsaJson.List(ElsaLists.StorageDrivers));
        descriptors.MapGet("/workflow-activation-strategies", () => ElsaJson.List(ElsaLists.ActivationStrategies));
        descriptors.MapGet("/incident-strategies", () => ElsaJson.List(ElsaLists.IncidentStrategies));
        descriptors.MapGet("/log-persistence-strategies", () => ElsaJson.List(ElsaLists.LogPersistenceStrategies));
        // A burst is one commit, so there is nothing to choose: what a definition names is kept, and nothing is offered.
        descriptors.MapGet("/commit-strategies/workflows", () => ElsaJson.List<ElsaStrategy>([]));
        descriptors.MapGet("/commit-strategies/activities", () => ElsaJson.List<ElsaStrategy>([]));
        descriptors.MapGet("/output-converters", () => ElsaJson.List<string>([]));
    }

    // Asked for after every save: whoever has it already is told so.
    private static async Task<IResult> ListActivities(HttpContext http, ElsaCatalog catalog, CancellationToken cancellationToken)
    {
        var edition = await catalog.GetAsync(cancellationToken);
        http.Response.Headers.CacheControl = "private, no-cache";
        return Results.Bytes(edition.Json, "application/json; charset=utf-8", entityTag: new EntityTagHeaderValue(edition.Tag));
    }

    private static async Task<JsonHttpResult<ElsaActivity>> ReadActivity(string typeName, int? version, ElsaCatalog catalog, CancellationToken cancellationToken) =>
        ElsaJson.Answer(await FindAsync(catalog, typeName, version, cancellationToken));

    private static async Task<JsonHttpResult<ElsaOptions>> ListOptions(
        string typeName, string property, HttpRequest request, ElsaCatalog catalog, DefinitionStore definitions, CancellationToken cancellationToken)
    {
        // Whoever knows the type needs no descriptions of all others.
        if (definitions.Registry.Find(typeName) is not { } type)
            await FindAsync(catalog, typeName, null, cancellationToken);
        else if (type.Fields.Find(field => field.Name.Equals(property, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            var stored = (await ElsaBody.ReadAsync<Asked>(request, cancellationToken)).LiteralOf(found.Name);
            // Told to ask for it again, Studio would do so without end.
            return ElsaJson.Answer(new ElsaOptions(ElsaControls.Specifications(ElsaControls.HintOf(found.Facts), (await catalog.ChoicesAsync(cancellationToken)).Of(found.Facts, stored))));
        }

        return ElsaJson.Answer(new ElsaOptions(new Dictionary<string, object>()));
    }

    private static async Task<ElsaActivity> FindAsync(ElsaCatalog catalog, string typeName, int? version, CancellationToken cancellationToken) =>
        (await catalog.GetAsync(cancellationToken)).Activities
            .Where(activity => activity.TypeName.Equals(typeName, StringComparison.OrdinalIgnoreCase) && (version is null || activity.Version == version))
            .MaxBy(activity => activity.IsBrowsable ? activity.Version + 1L + int.MaxValue : activity.Version)
        ?? throw RuleViolation.NotFound("activity.unknown-type", version is null ? $"Không có loại bước «{typeName}»." : $"Không có loại bước «{typeName}» phiên bản {version}.");

    internal sealed record Asked
    {
        /// <summary>What is filled in the form, by the name of its input in camel case.</summary>
        public JsonElement? Context { get; init; }

        /// <summary>The text that is stored for this input; null when there is none or an expression makes it.</summary>
        public string? LiteralOf(string input) =>
            Context is { ValueKind: JsonValueKind.Object } form
            && form.EnumerateObject().FirstOrDefault(field => field.Name.Equals(input, StringComparison.OrdinalIgnoreCase)).Value is { ValueKind: JsonValueKind.Object } field
            && field.TryGetProperty("expression", out var expression) && expression.ValueKind == JsonValueKind.Object
            && expression.TryGetProperty("type", out var type) && type is { ValueKind: JsonValueKind.String } && type.ValueEquals("Literal")
            && expression.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
    }

    /// <summary>What a control is told anew.</summary>
    private sealed record ElsaOptions(IReadOnlyDictionary<string, object> Items);
}
