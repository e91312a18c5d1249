using LienThong.Activities.Agencies;
using LienThong.Activities.Documents;
using LienThong.Activities.Work;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;

namespace LienThong.Activities.Routes;

/// <summary>Who would get the steps ahead today.</summary>
/// <param name="graph">Of the version that the dossier runs on.</param>
/// <param name="organisation">On the day.</param>
/// <param name="dossier">Whose steps they are.</param>
/// <param name="on">Today.</param>
/// <param name="doneBy">Who did which step last, by the step's id.</param>
internal sealed class ExpectedPeople(WorkflowGraph graph, Organisation organisation, Dossier dossier, DateOnly on, IReadOnlyDictionary<string, DoneBy> doneBy)
{
    /// <summary>Nobody where it is open: the lead unit is not named yet, or an expression decides when the step begins.</summary>
    public IReadOnlyList<RoutePerson> Of(Activity step) => [.. Of(step, []).Select(RoutePerson.Of)];

    private IReadOnlyList<Holding> Of(Activity step, HashSet<Activity> asking)
    {
        if (step is not HumanTask task || !asking.Add(step) || CandidatesOf(task) is not { } candidates)
            return [];
        if (candidates.SameAs is { Length: > 0 } same && DecidedBy(same) is null)
        {
            // Whoever will do that step: he is among those who would get it, as far as they also hold the position asked for here.
            var agencyId = dossier.AgencyId;
            return graph.FindByNameOrId(same) is { } earlier
                ? [.. Of(earlier, asking).Where(h => candidates.Position is not { Length: > 0 } position || (h.Position.Code == position && h.Agency.Id == agencyId))]
                : [];
        }

        return candidates.Expected(step.Id, DecidedBy, organisation, dossier, on);
    }

    private DoneBy? DecidedBy(string step) => graph.FindByNameOrId(step) is { } found && doneBy.TryGetValue(found.Id, out var done) ? done : null;

    private static Candidates? CandidatesOf(HumanTask task)
    {
        if (!IsKnown(task.Position) || !IsKnown(task.Unit) || !IsKnown(task.Person) || !IsKnown(task.SameAs) || !IsKnown(task.DifferentFrom))
            return null;
        return new Candidates
        {
            Position = ValueOf(task.Position),
            Unit = ValueOf(task.Unit),
            Person = ValueOf(task.Person),
            SameAs = ValueOf(task.SameAs),
            DifferentFrom = ValueOf(task.DifferentFrom) ?? [],
        };
    }

    private static bool IsKnown(Input? input) => input is null || IsWritten(input.Expression);

    /// <summary>A value that stands in the definition; the default for what only a run can tell.</summary>
    internal static T? ValueOf<T>(Input<T>? input) => input is { } given && IsWritten(given.Expression) ? Conversion.To<T>(given.Expression.Value) : default;

    private static bool IsWritten(Expression expression) => expression.Type is "Literal" or "Object" or "Json";
}
