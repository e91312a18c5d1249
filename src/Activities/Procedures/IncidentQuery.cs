using LienThong.Activities.Agencies;
using LienThong.Activities.Documents;
using LienThong.Activities.Rules;
using LienThong.Activities.Work;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Procedures;

/// <summary>An outcome with which a step may be skipped.</summary>
public sealed record SkipOutcome(string Code, string Text);

/// <summary>An incident as an administrator reads it.</summary>
/// <param name="Id">Its key.</param>
/// <param name="InstanceId">Of which run.</param>
/// <param name="InstanceName">Its name.</param>
/// <param name="DefinitionId">Of which procedure.</param>
/// <param name="DossierId">Null for a run without a dossier.</param>
/// <param name="ActivityId">Which step.</param>
/// <param name="ActivityType">Of which type.</param>
/// <param name="Code">What happened, for programs.</param>
/// <param name="Message">What happened, for people.</param>
/// <param name="At">Since when.</param>
/// <param name="ResolvedAt">Null: open.</param>
/// <param name="Resolution">Null: open.</param>
/// <param name="Step">What the procedure calls the step.</param>
/// <param name="Document">The incoming document.</param>
/// <param name="Subject">Of the dossier.</param>
/// <param name="Turn">Whose turn it is.</param>
/// <param name="State">open, resolved, or ended: its step is gone without having been run again.</param>
/// <param name="Actions">What can be done while it is open: retry, reassign, skip.</param>
/// <param name="Outcomes">For skip.</param>
public sealed record IncidentView(
    string Id, string InstanceId, string? InstanceName, string DefinitionId, Guid? DossierId, string ActivityId, string ActivityType, string Code, string Message, DateTimeOffset At,
    DateTimeOffset? ResolvedAt, string? Resolution, string Step, string? Document, string? Subject, string State, string Turn, IReadOnlyList<string> Actions, IReadOnlyList<SkipOutcome> Outcomes);

/// <summary>Open work whose position nobody holds any more.</summary>
/// <param name="WorkItemId">The item.</param>
/// <param name="RowVersion">To reassign it.</param>
/// <param name="DossierId">Where it belongs.</param>
/// <param name="Subject">Of the dossier.</param>
/// <param name="Document">The incoming document.</param>
/// <param name="Kind">What is asked, as a code.</param>
/// <param name="Title">What is asked, as a verb.</param>
/// <param name="Lies">Names of those before whom it lies.</param>
/// <param name="AskedOf">Position and place.</param>
/// <param name="Since">Since when nobody holds it.</param>
/// <param name="Message">What happened and what can be done.</param>
public sealed record OrphanedWork(
    Guid WorkItemId, int RowVersion, Guid DossierId, string Subject, string? Document, string Kind, string Title, IReadOnlyList<string> Lies, string AskedOf, DateTimeOffset Since, string Message);

/// <summary>What has stopped and waits for an administrator.</summary>
public sealed class IncidentQuery(DefinitionStore definitions)
{
    private const int MostOrphans = 200;

    /// <summary>Incidents in this state, as <see cref="IncidentStates"/> has them; null for all.</summary>
    /// <exception cref="RuleViolation"><c>incident.state</c>.</exception>
    public async Task<(IReadOnlyList<IncidentView> Items, int Total)> ListAsync(DbContext context, string? state, int skip, int take, CancellationToken cancellationToken)
    {
        var (rows, total) = await InstanceQuery.IncidentsAsync(context, state, skip, take, cancellationToken);
        var instances = rows.Select(row => row.InstanceId).Distinct().ToList();
        var versions = await context.Set<InstanceRow>().Where(row => instances.Contains(row.Id)).Select(row => new { row.Id, row.DefinitionVersionId })
            .ToDictionaryAsync(row => row.Id, row => row.DefinitionVersionId, cancellationToken);
        var documents = await DocumentsAsync(context, [.. rows.Select(row => row.DossierId).OfType<Guid>()], cancellationToken);
        var views = new List<IncidentView>();
        foreach (var row in rows)
        {
            var step = await StepAsync(context, versions[row.InstanceId], row.ActivityId, cancellationToken);
            var document = row.DossierId is { } dossier ? documents.GetValueOrDefault(dossier) : null;
            var isOpen = row.State == IncidentStates.Open;
            views.Add(new IncidentView(
                row.Id, row.InstanceId, row.InstanceName, row.DefinitionId, row.DossierId, row.ActivityId, row.ActivityType, row.Code, row.Message, row.At, row.ResolvedAt, row.Resolution,
                step?.DisplayText ?? row.ActivityId, document?.Name, document?.Subject, row.State,
                !isOpen ? "" : row.Code == "candidates.none"
                    ? "Quản trị viên: bổ nhiệm người vào chức vụ rồi chạy lại, hoặc chỉ định người xử lý."
                    : "Quản trị viên: khắc phục nguyên nhân rồi chạy lại.",
                isOpen ? IncidentSteps.ActionsFor(step) : [], !isOpen ? [] : [.. IncidentSteps.OutcomesOf(step).Select(outcome => new SkipOutcome(outcome, IncidentSteps.Words(outcome)))]));
        }

        return (views, total);
    }

    /// <summary>Those who may be named for the step of an incident.</summary>
    /// <exception cref="RuleViolation"><c>incident.not-found</c>, <c>incident.no-reassign</c>.</exception>
    public async Task<IReadOnlyList<PersonPick>> CandidatesAsync(
        DbContext context, string incidentId, string? text, Organisation organisation, DateOnly today, CancellationToken cancellationToken)
    {
        var incident = await context.Set<IncidentRow>().FirstOrDefaultAsync(row => row.Id == incidentId, cancellationToken)
            ?? throw RuleViolation.NotFound("incident.not-found", "Không có sự cố này.");
        var instance = await context.Set<InstanceRow>().SingleAsync(row => row.Id == incident.InstanceId, cancellationToken);
        var dossier = await context.Set<Dossier>().FirstOrDefaultAsync(row => row.WorkflowInstanceId == instance.Id, cancellationToken);
        if (await StepAsync(context, instance.DefinitionVersionId, incident.ActivityId, cancellationToken) is not HumanTask task || dossier is null)
            throw NoReassign();
        return HandOver.Candidates(organisation, new AskedPost(dossier.AgencyId, task.Position?.Expression.Value as string, null), task.WorkKind, text, today, _ => true);
    }

    /// <summary>Open work that waits for a position without a holder, oldest first.</summary>
    public static async Task<IReadOnlyList<OrphanedWork>> OrphanedAsync(DbContext context, Organisation organisation, CancellationToken cancellationToken)
    {
        var items = await context.Set<WorkItem>().AsNoTracking().Where(item => item.OrphanedAt != null && item.State == WorkItemState.Open)
            .OrderBy(item => item.OrphanedAt).ThenBy(item => item.Id).Take(MostOrphans).ToListAsync(cancellationToken);
        var documents = await DocumentsAsync(context, [.. items.Select(item => item.DossierId)], cancellationToken);
        return [.. items.Select(item =>
        {
            var document = documents.GetValueOrDefault(item.DossierId);
            var askedOf = item.Asked.Text(organisation);
            return new OrphanedWork(
                item.Id, item.RowVersion, item.DossierId, document?.Subject ?? "", document?.Name, item.Kind, item.Title, HandOver.Names(organisation, item.People), askedOf,
                item.OrphanedAt ?? item.CreatedAt,
                $"Việc \"{item.Title}\" chưa có người xử lý: không còn ai giữ chức vụ {askedOf}. Bổ nhiệm người vào chức vụ, hoặc chuyển việc cho người khác.");
        })];
    }

    internal static RuleViolation NoReassign() =>
        new("incident.no-reassign", "Bước này do hệ thống tự chạy, không chỉ định người xử lý được. Chọn \"Chạy lại\" hoặc \"Bỏ qua\".");

    internal async Task<Activity?> StepAsync(DbContext context, string definitionVersionId, string activityId, CancellationToken cancellationToken) =>
        (await definitions.GetVersionAsync(context, definitionVersionId, cancellationToken)).Graph.FindById(activityId);

    private static async Task<Dictionary<Guid, NamedDossier>> DocumentsAsync(DbContext context, List<Guid> dossierIds, CancellationToken cancellationToken)
    {
        var dossiers = await context.Set<Dossier>().AsNoTracking().Where(dossier => dossierIds.Contains(dossier.Id)).Select(dossier => new { dossier.Id, dossier.Subject }).ToListAsync(cancellationToken);
        var letters = (await context.Set<IncomingDocument>().AsNoTracking().Where(document => dossierIds.Contains(document.DossierId))
            .Select(document => new { document.DossierId, document.Number, document.Symbol, document.SenderName }).ToListAsync(cancellationToken)).ToLookup(document => document.DossierId);
        return dossiers.ToDictionary(dossier => dossier.Id, dossier => new NamedDossier(
            dossier.Subject, letters[dossier.Id].Select(letter => $"Văn bản đến số {letter.Number}/{letter.Symbol} của {letter.SenderName}").FirstOrDefault()));
    }

    private sealed record NamedDossier(string Subject, string? Name);
}
