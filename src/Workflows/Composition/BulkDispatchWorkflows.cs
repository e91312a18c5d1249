using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;

namespace LienThong.Workflows.Composition;

/// <summary>Has another workflow started in the background once for every item, and waits for the end of all unless told not to.</summary>
[Activity(
    "Elsa", "Quy trình con", "Chạy một quy trình khác ở nền cho từng mục; chờ tất cả xong.", DisplayName = "Gọi quy trình cho từng mục",
    Kind = ActivityKind.Task, Outcomes = ["Completed", ActivityResult.DoneOutcome], OutcomeNames = ["Tất cả đã xong", "Xong"])]
public sealed class BulkDispatchWorkflows : Activity
{
    public const string StimulusName = "Elsa.BulkDispatchWorkflows";

    private const string StandardItemKey = "Item";

    [Input(DisplayName = "Quy trình", UIHint = "workflow-definition-picker")]
    public Input<string>? WorkflowDefinitionId { get; set; }

    [Input(DisplayName = "Danh sách mục")]
    public Input<object>? Items { get; set; }

    /// <summary>Under which name an item is given to its child; an item that is an object gives its members.</summary>
    [Input(DisplayName = "Tên đầu vào của mục", DefaultValue = StandardItemKey)]
    public Input<string>? DefaultItemInputKey { get; set; } = new(StandardItemKey);

    /// <summary>Evaluated for each item, which it sees under its name.</summary>
    [Input(DisplayName = "Mã liên kết theo mục", AutoEvaluate = false)]
    public Input<string>? CorrelationIdFunction { get; set; }

    [Input(DisplayName = "Đầu vào", UIHint = "json")]
    public Input<IDictionary<string, object?>>? Input { get; set; }

    [Input(DisplayName = "Chờ đến khi xong", UIHint = "checkbox", DefaultValue = true)]
    public Input<bool>? WaitForCompletion { get; set; } = new(true);

    /// <summary>Read and kept; tracing is the host's.</summary>
    [Input(DisplayName = "Bắt đầu vết mới", UIHint = "checkbox")]
    public Input<bool>? StartNewTrace { get; set; }

    /// <summary>Read and kept; there is one outbox.</summary>
    [Input(DisplayName = "Kênh")]
    public Input<string>? ChannelName { get; set; }

    /// <summary>Runs for every child that finished, with its id as ChildInstanceId.</summary>
    [Port("Khi một lượt chạy con xong")]
    public Activity? ChildCompleted { get; set; }

    /// <summary>Runs for every child that faulted, with its id as ChildInstanceId.</summary>
    [Port("Khi một lượt chạy con có sự cố")]
    public Activity? ChildFaulted { get; set; }

    /// <summary>The children of an execution that have not ended yet.</summary>
    internal static IReadOnlyCollection<string> OpenChildrenOf(ActivityContext context) => context.State<Dispatched>().Open;

    public override async ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var wait = context.Get(WaitForCompletion) ? SortableId.New(context.Clock) : null;
        var state = context.State<Dispatched>();
        state.Open.Clear();
        foreach (var item in ItemsOf(context.Get(Items)))
            state.Open.Add(await context.DispatchChildAsync(RequestFor(context, item, wait, cancellationToken), cancellationToken));
        if (wait is not null && state.Open.Count > 0)
        {
            return ActivityResult.Suspend(new BookmarkRequest(StimulusName)
            {
                Id = wait,
                Payload = new JsonObject { ["ParentInstanceId"] = context.Workflow.InstanceId },
                AutoBurn = false,
            });
        }

        state.Open.Clear();
        return ActivityResult.Done;
    }

    public override ValueTask<ActivityResult> ResumeAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken)
    {
        var child = ChildRun.Of(resumption);
        // Somebody who was told already: a child that faulted, was mended and ended once more.
        if (!context.State<Dispatched>().Open.Remove(child.InstanceId))
            return new(ActivityResult.Wait);
        var port = child.IsFaulted ? ChildFaulted : child.IsFinished ? ChildCompleted : null;
        return new(port is null
            ? Settle(context)
            : ActivityResult.Schedule([new ScheduledChild(port, null, new Dictionary<string, object?> { ["ChildInstanceId"] = child.InstanceId })]));
    }

    public override ValueTask<ActivityResult> ChildEndedAsync(ActivityContext context, ChildEnd child, CancellationToken cancellationToken) => new(Settle(context));

    private static ActivityResult Settle(ActivityContext context) =>
        context.State<Dispatched>().Open.Count > 0 || context.HasUnfinishedChildren ? ActivityResult.Wait : ActivityResult.Complete("Completed", ActivityResult.DoneOutcome);

    private ChildRequest RequestFor(ActivityContext context, object? item, string? wait, CancellationToken cancellationToken)
    {
        var key = context.Get(DefaultItemInputKey) is { Length: > 0 } given ? given : StandardItemKey;
        var input = ChildInput.Of(context.Get(Input));
        if (MembersOf(item) is { } members)
        {
            foreach (var (name, value) in members)
                input[name] = value;
        }
        else
        {
            input[key] = item;
        }

        var arguments = new Dictionary<string, object?> { [StandardItemKey] = item, [key] = item };
        return new ChildRequest(context.Get(WorkflowDefinitionId) ?? "")
        {
            Input = input,
            CorrelationId = context.EvaluateNow(CorrelationIdFunction, arguments, cancellationToken),
            Wait = wait,
        };
    }

    private static IEnumerable<KeyValuePair<string, object?>>? MembersOf(object? item) => item switch
    {
        IDictionary<string, object?> members => members,
        JsonElement { ValueKind: JsonValueKind.Object } or JsonObject => Conversion.To<IDictionary<string, object?>>(item),
        _ => null,
    };

    // An input of type Object gets the text of an Object expression as it is (elsa-format §4), so a list may come as text.
    private static List<object?> ItemsOf(object? items) => items switch
    {
        null => [],
        string text when text.TrimStart().StartsWith('[') => Parsed(text),
        string text => [text],
        JsonElement { ValueKind: JsonValueKind.Array } or JsonArray => Conversion.To<List<object?>>(items) ?? [],
        IDictionary or IDictionary<string, object?> or JsonElement or JsonNode => [items],
        IEnumerable list => [.. list.Cast<object?>()],
        _ => [items],
    };

    private static List<object?> Parsed(string text)
    {
        try
        {
            return Conversion.To<List<object?>>(JsonSerializer.Deserialize<JsonElement>(text)) ?? [];
        }
        catch (JsonException)
        {
            return [text];
        }
    }

    private sealed class Dispatched
    {
        /// <summary>Children that have not ended yet.</summary>
        public HashSet<string> Open { get; set; } = new(StringComparer.Ordinal);
    }
}
