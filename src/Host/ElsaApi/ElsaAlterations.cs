using System.Text.Json;
using LienThong.Activities.Procedures;
using LienThong.Activities.Rules;
using LienThong.Host.Auth;
using LienThong.Workflows.Alterations;
using LienThong.Workflows.Batches;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Runtime;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.ElsaApi;

/// <summary>Alterations at Elsa's addresses, for administrators: at once, as a plan that goes on in the background, or only told whom they would meet.</summary>
internal static class ElsaAlterations
{
    private const int MostAtOnce = 1000;

    public static void MapElsaAlterations(this RouteGroupBuilder elsa)
    {
        var alterations = elsa.MapGroup("/alterations");
        alterations.MapPost("/run", Run);
        alterations.MapPost("/submit", Submit);
        alterations.MapPost("/dry-run", Try);
        alterations.MapGet("/{id}", Read);
        // Elsa's server does it on a GET too; one that is only opened must not change anything.
        alterations.MapPost("/workflows/retry", Retry);
    }

    private static async Task<JsonHttpResult<ResultsAnswer>> Run(
        ElsaAsked<RunBody> body, CurrentUser user, Database database, OrderBatch orders, TimeProvider clock, CancellationToken cancellationToken)
    {
        var reason = ReasonOf(body.Value.Reason);
        var alterations = body.Value.Alterations ?? default;
        return ElsaJson.Answer(new ResultsAnswer(await EachAsync(body.Value.WorkflowInstanceIds, clock, async id =>
        {
            var done = await database.WriteAsync((session, ct) => orders.AlterOneAsync(session, id, alterations, reason, user.Actor, ct), cancellationToken);
            return (done.Changes, done.Scheduled.Count > 0);
        })));
    }

    private static async Task<JsonHttpResult<ResultsAnswer>> Retry(
        ElsaAsked<RetryBody> body, CurrentUser user, Database database, SteerInstance steer, TimeProvider clock, CancellationToken cancellationToken)
    {
        var steps = body.Value.ActivityIds;
        return ElsaJson.Answer(new ResultsAnswer(await EachAsync(body.Value.WorkflowInstanceIds, clock, async id =>
        {
            if (!await database.ReadAsync((context, ct) => InstanceQuery.ExistsAsync(context, id, ct), cancellationToken))
                throw ElsaInstances.NotFound();
            var incidents = await database.ReadAsync((context, ct) => InstanceQuery.IncidentsAsync(context, id, ct), cancellationToken);
            List<IncidentListRow> open = [.. incidents.Where(incident => incident.ResolvedAt is null && (steps is not { Count: > 0 } || steps.Contains(incident.ActivityId)))];
            if (open.Count == 0)
                throw new RuleViolation("incident.resolved", "Lượt chạy này không có bước nào đang bị sự cố để chạy lại.");
            foreach (var incident in open)
                await database.WriteAsync((session, ct) => steer.RetryAsync(session, incident.Id, ElsaInstances.Reason, user.Actor, ct), cancellationToken);
            return (open.ConvertAll(incident => $"chạy lại bước \"{incident.ActivityId}\""), true);
        })));
    }

    // Each in a commit of its own: that one is refused leaves the others as they are.
    private static async Task<IReadOnlyList<AlteredInstance>> EachAsync(
        IReadOnlyList<string>? ids, TimeProvider clock, Func<string, Task<(IReadOnlyList<string> Changes, bool HasScheduled)>> alter)
    {
        if (ids is null or { Count: 0 or > MostAtOnce })
            throw RuleViolation.Invalid("batch.instances", $"Chọn từ 1 đến {MostAtOnce} lượt chạy.");
        var results = new List<AlteredInstance>();
        foreach (var id in ids.Distinct())
        {
            try
            {
                var (changes, hasScheduled) = await alter(id);
                results.Add(new AlteredInstance(id, new AlterationLog([.. changes.Select(change => new LogEntry(change, LogLevel.Information, clock.GetUtcNow()))]), hasScheduled, true));
            }
            catch (Exception refused) when (refused is StaleRowException or RuleViolation { Code: not "alteration.invalid" })
            {
                results.Add(new AlteredInstance(id, new AlterationLog([new LogEntry(refused.Message, LogLevel.Error, clock.GetUtcNow())]), false, false));
            }
        }

        return results;
    }

    private static async Task<JsonHttpResult<PlanAnswer>> Submit(ElsaAsked<PlanBody> body, CurrentUser user, Database database, OrderBatch orders, CancellationToken cancellationToken)
    {
        var selection = new InstanceSelection { InstanceIds = await MetAsync(body.Value.Filter ?? new FilterBody(), database, cancellationToken) };
        var (alterations, reason) = (body.Value.Alterations ?? default, ReasonOf(body.Value.Reason));
        var ordered = await database.WriteAsync((session, ct) => orders.AlterAsync(session, alterations, selection, reason, user.Actor, ct), cancellationToken);
        return ElsaJson.Answer(new PlanAnswer(ordered.Id));
    }

    private static async Task<JsonHttpResult<MetAnswer>> Try(ElsaAsked<FilterBody> body, Database database, CancellationToken cancellationToken) =>
        ElsaJson.Answer(new MetAnswer(await MetAsync(body.Value, database, cancellationToken)));

    private static async Task<IReadOnlyList<string>> MetAsync(FilterBody filter, Database database, CancellationToken cancellationToken)
    {
        var search = filter.ToSearch();
        if (search.IsEmpty && !filter.EmptyFilterSelectsAll || filter.IsSystem == true)
            return [];
        var ids = await database.ReadAsync((context, ct) => search.OpenIdsAsync(context, MostAtOnce + 1, ct), cancellationToken);
        return ids.Count <= MostAtOnce ? ids
            : throw RuleViolation.Invalid("batch.instances", $"Điều kiện lọc có hơn {MostAtOnce} lượt chạy. Lọc hẹp hơn, hoặc lập đợt thay đổi ở trang Lượt chạy.");
    }

    private static async Task<JsonHttpResult<PlanView>> Read(string id, Database database, CancellationToken cancellationToken)
    {
        var (batch, items) = await database.ReadAsync(
            async (context, ct) => (await BatchQuery.ReadAsync(context, id, ct), (await BatchQuery.ItemsAsync(context, id, null, 0, MostAtOnce, ct)).Items), cancellationToken);
        if (batch.Kind != AlterInstances.BatchKind)
            throw RuleViolation.NotFound("batch.not-found", "Không có đợt này.");
        return ElsaJson.Answer(new PlanView(
            new Plan(batch.Id, [], new FilterBody(), StatusOf(batch.State), batch.CreatedAt, batch.CreatedAt, batch.FinishedAt),
            [.. items.Select(item => new Job($"{id}.{item.InstanceId}", id, item.InstanceId, item.State == BatchStates.Done ? "Completed" : "Failed", LogOf(item), item.At, item.At, item.At))]));
    }

    private static string StatusOf(string state) => state switch
    {
        BatchStates.Running => "Running",
        BatchStates.Stopped => "Pending",
        _ => "Completed",
    };

    private static List<LogEntry> LogOf(BatchItemView item) =>
        [.. (item.Detail ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => new LogEntry(line, item.State == BatchStates.Done ? LogLevel.Information : LogLevel.Error, item.At))];

    private static string ReasonOf(string? given) => string.IsNullOrWhiteSpace(given) ? ElsaInstances.Reason : given;

    /// <summary>Unlike Elsa's it may say why; Studio never does.</summary>
    internal sealed record RunBody
    {
        public JsonElement? Alterations { get; init; }
        public IReadOnlyList<string>? WorkflowInstanceIds { get; init; }
        public string? Reason { get; init; }
    }

    internal sealed record RetryBody
    {
        public IReadOnlyList<string>? WorkflowInstanceIds { get; init; }
        public HashSet<string>? ActivityIds { get; init; }
    }

    internal sealed record PlanBody
    {
        public JsonElement? Alterations { get; init; }
        public FilterBody? Filter { get; init; }
        public string? Reason { get; init; }
    }

    /// <summary>Whom a plan meets. Those that have ended are never met.</summary>
    internal sealed record FilterBody
    {
        public bool EmptyFilterSelectsAll { get; init; }
        public IReadOnlyList<string>? WorkflowInstanceIds { get; init; }
        public IReadOnlyList<string>? CorrelationIds { get; init; }
        public IReadOnlyList<string>? Names { get; init; }
        public string? SearchTerm { get; init; }
        public IReadOnlyList<ElsaTimestamp>? TimestampFilters { get; init; }
        public IReadOnlyList<string>? DefinitionIds { get; init; }
        public IReadOnlyList<string>? DefinitionVersionIds { get; init; }
        public bool? HasIncidents { get; init; }
        public bool? IsSystem { get; init; }
        public IReadOnlyList<WorkflowStatus>? Statuses { get; init; }
        public IReadOnlyList<WorkflowSubStatus>? SubStatuses { get; init; }
        public IReadOnlyList<JsonElement>? ActivityFilters { get; init; }

        /// <exception cref="RuleViolation"><c>batch.instances</c>, <c>instance.timestamp</c>.</exception>
        public InstanceSearch ToSearch() => ActivityFilters is { Count: > 0 }
            ? throw RuleViolation.Invalid("batch.instances", "Không lọc lượt chạy theo bước (activityFilters) được. Lọc theo quy trình, trạng thái hoặc nêu mã lượt chạy.")
            : new InstanceSearch
            {
                Ids = WorkflowInstanceIds,
                CorrelationIds = CorrelationIds,
                Names = Names,
                Term = SearchTerm,
                Times = ElsaTimestamp.Read(TimestampFilters),
                DefinitionIds = DefinitionIds,
                DefinitionVersionIds = DefinitionVersionIds,
                HasIncidents = HasIncidents,
                Statuses = Statuses,
                SubStatuses = SubStatuses,
            };
    }

    internal sealed record ResultsAnswer(IReadOnlyList<AlteredInstance> Results);

    internal sealed record AlteredInstance(string WorkflowInstanceId, AlterationLog Log, bool WorkflowHasScheduledWork, bool IsSuccessful);

    internal sealed record AlterationLog(IReadOnlyList<LogEntry> LogEntries);

    internal sealed record LogEntry(string Message, LogLevel LogLevel, DateTimeOffset Timestamp);

    internal sealed record PlanAnswer(string PlanId);

    internal sealed record MetAnswer(IReadOnlyList<string> WorkflowInstanceIds);

    internal sealed record PlanView(Plan Plan, IReadOnlyList<Job> Jobs);

    internal sealed record Plan(
        string Id, IReadOnlyList<object> Alterations, FilterBody WorkflowInstanceFilter, string Status, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? CompletedAt);

    internal sealed record Job(
        string Id, string PlanId, string WorkflowInstanceId, string Status, IReadOnlyList<LogEntry> Log, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? CompletedAt);
}
