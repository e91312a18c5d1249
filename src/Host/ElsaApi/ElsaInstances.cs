using System.Text.Json;
using System.Text.Json.Nodes;
using LienThong.Activities.Procedures;
using LienThong.Activities.Rules;
using LienThong.Host.Auth;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.ElsaApi;

/// <summary>Running and ended instances in Elsa's shape, for administrators.</summary>
internal static class ElsaInstances
{
    /// <summary>Studio asks nobody why; the audit trail says at least where it was done.</summary>
    public const string Reason = "Thao tác trong Elsa Studio";

    private const int MostAtOnce = 1000;

    public static void MapElsaInstances(this RouteGroupBuilder elsa)
    {
        var instances = elsa.MapGroup("/workflow-instances");
        instances.MapGet("/", ListAsked);
        instances.MapPost("/", List);
        instances.MapGet("/{id}", Read);
        instances.MapGet("/{id}/execution-state", ReadState);
        instances.MapGet("/{id}/variables", ListVariables);
        instances.MapPost("/{id}/variables", ChangeVariables);
        instances.MapDelete("/{id}", Keep);
        instances.MapGet("/{id}/export", RefuseExport);
        elsa.MapPost("/cancel/workflow-instances/{id}", Cancel);

        var bulk = elsa.MapGroup("/bulk-actions");
        bulk.MapPost("/cancel/workflow-instances", CancelMany);
        bulk.MapPost("/delete/workflow-instances/by-id", KeepMany);
        bulk.MapPost("/export/workflow-instances", RefuseExport);
        bulk.MapPost("/import/workflow-instances", RefuseImport);
    }

    private static Task<JsonHttpResult<ElsaPage<InstanceSummary>>> ListAsked([AsParameters] InstancesAsked asked, Database database, CancellationToken cancellationToken) =>
        PageAsync(new InstancesBody(asked), database, cancellationToken);

    private static Task<JsonHttpResult<ElsaPage<InstanceSummary>>> List(ElsaAsked<InstancesBody> body, Database database, CancellationToken cancellationToken) =>
        PageAsync(body.Value, database, cancellationToken);

    private static async Task<JsonHttpResult<ElsaPage<InstanceSummary>>> PageAsync(InstancesBody asked, Database database, CancellationToken cancellationToken)
    {
        // Elsa's own workflows of the system: we have none.
        if (asked.IsSystem == true)
            return ElsaJson.Page<InstanceSummary>([], 0);
        var (skip, take) = ElsaPaging.OfPage(asked.Page, asked.PageSize);
        var order = asked.OrderBy ?? InstanceOrder.Created;
        var isDescending = asked.OrderDirection is { } direction ? direction == ElsaDirection.Descending : order != InstanceOrder.Name;
        var search = asked.ToSearch();
        var (items, total) = await database.ReadAsync((context, ct) => search.PageAsync(context, order, isDescending, skip, take, ct), cancellationToken);
        return ElsaJson.Page(items, total);
    }

    private static async Task<JsonHttpResult<ElsaInstance>> Read(string id, Database database, WorkflowEngine engine, CancellationToken cancellationToken) =>
        ElsaJson.Answer(ElsaInstance.Of(await database.ReadAsync((context, ct) => engine.FindAsync(context, id, ct), cancellationToken) ?? throw NotFound()));

    // Asked every five seconds by everything on the page that looks on: one row by its key, and nothing of its state.
    private static async Task<JsonHttpResult<ExecutionState>> ReadState(string id, Database database, CancellationToken cancellationToken) =>
        ElsaJson.Answer(await database.ReadAsync(
            (context, ct) => context.Set<InstanceRow>().Where(row => row.Id == id).Select(row => new ExecutionState(row.Status, row.SubStatus, row.UpdatedAt)).FirstOrDefaultAsync(ct),
            cancellationToken) ?? throw NotFound());

    private static async Task<JsonHttpResult<ElsaList<ElsaVariable>>> ListVariables(string id, Database database, InstanceRecords records, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync((context, ct) => records.VariablesAsync(context, id, ct), cancellationToken) ?? throw NotFound();
        return ElsaJson.List<ElsaVariable>([.. found.Select(variable => new ElsaVariable(variable.Id, variable.Name, variable.Value))]);
    }

    private static async Task<JsonHttpResult<ElsaList<ElsaVariable>>> ChangeVariables(
        string id, ElsaAsked<VariablesBody> body, CurrentUser user, Database database, OrderBatch orders, InstanceRecords records, CancellationToken cancellationToken)
    {
        if (body.Value.Variables is not { Count: > 0 } given)
            throw RuleViolation.Invalid("alteration.invalid", "Chưa nêu biến nào. Gửi danh sách variables, mỗi biến có id và value.");
        var alterations = JsonSerializer.SerializeToElement(given.Select(variable => new { type = "ModifyVariable", variableId = variable?.Id, value = variable?.Value }), ElsaJson.Options);
        await database.WriteAsync((session, ct) => orders.AlterOneAsync(session, id, alterations, Reason, user.Actor, ct), cancellationToken);
        return await ListVariables(id, database, records, cancellationToken);
    }

    private static async Task<Ok> Cancel(string id, CurrentUser user, Database database, SteerInstance steer, CancellationToken cancellationToken)
    {
        await database.WriteAsync((session, ct) => steer.CancelAsync(session, id, Reason, user.Actor, ct), cancellationToken);
        return TypedResults.Ok();
    }

    private static async Task<JsonHttpResult<CancelledAnswer>> CancelMany(
        ElsaAsked<CancelBody> body, CurrentUser user, Database database, SteerInstance steer, CancellationToken cancellationToken)
    {
        var search = body.Value.ToSearch();
        if (search.IsEmpty)
            throw RuleViolation.Invalid("batch.instances", "Chưa chọn lượt chạy nào. Chọn lượt chạy hoặc quy trình rồi hủy lại.");
        var ids = await database.ReadAsync((context, ct) => search.OpenIdsAsync(context, MostAtOnce + 1, ct), cancellationToken);
        if (ids.Count > MostAtOnce)
            throw RuleViolation.Invalid("batch.instances", $"Có hơn {MostAtOnce} lượt chạy. Chọn ít hơn, hoặc lập đợt thay đổi ở trang Lượt chạy.");
        var cancelled = 0;
        foreach (var id in ids)
        {
            try
            {
                await database.WriteAsync((session, ct) => steer.CancelAsync(session, id, Reason, user.Actor, ct), cancellationToken);
                cancelled++;
            }
            catch (Exception ended) when (ended is StaleRowException or RuleViolation { Code: "instance.ended" or "instance.not-found" })
            {
                // Somebody was faster, or it is faulted: only those are counted that were cancelled now.
            }
        }

        return ElsaJson.Answer(new CancelledAnswer(cancelled));
    }

    private static async Task<Ok> Keep(string id, Database database, CancellationToken cancellationToken) =>
        throw (await database.ReadAsync((context, ct) => InstanceQuery.ExistsAsync(context, id, ct), cancellationToken) ? Kept() : NotFound());

    private static Ok KeepMany() => throw Kept();

    private static Ok RefuseExport() => throw new RuleViolation(
        "instance.no-export", "Lượt chạy không xuất thành tệp được: nó gắn với hồ sơ, nhật ký và chữ ký trong hệ thống này. Có thể xuất quy trình.");

    private static Ok RefuseImport() => throw new RuleViolation(
        "instance.no-import", "Không nhận lượt chạy từ tệp: mỗi lượt chạy phải bắt đầu trong hệ thống này để có nhật ký đầy đủ. Có thể nhập quy trình rồi chạy.");

    public static RuleViolation NotFound() => RuleViolation.NotFound("instance.not-found", "Không có lượt chạy này.");

    private static RuleViolation Kept() => new(
        "instance.kept", "Lượt chạy và nhật ký của nó là hồ sơ phải lưu nên không xóa được. Lượt chạy đang chạy thì có thể hủy.");

    /// <summary>As Studio polls it.</summary>
    internal sealed record ExecutionState(string Status, string WorkflowSubStatus, DateTimeOffset UpdatedAt);

    internal sealed record ElsaVariable(string Id, string Name, JsonNode? Value);

    internal sealed record VariablesBody(IReadOnlyList<GivenVariable?>? Variables)
    {
        public VariablesBody() : this((IReadOnlyList<GivenVariable?>?)null)
        {
        }
    }

    internal sealed record GivenVariable(string? Id, JsonElement? Value);

    internal sealed record CancelledAnswer(int Cancelled);

    /// <summary>Which ones are cancelled together.</summary>
    internal sealed record CancelBody
    {
        public IReadOnlyList<string>? Ids { get; init; }
        public string? DefinitionId { get; init; }
        public string? DefinitionVersionId { get; init; }
        public VersionChoice? VersionOptions { get; init; }

        /// <exception cref="RuleViolation"><c>batch.version</c>.</exception>
        public InstanceSearch ToSearch() => new()
        {
            Ids = Ids,
            DefinitionIds = DefinitionId is { Length: > 0 } definition ? [definition] : null,
            DefinitionVersionIds = DefinitionVersionId is { Length: > 0 } versionId ? [versionId] : null,
            // What narrows the choice and is not understood must not widen it.
            Version = VersionOptions is null || VersionOptions == VersionChoice.All ? null
                : VersionOptions.Name is null ? VersionOptions.Number
                : throw RuleViolation.Invalid("batch.version", $"Không hủy theo \"{VersionOptions.Name}\" được. Nêu số phiên bản, mã phiên bản (definitionVersionId) hoặc AllVersions."),
        };
    }
}

/// <summary>Whether the least or the greatest comes first.</summary>
internal enum ElsaDirection { Ascending, Descending }

/// <summary>A page of instances as it is asked for in an address.</summary>
internal sealed record InstancesAsked
{
    public int? Page { get; init; }
    public int? PageSize { get; init; }
    public string? SearchTerm { get; init; }
    public string? DefinitionId { get; init; }
    public string[]? DefinitionIds { get; init; }
    public string? CorrelationId { get; init; }
    public int? Version { get; init; }
    public bool? HasIncidents { get; init; }
    public bool? IsSystem { get; init; }
    public WorkflowStatus? Status { get; init; }
    public WorkflowStatus[]? Statuses { get; init; }
    public WorkflowSubStatus? SubStatus { get; init; }
    public WorkflowSubStatus[]? SubStatuses { get; init; }
    public InstanceOrder? OrderBy { get; init; }
    public ElsaDirection? OrderDirection { get; init; }
}

/// <summary>The same as a body.</summary>
internal sealed record InstancesBody
{
    public InstancesBody()
    {
    }

    public InstancesBody(InstancesAsked asked)
    {
        (Page, PageSize, SearchTerm, DefinitionId, DefinitionIds, CorrelationId) = (asked.Page, asked.PageSize, asked.SearchTerm, asked.DefinitionId, asked.DefinitionIds, asked.CorrelationId);
        (Version, HasIncidents, IsSystem, Status, Statuses) = (asked.Version, asked.HasIncidents, asked.IsSystem, asked.Status, asked.Statuses);
        (SubStatus, SubStatuses, OrderBy, OrderDirection) = (asked.SubStatus, asked.SubStatuses, asked.OrderBy, asked.OrderDirection);
    }

    public int? Page { get; init; }
    public int? PageSize { get; init; }
    public string? SearchTerm { get; init; }
    public string? DefinitionId { get; init; }
    public IReadOnlyList<string>? DefinitionIds { get; init; }
    public string? CorrelationId { get; init; }
    public int? Version { get; init; }
    public bool? HasIncidents { get; init; }
    public bool? IsSystem { get; init; }
    public WorkflowStatus? Status { get; init; }
    public IReadOnlyList<WorkflowStatus>? Statuses { get; init; }
    public WorkflowSubStatus? SubStatus { get; init; }
    public IReadOnlyList<WorkflowSubStatus>? SubStatuses { get; init; }
    public IReadOnlyList<ElsaTimestamp>? TimestampFilters { get; init; }
    public InstanceOrder? OrderBy { get; init; }
    public ElsaDirection? OrderDirection { get; init; }

    public InstanceSearch ToSearch() => new()
    {
        Term = SearchTerm,
        DefinitionIds = With(DefinitionId, DefinitionIds),
        CorrelationIds = With(CorrelationId, null),
        Version = Version,
        HasIncidents = HasIncidents,
        Statuses = Status is { } status ? [status, .. Statuses ?? []] : Statuses,
        SubStatuses = SubStatus is { } subStatus ? [subStatus, .. SubStatuses ?? []] : SubStatuses,
        Times = ElsaTimestamp.Read(TimestampFilters),
    };

    private static IReadOnlyList<string>? With(string? one, IReadOnlyList<string>? several) => string.IsNullOrEmpty(one) ? several : [one, .. several ?? []];
}

/// <summary>A time that instances are asked for.</summary>
internal sealed record ElsaTimestamp(string? Column, TimeRelation Operator, DateTimeOffset Timestamp)
{
    // Each is one more condition of the query, and a database takes only so many.
    private const int Most = 20;

    /// <exception cref="RuleViolation"><c>instance.timestamp</c>.</exception>
    public static IReadOnlyList<InstanceTime>? Read(IReadOnlyList<ElsaTimestamp?>? filters) => filters is null ? null
        : filters.Count > Most ? throw RuleViolation.Invalid("instance.timestamp", $"Có quá {Most} điều kiện về thời gian. Bớt điều kiện rồi lọc lại.") :
    [
        .. filters.Select(filter => filter is not null && Enum.TryParse<InstanceMoment>(filter.Column, ignoreCase: true, out var moment) && Enum.IsDefined(moment)
            ? new InstanceTime(moment, filter.Operator, filter.Timestamp.ToUniversalTime())
            : throw RuleViolation.Invalid("instance.timestamp", $"Không lọc theo cột thời gian \"{filter?.Column}\" được. Chọn CreatedAt, UpdatedAt hoặc FinishedAt.")),
    ];
}
