using System.Text.Json.Nodes;
using LienThong.Activities.Agencies;
using LienThong.Activities.Deadlines;
using LienThong.Activities.Documents;
using LienThong.Activities.Exchange;
using LienThong.Activities.Work;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Routes;

/// <summary>A place where a procedure waits; DueAt is set where the clock ends it.</summary>
internal sealed record OpenWait(string BookmarkId, string Name, string ActivityId, string? Payload, DateTimeOffset Since, DateTimeOffset? DueAt)
{
    /// <summary>The ladder of reminders goes beside the work; nobody waits for it.</summary>
    public bool IsLadder => Name == RemindAndEscalate.BookmarkName;

    public string Kind => Name == SubmitDocument.ReceiptsBookmark ? WaitKinds.Receipts : DueAt is null ? WaitKinds.Event : WaitKinds.Timer;

    public JsonNode? Facts => Payload is null ? null : JsonNode.Parse(Payload);
}

/// <summary>Where a dossier stands: its procedure's version, open waits and incidents, and the work items of all its steps.</summary>
internal sealed record Standing(
    Dossier Dossier, WorkflowGraph? Graph, IReadOnlyList<OpenWait> Waits, IReadOnlyList<IncidentRow> Incidents, IReadOnlyList<WorkItem> Items, Organisation Organisation, DateOnly Today)
{
    /// <exception cref="Rules.RuleViolation"><c>dossier.not-found</c>.</exception>
    public static async Task<Standing> ReadAsync(
        DefinitionStore definitions, DbContext context, DossierAccess access, Guid dossierId, Organisation organisation, DateOnly today, CancellationToken cancellationToken)
    {
        var dossier = await access.DossierAsync(context, dossierId, cancellationToken);
        var items = await context.Set<WorkItem>().AsNoTracking().Where(item => item.DossierId == dossierId && item.State != WorkItemState.Cancelled)
            .OrderBy(item => item.CreatedAt).ThenBy(item => item.Id).ToListAsync(cancellationToken);
        var instanceId = dossier.WorkflowInstanceId;
        if (instanceId is null || await context.Set<InstanceRow>().Where(row => row.Id == instanceId).Select(row => row.DefinitionVersionId).FirstOrDefaultAsync(cancellationToken) is not { } versionId)
            return new Standing(dossier, null, [], [], items, organisation, today);
        var waits = await (
            from bookmark in context.Set<BookmarkRow>()
            where bookmark.InstanceId == instanceId
            join timer in context.Set<TimerRow>() on bookmark.Id equals timer.Id into timers
            from timer in timers.DefaultIfEmpty()
            orderby bookmark.CreatedAt, bookmark.Id
            select new OpenWait(bookmark.Id, bookmark.Name, bookmark.ActivityId, bookmark.Payload, bookmark.CreatedAt, (DateTimeOffset?)timer.DueAt)).ToListAsync(cancellationToken);
        var incidents = await context.Set<IncidentRow>().Where(row => row.InstanceId == instanceId && row.ResolvedAt == null)
            .OrderBy(row => row.At).ThenBy(row => row.Id).ToListAsync(cancellationToken);
        var definition = await definitions.GetVersionAsync(context, versionId, cancellationToken);
        return new Standing(dossier, definition.Graph, waits, incidents, items, organisation, today);
    }

    /// <summary>The work item that a wait belongs to; null for other waits.</summary>
    public WorkItem? ItemOf(OpenWait wait) => Items.FirstOrDefault(item => item.BookmarkId == wait.BookmarkId && item.State == WorkItemState.Open);

    public IReadOnlyList<RoutePerson> PeopleOf(WorkItem item) => RoutePerson.Of(
        item.AssigneeId is { } assignee ? [assignee] : (item.OfferedTo ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse), Organisation, Dossier, Today);

    public string TitleOf(string activityId) => Graph?.FindById(activityId)?.DisplayText ?? activityId;
}
