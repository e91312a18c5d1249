using LienThong.Workflows.ControlFlow;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Serialization;

namespace LienThong.Workflows.Definitions.Checks;

/// <summary>Arrows of a flowchart: where they lead, whether all is reached, whether its joins can open and its loops pause.</summary>
internal static class FlowchartChecks
{
    /// <summary>The graph is built in quadratic time; nobody draws a larger one.</summary>
    private const int MostActivities = 1000;

    public static IEnumerable<Finding> Of(Flowchart chart)
    {
        var findings = new List<Finding>(DroppedArrows(chart));
        findings.AddRange(chart.Connections.GroupBy(arrow => arrow.Source).SelectMany(NeverFollowed));
        if (chart.Activities.Count > MostActivities)
        {
            findings.Add(Finding.Warning(chart, "flowchart.too-large", $"có hơn {MostActivities} bước nên đường đi chưa được kiểm tra. Tách thành các sơ đồ nhỏ hơn."));
            return findings;
        }

        var graphs = GraphsOf(chart);
        findings.AddRange(chart.Activities.Where(a => !graphs.Exists(g => g.IsReached(g.IndexOf(a)))).Select(a => Finding.Warning(
            a, "flowchart.unreachable", "không có đường nào dẫn tới từ điểm bắt đầu nên không bao giờ chạy. Nối mũi tên tới bước này hoặc bỏ bước.")));
        foreach (var graph in graphs)
            findings.AddRange([.. InvalidLoops(graph), .. LoopsWithoutPause(graph), .. ClosedJoins(graph)]);
        return findings.Distinct();
    }

    // The reader drops an arrow with an unknown end; what was read still has it.
    private static IEnumerable<Finding> DroppedArrows(Flowchart chart)
    {
        if (chart.AsRead is not { } json)
            return [];
        var known = chart.Activities.Select(a => a.Id).ToHashSet(StringComparer.Ordinal);
        var kept = chart.CustomProperties.TryGetValue("notFoundConnections", out var lost) ? PlainValues.ReadArrows(lost) : [];
        return PlainValues.ReadArrows(new JsonKeys(json).Find("connections")).Concat(kept)
            .Where(arrow => !IsKnown(arrow.Source) || !IsKnown(arrow.Target))
            .Select(arrow => Finding.Error(
                chart, "flowchart.unknown-end", $"có mũi tên từ \"{arrow.Source}\" tới \"{arrow.Target}\" mà bước \"{(IsKnown(arrow.Source) ? arrow.Target : arrow.Source)}\" không có trong sơ đồ. Nối lại hoặc bỏ mũi tên."));

        bool IsKnown(string? id) => id is not null && known.Contains(id);
    }

    private static IEnumerable<Finding> NeverFollowed(IGrouping<Activity, Connection> arrows)
    {
        if (arrows.Key.DeclaredOutcomes is not { } outcomes)
            return [];
        var names = outcomes.Names.ToHashSet(StringComparer.Ordinal);
        return arrows.Where(arrow => !names.Contains(PortOf(arrow))).Select(arrow => Finding.Warning(
            arrow.Source,
            "flowchart.unknown-outcome",
            $"có mũi tên tới bước \"{arrow.Target.DisplayText}\" từ kết quả \"{PortOf(arrow)}\" mà bước không bao giờ cho. Chọn kết quả khác, ví dụ {string.Join(", ", outcomes.Names.Take(5))}."));
    }

    private static string PortOf(Connection arrow) => arrow.SourcePort ?? ActivityResult.DoneOutcome;

    // One for the usual start, and one for each trigger from which more is reached.
    private static List<FlowGraph> GraphsOf(Flowchart chart)
    {
        var graphs = new List<FlowGraph>();
        foreach (var start in chart.Starts())
        {
            if (!graphs.Exists(g => g.IsReached(g.IndexOf(start))))
                graphs.Add(new FlowGraph(chart.Activities, chart.Connections, start));
        }

        return graphs;
    }

    private static IEnumerable<Finding> InvalidLoops(FlowGraph graph) =>
        BackArrows(graph).Where(back => !back.IsValid).Select(back => Finding.Error(
            graph.At(back.Source),
            "flowchart.invalid-back-connection",
            $"có mũi tên quay lại bước \"{graph.At(back.Target).DisplayText}\", nhưng có đường tới đây mà không đi qua bước ấy. Cho mũi tên quay lại một bước mà mọi đường đều đi qua."));

    private static IEnumerable<Finding> LoopsWithoutPause(FlowGraph graph)
    {
        var waits = new Dictionary<int, bool>();
        return BackArrows(graph).Where(back => back.IsValid && RunsThrough(back)).Select(back => Finding.Warning(
            graph.At(back.Source),
            "flowchart.busy-loop",
            $"quay lại bước \"{graph.At(back.Target).DisplayText}\" theo đường không có bước nào chờ người hoặc chờ thời gian, nên có thể lặp mãi. Thêm một bước chờ vào vòng lặp."));

        bool RunsThrough(FlowGraph.Arrow back)
        {
            var seen = new HashSet<int>();
            var pending = new Stack<int>([back.Target]);
            while (pending.TryPop(out var current))
            {
                if (!seen.Add(current) || Waits(current))
                    continue;
                if (current == back.Source)
                    return true;
                foreach (var arrow in graph.Outbound[current].Where(a => a.Kind == FlowGraph.ArrowKind.Forward))
                    pending.Push(arrow.Target);
            }

            return false;
        }

        bool Waits(int index) => waits.TryGetValue(index, out var known) ? known : waits[index] = MayWait(graph.At(index));
    }

    private static bool MayWait(Activity activity) => activity.MayWait || activity.Children().Any(c => MayWait(c.Child));

    // A join of all never opens when two of its arrows come by two outcomes of one step that is left by one outcome only.
    private static IEnumerable<Finding> ClosedJoins(FlowGraph graph)
    {
        if (!graph.Activities.Any(WaitsForAll))
            yield break;
        var certain = new HashSet<(int Step, string Outcome)>?[graph.Activities.Count];
        var isExclusive = graph.Activities.Select(a => a.DeclaredOutcomes is { OnlyOne: true, Names.Count: > 1 }).ToArray();
        foreach (var index in graph.InForwardOrder())
        {
            var ways = graph.ForwardInbound[index].Select(arrow => Along(arrow)).ToList();
            var join = graph.At(index);
            if (!WaitsForAll(join))
            {
                certain[index] = ways.Count == 0 ? [] : ways.Aggregate((all, way) => [.. all.Intersect(way)]);
                continue;
            }

            certain[index] = [.. ways.SelectMany(way => way)];
            if (certain[index]!.GroupBy(c => c.Step).FirstOrDefault(g => g.Skip(1).Any()) is { } torn)
            {
                yield return Finding.Error(
                    join,
                    "flowchart.closed-join",
                    $"chờ đủ mọi nhánh (WaitAll), nhưng các nhánh đi từ những kết quả loại trừ nhau của bước \"{graph.At(torn.Key).DisplayText}\" nên không bao giờ đủ. Đổi cách gộp thành WaitAllActive hoặc WaitAny.");
            }
        }

        HashSet<(int Step, string Outcome)> Along(FlowGraph.Arrow arrow)
        {
            var before = certain[arrow.Source] ?? [];
            return isExclusive[arrow.Source] ? [.. before, (arrow.Source, arrow.Port)] : before;
        }
    }

    private static bool WaitsForAll(Activity activity) =>
        activity is FlowJoin { Mode.Expression: { Type: "Literal" } mode } && Conversion.TryTo(mode.Value, typeof(FlowJoinMode), out var value) && value is FlowJoinMode.WaitAll;

    private static IEnumerable<FlowGraph.Arrow> BackArrows(FlowGraph graph) =>
        graph.Outbound.SelectMany(arrows => arrows).Where(a => a.Kind == FlowGraph.ArrowKind.Backward);
}
