using System.Text.Json;
using LienThong.Activities.Procedures;
using LienThong.Activities.Rules;
using LienThong.Host.Auth;
using LienThong.Workflows.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.ElsaApi;

/// <summary>Events and results from outside, entered at Elsa's addresses by administrators. Links that need no session are followed at their own addresses.</summary>
internal static class ElsaOutside
{
    public static void MapElsaOutside(this RouteGroupBuilder elsa)
    {
        elsa.MapPost("/events/{eventName}/trigger", Trigger);
        elsa.MapPost("/tasks/{taskId}/complete", Complete);
    }

    // Whatever mode is asked for: when the answer is there, whoever waited has gone on.
    private static async Task<Ok> Trigger(string eventName, ElsaAsked<EventBody> body, CurrentUser user, Database database, ReportOutside report, CancellationToken cancellationToken)
    {
        var asked = body.Value;
        if (!string.IsNullOrEmpty(asked.ActivityInstanceId))
            throw RuleViolation.Invalid("event.activity", "Không báo sự kiện cho riêng một bước được. Bỏ activityInstanceId, hoặc nêu workflowInstanceId để chỉ báo cho một lượt chạy.");
        var instanceId = string.IsNullOrEmpty(asked.WorkflowInstanceId) ? null : asked.WorkflowInstanceId;
        await database.WriteAsync((session, ct) => report.EventAsync(session, eventName, asked.Input, asked.CorrelationId, instanceId, user.Actor, ct), cancellationToken);
        return TypedResults.Ok();
    }

    private static async Task<Ok> Complete(string taskId, ElsaAsked<TaskBody> body, CurrentUser user, Database database, ReportOutside report, CancellationToken cancellationToken)
    {
        await database.WriteAsync((session, ct) => report.TaskDoneAsync(session, taskId, body.Value.Result, user.Actor, ct), cancellationToken);
        return TypedResults.Ok();
    }

    internal sealed record EventBody
    {
        public string? WorkflowInstanceId { get; init; }
        public string? CorrelationId { get; init; }
        public string? ActivityInstanceId { get; init; }
        public JsonElement? Input { get; init; }
    }

    internal sealed record TaskBody
    {
        public JsonElement? Result { get; init; }
    }
}
