using System.ComponentModel;
using System.Text.Json;
using LienThong.Activities.Agencies;
using LienThong.Activities.Commands;
using LienThong.Activities.Procedures;
using LienThong.Activities.Rules;
using LienThong.Host.Auth;
using LienThong.Workflows.Batches;
using LienThong.Workflows.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.Api;

/// <summary>Running procedures and their incidents, for administrators.</summary>
internal static class InstancesApi
{
    public static void MapInstances(this RouteGroupBuilder api)
    {
        var instances = api.MapGroup("/instances").WithTags("Lượt chạy").NeedsAdministrator();
        instances.MapGet("/", List).WithName("listInstances").WithSummary("Các lượt chạy, mới thay đổi trước");
        instances.MapPost("/", Start).WithName("startInstance").WithSummary("Chạy phiên bản đang ban hành của một quy trình");
        instances.MapGet("/{id}", Read).WithName("readInstance").WithSummary("Một lượt chạy: trạng thái, chỗ chờ, sự cố, nhật ký kỹ thuật");
        instances.MapPost("/{id}/cancel", Cancel).WithName("cancelInstance").WithSummary("Huỷ một lượt chạy và hồ sơ của nó, phải nêu lý do");

        var incidents = api.MapGroup("/incidents").WithTags("Sự cố").NeedsAdministrator();
        incidents.MapGet("/", ListIncidents).WithName("listIncidents").WithSummary("Sự cố chưa xử lý, cũ nhất trước; hoặc sự cố ở trạng thái khác, mới nhất trước");
        incidents.MapGet("/orphaned-work", ListOrphaned).WithName("listOrphanedWork").WithSummary("Việc đang mở mà chức vụ xử lý không còn ai giữ");
        incidents.MapGet("/{id}/candidates", Candidates).WithName("listIncidentCandidates").WithSummary("Người có thể được chỉ định cho bước bị sự cố");
        incidents.MapPost("/{id}/reassign", Reassign).WithName("reassignIncident").WithSummary("Chỉ định người xử lý bước bị sự cố, phải nêu lý do");
        incidents.MapPost("/{id}/skip", Skip).WithName("skipIncident").WithSummary("Bỏ qua bước bị sự cố với một kết quả, phải nêu lý do");
        incidents.MapPost("/{id}/retry", Retry).WithName("retryIncident").WithSummary("Chạy lại bước bị sự cố, phải nêu lý do");
    }

    private static async Task<Ok<InstancePage>> List([AsParameters] InstanceListRequest asked, [AsParameters] PlaceRequest page, Database database, CancellationToken cancellationToken) =>
        TypedResults.Ok(await database.ReadAsync((context, ct) => InstanceQuery.ListAsync(context, asked.Filter, page.After, page.Take, ct), cancellationToken));

    private static async Task<Ok<InstanceStanding>> Start(
        StartBody body, CurrentUser user, IdempotencyKey key, CommandRunner commands, StartInstance start, CancellationToken cancellationToken) =>
        TypedResults.Ok(await commands.RunAsync(
            key.For(user, "startInstance", new { body }),
            (session, ct) => start.RunAsync(session, body.DefinitionId, body.Input, body.CorrelationId, body.Name, user.Actor, ct), cancellationToken));

    private static async Task<Ok<InstanceDetail>> Read(string id, Database database, HttpResponse response, CancellationToken cancellationToken)
    {
        var detail = await database.ReadAsync((context, ct) => InstanceQuery.FindAsync(context, id, ct), cancellationToken)
            ?? throw RuleViolation.NotFound("instance.not-found", "Không có lượt chạy này.");
        response.SetETag(detail.RowVersion);
        return TypedResults.Ok(detail);
    }

    private static async Task<Ok<InstanceStanding>> Cancel(
        string id, ReasonBody body, CurrentUser user, IdempotencyKey key, CommandRunner commands, SteerInstance steer, CancellationToken cancellationToken) =>
        TypedResults.Ok(await commands.RunAsync(key.For(user, "cancelInstance", new { id, body }), (session, ct) => steer.CancelAsync(session, id, body.Reason, user.Actor, ct), cancellationToken));

    private static async Task<Ok<Page<IncidentView>>> ListIncidents(
        [Description("open: chưa xử lý (mặc định); resolved: đã xử lý; ended: bước bị sự cố đã kết thúc mà không chạy lại; all: tất cả.")] string? state, [AsParameters] PageRequest page,
        Database database, IncidentQuery incidents, CancellationToken cancellationToken)
    {
        var asked = string.IsNullOrEmpty(state) ? IncidentStates.Open : state == "all" ? null : state;
        var found = await database.ReadAsync((context, ct) => incidents.ListAsync(context, asked, page.Skip, page.Take, ct), cancellationToken);
        return TypedResults.Ok(page.Of(found));
    }

    private static async Task<Ok<InstanceStanding>> Retry(
        string id, ReasonBody body, CurrentUser user, IdempotencyKey key, CommandRunner commands, SteerInstance steer, CancellationToken cancellationToken) =>
        TypedResults.Ok(await commands.RunAsync(key.For(user, "retryIncident", new { id, body }), (session, ct) => steer.RetryAsync(session, id, body.Reason, user.Actor, ct), cancellationToken));

    private static async Task<Ok<IReadOnlyList<OrphanedWork>>> ListOrphaned(Reading reading, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reading.RunAsync((read, ct) => IncidentQuery.OrphanedAsync(read.Context, read.Organisation, ct), cancellationToken));

    private static async Task<Ok<IReadOnlyList<PersonPick>>> Candidates(string id, string? text, Reading reading, IncidentQuery incidents, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reading.RunAsync((read, ct) => incidents.CandidatesAsync(read.Context, id, text, read.Organisation, read.Today, ct), cancellationToken));

    private static async Task<Ok<InstanceStanding>> Reassign(
        string id, NamedBody body, CurrentUser user, IdempotencyKey key, CommandRunner commands, SteerInstance steer, CancellationToken cancellationToken) =>
        TypedResults.Ok(await commands.RunAsync(
            key.For(user, "reassignIncident", new { id, body }),
            (session, ct) => steer.ReassignAsync(session, id, body.ToPersonId, body.Reason, user.Actor, ct), cancellationToken));

    private static async Task<Ok<InstanceStanding>> Skip(
        string id, SkipBody body, CurrentUser user, IdempotencyKey key, CommandRunner commands, SteerInstance steer, CancellationToken cancellationToken) =>
        TypedResults.Ok(await commands.RunAsync(
            key.For(user, "skipIncident", new { id, body }),
            (session, ct) => steer.SkipAsync(session, id, body.Outcome, body.Reason, user.Actor, ct), cancellationToken));

    internal sealed record InstanceListRequest
    {
        [Description("Running, Finished, Suspended, Faulted, Cancelled…")]
        public string? Status { get; init; }

        [Description("Suspended, Finished, Faulted, Cancelled…")]
        public string? SubStatus { get; init; }
        public string? DefinitionId { get; init; }
        public int? Version { get; init; }
        public string? CorrelationId { get; init; }

        [Description("true: đang có sự cố; false: không có sự cố nào.")]
        public bool? HasIncidents { get; init; }

        public InstanceFilter Filter => new()
        {
            Status = Status,
            SubStatus = SubStatus,
            DefinitionId = DefinitionId,
            Version = Version,
            CorrelationId = CorrelationId,
            HasIncidents = HasIncidents,
        };
    }

    internal sealed record StartBody(string DefinitionId, IReadOnlyDictionary<string, JsonElement>? Input = null, string? CorrelationId = null, string? Name = null);

    internal sealed record NamedBody(Guid ToPersonId, string? Reason = null);

    internal sealed record SkipBody(string? Outcome = null, string? Reason = null);

    internal sealed record ReasonBody(string? Reason = null);
}
