using LienThong.Workflows.Model;

namespace LienThong.Workflows.ControlFlow;

/// <summary>Runs its body for one item after the other.</summary>
[Activity("Elsa", "Vòng lặp", "Lặp lần lượt qua từng mục.", DisplayName = "Lặp qua từng mục")]
public sealed class ForEach : Activity
{
    [Input(DisplayName = "Danh sách mục", UIHint = "multi-text")]
    public Input<ICollection<object>>? Items { get; set; }

    [Port("Mỗi mục")]
    public Activity? Body { get; set; }

    [Output(DisplayName = "Mục hiện tại")]
    public Output<object>? CurrentValue { get; set; }

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.IsBreaking = false;
        context.State<Position>().Next = 0;
        return new(Iterate(context));
    }

    public override ValueTask<ActivityResult> ChildEndedAsync(ActivityContext context, ChildEnd child, CancellationToken cancellationToken) => new(Iterate(context));

    public override ActivityResult? Receive(ActivityContext context, Signal signal) => Loop.Leave(context, signal);

    private ActivityResult Iterate(ActivityContext context)
    {
        if (context.IsBreaking)
            return ActivityResult.Done;
        // Looked at anew each round: the body may have added to the list or taken from it.
        var items = context.Get(Items)
            ?? throw new ActivityFault("foreach.no-items", "Bước lặp không có danh sách mục (Items là null). Người thiết kế cần gán danh sách trước bước này.");
        var position = context.State<Position>();
        if (Body is null || position.Next >= items.Count)
            return ActivityResult.Done;
        var item = items.ElementAt(position.Next);
        context.Set(CurrentValue, item);
        return ActivityResult.Schedule([Loop.Round(Body, item, position.Next++)]);
    }

    private sealed class Position
    {
        public int Next { get; set; }
    }
}
