using System.Text.Json.Nodes;
using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Delegations;
using LienThong.Activities.Documents;
using LienThong.Activities.Notifications;
using LienThong.Activities.Rules;
using LienThong.Activities.Texts;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;

namespace LienThong.Activities.Work;

/// <summary>What became of a work item, as its answer.</summary>
/// <param name="WorkItemId">The item.</param>
/// <param name="DossierId">Its dossier.</param>
/// <param name="Outcome">What was decided.</param>
/// <param name="DecidedAt">When.</param>
public sealed record Decided(Guid WorkItemId, Guid DossierId, string Outcome, DateTimeOffset DecidedAt)
{
    /// <summary>It can be taken back until somebody goes on from it.</summary>
    public bool CanRecall { get; init; }

    /// <summary>Until when, in words; null when it cannot be.</summary>
    public string? RecallUntil { get; init; }
}

/// <summary>The way of every decision: the item must be open and one's own; it is closed, told to the audit trail, and the flow goes on — all in one transaction.</summary>
public sealed class WorkDecision(WorkflowEngine engine, OrganisationCache organisations)
{
    // What every decision needs, in one statement; before the first draft there is no outgoing document.
    private static readonly FoundTogether<WorkItem> BeforeDraft = new FoundTogether<WorkItem>()
        .With<WorkItem, InstanceRow>(nameof(WorkItem.WorkflowInstanceId))
        .With<WorkItem, Dossier>(nameof(WorkItem.DossierId))
        .Beside<OrganisationVersion>(OrganisationVersion.TheOne);

    private static readonly FoundTogether<WorkItem> WithDraft = new FoundTogether<WorkItem>()
        .With<WorkItem, InstanceRow>(nameof(WorkItem.WorkflowInstanceId))
        .With<WorkItem, Dossier>(nameof(WorkItem.DossierId))
        .With<Dossier, OutgoingDocument>(nameof(Dossier.OutgoingDocumentId))
        .Beside<OrganisationVersion>(OrganisationVersion.TheOne);

    /// <summary>The item, when this person may act on it now, for himself or for somebody who passed it on to him.</summary>
    /// <exception cref="RuleViolation"><c>work-item.not-found</c>, <c>work-item.decided</c>, <c>work-item.handed-over</c>, <c>work-item.moved</c>,
    /// <c>work-item.four-eyes</c>, <c>work-item.other-kind</c>, <c>person.no-position</c>.</exception>
    public async Task<WorkItem> TakeAsync(WriteSession session, Guid workItemId, Guid personId, string kind, CancellationToken cancellationToken)
    {
        var item = await session.FindAsync(workItemId, kind is WorkKinds.Approve or WorkKinds.Sign or WorkKinds.IssueNumber or WorkKinds.Submit ? WithDraft : BeforeDraft, cancellationToken);
        if (item is null)
            throw NotFound();
        var organisation = await organisations.GetAsync(session, cancellationToken);
        var today = VietnamTime.Today(session.Clock);
        // Whoever may not see an item is told no more than that there is none for him. One's own work costs no question about delegations.
        if (!item.WasOfferedTo(personId))
        {
            var reach = await Reach.OfAsync(session.Context, organisation, personId, today, cancellationToken);
            item.TakenFor = reach.ReplacementFor(item) ?? throw (item.WasHandedOverBy(personId) ? HandedOver(item, organisation) : NotFound());
        }

        if (item.State != WorkItemState.Open)
            throw DecidedAlready(item, organisation);
        if (item.Kind != kind)
            throw RuleViolation.Invalid("work-item.other-kind", $"Việc này là \"{item.Title}\", không xử lý bằng thao tác vừa chọn.");
        MustStillFit(item, item.TakenFor?.PersonId ?? personId, organisation, today);
        // Four eyes hold for whoever acts, in whosever place.
        if (item.Excludes(personId))
            throw RuleViolation.Forbidden("work-item.four-eyes", "Đồng chí đã tham gia bước trước của hồ sơ nên không xử lý bước này được, kể cả khi xử lý thay.");
        return item;
    }

    /// <summary>Closes the item with an outcome and lets the flow go on.</summary>
    /// <param name="session">The write.</param>
    /// <param name="item">Taken before by this person.</param>
    /// <param name="decision">What was decided.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RuleViolation"><c>work-item.stale</c>: the flow does not wait there any more.</exception>
    public async Task<Decided> DecideAsync(WriteSession session, WorkItem item, Decision decision, CancellationToken cancellationToken)
    {
        var (actor, withdrawn) = await CloseAsync(session, item, decision, cancellationToken);
        var input = new Dictionary<string, object?>(decision.Data ?? new Dictionary<string, object?>())
        {
            ["Outcome"] = decision.Outcome,
            ["Comment"] = decision.Comment,
            [LastActor.IdKey] = decision.PersonId.ToString("D"),
            [LastActor.ActingAsKey] = actor.ActingAs,
            [LastActor.ForIdKey] = item.DecidedFor?.ToString("D"),
        };
        var terms = Recalls.AreOffered(item) ? new TakeBackTerms(Recalls.Facts(decision.Before, withdrawn), Notices.MessageKind) : null;
        var outcome = item.BookmarkId is { } bookmark ? await engine.ResumeAsync(session, item.WorkflowInstanceId, bookmark, input, terms, cancellationToken) : null;
        if (outcome is null)
            throw new RuleViolation("work-item.stale", "Quy trình không còn chờ ở bước này. Tải lại hồ sơ để xem bước hiện tại.");
        return new Decided(item.Id, item.DossierId, decision.Outcome, item.DecidedAt ?? default)
        {
            CanRecall = outcome.MayBeTakenBack,
            RecallUntil = outcome.MayBeTakenBack ? Recalls.Until(outcome.Instance) : null,
        };
    }

    /// <summary>Closes an item that no procedure waits for: an opinion, a cooperation, an extension.</summary>
    /// <exception cref="RuleViolation"><c>person.*</c>.</exception>
    public async Task<(Decided Decided, Actor Actor)> AnswerAsync(WriteSession session, WorkItem item, Decision decision, CancellationToken cancellationToken)
    {
        var (actor, _) = await CloseAsync(session, item, decision, cancellationToken);
        return (new Decided(item.Id, item.DossierId, decision.Outcome, item.DecidedAt ?? default), actor);
    }

    private async Task<(Actor Actor, IReadOnlyList<Guid> Withdrawn)> CloseAsync(WriteSession session, WorkItem item, Decision decision, CancellationToken cancellationToken)
    {
        var now = session.Clock.GetUtcNow();
        var actor = await ActorOfAsync(session, item, decision.PersonId, cancellationToken);
        foreach (var candidate in item.Candidates())
            session.Delete(candidate);
        item.Close(WorkItemState.Done);
        item.DecidedBy = decision.PersonId;
        item.DecidedFor = item.TakenFor?.PersonId;
        item.DecidedAs = actor.ActingAs;
        item.DecidedAt = now;
        item.Outcome = decision.Outcome;
        item.Comment = decision.Comment;
        session.Update(item);
        // Before what follows from it, so that the history reads in the order of cause and effect.
        await AuditTrail.AppendAsync(
            session, actor, $"{item.Kind}.{decision.Outcome}", new AuditSubject("work-item", item.Id, item.DossierId),
            new { item.ActivityId, item.Title, item.Round, decision.Comment, decision.Audit, OnBehalfOf = item.TakenFor is not { } replaced ? null : new { replaced.PersonId, replaced.Of.Person.FullName, replaced.DelegationId, replaced.Authorisation } }, cancellationToken);
        return (actor, item.HasRequests ? await AskedWork.WithdrawAsync(session, item, cancellationToken) : []);
    }

    /// <summary>The person as the history names him, in his position at the item's agency.</summary>
    /// <exception cref="RuleViolation"><c>person.unknown</c>, <c>person.no-position</c>.</exception>
    internal async Task<Actor> ActorOfAsync(WriteSession session, WorkItem item, Guid personId, CancellationToken cancellationToken)
    {
        var organisation = await organisations.GetAsync(session, cancellationToken);
        var person = organisation.FindPerson(personId)
            ?? throw RuleViolation.Forbidden("person.unknown", "Tài khoản này không gắn với người nào trong cơ cấu tổ chức.");
        // Offered is not yet allowed: since then he may have left for another agency (P7).
        var actingAs = organisation.PositionsOf(person.Id, VietnamTime.Today(session.Clock)).FirstOrDefault(h => h.Agency.Id == item.AgencyId)?.ActingAs
            ?? throw NoPosition();
        return new Actor(person.Id, person.FullName, item.TakenFor is { } replaced ? $"{person.FullName} thay {replaced.Of.Person.FullName} ({replaced.Of.Position.Title})" : actingAs);
    }

    // Since it was offered he may have left the position: the work is that of who holds it now.
    internal static void MustStillFit(WorkItem item, Guid personId, Organisation organisation, DateOnly today)
    {
        if (organisation.PositionsOf(personId, today).All(held => held.Agency.Id != item.AgencyId))
            throw NoPosition();
        if (!item.StillFits(personId, organisation, today))
        {
            throw new RuleViolation(
                "work-item.moved", $"Việc này thuộc {item.Asked.Text(organisation)}, chức vụ mà người được giao không còn giữ. Hệ thống chuyển việc cho người đang giữ chức vụ; tải lại hộp việc.");
        }
    }

    internal static RuleViolation HandedOver(WorkItem item, Organisation organisation)
    {
        var names = string.Join(", ", item.People.Select(organisation.FindPerson).OfType<Person>().Select(person => person.FullName));
        return new RuleViolation("work-item.handed-over", $"Việc này đã chuyển cho {names}. Tải lại hộp việc.");
    }

    internal static RuleViolation NoPosition() =>
        RuleViolation.Forbidden("person.no-position", "Hiện đồng chí không giữ chức vụ nào ở cơ quan này nên không xử lý được việc này.");

    internal static RuleViolation NotFound() => RuleViolation.NotFound("work-item.not-found", "Không có việc này trong hộp việc của đồng chí. Tải lại hộp việc.");

    internal static RuleViolation DecidedAlready(WorkItem item, Organisation organisation)
    {
        if (item.DecidedBy is not { } who || item.DecidedAt is not { } when)
            return new RuleViolation("work-item.cancelled", "Việc này không còn phải xử lý: hồ sơ đã đi sang bước khác.");
        return new RuleViolation(
            "work-item.decided",
            $"Việc này đã được {organisation.FindPerson(who)?.FullName ?? "người khác"} xử lý lúc {VietnameseDates.DateAndTime(when)}. Tải lại hộp việc để xem việc tiếp theo.");
    }
}

/// <summary>A decision on a work item.</summary>
/// <param name="PersonId">Who decides.</param>
/// <param name="Outcome">As a code: approved, returned, submitted…</param>
/// <param name="Comment">What he wrote; a reason where one is asked for.</param>
public sealed record Decision(Guid PersonId, string Outcome, string? Comment)
{
    /// <summary>For the activity that waits.</summary>
    public IReadOnlyDictionary<string, object?>? Data { get; init; }

    /// <summary>What else the audit trail is to keep.</summary>
    public object? Audit { get; init; }

    /// <summary>What the use case changed besides the item, as it was: for a recall.</summary>
    public JsonObject? Before { get; init; }
}
