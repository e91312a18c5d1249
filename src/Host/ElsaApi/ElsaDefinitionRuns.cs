using System.Text.Json;
using LienThong.Activities.Procedures;
using LienThong.Activities.Rules;
using LienThong.Host.Auth;
using LienThong.Workflows.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.ElsaApi;

/// <summary>Starting a definition by hand; by administrators. Each start has run its first burst when it is answered, dispatched ones too.</summary>
/// <remarks>Not by GET, as Elsa's server also allows: a link must not start anything.</remarks>
internal static class ElsaDefinitionRuns
{
    public const string InstanceHeader = "x-elsa-workflow-instance-id";
    private const int MostAtOnce = 100;

    public static void MapElsaDefinitionRuns(this RouteGroupBuilder elsa)
    {
        var definitions = elsa.MapGroup("/workflow-definitions/{definitionId}").NeedsAdministrator();
        definitions.MapPost("/execute", Execute);
        definitions.MapPost("/dispatch", Dispatch);
        definitions.MapPost("/bulk-dispatch", DispatchMany);
    }

    private static async Task<JsonHttpResult<ExecuteAnswer>> Execute(
        string definitionId, HttpRequest request, HttpResponse response, CurrentUser user, StartInstance start, Database database, CancellationToken cancellationToken)
    {
        var body = await ElsaBody.ReadAsync<Body>(request, cancellationToken);
        var standing = await StartAsync(definitionId, body, user, start, database, cancellationToken);
        response.Headers[InstanceHeader] = standing.InstanceId;
        return ElsaJson.Answer(new ExecuteAnswer(new StateAnswer(standing.InstanceId, definitionId, standing.Status, standing.SubStatus)));
    }

    private static async Task<JsonHttpResult<DispatchAnswer>> Dispatch(
        string definitionId, HttpRequest request, HttpResponse response, CurrentUser user, StartInstance start, Database database, CancellationToken cancellationToken)
    {
        var standing = await StartAsync(definitionId, await ElsaBody.ReadAsync<Body>(request, cancellationToken), user, start, database, cancellationToken);
        response.Headers[InstanceHeader] = standing.InstanceId;
        return ElsaJson.Answer(new DispatchAnswer(standing.InstanceId));
    }

    private static async Task<JsonHttpResult<BulkDispatchAnswer>> DispatchMany(
        string definitionId, HttpRequest request, CurrentUser user, StartInstance start, Database database, CancellationToken cancellationToken)
    {
        var body = await ElsaBody.ReadAsync<Body>(request, cancellationToken);
        if (body.Count is < 1 or > MostAtOnce)
            throw RuleViolation.Invalid("bulk.count", $"Số lượt chạy phải từ 1 đến {MostAtOnce}.");
        var ids = new List<string>();
        for (var n = 0; n < body.Count; n++)
            ids.Add((await StartAsync(definitionId, body, user, start, database, cancellationToken)).InstanceId);
        return ElsaJson.Answer(new BulkDispatchAnswer(ids));
    }

    private static Task<InstanceStanding> StartAsync(string definitionId, Body body, CurrentUser user, StartInstance start, Database database, CancellationToken cancellationToken)
    {
        var versions = body.VersionOptions ?? VersionChoice.Published;
        if (body.Input is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null) })
            throw RuleViolation.Invalid("instance.input", "Đầu vào (input) phải là một đối tượng JSON.");
        var input = body.Input is { ValueKind: JsonValueKind.Object } given ? given.EnumerateObject().ToDictionary(value => value.Name, value => value.Value) : null;
        return database.WriteAsync(
            (session, ct) => start.RunAsync(session, definitionId, versions, Text(body.TriggerActivityId), input, Text(body.CorrelationId), Text(body.Name), user.Actor, ct), cancellationToken);
    }

    private static string? Text(string? given) => string.IsNullOrWhiteSpace(given) ? null : given;

    internal sealed record Body
    {
        public string? CorrelationId { get; init; }
        public string? Name { get; init; }
        public string? TriggerActivityId { get; init; }
        public VersionChoice? VersionOptions { get; init; }
        public JsonElement? Input { get; init; }
        public int Count { get; init; } = 1;
    }

    internal sealed record ExecuteAnswer(StateAnswer WorkflowState);

    internal sealed record StateAnswer(string Id, string DefinitionId, string Status, string SubStatus);

    internal sealed record DispatchAnswer(string WorkflowInstanceId);

    internal sealed record BulkDispatchAnswer(IReadOnlyList<string> WorkflowInstanceIds);
}
