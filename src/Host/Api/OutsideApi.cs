using System.Text.Json;
using LienThong.Activities.Commands;
using LienThong.Activities.Procedures;
using LienThong.Host.Auth;
using LienThong.Workflows.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.Api;

/// <summary>Events and results that come to procedures from outside; entered by administrators.</summary>
internal static class OutsideApi
{
    public static void MapOutside(this RouteGroupBuilder api)
    {
        var outside = api.MapGroup("/").WithTags("Sự kiện ngoài").NeedsAdministrator();
        outside.MapPost("/events/{name}", Deliver).WithName("deliverEvent").WithSummary("Báo một sự kiện cho các lượt chạy đang chờ nó");
        outside.MapGet("/events/kept", ListKept).WithName("listKeptEvents").WithSummary("Sự kiện chưa lượt chạy nào nhận, cũ trước; quá hạn thì không tự đến nữa");
        outside.MapPost("/events/kept/{id}/send-again", SendAgain).WithName("sendKeptEvent").WithSummary("Báo lại một sự kiện đang giữ");
        outside.MapPost("/events/kept/{id}/put-away", PutAway).WithName("putKeptEventAway").WithSummary("Bỏ một sự kiện đang giữ, phải nêu lý do");
        outside.MapGet("/tasks", ListTasks).WithName("listTasks").WithSummary("Việc giao ra ngoài đang chờ kết quả");
        outside.MapPost("/tasks/{taskId}/complete", Complete).WithName("completeTask").WithSummary("Báo kết quả của một việc giao ra ngoài");
    }

    private static async Task<Ok<Heard>> Deliver(
        string name, EventBody body, CurrentUser user, IdempotencyKey key, CommandRunner commands, ReportOutside report, CancellationToken cancellationToken) =>
        TypedResults.Ok(await commands.RunAsync(key.For(user, "deliverEvent", new { name, body }),
            (session, ct) => report.EventAsync(session, name, body.Payload, body.CorrelationId, user.Actor, ct), cancellationToken));

    private static async Task<Ok<Page<KeptEvent>>> ListKept([AsParameters] PageRequest page, Database database, TimeProvider clock, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync((context, ct) => KeptEvents.ListAsync(context, clock.GetUtcNow(), page.Skip, page.Take, ct), cancellationToken);
        return TypedResults.Ok(page.Of(found));
    }

    private static async Task<NoContent> SendAgain(string id, CurrentUser user, IdempotencyKey key, CommandRunner commands, CancellationToken cancellationToken)
    {
        await commands.RunAsync(key.For(user, "sendKeptEvent", new { id }), (session, ct) => KeptEvents.SendAgainAsync(session, id, user.Actor, ct), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> PutAway(string id, PutAwayBody body, CurrentUser user, IdempotencyKey key, CommandRunner commands, CancellationToken cancellationToken)
    {
        await commands.RunAsync(key.For(user, "putKeptEventAway", new { id, body }), (session, ct) => KeptEvents.PutAwayAsync(session, id, body.Reason, user.Actor, ct), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<Page<OutsideTask>>> ListTasks([AsParameters] PageRequest page, Database database, ReportOutside report, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync((context, ct) => report.TasksAsync(context, page.Skip, page.Take, ct), cancellationToken);
        return TypedResults.Ok(page.Of(found));
    }

    private static async Task<Ok<Heard>> Complete(
        string taskId, ResultBody body, CurrentUser user, IdempotencyKey key, CommandRunner commands, ReportOutside report, CancellationToken cancellationToken) =>
        TypedResults.Ok(await commands.RunAsync(key.For(user, "completeTask", new { taskId, body }),
            (session, ct) => report.TaskDoneAsync(session, taskId, body.Result, user.Actor, ct), cancellationToken));

    internal sealed record EventBody(JsonElement? Payload = null, string? CorrelationId = null);

    internal sealed record PutAwayBody(string? Reason = null);

    internal sealed record ResultBody(JsonElement? Result = null);
}
