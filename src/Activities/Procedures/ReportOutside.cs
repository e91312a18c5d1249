using System.Text.Json;
using LienThong.Activities.Audit;
using LienThong.Activities.Rules;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Primitives;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Procedures;

/// <summary>A task that an instance asks of somebody outside.</summary>
public sealed record OutsideTask(string TaskId, string? Name, JsonElement? Payload, string InstanceId, string? InstanceName, string ActivityId, DateTimeOffset CreatedAt);

/// <summary>Which instances heard of something.</summary>
/// <param name="InstanceIds">Started or resumed.</param>
/// <param name="Kept">Nobody heard it, and it is kept until somebody does.</param>
public sealed record Heard(IReadOnlyList<string> InstanceIds, bool Kept = false);

/// <summary>What comes from outside: an event by its name, or the result of a task.</summary>
public sealed class ReportOutside(WorkflowEngine engine)
{
    private const int MaxEventName = 200;

    /// <summary>Tells every instance that waits for this event, and starts what it triggers. What nobody hears is kept for a while: the procedure may be a moment behind.</summary>
    /// <exception cref="RuleViolation"><c>event.name</c>.</exception>
    public Task<Heard> EventAsync(WriteSession session, string name, JsonElement? payload, string? correlationId, Actor actor, CancellationToken cancellationToken) =>
        EventAsync(session, name, payload, correlationId, instanceId: null, actor, cancellationToken);

    /// <summary>The same for this instance only; null for all.</summary>
    /// <exception cref="RuleViolation"><c>event.name</c>, <c>instance.not-found</c>.</exception>
    public async Task<Heard> EventAsync(
        WriteSession session, string name, JsonElement? payload, string? correlationId, string? instanceId, Actor actor, CancellationToken cancellationToken)
    {
        if (instanceId is not null && !await InstanceQuery.ExistsAsync(session.Context, instanceId, cancellationToken))
            throw RuleViolation.NotFound("instance.not-found", "Không có lượt chạy này.");
        var eventName = GivenText.Line(name, "Tên sự kiện", "event.name", MaxEventName);
        await AuditTrail.AppendAsync(session, actor, "event.delivered", new AuditSubject("event", eventName[..Math.Min(eventName.Length, 100)]), new { CorrelationId = correlationId, InstanceId = instanceId }, cancellationToken);
        var sent = new SentStimulus(new Stimulus(Event.StimulusName, Event.PayloadOf(eventName)))
        {
            Input = new Dictionary<string, object?> { [Event.PayloadKey] = Plain(payload) },
            CorrelationId = string.IsNullOrWhiteSpace(correlationId) ? null : correlationId,
            InstanceId = instanceId,
        };
        var delivered = await engine.SendAsync(session, sent, cancellationToken);
        return new Heard([.. delivered.Outcomes.Select(outcome => outcome.Instance.Id)], delivered.IsKept);
    }

    /// <summary>Reports a task done; its instance goes on.</summary>
    /// <exception cref="RuleViolation"><c>task.not-found</c>: nobody waits for it, or not any more.</exception>
    public async Task<Heard> TaskDoneAsync(WriteSession session, string taskId, JsonElement? result, Actor actor, CancellationToken cancellationToken)
    {
        await AuditTrail.AppendAsync(session, actor, "task.completed", new AuditSubject("task", taskId[..Math.Min(taskId.Length, 100)]), null, cancellationToken);
        var outcomes = await engine.DeliverAsync(
            session, new Stimulus(RunTask.StimulusName, RunTask.PayloadOf(taskId)), new Dictionary<string, object?> { [RunTask.ResultKey] = Plain(result) }, null, cancellationToken);
        return outcomes.Count > 0
            ? new Heard([.. outcomes.Select(outcome => outcome.Instance.Id)])
            : throw RuleViolation.NotFound("task.not-found", "Không có việc nào đang chờ kết quả với mã này.");
    }

    /// <summary>Tasks that wait to be reported done, oldest first.</summary>
    public async Task<(IReadOnlyList<OutsideTask> Items, int Total)> TasksAsync(DbContext context, int skip, int take, CancellationToken cancellationToken)
    {
        var waits = context.Set<BookmarkRow>().Where(row => row.Name == RunTask.StimulusName);
        var page = await waits.OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).Skip(skip).Take(take).ToListAsync(cancellationToken);
        var tasks = new List<OutsideTask>();
        foreach (var instanceWaits in page.GroupBy(row => row.InstanceId))
        {
            // The task's name and data are kept with the instance and not with the wait.
            if (await engine.FindAsync(context, instanceWaits.Key, cancellationToken) is { } instance)
                tasks.AddRange(instanceWaits.Select(row => TaskOf(row, instance)).OfType<OutsideTask>());
        }

        return ([.. tasks.OrderBy(task => task.CreatedAt)], await waits.CountAsync(cancellationToken));
    }

    private static OutsideTask? TaskOf(BookmarkRow row, WorkflowInstance instance)
    {
        var bookmark = instance.Bookmarks.Find(candidate => candidate.Id == row.Id);
        if ((string?)bookmark?.Payload?[nameof(RunTask.TaskId)] is not { } taskId)
            return null;
        var payload = bookmark.Details?[nameof(RunTask.Payload)];
        return new OutsideTask(
            taskId, (string?)bookmark.Details?[nameof(RunTask.TaskName)], payload?.Deserialize<JsonElement>(), row.InstanceId, instance.Name, row.ActivityId, row.CreatedAt);
    }

    private static object? Plain(JsonElement? json) => json is { } value ? Conversion.Natural(value) : null;
}
