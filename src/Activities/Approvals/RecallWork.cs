using System.Text.Json.Nodes;
using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Commands;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Delegations;
using LienThong.Activities.Documents;
using LienThong.Activities.Notifications;
using LienThong.Activities.Rules;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;

namespace LienThong.Activities.Approvals;

/// <summary>A decision that was taken back: the item is open again.</summary>
public sealed record Recalled(Guid WorkItemId, Guid DossierId, int RowVersion, DateTimeOffset RecalledAt);

/// <summary>Thu hồi: who decided a step takes it back while nobody went on from it. Versions of the draft and the history stay.</summary>
public sealed class RecallWork(CommandRunner commands, WorkDecision decisions, WorkflowEngine engine, OrganisationCache organisations)
{
    /// <exception cref="RuleViolation"><c>recall.*</c>, <c>work-item.not-found</c>, <c>work-item.cancelled</c>, <c>person.no-position</c>.</exception>
    public Task<Recalled> RunAsync(Guid personId, Guid workItemId, string? reason, string idempotencyKey, CancellationToken cancellationToken) =>
        commands.RunAsync(
            new CommandKey(idempotencyKey, "work-item.recall", personId, workItemId) { Content = new { reason } },
            async (session, ct) =>
            {
                var why = GivenText.OptionalLines(reason, "Lý do thu hồi", "recall.reason", 1000);
                var organisation = await organisations.GetAsync(session, ct);
                var item = await MineAsync(session, workItemId, personId, organisation, ct);
                if (item.DecidedFor is not null && Recalls.DelegationIsOver(item, await Reach.OfAsync(session.Context, organisation, personId, VietnamTime.Today(session.Clock), ct)))
                    throw Recalls.DelegationOver(organisation, item);
                // Before the end of the history, as every decision locks them: two in two orders would wait for each other.
                var instance = await session.FindAsync<InstanceRow>(item.WorkflowInstanceId, ct);
                var actor = await decisions.ActorOfAsync(session, item, personId, ct);
                // First, so that the history reads in the order of cause and effect.
                await AuditTrail.AppendAsync(
                    session, actor, "work.recalled", new AuditSubject("work-item", item.Id, item.DossierId), new { item.Title, item.Round, item.Outcome, item.DecidedAt, Reason = why }, ct);
                var back = item.BookmarkId is { } bookmark ? await engine.TakeBackAsync(session, item.WorkflowInstanceId, bookmark, ct) : null;
                if (back is null)
                {
                    throw await Recalls.WhyNotAsync(session.Context, item, instance?.Status, organisation, ct);
                }

                await TellAsync(session, back, item, $"{actor.ActingAs} {actor.Name} đã thu hồi bước \"{item.Title}\"{(why is null ? "" : $": {why}")}", personId, ct);
                await UndoAsync(session, item, back.Facts, ct);
                await ReopenAsync(session, item, ct);
                // One more than was read, as the update will write it.
                return new Recalled(item.Id, item.DossierId, item.RowVersion + 1, session.Clock.GetUtcNow());
            },
            cancellationToken);

    private static async Task<WorkItem> MineAsync(WriteSession session, Guid workItemId, Guid personId, Organisation organisation, CancellationToken cancellationToken)
    {
        var item = await session.FindAsync<WorkItem>(workItemId, cancellationToken);
        if (item is null || !(item.WasOfferedTo(personId) || item.DecidedBy == personId))
            throw WorkDecision.NotFound();
        if (item.State == WorkItemState.Open)
            throw new RuleViolation("recall.not-decided", "Việc này đang chờ xử lý, không có gì để thu hồi. Tải lại hộp việc.");
        if (item.State == WorkItemState.Cancelled)
            throw new RuleViolation("work-item.cancelled", "Việc này không còn phải xử lý: hồ sơ đã đi sang bước khác.");
        if (item.DecidedBy != personId)
            throw RuleViolation.Forbidden("recall.not-yours", $"Việc này do {organisation.FindPerson(item.DecidedBy ?? default)?.FullName ?? "người khác"} xử lý; chỉ người đã xử lý thu hồi được.");
        return Recalls.AreOffered(item) ? item : throw Recalls.NotOffered();
    }

    // Those before whom the next step lay were told that it came; now that it went.
    private static async Task TellAsync(WriteSession session, TakenBack back, WorkItem item, string text, Guid personId, CancellationToken cancellationToken)
    {
        var people = new List<Guid>();
        foreach (var wait in back.Withdrawn.Where(w => w.Name == HumanTask.BookmarkName))
        {
            if (HumanTask.WorkItemOf(wait.Payload) is { } id && await session.FindAsync<WorkItem>(id, cancellationToken) is { } next)
                people.AddRange(next.People);
        }

        var dossier = await session.FindAsync<Dossier>(item.DossierId, cancellationToken);
        Notices.Add(session, NoticeKinds.Information, people.Where(id => id != personId), item.DossierId, AskedWork.Shortened($"{text}. Việc tiếp theo được rút khỏi hộp việc: {dossier?.Subject}"));
    }

    private static async Task UndoAsync(WriteSession session, WorkItem item, JsonObject? facts, CancellationToken cancellationToken)
    {
        if (item.Outcome == WorkOutcomes.Assigned)
            await InstructDocument.UndoAsync(session, item.DossierId, facts, cancellationToken);
        if (item.Outcome == WorkOutcomes.Signed)
            await DecideWork.UndoSignatureAsync(session, item.DossierId, cancellationToken);
        await AskedWork.ReopenAsync(session, Recalls.Withdrawn(facts), cancellationToken);
    }

    private static async Task ReopenAsync(WriteSession session, WorkItem item, CancellationToken cancellationToken)
    {
        item.Reopen((await session.FindAsync<Dossier>(item.DossierId, cancellationToken))!); // a work item belongs to a dossier
        item.DecidedBy = item.DecidedFor = null;
        item.DecidedAs = item.Outcome = item.Comment = null;
        item.DecidedAt = null;
        session.Update(item);
        foreach (var candidate in item.Candidates())
            session.Insert(candidate);
    }
}
