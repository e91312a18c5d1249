using LienThong.Activities.Agencies;
using LienThong.Activities.Documents;
using LienThong.Activities.Work;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Primitives;
using LienThong.Workflows.Timers;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Routes;

/// <summary>The route of a dossier, from the version of the definition that it runs on.</summary>
public sealed class RouteQuery(DefinitionStore definitions)
{
    /// <exception cref="Rules.RuleViolation"><c>dossier.not-found</c>.</exception>
    public async Task<DossierRoute> ReadAsync(
        DbContext context, DossierAccess access, Guid dossierId, Organisation organisation, DateOnly today, CancellationToken cancellationToken)
    {
        var standing = await Standing.ReadAsync(definitions, context, access, dossierId, organisation, today, cancellationToken);
        return new DossierRoute(Past(standing), Present(standing), standing.Graph is { } graph ? Ahead(standing, graph) : []);
    }

    private static IReadOnlyList<PastStep> Past(Standing standing) =>
    [
        .. Done(standing).Select(item => new PastStep(
            item.ActivityId, item.Title, item.Kind, item.Round, item.DecidedBy is { } by ? standing.Organisation.FindPerson(by)?.FullName : null, item.DecidedAs,
            item.DecidedAt ?? item.CreatedAt, item.Outcome ?? "", item.Comment)),
    ];

    private static IReadOnlyList<PresentStep> Present(Standing standing) =>
    [
        .. standing.Incidents.Select(incident => new PresentStep(incident.ActivityId, standing.TitleOf(incident.ActivityId), WaitKinds.Incident, null, incident.At, [])),
        .. standing.Waits.Where(wait => !wait.IsLadder).Select(wait => standing.ItemOf(wait) is { } item
            ? new PresentStep(wait.ActivityId, item.Title, item.Kind, item.Id, item.CreatedAt, standing.PeopleOf(item))
            : new PresentStep(wait.ActivityId, standing.TitleOf(wait.ActivityId), wait.Kind, null, wait.Since, [])),
    ];

    private static IReadOnlyList<AheadStep> Ahead(Standing standing, WorkflowGraph graph)
    {
        var places = standing.Waits.Select(wait => wait.ActivityId).Concat(standing.Incidents.Select(incident => incident.ActivityId))
            .Select(graph.FindById).OfType<Activity>().Distinct().ToList();
        var doneBy = Done(standing).Where(item => item.DecidedBy is not null).GroupBy(item => item.ActivityId)
            .ToDictionary(step => step.Key, step => new DoneBy(step.Last().DecidedBy!.Value, step.Last().DecidedFor), StringComparer.Ordinal); // filtered above
        var people = new ExpectedPeople(graph, standing.Organisation, standing.Dossier, standing.Today, doneBy);
        return [.. UsualPath.Ahead(places).Where(IsStep).Select(step => StepOf(step, people.Of(step)))];
    }

    private static AheadStep StepOf(Activity step, IReadOnlyList<RoutePerson> people)
    {
        var back = UsualPath.ReturnOf(step);
        var isAutomatic = step is not HumanTask;
        return new AheadStep(
            step.Id, TitleOf(step), isAutomatic, people, isAutomatic ? "hệ thống tự thực hiện" : RouteWords.Who(people), back is null ? null : new StepName(back.Id, TitleOf(back)));
    }

    private static string TitleOf(Activity step) =>
        step is HumanTask task && ExpectedPeople.ValueOf(task.Title) is { Length: > 0 } title ? title : step.DisplayText;

    // What only steers the flow is no step for people.
    private static bool IsStep(Activity step) => step is Delay or Event or RunTask || !step.Type.StartsWith("Elsa.", StringComparison.Ordinal);

    private static IEnumerable<WorkItem> Done(Standing standing) =>
        standing.Items.Where(item => item.State == WorkItemState.Done).OrderBy(item => item.DecidedAt).ThenBy(item => item.Id);
}
