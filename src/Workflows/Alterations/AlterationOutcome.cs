using LienThong.Workflows.Runtime;

namespace LienThong.Workflows.Alterations;

/// <summary>What alterations did to an instance, or would do.</summary>
/// <param name="InstanceId">Which one.</param>
/// <param name="Changes">One line for each alteration, in Vietnamese.</param>
/// <param name="Scheduled">Ids of the activities that ran, or would run, because of them: those that were queued first.</param>
/// <param name="Withdrawn">Activities whose waits ended without being resumed.</param>
/// <param name="Outcome">The burst; null in a dry run.</param>
public sealed record AlterationOutcome(
    string InstanceId, IReadOnlyList<string> Changes, IReadOnlyList<string> Scheduled, IReadOnlyList<string> Withdrawn, BurstOutcome? Outcome);
