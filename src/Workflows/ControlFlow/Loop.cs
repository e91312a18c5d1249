using LienThong.Workflows.Model;

namespace LienThong.Workflows.ControlFlow;

/// <summary>What loops have in common: the variables their bodies see, and how Break ends them.</summary>
internal static class Loop
{
    public const string CurrentValue = "CurrentValue";
    public const string CurrentIndex = "CurrentIndex";

    /// <summary>A Break below the loop: no further round begins, and what is still at work below it is cancelled.</summary>
    public static ActivityResult? Leave(ActivityContext context, Signal signal)
    {
        if (signal is not BreakSignal)
            return null;
        context.IsBreaking = true;
        return ActivityResult.Done;
    }

    /// <summary>The body with the item and its place, which only it and what it holds see.</summary>
    public static ScheduledChild Round(Activity body, object? item, int index) =>
        new(body, null, new Dictionary<string, object?> { [CurrentValue] = item, [CurrentIndex] = index });
}
