using LienThong.Activities.Agencies;
using LienThong.Activities.Delegations;
using LienThong.Activities.Routes;
using LienThong.Activities.Texts;
using LienThong.Activities.Work;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Exchange;

/// <summary>The agencies that the procedure itself names for its sending step; văn thư may still choose others.</summary>
public sealed class NamedRecipients(DefinitionStore definitions)
{
    /// <summary>Empty for other kinds of work, and where the step names nobody that receives today.</summary>
    /// <exception cref="Rules.RuleViolation"><c>work-item.not-found</c>.</exception>
    public async Task<IReadOnlyList<Guid>> ReadAsync(
        DbContext context, Guid workItemId, Reach reach, Organisation organisation, DateOnly today, CancellationToken cancellationToken)
    {
        var item = await WorkItemQuery.OwnAsync(context, workItemId, reach, cancellationToken);
        if (item.Kind != WorkKinds.Submit
            || await context.Set<InstanceRow>().Where(row => row.Id == item.WorkflowInstanceId).Select(row => row.DefinitionVersionId).FirstOrDefaultAsync(cancellationToken) is not { } versionId)
            return [];
        var definition = await definitions.GetVersionAsync(context, versionId, cancellationToken);
        var named = (definition.Graph.FindById(item.ActivityId) as SubmitDocument)?.Recipients;
        var written = (ExpectedPeople.ValueOf(named) ?? []).Select(Key).ToHashSet(StringComparer.Ordinal);
        return [.. organisation.AgenciesOn(today).Where(agency => agency.Id != item.AgencyId && SendDocument.Receives(organisation, agency.Id, today) && new[] { agency.Symbol, agency.Name, agency.ShortName }.Any(name => written.Contains(Key(name)))).Select(agency => agency.Id)];
    }

    private static string Key(string name) => Fold.Of(name.Trim());
}
