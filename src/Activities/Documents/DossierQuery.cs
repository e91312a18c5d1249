using LienThong.Activities.Agencies;
using LienThong.Activities.Exchange;
using LienThong.Activities.Texts;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Documents;

/// <summary>A dossier as a list shows it.</summary>
public sealed record DossierRow(
    Guid Id, string Subject, DossierState State, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt, string? LeadUnit, string? IncomingNumber, string? Sender,
    string? OutgoingNumber, DeadlineWords? Deadline);

/// <summary>A step that waits, and for whom.</summary>
public sealed record OpenStep(Guid WorkItemId, string Kind, string Title, int Round, DateTimeOffset Since, IReadOnlyList<string> People);

/// <summary>What was asked of a unit.</summary>
public sealed record TaskRow(string Unit, TaskRole Role, string? Instruction, DateOnly? DueOn, TaskState State, string? AssignedBy, DateTimeOffset AssignedAt, DateTimeOffset? DoneAt);

/// <summary>A dossier with all its parts.</summary>
/// <param name="Dossier">As in lists.</param>
/// <param name="RowVersion">The version that is seen.</param>
/// <param name="Incoming">The document that began it.</param>
/// <param name="Outgoing">The answer, from its first draft on.</param>
/// <param name="Versions">Files of both.</param>
/// <param name="Steps">What waits, and for whom.</param>
/// <param name="Tasks">What the bút phê asks of the units.</param>
/// <param name="Dispatches">The answer's recipients and their states.</param>
/// <param name="Incidents">Why it does not go on, and who can mend that; empty when all is well.</param>
/// <param name="FirstDueOn">The deadline before any extension; null when there is none.</param>
/// <param name="Extensions">Gia hạn: each time that the deadline was moved, oldest first.</param>
public sealed record DossierDetail(
    DossierRow Dossier, int RowVersion, IncomingRow? Incoming, OutgoingRow? Outgoing, IReadOnlyList<VersionRow> Versions, IReadOnlyList<OpenStep> Steps,
    IReadOnlyList<TaskRow> Tasks, IReadOnlyList<DispatchRow> Dispatches, IReadOnlyList<string> Incidents,
    DateOnly? FirstDueOn, IReadOnlyList<Extension> Extensions);

/// <summary>One extension of a dossier's deadline.</summary>
/// <param name="DueOn">The deadline from then on.</param>
/// <param name="By">Full name.</param>
/// <param name="As">Position and unit.</param>
/// <param name="At">When it was granted.</param>
/// <param name="Reason">In the words of who asked for it or gave it.</param>
public sealed record Extension(DateOnly DueOn, string By, string? As, DateTimeOffset At, string? Reason);

/// <summary>What a list of dossiers is narrowed to; null for all.</summary>
/// <param name="State">One state.</param>
/// <param name="Text">Words of the subject or of the incoming number, with or without marks.</param>
public sealed record DossierFilter(DossierState? State, string? Text);

/// <summary>Dossiers as the reader may see them, newest first.</summary>
public static class DossierQuery
{
    public static async Task<(IReadOnlyList<DossierRow> Items, int Total)> ListAsync(
        DbContext context, DossierAccess access, DossierFilter filter, Organisation organisation, DateOnly today, int skip, int take, CancellationToken cancellationToken)
    {
        var dossiers = access.Dossiers(context);
        if (filter.State is { } state)
            dossiers = dossiers.Where(dossier => dossier.State == state);
        var (page, total) = await FoldedSearch.PageAsync(
            dossiers.OrderByDescending(dossier => dossier.OpenedAt).ThenBy(dossier => dossier.Id),
            dossier => new Searched(dossier.Id, dossier.Subject + " "
                + context.Set<IncomingDocument>().Where(document => document.Id == dossier.IncomingDocumentId).Select(document => document.Number + "/" + document.Symbol).FirstOrDefault(), null),
            filter.Text, skip, take, cancellationToken);
        return (await RowsAsync(context, page, organisation, today, cancellationToken), total);
    }

    /// <exception cref="Rules.RuleViolation"><c>dossier.not-found</c>.</exception>
    public static async Task<DossierDetail> ReadAsync(
        DbContext context, DossierAccess access, Guid id, Organisation organisation, DateOnly today, CancellationToken cancellationToken)
    {
        var dossier = await access.DossierAsync(context, id, cancellationToken);
        var incoming = await context.Set<IncomingDocument>().AsNoTracking().Where(document => document.Id == dossier.IncomingDocumentId).ToListAsync(cancellationToken);
        var outgoing = await context.Set<OutgoingDocument>().AsNoTracking().FirstOrDefaultAsync(document => document.Id == dossier.OutgoingDocumentId, cancellationToken);
        Guid[] documents = [.. new[] { dossier.IncomingDocumentId, dossier.OutgoingDocumentId }.OfType<Guid>()];
        return new DossierDetail(
            (await RowsAsync(context, [dossier], organisation, today, cancellationToken))[0], dossier.RowVersion,
            await IncomingDocumentQuery.RowsAsync(context, incoming, organisation, today, cancellationToken) is [var row] ? row : null,
            outgoing is null ? null : OutgoingDocumentQuery.RowOf(outgoing, organisation),
            await VersionQuery.ListAsync(context.Set<DocumentVersion>().AsNoTracking(), documents, organisation, cancellationToken),
            await StepsAsync(context, id, organisation, cancellationToken),
            await TasksAsync(context, id, organisation, cancellationToken),
            outgoing is null ? [] : await DispatchQuery.OfDocumentAsync(context, outgoing.Id, cancellationToken),
            await context.Set<IncidentRow>().Where(incident => incident.InstanceId == dossier.WorkflowInstanceId && incident.ResolvedAt == null)
                .OrderBy(incident => incident.At).Select(incident => incident.Message).ToListAsync(cancellationToken),
            await context.Set<Deadline>().Where(deadline => deadline.DossierId == id).Select(deadline => (DateOnly?)deadline.FirstDueOn).FirstOrDefaultAsync(cancellationToken),
            await Timeline.ExtensionsAsync(context, id, cancellationToken));
    }

    private static async Task<IReadOnlyList<DossierRow>> RowsAsync(
        DbContext context, IReadOnlyList<Dossier> dossiers, Organisation organisation, DateOnly today, CancellationToken cancellationToken)
    {
        var ids = dossiers.Select(dossier => dossier.Id).ToList();
        var incoming = await context.Set<IncomingDocument>().Where(document => ids.Contains(document.DossierId))
            .Select(document => new { document.Id, Number = document.Number + "/" + document.Symbol, document.SenderName })
            .ToDictionaryAsync(document => document.Id, cancellationToken);
        var outgoing = await context.Set<OutgoingDocument>().Where(document => ids.Contains(document.DossierId) && document.Number != null)
            .Select(document => new { document.Id, document.Number, document.Symbol }).ToDictionaryAsync(document => document.Id, cancellationToken);
        var deadlines = await DeadlineQuery.OfAsync(context, ids, today, cancellationToken);
        return [.. dossiers.Select(Row)];

        DossierRow Row(Dossier dossier)
        {
            var letter = dossier.IncomingDocumentId is { } first ? incoming.GetValueOrDefault(first) : null;
            var answer = dossier.OutgoingDocumentId is { } second ? outgoing.GetValueOrDefault(second) : null;
            return new DossierRow(
                dossier.Id, dossier.Subject, dossier.State, dossier.OpenedAt, dossier.ClosedAt,
                dossier.LeadUnitId is { } unit ? organisation.FindUnit(unit)?.Name : null, letter?.Number, letter?.SenderName,
                answer is null ? null : $"{answer.Number:00}/{answer.Symbol}", deadlines.GetValueOrDefault(dossier.Id));
        }
    }

    private static async Task<IReadOnlyList<OpenStep>> StepsAsync(DbContext context, Guid dossierId, Organisation organisation, CancellationToken cancellationToken)
    {
        var items = await context.Set<WorkItem>().AsNoTracking().Where(item => item.DossierId == dossierId && item.State == WorkItemState.Open)
            .OrderBy(item => item.CreatedAt).ThenBy(item => item.Id).ToListAsync(cancellationToken);
        return [.. items.Select(item => new OpenStep(item.Id, item.Kind, item.Title, item.Round, item.CreatedAt, item.PeopleAsked(organisation)))];
    }

    private static async Task<IReadOnlyList<TaskRow>> TasksAsync(DbContext context, Guid dossierId, Organisation organisation, CancellationToken cancellationToken)
    {
        var tasks = await context.Set<AssignedTask>().AsNoTracking().Where(task => task.DossierId == dossierId).ToListAsync(cancellationToken);
        return
        [
            .. tasks.OrderBy(task => task.AssignedAt).ThenBy(task => task.Role).ThenBy(task => task.Id).Select(task => new TaskRow(
                organisation.FindUnit(task.UnitId)?.Name ?? "", task.Role, task.Instruction, task.DueOn, task.State, organisation.FindPerson(task.AssignedBy)?.FullName,
                task.AssignedAt, task.DoneAt)),
        ];
    }
}
