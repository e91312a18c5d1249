using System.Globalization;
using LienThong.Workflows.ControlFlow;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Migration;

/// <summary>Carries a state machine over: its state by name, and the transitions under way by their ends and their activity.</summary>
internal static class StateMachineMove
{
    /// <summary>The tag by which the machine of the new version knows its child again.</summary>
    public static string? TagOf(string? tag, Activity child, StateMachine from, StateMachine to, InstanceMove move)
    {
        if (tag is null || tag == StateMachine.EntryTag)
            return tag;
        var colon = tag.IndexOf(':', StringComparison.Ordinal);
        var old = from.Transitions[int.Parse(tag.AsSpan(colon + 1), CultureInfo.InvariantCulture)];
        var phase = tag[..(colon + 1)];
        var target = move.CounterpartOf(child);
        for (var i = 0; i < to.Transitions.Count; i++)
        {
            var candidate = to.Transitions[i];
            var runs = phase == StateMachine.TriggerPhase ? candidate.Trigger : phase == StateMachine.ActionPhase ? candidate.Action : to.States.FirstOrDefault(s => s.Name == candidate.From)?.Exit;
            if (candidate.From == old.From && candidate.To == old.To && runs is not null && runs == target)
                return phase + i.ToString(CultureInfo.InvariantCulture);
        }

        move.Refuse("migration.transition-missing", $"Máy trạng thái của phiên bản mới không có chuyển tiếp \"{old.From}\" → \"{old.To}\" mà lượt chạy đang chờ.", child.Id);
        return tag;
    }

    public static void MustHaveState(string state, StateMachine from, StateMachine to, InstanceMove move)
    {
        if (to.States.All(s => s.Name != state))
            move.Refuse("migration.state-missing", $"Máy trạng thái của phiên bản mới không có trạng thái \"{state}\" mà lượt chạy đang ở.", from.Id);
        foreach (var added in to.Transitions.Where(t => t.From == state && t.Trigger is not null && !from.Transitions.Any(old => old.From == t.From && old.To == t.To)))
            move.Warn("migration.branch-not-run", $"Chuyển tiếp mới \"{added.From}\" → \"{added.To}\" chỉ có hiệu lực khi lượt chạy vào lại trạng thái \"{state}\".", to.Id);
    }
}
