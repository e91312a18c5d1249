using System.Text.Json.Nodes;
using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Deadlines;
using LienThong.Activities.Delegations;
using LienThong.Activities.Documents;
using LienThong.Activities.Opinions;
using LienThong.Activities.Rules;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Work;

/// <summary>A work item for the person who is asked.</summary>
/// <param name="Id">What is decided.</param>
/// <param name="RowVersion">The version that is seen.</param>
/// <param name="Kind">What is asked, as a code.</param>
/// <param name="Title">What is asked, as a verb.</param>
/// <param name="Round">2 and more: it came back.</param>
/// <param name="State">Open, or what became of it.</param>
/// <param name="CreatedAt">Since when it waits.</param>
/// <param name="Offered">True while others may take it too.</param>
/// <param name="SentBy">Who passed it on.</param>
/// <param name="SentByAs">As what.</param>
/// <param name="DecidedBy">Who decided it.</param>
/// <param name="Outcome">What was decided, as a code.</param>
/// <param name="DecidedAt">When.</param>
/// <param name="Actions">What may be done now, by the last part of the address: approve, return…; empty when it is decided.</param>
public sealed record WorkItemView(
    Guid Id, int RowVersion, string Kind, string Title, int Round, WorkItemState State, DateTimeOffset CreatedAt, bool Offered, string? SentBy, string? SentByAs,
    string? DecidedBy, string? Outcome, DateTimeOffset? DecidedAt, IReadOnlyList<string> Actions)
{
    /// <summary>The person in whose place the reader acts; null for his own work.</summary>
    public OnBehalfOf? OnBehalfOf { get; init; }
}

/// <summary>A decision on an earlier step.</summary>
public sealed record DecisionRow(string Title, int Round, string Outcome, string? By, string? As, DateTimeOffset At, string? Comment);

/// <summary>A work item with all that is needed to decide it.</summary>
/// <param name="Item">What is asked.</param>
/// <param name="DossierId">Its dossier.</param>
/// <param name="Subject">Of the dossier.</param>
/// <param name="LeadUnitId">The unit that answers; null before the bút phê.</param>
/// <param name="Incoming">The document that began it.</param>
/// <param name="Outgoing">The answer, from its first draft on.</param>
/// <param name="Draft">The answer's content, to go on writing.</param>
/// <param name="Deadline">Null when there is none.</param>
/// <param name="Versions">Files of both documents.</param>
/// <param name="Comments">Oldest first.</param>
/// <param name="Decisions">Earlier steps, oldest first.</param>
/// <param name="Recall">Whether one's decision can be taken back; null while it is open, and for others.</param>
/// <param name="Requests">What was asked of others from here, oldest first.</param>
/// <param name="Asked">What somebody asks by this item; null when the procedure asks.</param>
public sealed record WorkItemDetail(
    WorkItemView Item, Guid DossierId, string Subject, Guid? LeadUnitId, IncomingRow? Incoming, OutgoingRow? Outgoing, DraftContent? Draft, DeadlineWords? Deadline,
    IReadOnlyList<VersionRow> Versions, IReadOnlyList<CommentRow> Comments, IReadOnlyList<DecisionRow> Decisions,
    Recall? Recall, IReadOnlyList<WorkRequest> Requests, AskedOfMe? Asked)
{
    /// <summary>How the item came from somebody else before whom it lay; null when it did not.</summary>
    public Passed? Passed { get; init; }
}

/// <summary>Chuyển xử lý: who passed an item on, as what, when and why.</summary>
public sealed record Passed(string By, string? As, DateTimeOffset At, string Reason);

/// <summary>What was asked of others, and what came back.</summary>
/// <param name="WorkItemId">The item in their inbox.</param>
/// <param name="Kind">opinion, extension.</param>
/// <param name="To">Who was asked.</param>
/// <param name="Question">In the words of who asked.</param>
/// <param name="AnswerBy">Until when an answer is asked for.</param>
/// <param name="RequestedDueOn">The deadline that is asked for.</param>
/// <param name="State">Open, answered, or withdrawn.</param>
/// <param name="AskedAt">When.</param>
/// <param name="AnsweredBy">By whom.</param>
/// <param name="AnsweredAs">As what.</param>
/// <param name="AnsweredAt">When.</param>
/// <param name="Agrees">Of an opinion: yes, no, other.</param>
/// <param name="Outcome">given, granted, refused.</param>
/// <param name="Answer">In the words of who answered.</param>
public sealed record WorkRequest(
    Guid WorkItemId, string Kind, IReadOnlyList<string> To, string? Question, DateOnly? AnswerBy, DateOnly? RequestedDueOn, WorkItemState State, DateTimeOffset AskedAt,
    string? AnsweredBy, string? AnsweredAs, DateTimeOffset? AnsweredAt, string? Agrees, string? Outcome, string? Answer);

/// <summary>What somebody asks by an item beside the procedure.</summary>
public sealed record AskedOfMe(Guid? FromWorkItemId, string? By, string? ByAs, string? Question, DateOnly? AnswerBy, DateOnly? RequestedDueOn, DateOnly? CurrentDueOn);

/// <summary>One's own work items.</summary>
public static class WorkItemQuery
{
    /// <summary>The item when this person sees it.</summary>
    /// <exception cref="RuleViolation"><c>work-item.not-found</c>.</exception>
    public static async Task<WorkItem> OwnAsync(DbContext context, Guid id, Reach reach, CancellationToken cancellationToken)
    {
        var item = await context.Set<WorkItem>().AsNoTracking().FirstOrDefaultAsync(item => item.Id == id, cancellationToken);
        return item is not null && reach.Sees(item) ? item : throw WorkDecision.NotFound();
    }

    /// <exception cref="RuleViolation"><c>work-item.not-found</c>.</exception>
    public static async Task<WorkItemDetail> ReadAsync(
        DbContext context, Guid id, Reach reach, Organisation organisation, DateOnly today, CancellationToken cancellationToken)
    {
        var item = await OwnAsync(context, id, reach, cancellationToken);
        var dossier = await context.Set<Dossier>().AsNoTracking().SingleAsync(dossier => dossier.Id == item.DossierId, cancellationToken);
        var incoming = await context.Set<IncomingDocument>().AsNoTracking().Where(document => document.Id == dossier.IncomingDocumentId).ToListAsync(cancellationToken);
        var outgoing = await context.Set<OutgoingDocument>().AsNoTracking().FirstOrDefaultAsync(document => document.Id == dossier.OutgoingDocumentId, cancellationToken);
        var deadlines = await DeadlineQuery.OfAsync(context, [dossier.Id], today, cancellationToken);
        var deadline = deadlines.GetValueOrDefault(dossier.Id);
        // Until one is set, what the sender asks for is what counts.
        if (!deadlines.ContainsKey(dossier.Id) && incoming is [{ DeadlineOn: { } senders }])
            deadline = DeadlineWords.Of(senders, null, today, await CalendarTable.LoadAsync(context, cancellationToken));
        var recall = await Recalls.OfAsync(context, item, reach, organisation, cancellationToken);
        Guid[] documents = [.. new[] { dossier.IncomingDocumentId, dossier.OutgoingDocumentId }.OfType<Guid>()];
        return new WorkItemDetail(
            ViewOf(item, reach, organisation, recall), dossier.Id, dossier.Subject, dossier.LeadUnitId,
            await IncomingDocumentQuery.RowsAsync(context, incoming, organisation, today, cancellationToken) is [var row] ? row : null,
            outgoing is null ? null : OutgoingDocumentQuery.RowOf(outgoing, organisation), outgoing is null ? null : DraftContent.FromJson(outgoing.Fields),
            deadline,
            await VersionQuery.ListAsync(context.Set<DocumentVersion>().AsNoTracking(), documents, organisation, cancellationToken),
            await WriteComment.ListAsync(context, dossier.Id, reach.PersonId, organisation, cancellationToken),
            await DecisionsAsync(context, dossier.Id, organisation, cancellationToken),
            recall,
            item.HasRequests ? await RequestsAsync(context, item.Id, organisation, cancellationToken) : [],
            item.BookmarkId is not null ? null : new AskedOfMe(
                item.AskedFromId, NameOf(item.SentById, organisation), item.SentByAs, item.Question, item.AnswerBy, item.RequestedDueOn, deadline?.DueOn))
        {
            Passed = item.HandedOverBy is null ? null : await PassedAsync(context, item, cancellationToken),
        };
    }

    // The history keeps the reason; the last one counts, whoever had it before.
    private static async Task<Passed?> PassedAsync(DbContext context, WorkItem item, CancellationToken cancellationToken)
    {
        var id = item.Id.ToString("D");
        var entry = await context.Set<AuditEntry>().AsNoTracking()
            .Where(entry => entry.SubjectKind == "work-item" && entry.SubjectId == id && (entry.Action == HandOver.HandedOverAction || entry.Action == HandOver.ReassignedAction))
            .OrderByDescending(entry => entry.Seq).FirstOrDefaultAsync(cancellationToken);
        return entry?.Data is { } data && (string?)JsonNode.Parse(data)?["reason"] is { } reason ? new Passed(entry.ActorName, entry.ActingAs, entry.At, reason) : null;
    }

    private static async Task<IReadOnlyList<WorkRequest>> RequestsAsync(DbContext context, Guid fromId, Organisation organisation, CancellationToken cancellationToken)
    {
        var asked = await context.Set<WorkItem>().AsNoTracking().Where(item => item.AskedFromId == fromId).OrderBy(item => item.CreatedAt).ThenBy(item => item.Id).ToListAsync(cancellationToken);
        return
        [
            .. asked.Select(item => new WorkRequest(
                item.Id, item.Kind, [.. item.People.Select(id => NameOf(id, organisation)).OfType<string>()], item.Question, item.AnswerBy, item.RequestedDueOn, item.State, item.CreatedAt,
                NameOf(item.DecidedBy, organisation), item.DecidedAs, item.DecidedAt, item.Agrees, item.Outcome, item.Comment)),
        ];
    }

    internal static async Task<IReadOnlyList<DecisionRow>> DecisionsAsync(
        DbContext context, Guid dossierId, Organisation organisation, CancellationToken cancellationToken)
    {
        var decided = await context.Set<WorkItem>().AsNoTracking().Where(item => item.DossierId == dossierId && item.State == WorkItemState.Done)
            .OrderBy(item => item.DecidedAt).ThenBy(item => item.Id).ToListAsync(cancellationToken);
        return
        [
            .. decided.Select(item => new DecisionRow(
                item.Title, item.Round, item.Outcome ?? "", NameOf(item.DecidedBy, organisation), item.DecidedAs, item.DecidedAt ?? item.CreatedAt, item.Comment)),
        ];
    }

    private static WorkItemView ViewOf(WorkItem item, Reach reach, Organisation organisation, Recall? recall) => new(
        item.Id, item.RowVersion, item.Kind, item.Title, item.Round, item.State, item.CreatedAt, item.State == WorkItemState.Open && item.AssigneeId is null,
        NameOf(item.SentById, organisation), item.SentByAs, NameOf(item.DecidedBy, organisation), item.Outcome, item.DecidedAt, ActionsFor(item, reach, recall))
    {
        OnBehalfOf = reach.ReplacementFor(item)?.View,
    };

    // Who acts for another may not pass it on, and who handed it over only looks at it.
    private static IReadOnlyList<string> ActionsFor(WorkItem item, Reach reach, Recall? recall) =>
        item.State != WorkItemState.Open ? recall is { Possible: true } ? ["recall"] : []
        : item.WasOfferedTo(reach.PersonId) ? [.. ActionsOf(item), "hand-over"]
        : reach.ReplacementFor(item) is null ? [] : ActionsOf(item);

    private static IReadOnlyList<string> ActionsOf(WorkItem item) =>
        [.. DecisionsOf(item), .. AskOpinion.IsOfferedFrom(item.Kind) ? ["opinions"] : Array.Empty<string>(), .. AskExtension.IsOfferedFrom(item.Kind) ? ["extensions"] : Array.Empty<string>()];

    private static string[] DecisionsOf(WorkItem item) => item switch
    {
        { Kind: WorkKinds.Assign } => ["assign", "return"],
        { Kind: WorkKinds.Draft } => ["submit-draft"],
        { Kind: WorkKinds.Approve, MayBeRejected: true } => ["approve", "return", "reject"],
        { Kind: WorkKinds.Approve } => ["approve", "return"],
        { Kind: WorkKinds.Sign } => ["sign", "return"],
        { Kind: WorkKinds.IssueNumber } => ["issue-number", "refuse-number"],
        { Kind: WorkKinds.Submit } => ["send"],
        { Kind: WorkKinds.Opinion or WorkKinds.Cooperate } => ["give-opinion"],
        { Kind: WorkKinds.Extension } => ["grant-extension", "refuse-extension"],
        _ => [],
    };

    private static string? NameOf(Guid? personId, Organisation organisation) => personId is { } id ? organisation.FindPerson(id)?.FullName : null;
}
