using System.Text.Json;
using LienThong.Workflows.ControlFlow;
using LienThong.Workflows.Model;
using LienThong.Workflows.Runtime;

namespace LienThong.Workflows.Migration;

/// <summary>Carries what a flowchart remembers over to the flowchart of another version, so that its joins wait for what is still to come and for nothing else.</summary>
/// <remarks>
/// Steps and arrows that both have keep their counts. What is new and lies behind the work counts as passed, because it will not run any more:
/// were it not, every join after it would wait for ever.
/// </remarks>
internal sealed class FlowchartMove(InstanceMove move, ActivityExecution execution, Flowchart from, Flowchart to)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public JsonElement? Run()
    {
        if (from.Activities.Count == 0 || execution.StoredState is not { } stored || stored.Deserialize<FlowCounts>(Json) is not { } counts)
            return execution.StoredState;
        var old = from.GraphFrom(from.Activities[counts.Start]);
        counts.Fit(old);
        if (StartOf(old) is not { } first)
            return null;
        var next = to.GraphFrom(first);
        foreach (var child in move.LiveBelow(execution).Where(child => to.Activities.Contains(child.Target) && !next.IsReached(next.IndexOf(child.Target))))
            move.Refuse("migration.unreachable", $"Bước \"{child.Target.DisplayText}\" của phiên bản mới không có đường dẫn tới từ đầu sơ đồ. Nối lại sơ đồ hoặc chọn bước khác.", child.Source.Id);
        var moved = new FlowCounts
        {
            Start = next.Start,
            Visits = new int[to.Activities.Count],
            ArrowVisits = new int[next.ArrowCount],
            Followed = new bool[next.ArrowCount],
            Tokens = counts.Tokens is { } tokens ? TokensIn(tokens, old, next) : null,
        };
        if (moved.Tokens is null && !move.IsRefused)
            new Recount(move, execution, old, next, counts, moved).Run();
        return JsonSerializer.SerializeToElement(moved, Json);
    }

    // Started by a trigger it is seen from there, else from where it usually begins.
    private Activity? StartOf(FlowGraph old) =>
        old.At(old.Start) != from.Starts().First() && move.CounterpartOf(old.At(old.Start)) is { } trigger && to.Activities.Contains(trigger) ? trigger : to.Starts().FirstOrDefault();

    private List<FlowToken> TokensIn(List<FlowToken> tokens, FlowGraph old, FlowGraph next)
    {
        var kept = new List<FlowToken>();
        foreach (var token in tokens)
        {
            if (IndexIn(old.At(token.From), next) is { } source && IndexIn(old.At(token.To), next) is { } target
                && next.Outbound[source].Any(a => a.Target == target && a.Port == token.Port))
                kept.Add(token with { From = source, To = target });
            else if (!token.IsBlocked)
                move.Refuse("migration.token", $"Lượt chạy đang trên đường từ bước \"{old.At(token.From).DisplayText}\" đến bước \"{old.At(token.To).DisplayText}\" mà phiên bản mới không có mũi tên này.", old.At(token.From).Id);
        }

        return kept;
    }

    private int? IndexIn(Activity activity, FlowGraph next) =>
        move.CounterpartOf(activity) is { } target && to.Activities.Contains(target) ? next.IndexOf(target) : null;

    /// <summary>Counter mode.</summary>
    private sealed class Recount(InstanceMove move, ActivityExecution execution, FlowGraph old, FlowGraph next, FlowCounts before, FlowCounts after)
    {
        private readonly int[] _leaves = new int[next.Activities.Count];
        private readonly int?[] _oldIndex = new int?[next.Activities.Count];
        private readonly HashSet<int> _live = [];
        private readonly HashSet<int> _positions = [];
        private readonly HashSet<int> _leadThere = [];

        public void Run()
        {
            CopyVisits();
            CopyArrows();
            foreach (var index in next.InForwardOrder())
                Pass(index);
        }

        private void CopyVisits()
        {
            for (var i = 0; i < old.Activities.Count; i++)
            {
                if (move.CounterpartOf(old.At(i)) is not { } target || !next.Activities.Contains(target))
                    continue;
                var index = next.IndexOf(target);
                _oldIndex[index] = i;
                after.Visits[index] = before.Visits[i];
                // Entered over an arrow that leads back an activity is not counted again, but its arrows are.
                _leaves[index] = old.Outbound[i].Select(a => before.ArrowVisits[a.Index]).Append(before.Visits[i]).Max();
            }

            foreach (var child in move.LiveBelow(execution).Where(child => next.Activities.Contains(child.Target)))
            {
                if (!child.EnteredBackward)
                    _live.Add(next.IndexOf(child.Target));
                _positions.Add(next.IndexOf(child.Target));
                _leadThere.UnionWith([next.IndexOf(child.Target), .. next.AncestorsOf(next.IndexOf(child.Target))]);
            }
        }

        private void CopyArrows()
        {
            foreach (var arrow in next.Outbound.SelectMany(arrows => arrows))
            {
                if (_oldIndex[arrow.Source] is not { } source)
                    continue;
                var known = old.Outbound[source];
                var target = _oldIndex[arrow.Target];
                if (Array.Find(known, a => a.Port == arrow.Port && a.Target == target) is { } same)
                {
                    (after.ArrowVisits[arrow.Index], after.Followed[arrow.Index]) = (before.ArrowVisits[same.Index], before.Followed[same.Index]);
                    continue;
                }

                after.ArrowVisits[arrow.Index] = _leaves[arrow.Source];
                after.Followed[arrow.Index] = _leaves[arrow.Source] > 0
                    && (Array.Find(known, a => a.Port == arrow.Port) is { } samePort ? before.Followed[samePort.Index] : known.Length == 0);
            }
        }

        // All ways to it were passed more often than it: it would have had its turn, but nothing will start it now.
        private void Pass(int index)
        {
            var inbound = next.ForwardInbound[index];
            if (inbound.Length == 0 && index != next.Start)
                return;
            var begun = index == next.Start ? 1 : inbound.Min(a => after.ArrowVisits[a.Index]);
            var missing = begun - after.Visits[index] - (_live.Contains(index) ? 1 : 0);
            if (missing <= 0)
                return;
            var wasDue = index == next.Start || Array.Exists(inbound, a => after.Followed[a.Index]);
            // Where work is still on its way to it, it was an earlier lap that passed it by.
            if (wasDue && !_positions.Contains(index) && !next.AncestorsOf(index).Any(_positions.Contains))
                Tell(next.At(index), isKnown: _oldIndex[index] is not null, liesBehind: _leadThere.Contains(index));
            after.Visits[index] += missing;
            var ports = next.Outbound[index].Select(a => a.Port).Distinct().Count();
            foreach (var arrow in next.Outbound[index])
            {
                after.ArrowVisits[arrow.Index] += missing;
                // Of several ways out only the one to where the work is was taken.
                after.Followed[arrow.Index] = wasDue && (ports == 1 || _leadThere.Contains(arrow.Target) || after.Visits[arrow.Target] > 0);
            }
        }

        private void Tell(Activity step, bool isKnown, bool liesBehind)
        {
            if (isKnown && !liesBehind)
                move.Refuse("migration.step-lost", $"Theo phiên bản mới, bước \"{step.DisplayText}\" lẽ ra đã đến lượt và sẽ không bao giờ chạy. Sửa bảng đối chiếu hoặc sơ đồ.", step.Id);
            else
                move.Warn("migration.step-passed", $"Bước \"{step.DisplayText}\" của phiên bản mới nằm trước hoặc bên cạnh vị trí hiện tại nên không chạy ở lượt này.", step.Id);
        }
    }
}
