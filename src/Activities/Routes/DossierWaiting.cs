using LienThong.Activities.Work;

namespace LienThong.Activities.Routes;

/// <summary>Why a dossier does not go on, in one sentence, and each of its waits.</summary>
public sealed record DossierWaiting(string Sentence, IReadOnlyList<Wait> Waits);

/// <summary>One thing that a dossier waits for.</summary>
/// <param name="Kind">See <see cref="WaitKinds"/>.</param>
/// <param name="Sentence">For whom, for what, since when, what was promised and what happens if nobody acts.</param>
/// <param name="Step">What the step is called.</param>
/// <param name="ActivityId">In the definition.</param>
/// <param name="WorkItemId">Null when nobody of ours is asked.</param>
/// <param name="Since">When the wait began.</param>
/// <param name="WorkingMinutes">Since then, in office hours of working days.</param>
/// <param name="Waited">The same in words.</param>
/// <param name="People">For whom, when it waits for people of ours.</param>
/// <param name="Who">For whom, in words.</param>
/// <param name="Deadline">What was promised; null without a running deadline.</param>
/// <param name="CanUnblock">Who can do something about it, the nearest first.</param>
/// <param name="IfNobodyActs">What the procedure does next on its own; null when it does nothing.</param>
public sealed record Wait(
    string Kind, string Sentence, string Step, string ActivityId, Guid? WorkItemId, DateTimeOffset Since, int WorkingMinutes, string Waited, IReadOnlyList<RoutePerson> People,
    string Who, DeadlineWords? Deadline, IReadOnlyList<WaitHelp> CanUnblock, NextRung? IfNobodyActs);

/// <summary>Somebody who can end a wait, and how: holder, leader, administrator, recipient, registry or clock.</summary>
public sealed record WaitHelp(string Role, string Text, IReadOnlyList<RoutePerson> People);

/// <summary>The next rung of the ladder of reminders.</summary>
/// <param name="At">When it is due.</param>
/// <param name="Text">What happens then, to go on a sentence with.</param>
/// <param name="People">Who is told, as it is today.</param>
public sealed record NextRung(DateTimeOffset At, string Text, IReadOnlyList<RoutePerson> People);
