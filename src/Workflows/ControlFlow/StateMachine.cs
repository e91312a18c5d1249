using System.Globalization;
using System.Text.Json.Serialization;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.ControlFlow;

/// <summary>Is in one of its states and goes to another when the trigger of a transition completes (elsa-format §5.1).</summary>
[Activity("Elsa", "Luồng", "Máy trạng thái: chuyển trạng thái khi có sự kiện.", DisplayName = "Máy trạng thái")]
public sealed class StateMachine : Activity
{
    internal const string EntryTag = "entry";
    internal const string TriggerPhase = "trigger:";
    internal const string ActionPhase = "action:";
    internal const string ExitPhase = "exit:";

    public IReadOnlyList<MachineState> States { get; set; } = [];

    public IReadOnlyList<MachineTransition> Transitions { get; set; } = [];

    public string? InitialState { get; set; }

    /// <summary>Where it starts instead of the initial state; where it is in a run is kept with the instance.</summary>
    public string? CurrentState { get; set; }

    public override IEnumerable<(string Port, Activity Child)> Children()
    {
        foreach (var state in States)
        {
            if (state.Entry is { } entry)
                yield return (nameof(MachineState.Entry), entry);
            if (state.Exit is { } exit)
                yield return (nameof(MachineState.Exit), exit);
        }

        foreach (var transition in Transitions)
        {
            if (transition.Trigger is { } trigger)
                yield return (nameof(MachineTransition.Trigger), trigger);
            if (transition.Action is { } action)
                yield return (nameof(MachineTransition.Action), action);
        }
    }

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        new(Enter(context, string.IsNullOrWhiteSpace(CurrentState) ? InitialState : CurrentState));

    public override ValueTask<ActivityResult> ChildEndedAsync(ActivityContext context, ChildEnd child, CancellationToken cancellationToken)
    {
        if (child.Tag is not { } tag)
            return new(ActivityResult.Wait);
        // A trigger that lost was cancelled: nothing follows from it. Cancelled by somebody, the last one leaves no way out of the state.
        if (!child.Completed && tag.StartsWith(TriggerPhase, StringComparison.Ordinal))
            return new(context.State<Place>().IsLeft || context.HasUnfinishedChildren ? ActivityResult.Wait : ActivityResult.Done);
        if (tag == EntryTag)
            return new(Arm(context.State<Place>().State));
        var index = int.Parse(tag.AsSpan(tag.IndexOf(':', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);
        if (tag.StartsWith(TriggerPhase, StringComparison.Ordinal))
            return new(Fire(context, index, cancellationToken));
        return new(tag.StartsWith(ActionPhase, StringComparison.Ordinal) ? Leave(context, index) : Enter(context, Transitions[index].To));
    }

    private ActivityResult Enter(ActivityContext context, string? name)
    {
        if (Find(name) is not { } state)
            return ActivityResult.Done;
        (context.State<Place>().State, context.State<Place>().IsLeft) = (state.Name, false);
        return state.Entry is { } entry ? ActivityResult.Schedule(entry, EntryTag) : Arm(state.Name);
    }

    private ActivityResult Arm(string state)
    {
        var armed = WaysOut(state).Select(i => new ScheduledChild(Transitions[i].Trigger!, Tag(TriggerPhase, i))).ToList();
        return armed.Count == 0 ? ActivityResult.Done : ActivityResult.Schedule(armed);
    }

    private ActivityResult Fire(ActivityContext context, int index, CancellationToken cancellationToken)
    {
        var transition = Transitions[index];
        if (transition.Condition is { } condition && !context.Evaluate<bool>(condition, cancellationToken))
            return ActivityResult.Schedule(transition.Trigger!, Tag(TriggerPhase, index));
        context.State<Place>().IsLeft = true;
        var others = WaysOut(transition.From).Where(i => i != index).Select(i => Transitions[i].Trigger!).ToList();
        var next = transition.Action is { } action ? ActivityResult.Schedule(action, Tag(ActionPhase, index)) : Leave(context, index);
        return next.AndWithdraw(others);
    }

    private ActivityResult Leave(ActivityContext context, int index) =>
        Find(Transitions[index].From)?.Exit is { } exit
            ? ActivityResult.Schedule(exit, Tag(ExitPhase, index))
            : Enter(context, Transitions[index].To);

    // Transitions without a trigger, or to a state that does not exist, lead nowhere.
    private IEnumerable<int> WaysOut(string state) =>
        Enumerable.Range(0, Transitions.Count).Where(i => Transitions[i].From == state && Transitions[i].Trigger is not null && Find(Transitions[i].To) is not null);

    private MachineState? Find(string? name) => string.IsNullOrWhiteSpace(name) ? null : States.FirstOrDefault(s => s.Name == name);

    private static string Tag(string phase, int transition) => phase + transition.ToString(CultureInfo.InvariantCulture);

    /// <summary>Where it is; kept with the instance.</summary>
    internal sealed class Place
    {
        public string State { get; set; } = "";

        /// <summary>A trigger has led out of it.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public bool IsLeft { get; set; }
    }
}
