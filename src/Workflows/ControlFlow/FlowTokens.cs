using System.Text.Json;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.ControlFlow;

/// <summary>A token on its way over an arrow of a flowchart; a blocked one swallows the next that comes that way (elsa-format §6.2).</summary>
internal sealed record FlowToken(int From, string Port, int To, bool IsBlocked = false);

/// <summary>How an activity of a flowchart takes the tokens that come to it.</summary>
internal enum MergeMode { Stream, Merge, Converge, Cascade, Race }

/// <summary>What follows from the end of one child in token mode.</summary>
internal sealed class TokenPass(FlowGraph graph, List<FlowToken> tokens, ActivityContext context, CancellationToken cancellationToken)
{
    public List<ScheduledChild> Scheduled { get; } = [];

    public List<Activity> Cancelled { get; } = [];

    /// <summary>Tokens leave by the outcomes, those that led here are consumed, and every target decides whether its turn has come.</summary>
    public void Leave(int index, IReadOnlyList<string> outcomes)
    {
        var followed = Array.FindAll(graph.Outbound[index], a => outcomes.Contains(a.Port));
        foreach (var stale in Array.FindAll(followed, a => a.Kind == FlowGraph.ArrowKind.Backward).SelectMany(back => StaleBlocks(back.Target, index)).ToList())
            tokens.Remove(stale);
        tokens.AddRange(followed.Select(a => new FlowToken(a.Source, a.Port, a.Target)));
        tokens.RemoveAll(t => t.To == index && !t.IsBlocked);
        foreach (var arrow in followed)
        {
            if (MayRun(arrow))
                Scheduled.Add(new ScheduledChild(graph.At(arrow.Target)));
        }
    }

    /// <summary>The activity was cancelled: nothing comes from it or to it any more.</summary>
    public void Drop(int index) => tokens.RemoveAll(t => t.From == index || t.To == index);

    private bool MayRun(FlowGraph.Arrow arrow)
    {
        var forward = graph.ForwardInbound[arrow.Target];
        switch (ModeOf(graph.At(arrow.Target)))
        {
            case MergeMode.Merge:
                return forward.Length <= 1 || Array.TrueForAll(forward, HasToken);
            case MergeMode.Converge:
                var all = graph.InboundOf(arrow.Target);
                return all.Count <= 1 || all.All(HasToken);
            case MergeMode.Race:
                CancelWayTo(arrow.Target);
                return IsFirst(arrow, forward);
            case MergeMode.Cascade:
                return IsFirst(arrow, forward);
            default:
                // Work that is still on its way to one of the sources will come by here later.
                return !Array.Exists(forward, a => tokens.Exists(t => t.To == a.Source && !t.IsBlocked));
        }
    }

    // A new lap begins here: a block of the lap before that nothing is on its way to any more would swallow what this lap brings.
    private IEnumerable<FlowToken> StaleBlocks(int lapStart, int ended) => tokens.Where(block =>
    {
        if (!block.IsBlocked)
            return false;
        HashSet<int> wayThere = [block.From, .. graph.AncestorsOf(block.From)];
        return wayThere.Contains(lapStart) && !tokens.Exists(t => !t.IsBlocked && t.To != ended && wayThere.Contains(t.To));
    });

    private bool HasToken(FlowGraph.Arrow arrow) => tokens.Exists(t => t.From == arrow.Source && t.To == arrow.Target && t.Port == arrow.Port && !t.IsBlocked);

    // The first to come runs the target and blocks the other ways in; each of them is then passed once without effect.
    private bool IsFirst(FlowGraph.Arrow arrow, FlowGraph.Arrow[] forward)
    {
        var blocked = tokens.FindIndex(t => t.From == arrow.Source && t.To == arrow.Target && t.Port == arrow.Port && t.IsBlocked);
        if (blocked >= 0)
        {
            tokens.RemoveAt(blocked);
            // What was swallowed is not under way any more, or the flowchart would wait for it.
            tokens.RemoveAll(t => t.From == arrow.Source && t.To == arrow.Target && t.Port == arrow.Port);
            return false;
        }

        tokens.AddRange(forward.Where(a => a.Source != arrow.Source).Select(a => new FlowToken(a.Source, a.Port, a.Target, IsBlocked: true)));
        return true;
    }

    /// <summary>Stops what still runs on a way to the activity.</summary>
    public void CancelWayTo(int index)
    {
        foreach (var ancestor in graph.AncestorsOf(index))
        {
            if (context.IsRunning(graph.At(ancestor)) && !Cancelled.Contains(graph.At(ancestor)))
                Cancelled.Add(graph.At(ancestor));
        }
    }

    private MergeMode ModeOf(Activity target)
    {
        if (target is FlowJoin join)
        {
            var mode = join.Mode is { } input ? context.Evaluate<FlowJoinMode>(input.Expression, cancellationToken) : FlowJoinMode.WaitAny;
            return mode == FlowJoinMode.WaitAny ? MergeMode.Race : MergeMode.Merge;
        }

        return target.CustomProperties.TryGetValue("mergeMode", out var json) && json.ValueKind == JsonValueKind.String
            && Enum.TryParse<MergeMode>(json.GetString(), ignoreCase: true, out var given)
                ? given
                : MergeMode.Stream;
    }
}
