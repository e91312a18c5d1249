using System.Runtime.CompilerServices;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.ControlFlow;

/// <summary>Activities joined by arrows. Counts how often each activity and arrow was passed, so that joins know what is still to come (counter mode, elsa-format §6.1).</summary>
[Activity("Elsa", "Luồng", "Sơ đồ các bước nối với nhau bằng mũi tên.", DisplayName = "Sơ đồ")]
public sealed class Flowchart : Activity, IVariableScope
{
    /// <summary>Tag of a child that was entered over an arrow that leads back.</summary>
    internal const string EnteredBackward = "back";

    // One graph per start; nearly always there is one start.
    private volatile FlowGraph? _graph;

    [Port("Các bước")]
    public IReadOnlyList<Activity> Activities { get; set; } = [];

    public IReadOnlyList<Variable> Variables { get; set; } = [];

    public IReadOnlyList<Connection> Connections { get; set; } = [];

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        if (ChooseStart(context.Trigger) is not { } start)
            return new(ActivityResult.Done);
        var graph = GraphFrom(start);
        var counts = context.State<FlowCounts>();
        counts.Start = graph.Start;
        counts.Tokens = context.Workflow.FlowchartMode == FlowchartMode.TokenBased ? [] : null;
        counts.Visits = new int[Activities.Count];
        counts.ArrowVisits = new int[graph.ArrowCount];
        counts.Followed = new bool[graph.ArrowCount];
        return new(ActivityResult.Schedule(start));
    }

    public override ValueTask<ActivityResult> ChildEndedAsync(ActivityContext context, ChildEnd child, CancellationToken cancellationToken)
    {
        if (child.Completed && child.Child.IsTerminal)
            return new(ActivityResult.Done);
        var counts = context.State<FlowCounts>();
        var graph = GraphFrom(Activities[counts.Start]);
        counts.Fit(graph);
        if (counts.Tokens is { } tokens)
            return new(PassTokens(context, child, graph, tokens, cancellationToken));
        var pass = new Pass(graph, counts, context, cancellationToken);
        var index = graph.IndexOf(child.Child);
        if (!graph.IsReached(index))
            throw new ActivityFault("flowchart.unreachable", $"Activity {child.Child.Id} is not reachable from the flowchart graph.");
        pass.Leave(index, child.Outcomes, child.Tag == EnteredBackward);
        if (child.Completed && child.Child is FlowJoin)
            pass.CancelWayTo(index);
        if (pass.Scheduled.Count == 0 && pass.Cancelled.Count == 0 && !context.HasUnfinishedChildren)
            return new(ActivityResult.Done);
        return new((pass.Scheduled.Count == 0 ? ActivityResult.Wait : ActivityResult.Schedule(pass.Scheduled)).AndCancel(pass.Cancelled));
    }

    private static ActivityResult PassTokens(ActivityContext context, ChildEnd child, FlowGraph graph, List<FlowToken> tokens, CancellationToken cancellationToken)
    {
        var pass = new TokenPass(graph, tokens, context, cancellationToken);
        if (child.Completed)
            pass.Leave(graph.IndexOf(child.Child), child.Outcomes);
        else
            pass.Drop(graph.IndexOf(child.Child));
        if (child.Completed && child.Child is FlowJoin)
            pass.CancelWayTo(graph.IndexOf(child.Child));
        if (pass.Scheduled.Count == 0 && pass.Cancelled.Count == 0 && !context.HasUnfinishedChildren)
        {
            if (tokens.TrueForAll(t => t.IsBlocked))
                return ActivityResult.Done;
            pass.Release();
        }

        return (pass.Scheduled.Count == 0 ? ActivityResult.Wait : ActivityResult.Schedule(pass.Scheduled)).AndCancel(pass.Cancelled);
    }

    /// <summary>The activities at which a run may begin: the usual one, then those that a trigger starts at.</summary>
    internal IEnumerable<Activity> Starts() =>
        ChooseStart(null) is { } usual ? [usual, .. Activities.Where(a => a.CanStartWorkflow && a != usual)] : [];

    // elsa-format §6: trigger, Start, one that may start, one without an arrow into it, the first.
    private Activity? ChooseStart(Activity? trigger) =>
        (trigger is not null && trigger.Parent == this ? trigger : null)
        ?? Activities.FirstOrDefault(a => a is Start)
        ?? Activities.FirstOrDefault(a => a.CanStartWorkflow)
        ?? Activities.FirstOrDefault(a => !Connections.Any(c => c.Target == a))
        ?? (Activities.Count > 0 ? Activities[0] : null);

    internal FlowGraph GraphFrom(Activity start)
    {
        var graph = _graph;
        if (graph is null || graph.At(graph.Start) != start)
            _graph = graph = new FlowGraph(Activities, Connections, start);
        return graph;
    }

    /// <summary>What follows from the end of one child.</summary>
    private sealed class Pass(FlowGraph graph, FlowCounts counts, ActivityContext context, CancellationToken cancellationToken)
    {
        public List<ScheduledChild> Scheduled { get; } = [];
        public List<Activity> Cancelled { get; } = [];

        /// <summary>The activity is over with these outcomes: its arrows are passed, followed or not, and their targets told.</summary>
        public void Leave(int index, IReadOnlyList<string> outcomes, bool enteredBackward)
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            if (!enteredBackward)
                counts.Visits[index]++;
            foreach (var arrow in graph.Outbound[index])
            {
                counts.ArrowVisits[arrow.Index]++;
                var followed = counts.Followed[arrow.Index] = outcomes.Contains(arrow.Port);
                if (arrow.Kind == FlowGraph.ArrowKind.Backward)
                    GoBack(arrow, followed);
                else
                    Enter(arrow, followed);
            }
        }

        /// <summary>Stops what still runs on a way to the activity.</summary>
        public void CancelWayTo(int index)
        {
            if (!context.HasUnfinishedChildren)
                return;
            foreach (var ancestor in graph.AncestorsOf(index))
            {
                if (context.IsRunning(graph.At(ancestor)) && !Cancelled.Contains(graph.At(ancestor)))
                    Cancelled.Add(graph.At(ancestor));
            }
        }

        private void GoBack(FlowGraph.Arrow arrow, bool followed)
        {
            if (!followed)
                return;
            if (!arrow.IsValid)
            {
                throw new ActivityFault(
                    "flowchart.invalid-back-connection",
                    $"Invalid backward connection: Every path from the source ('{graph.At(arrow.Source).Id}') must go through the target ('{graph.At(arrow.Target).Id}') when tracing back to the start.");
            }

            Scheduled.Add(new ScheduledChild(graph.At(arrow.Target), EnteredBackward));
        }

        private void Enter(FlowGraph.Arrow arrow, bool followed)
        {
            var (target, inbound) = (arrow.Target, graph.ForwardInbound[arrow.Target]);
            var mode = JoinModeOf(graph.At(target));
            if (mode == FlowJoinMode.WaitAny)
                EnterAny(arrow, target, followed);
            else if (!AllCame(target, inbound))
                return;
            else if (mode == FlowJoinMode.WaitAll ? AllFollowedEqually(inbound) : AnyOfTheNewestFollowed(inbound))
                Run(target);
            else
                Skip(target);
        }

        // Loops, not queries: they run for every arrow of every run, and a query makes objects.
        private bool AllCame(int target, FlowGraph.Arrow[] inbound)
        {
            foreach (var arrow in inbound)
            {
                if (counts.ArrowVisits[arrow.Index] <= counts.Visits[target])
                    return false;
            }

            return true;
        }

        private bool AllFollowedEqually(FlowGraph.Arrow[] inbound)
        {
            foreach (var arrow in inbound)
            {
                if (!counts.Followed[arrow.Index] || counts.ArrowVisits[arrow.Index] != counts.ArrowVisits[inbound[0].Index])
                    return false;
            }

            return true;
        }

        private bool AnyOfTheNewestFollowed(FlowGraph.Arrow[] inbound)
        {
            var (newest, followed) = (0, false);
            foreach (var arrow in inbound)
            {
                var visits = counts.ArrowVisits[arrow.Index];
                followed = visits > newest ? counts.Followed[arrow.Index] : followed || visits == newest && counts.Followed[arrow.Index];
                newest = Math.Max(newest, visits);
            }

            return followed;
        }

        private void EnterAny(FlowGraph.Arrow arrow, int target, bool followed)
        {
            if (counts.ArrowVisits[arrow.Index] <= counts.Visits[target] || IsQueued(target))
                return;
            if (followed || Array.Exists(graph.ForwardInbound[target], a => counts.Followed[a.Index] && counts.ArrowVisits[a.Index] > counts.Visits[target]))
            {
                Run(target);
                CancelWayTo(target);
            }
            else if (Array.TrueForAll(graph.ForwardInbound[target], a => counts.ArrowVisits[a.Index] > counts.Visits[target]))
            {
                Skip(target);
            }
        }

        private void Run(int target) => Scheduled.Add(new ScheduledChild(graph.At(target)));

        // Dead-path elimination: passed without having run, so that joins further on do not wait for it.
        private void Skip(int target) => Leave(target, [], enteredBackward: false);

        private bool IsQueued(int target) =>
            Scheduled.Exists(s => s.Child == graph.At(target)) || context.IsQueued(graph.At(target));

        private FlowJoinMode JoinModeOf(Activity target) => target is not FlowJoin join
            ? FlowJoinMode.WaitAllActive
            : join.Mode is { } mode ? context.Evaluate<FlowJoinMode>(mode.Expression, cancellationToken) : FlowJoinMode.WaitAny;
    }
}
