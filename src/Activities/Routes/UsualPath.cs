using LienThong.Activities.Work;
using LienThong.Workflows.ControlFlow;
using LienThong.Workflows.Model;

namespace LienThong.Activities.Routes;

/// <summary>The way that a procedure takes when every step succeeds, read from the definition; works for any definition.</summary>
internal static class UsualPath
{
    // In this order: where a step has several of them, the first is the usual end.
    private static readonly string[] Success = ["Assigned", "Submitted", "Approved", "Passed", "Signed", "Issued", "Accepted", "Completed", "Done", "True"];

    private static readonly HashSet<string> Failure = new(StringComparer.Ordinal) { "Returned", "Rejected", "Refused", "Failed", "Faulted", "False", "Cancelled", "Expired" };

    /// <summary>Steps after those where it stands, nearest first, each once: a way back to an earlier step ends there.</summary>
    public static IReadOnlyList<Activity> Ahead(IReadOnlyCollection<Activity> standing)
    {
        var seen = standing.ToHashSet();
        var ahead = new List<Activity>();
        var queue = new Queue<Activity>(standing.SelectMany(After));
        while (queue.TryDequeue(out var step))
        {
            if (!seen.Add(step))
                continue;
            ahead.Add(step);
            foreach (var next in After(step))
                queue.Enqueue(next);
        }

        return ahead;
    }

    /// <summary>The step at which it goes on when this one is sent back; null when it cannot be.</summary>
    public static Activity? ReturnOf(Activity step)
    {
        if (step.Parent is not Flowchart chart)
            return null;
        var back = chart.Connections.Where(c => c.Source == step && c.SourcePort is { } port && Failure.Contains(port)).Select(c => Enter(c.Target)).FirstOrDefault();
        // Somebody is told first, or a check runs: what counts is who has it then.
        return back is null or HumanTask ? back : Ahead([back]).OfType<HumanTask>().FirstOrDefault() ?? back;
    }

    private static IEnumerable<Activity> After(Activity step) => step switch
    {
        End { Parent: { } container } => After(container),
        { IsTerminal: true } => [],
        { Parent: Flowchart chart } => AfterIn(chart, step),
        { Parent: Sequence sequence } => sequence.Activities.SkipWhile(a => a != step).Skip(1).Take(1).Select(Enter).DefaultIfEmpty().SelectMany(next => next is null ? After(sequence) : [next]),
        { Parent: { } container } => After(container),
        _ => [],
    };

    private static IEnumerable<Activity> AfterIn(Flowchart chart, Activity step)
    {
        var arrows = chart.Connections.Where(c => c.Source == step).ToList();
        if (arrows.Count == 0)
            return After(chart);
        var usual = Array.Find(Success, port => arrows.Exists(a => PortOf(a) == port));
        // Ports with names of their own, as of a fork or a switch, may all be taken.
        return arrows.Where(a => usual is null ? !Failure.Contains(PortOf(a)) : PortOf(a) == usual).Select(a => Enter(a.Target));
    }

    private static string PortOf(Connection arrow) => arrow.SourcePort ?? "Done";

    private static Activity Enter(Activity step) => step switch
    {
        Flowchart { Activities: [var first, ..] } chart => Enter(chart.Activities.FirstOrDefault(a => chart.Connections.All(c => c.Target != a)) ?? first),
        _ when step.Children().Select(child => child.Child).FirstOrDefault() is { } inner => Enter(inner),
        _ => step,
    };
}
