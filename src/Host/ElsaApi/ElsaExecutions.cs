using System.Globalization;
using System.Text.Json;
using LienThong.Activities.Rules;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Records;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.ElsaApi;

/// <summary>Executions of activities in Elsa's shape, for administrators.</summary>
internal static class ElsaExecutions
{
    // A list is whole, but nobody looks at the values of a thousand rounds; each can be asked for by its id.
    private const int MostWithValues = 10;

    public static void MapElsaExecutions(this RouteGroupBuilder elsa)
    {
        var executions = elsa.MapGroup("/activity-executions");
        executions.MapPost("/report", Report);
        executions.MapGet("/list", List);
        executions.MapGet("/count", Count);
        executions.MapGet("/by-id", Read);
        executions.MapGet("/{id}", Read);
        executions.MapGet("/{id}/call-stack", ReadCallStack);
        elsa.MapGet("/activity-execution-summaries/list", ListSummaries);
    }

    private static async Task<JsonHttpResult<ElsaReport>> Report(ElsaAsked<ReportBody> body, Database database, ExecutionRecords records, CancellationToken cancellationToken)
    {
        var stats = await database.ReadAsync((context, ct) => StatisticsAsync(records, context, body.Value.WorkflowInstanceId ?? "", ct), cancellationToken) ?? throw ElsaInstances.NotFound();
        return ElsaJson.Answer(new ElsaReport(body.Value.ActivityNodeIds is { } asked ? [.. stats.Where(of => asked.Contains(of.ActivityNodeId))] : stats));
    }

    /// <summary>Of all activities that ran; null when there is no such instance.</summary>
    public static async Task<IReadOnlyList<ElsaStatistics>?> StatisticsAsync(ExecutionRecords records, DbContext context, string instanceId, CancellationToken cancellationToken) =>
        await records.CountAsync(context, instanceId, cancellationToken) is { } counted ? [.. counted.Select(ElsaStatistics.Of)] : null;

    private static Task<JsonHttpResult<ElsaList<ElsaExecution>>> List(
        [AsParameters] ExecutionsAsked asked, Database database, ExecutionRecords records, DefinitionStore definitions, CancellationToken cancellationToken) =>
        ListAsync(asked, MostWithValues, database, records, definitions, cancellationToken);

    private static Task<JsonHttpResult<ElsaList<ElsaExecution>>> ListSummaries(
        [AsParameters] ExecutionsAsked asked, Database database, ExecutionRecords records, DefinitionStore definitions, CancellationToken cancellationToken) =>
        ListAsync(asked, 0, database, records, definitions, cancellationToken);

    private static async Task<JsonHttpResult<ElsaList<ElsaExecution>>> ListAsync(
        ExecutionsAsked asked, int withValues, Database database, ExecutionRecords records, DefinitionStore definitions, CancellationToken cancellationToken) =>
        ElsaJson.List(await database.ReadAsync<IReadOnlyList<ElsaExecution>>(
            async (context, ct) =>
            {
                var id = asked.WorkflowInstanceId ?? "";
                var found = await FindAsync(records, context, asked, ct);
                var graph = await ElsaJournal.GraphAsync(context, definitions, id, ct);
                var list = new List<ElsaExecution>();
                foreach (var record in found)
                {
                    list.Add(found.Count <= withValues && await records.FindAsync(context, id, record.Number, ct) is { } detail
                        ? ElsaExecution.Of(id, detail, graph)
                        : ElsaExecution.Of(id, record, graph));
                }

                return list;
            },
            cancellationToken));

    private static async Task<JsonHttpResult<CountAnswer>> Count([AsParameters] ExecutionsAsked asked, Database database, ExecutionRecords records, CancellationToken cancellationToken) =>
        ElsaJson.Answer(new CountAnswer((await database.ReadAsync((context, ct) => FindAsync(records, context, asked, ct), cancellationToken)).Count));

    private static async Task<JsonHttpResult<ElsaExecution>> Read(string? id, Database database, ExecutionRecords records, DefinitionStore definitions, CancellationToken cancellationToken) =>
        ElsaJson.Answer(await database.ReadAsync(
            async (context, ct) =>
            {
                var (instanceId, detail) = await FindAsync(records, context, id, ct);
                return ElsaExecution.Of(instanceId, detail, await ElsaJournal.GraphAsync(context, definitions, instanceId, ct));
            },
            cancellationToken));

    private static async Task<JsonHttpResult<ElsaCallStack>> ReadCallStack(
        string id, int? skip, int? take, Database database, ExecutionRecords records, DefinitionStore definitions, CancellationToken cancellationToken) =>
        ElsaJson.Answer(await database.ReadAsync(
            async (context, ct) =>
            {
                var (instanceId, detail) = await FindAsync(records, context, id, ct);
                var graph = await ElsaJournal.GraphAsync(context, definitions, instanceId, ct);
                var place = ElsaPaging.OfPlace(skip, take);
                IReadOnlyList<ExecutionRecord> stack = [.. detail.CallStack, detail.Record];
                return new ElsaCallStack(id, [.. stack.Skip(place.Skip).Take(place.Take).Select(record => ElsaExecution.Of(instanceId, record, graph))], stack.Count);
            },
            cancellationToken));

    private static async Task<IReadOnlyList<ExecutionRecord>> FindAsync(ExecutionRecords records, DbContext context, ExecutionsAsked asked, CancellationToken cancellationToken)
    {
        var filter = new ExecutionFilter(Given(asked.ActivityId), Given(asked.ActivityNodeId));
        var found = await records.ListAsync(context, asked.WorkflowInstanceId ?? "", filter, 0, int.MaxValue, cancellationToken) ?? throw ElsaInstances.NotFound();
        return asked.Completed is { } completed ? [.. found.Where(record => record.CompletedAt is not null == completed)] : found;
    }

    // The id of an execution: its instance, a point, its number.
    private static async Task<(string InstanceId, ExecutionDetail Detail)> FindAsync(ExecutionRecords records, DbContext context, string? id, CancellationToken cancellationToken) =>
        id?.Split('.') is [var instanceId, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted)
        && await records.FindAsync(context, instanceId, wanted, cancellationToken) is { } detail
            ? (instanceId, detail)
            : throw RuleViolation.NotFound("execution.not-found", "Không có lần chạy này của bước nào. Tải lại lượt chạy.");

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    internal sealed record ReportBody
    {
        public string? WorkflowInstanceId { get; init; }
        public HashSet<string>? ActivityNodeIds { get; init; }
    }

    internal sealed record ExecutionsAsked
    {
        public string? WorkflowInstanceId { get; init; }
        public string? ActivityId { get; init; }
        public string? ActivityNodeId { get; init; }
        public bool? Completed { get; init; }
    }

    internal sealed record CountAnswer(int Count);

    internal sealed record ElsaReport(IReadOnlyList<ElsaStatistics> Stats);

    internal sealed record ElsaCallStack(string ActivityExecutionId, IReadOnlyList<ElsaExecution> Items, int TotalCount);
}

/// <summary>The badges of one activity in a diagram.</summary>
internal sealed record ElsaStatistics(
    string ActivityId, string ActivityNodeId, int StartedCount, int CompletedCount, int UncompletedCount, bool IsBlocked, bool IsFaulted, int AggregateFaultCount,
    IReadOnlyDictionary<string, object> Metadata)
{
    private static readonly Dictionary<string, object> None = [];

    public static ElsaStatistics Of(ActivityStatistics counted) => new(
        counted.ActivityId, counted.ActivityNodeId, counted.Started, counted.Completed, counted.Uncompleted, counted.IsBlocked, counted.Faulted > 0, counted.AggregateFaultCount, None);
}

/// <summary>One execution; in lists without values.</summary>
internal sealed record ElsaExecution(
    string Id, string WorkflowInstanceId, string ActivityId, string ActivityNodeId, string ActivityType, int ActivityTypeVersion, string? ActivityName, DateTimeOffset StartedAt,
    DateTimeOffset? CompletedAt, bool HasBookmarks, string Status, int AggregateFaultCount, IReadOnlyDictionary<string, object> Metadata)
{
    private static readonly Dictionary<string, object> None = [];
    private static readonly Dictionary<string, JsonElement> NoValues = [];

    public IReadOnlyDictionary<string, JsonElement> ActivityState { get; init; } = NoValues;
    public IReadOnlyDictionary<string, JsonElement> Outputs { get; init; } = NoValues;
    public IReadOnlyDictionary<string, JsonElement> Properties { get; init; } = NoValues;
    public IReadOnlyDictionary<string, object> Payload { get; init; } = None;
    public ElsaException? Exception { get; init; }

    // Studio reads a time where the journal that told it may be gone.
    public static ElsaExecution Of(string instanceId, ExecutionRecord record, WorkflowGraph graph) => new(
        record.Id, instanceId, record.ActivityId, record.ActivityNodeId, record.ActivityType, graph.FindByNodeId(record.ActivityNodeId)?.Version ?? 1, record.ActivityName,
        record.StartedAt ?? record.CompletedAt ?? DateTimeOffset.UnixEpoch, record.CompletedAt, record.HasBookmarks, record.Status, record.AggregateFaultCount, None)
    {
        Payload = record.Outcomes is { } outcomes ? new Dictionary<string, object> { ["Outcomes"] = outcomes } : None,
    };

    public static ElsaExecution Of(string instanceId, ExecutionDetail detail, WorkflowGraph graph) => Of(instanceId, detail.Record, graph) with
    {
        ActivityState = detail.Inputs,
        Outputs = detail.Outputs,
        Properties = detail.State is { ValueKind: JsonValueKind.Object } state ? state.EnumerateObject().ToDictionary(property => property.Name, property => property.Value) : NoValues,
        Exception = detail.Faults is [.., { ResolvedAt: null } fault] ? ElsaException.Of(fault.Code, fault.Message, fault.Exception) : null,
    };
}
