using System.Text.Json.Nodes;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;

namespace LienThong.Workflows.Primitives;

/// <summary>Asks somebody outside to do a task, and waits until it is reported done.</summary>
[Activity("Elsa", "Cơ bản", "Giao một việc cho hệ thống ngoài và chờ kết quả.", DisplayName = "Giao việc ngoài", Kind = ActivityKind.Task)]
public sealed class RunTask : Activity
{
    public const string StimulusName = "Elsa.RunTask";

    /// <summary>Key under which the reported result comes with the resume.</summary>
    public const string ResultKey = "Result";

    [Input(DisplayName = "Tên việc")]
    public Input<string>? TaskName { get; set; }

    [Input(DisplayName = "Dữ liệu", UIHint = "json")]
    public Input<IDictionary<string, object?>>? Payload { get; set; }

    [Output(DisplayName = "Mã việc")]
    public Output<string>? TaskId { get; set; }

    [Output(DisplayName = "Kết quả")]
    public Output<object>? Result { get; set; }

    /// <summary>Facts by which such a wait is found; the task's name is no part of them.</summary>
    public static JsonObject PayloadOf(string taskId) => new() { [nameof(TaskId)] = taskId };

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var taskId = SortableId.New(context.Clock);
        context.Set(TaskId, taskId);
        return new(ActivityResult.Suspend(new BookmarkRequest(StimulusName)
        {
            Payload = PayloadOf(taskId),
            // Who does such tasks finds them among the waits, with what is needed to do them.
            Details = new JsonObject { [nameof(TaskName)] = context.Get(TaskName), [nameof(Payload)] = Conversion.ToNode(context.Get(Payload)) },
        }));
    }

    public override ValueTask<ActivityResult> ResumeAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken)
    {
        context.Set(Result, resumption.Input.GetValueOrDefault(ResultKey));
        return new(ActivityResult.Done);
    }
}
