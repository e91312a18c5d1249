using LienThong.Activities.Rules;
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
        elsa.MapElsaInstances();
        elsa.MapElsaJournal();
        elsa.MapElsaExecutions();
        elsa.MapElsaAlterations();
        elsa.MapElsaOutside();
        elsa.MapElsaDescriptors();
        elsa.MapElsaScripting();
        elsa.MapElsaDefinitions();
        elsa.MapElsaDefinitionChanges();
        elsa.MapElsaDefinitionFiles();
        elsa.MapElsaDefinitionBulk();
        elsa.MapElsaDefinitionRuns();
        elsa.MapElsaDefinitionGraph();
    }

    // Parts of Studio that need a module of Elsa's server; all others stay switched off.
    private static readonly IReadOnlyList<Feature> Features =
    [
        new("RealTimeWorkflowUpdates", "Elsa", "Elsa.RealTimeWorkflowUpdates", "Cập nhật trực tiếp", "Trang xem lượt chạy tự cập nhật."),
    ];

    private static void MapFeatures(this RouteGroupBuilder elsa)
    {
        elsa.MapGet("/features/installed", () => ElsaJson.List(Features)).NeedsSession();
        elsa.MapGet("/features/installed/{fullName}", (string fullName) =>
            ElsaJson.Answer(Features.FirstOrDefault(feature => feature.FullName == fullName) ?? throw RuleViolation.NotFound("feature.not-found", "Không có tính năng này."))).NeedsSession();
    }

    /// <summary>A module as Elsa's server names it.</summary>
    private sealed record Feature(string Name, string Namespace, string FullName, string DisplayName, string Description);
}
