using LienThong.Workflows.Model;

namespace LienThong.Workflows.ControlFlow;

/// <summary>A flowchart seen from its start: which arrows lead forward, which lead back, and which may (elsa-format §6.1).</summary>
internal sealed class FlowGraph
{
    private readonly Dictionary<Activity, int> _indexes = [];
    private readonly IReadOnlyList<Activity> _activities;
    private readonly Arrow[] _arrows;
    private readonly bool[] _reached;

    public FlowGraph(IReadOnlyList<Activity> activities, IReadOnlyList<Connection> connections, Activity start)
    {
        _activities = activities;
        for (var i = 0; i < activities.Count; i++)
            _indexes[activities[i]] = i;
        _arrows = [.. connections.Select((c, i) => new Arrow(i, _indexes[c.Source], c.SourcePort ?? ActivityResult.DoneOutcome, _indexes[c.Target]))];
        Outbound = GroupBy(a => a.Source, a => true);
        _reached = new bool[activities.Count];
        Start = _indexes[start];
        Walk();
        ForwardInbound = GroupBy(a => a.Target, a => a.Kind == ArrowKind.Forward);
        foreach (var back in _arrows.Where(a => a.Kind == ArrowKind.Backward))
            back.IsValid = !ReachesWithout(back.Source, back.Target);
    }

    public int Start { get; }

    public int ArrowCount => _arrows.Length;

    public IReadOnlyList<Activity> Activities => _activities;

    /// <summary>Arrows that leave each activity, in the order of the definition.</summary>
    public Arrow[][] Outbound { get; }

    /// <summary>Forward arrows that enter each activity.</summary>
    public Arrow[][] ForwardInbound { get; }

    /// <summary>All arrows that enter an activity, those that lead back among them.</summary>
    public IReadOnlyList<Arrow> InboundOf(int index) => Array.FindAll(_arrows, a => a.Target == index && a.Kind != ArrowKind.Unseen);

    public int IndexOf(Activity activity) => _indexes[activity];

    public Activity At(int index) => _activities[index];

    /// <summary>An activity that no path from the start reaches never runs, and its arrows never count.</summary>
    public bool IsReached(int index) => _reached[index];

    /// <summary>Everything from which a forward path leads to the activity, itself left out.</summary>
    public IEnumerable<int> AncestorsOf(int index)
    {
        var seen = new HashSet<int> { index };
        var pending = new Stack<int>([index]);
        while (pending.TryPop(out var current))
        {
            foreach (var arrow in ForwardInbound[current])
            {
                if (!seen.Add(arrow.Source))
                    continue;
                yield return arrow.Source;
                pending.Push(arrow.Source);
            }
        }
    }

    /// <summary>Everything reached, each after all from which a forward arrow leads to it.</summary>
    public IEnumerable<int> InForwardOrder()
    {
        var missing = ForwardInbound.Select(arrows => arrows.Length).ToArray();
        var pending = new Queue<int>([Start]);
        while (pending.TryDequeue(out var current))
        {
            yield return current;
            foreach (var arrow in Outbound[current])
            {
                if (arrow.Kind == ArrowKind.Forward && --missing[arrow.Target] == 0)
                    pending.Enqueue(arrow.Target);
            }
        }
    }

    // Breadth first, arrows in the definition's order. An arrow is backward when its target already reaches its source.
    private void Walk()
    {
        var pending = new Queue<int>([Start]);
        _reached[Start] = true;
        while (pending.TryDequeue(out var current))
        {
            foreach (var arrow in Outbound[current])
            {
                arrow.Kind = Reaches(arrow.Target, arrow.Source) ? ArrowKind.Backward : ArrowKind.Forward;
                if (_reached[arrow.Target])
                    continue;
                _reached[arrow.Target] = true;
                pending.Enqueue(arrow.Target);
            }
        }
    }

    private bool Reaches(int from, int to) => Search(from, to, without: -1);

    // Every forward path from the start to the source of a backward arrow must pass its target.
    private bool ReachesWithout(int to, int without) => Start != without && Search(Start, to, without);

    private bool Search(int from, int to, int without)
    {
        var seen = new HashSet<int> { from };
        var pending = new Stack<int>([from]);
        while (pending.TryPop(out var current))
        {
            if (current == to)
                return true;
            foreach (var arrow in Outbound[current])
            {
                if (arrow.Kind == ArrowKind.Forward && arrow.Target != without && seen.Add(arrow.Target))
                    pending.Push(arrow.Target);
            }
        }

        return false;
    }

    private Arrow[][] GroupBy(Func<Arrow, int> end, Func<Arrow, bool> counts)
    {
        var groups = _activities.Select(_ => new List<Arrow>()).ToArray();
        foreach (var arrow in _arrows.Where(counts))
            groups[end(arrow)].Add(arrow);
        return [.. groups.Select(g => g.ToArray())];
    }

    internal enum ArrowKind { Unseen, Forward, Backward }

    internal sealed class Arrow(int index, int source, string port, int target)
    {
        public int Index { get; } = index;
        public int Source { get; } = source;
        public string Port { get; } = port;
        public int Target { get; } = target;
        public ArrowKind Kind { get; set; }

        /// <summary>For a backward arrow: it leads into a loop that has one way in.</summary>
        public bool IsValid { get; set; }
    }
}
