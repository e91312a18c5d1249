using LienThong.Host.Auth;

namespace LienThong.Host.ElsaApi;

/// <summary>The API as Elsa Studio calls it: a thin face over the use cases that our own API has, in Elsa's addresses and shapes.</summary>
internal static class ElsaRoutes
{
    /// <summary>Where the addresses begin; what Studio is given as its remote endpoint.</summary>
    public const string Root = "/elsa/api";

    /// <summary>The request is for this API.</summary>
    public static bool Hold(HttpRequest request) => request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase);

    public static void MapElsaApi(this WebApplication app)
    {
        // What has no need of its own is the administrators'.
        var elsa = app.MapGroup(Root).NeedsAdministrator().ExcludeFromDescription();
        elsa.MapFeatures();
        elsa.MapElsaDefinitions();
        elsa.MapElsaDefinitionChanges();
        elsa.MapElsaDefinitionFiles();
        elsa.MapElsaDefinitionBulk();
        elsa.MapElsaDefinitionRuns();
        elsa.MapElsaDefinitionGraph();
    }

    // An empty list: no part of Studio that needs a module of Elsa's server is switched on.
    private static void MapFeatures(this RouteGroupBuilder elsa) =>
        elsa.MapGet("/features/installed", () => ElsaJson.List<string>([])).NeedsSession();
}
