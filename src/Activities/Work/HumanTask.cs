using System.Globalization;
using System.Text.Json.Nodes;
using LienThong.Activities.Notifications;
using LienThong.Activities.Persistence;
using LienThong.Workflows.Model;

namespace LienThong.Activities.Work;

/// <summary>A step that people do: it finds who may, puts the work into their inbox, and waits.</summary>
public abstract class HumanTask : Activity
{
    /// <summary>Name of the bookmark that a work item resumes.</summary>
    public const string BookmarkName = "LienThong.WorkItem";

    private const string WorkItemKey = "WorkItemId";

    [Input(DisplayName = "Việc phải làm", Description = "Động từ hiện trong hộp việc, ví dụ: Duyệt dự thảo.", Category = "Người xử lý")]
    public Input<string>? Title { get; set; }

    [Input(DisplayName = "Chức vụ", UIHint = "position-picker", Category = "Người xử lý")]
    public Input<string>? Position { get; set; }

    [Input(DisplayName = "Đơn vị", Description = "Ký hiệu đơn vị; \"chu-tri\" là đơn vị chủ trì; để trống là cả cơ quan.", UIHint = "unit-picker", Category = "Người xử lý")]
    public Input<string>? Unit { get; set; }

    [Input(DisplayName = "Người cụ thể", UIHint = "person-picker", Category = "Người xử lý")]
    public Input<string>? Person { get; set; }

    [Input(DisplayName = "Cùng người với bước", Description = "Mã của bước trước mà chính người đó phải làm bước này.", Category = "Người xử lý")]
    public Input<string>? SameAs { get; set; }

    [Input(DisplayName = "Khác người với các bước", Description = "Mã các bước trước mà người đã làm không được làm bước này.", UIHint = "multi-text", Category = "Người xử lý")]
    public Input<List<string>>? DifferentFrom { get; set; }

    /// <summary>Id of the person who did it; later steps name this step to be done by the same person, or by another.</summary>
    [Output(DisplayName = "Người đã xử lý", IsKept = true)]
    public Output<string>? DecidedBy { get; set; }

    /// <summary>Id of the person in whose place it was done; null when it was done by who was asked.</summary>
    [Output(DisplayName = "Thay cho", IsKept = true)]
    public Output<string>? DecidedFor { get; set; }

    internal string WorkKind => Kind;

    // A person decides once, so only one arrow of several is followed.
    public override PossibleOutcomes? DeclaredOutcomes => base.DeclaredOutcomes is { } outcomes ? outcomes with { OnlyOne = true } : null;

    public override bool CountsRounds => true;

    /// <summary>See <see cref="WorkKinds"/>.</summary>
    protected abstract string Kind { get; }

    /// <summary>The verb when the definition gives none.</summary>
    protected abstract string DefaultTitle { get; }

    /// <summary>Whether a rejection, which ends the work, is among the answers.</summary>
    protected virtual bool MayBeRejected(ActivityContext context) => false;

    /// <summary>What follows from the decision.</summary>
    protected abstract ValueTask<ActivityResult> DecidedAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken);

    /// <summary>Asks, and suspends until somebody has done it.</summary>
    /// <exception cref="ActivityFault">Nobody may do it; the text names the position and who can mend that.</exception>
    public override async ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var session = context.Session();
        var dossier = await context.DossierAsync(cancellationToken);
        var asked = await CandidatesOf(context).ResolveAsync(context, dossier, Kind, cancellationToken);
        var holders = asked.Holders;
        var title = context.Get(Title) is { Length: > 0 } given ? given : DefaultTitle;
        var from = LastActor.Of(context);
        var bookmarkId = session.NewId().ToString("N", CultureInfo.InvariantCulture);
        var item = new WorkItem
        {
            Id = session.NewId(),
            AgencyId = holders[0].Agency.Id,
            WorkflowInstanceId = context.Workflow.InstanceId,
            BookmarkId = bookmarkId,
            ActivityId = Id,
            Kind = Kind,
            Title = title,
            Round = context.Round,
            AskedPosition = asked.Asked.Position,
            AskedUnitId = asked.Asked.UnitId,
            NamedPersonId = asked.NamedPersonId,
            ExcludedPeople = asked.ExcludedPeople,
            MayBeRejected = MayBeRejected(context),
            SentById = from?.PersonId,
            SentByAs = from?.ActingAs,
            State = WorkItemState.Open,
            CreatedAt = session.Clock.GetUtcNow(),
        }.About(dossier);
        item.LayBefore([.. holders.Select(h => h.Person.Id)]);
        session.Insert(item);
        foreach (var candidate in item.Candidates())
            session.Insert(candidate);

        var returned = context.Round > 1 && (string?)context.WorkflowInput("Outcome") is WorkOutcomes.Returned or WorkOutcomes.Refused;
        Notices.Publish(
            context, returned ? NoticeKinds.Returned : NoticeKinds.Assigned, holders.Select(h => h.Person.Id), dossier,
            returned
                ? $"{title} (bị trả lại, lần {context.Round}): {dossier.Subject}. {from?.ActingAs}: {(string?)context.WorkflowInput("Comment")}"
                : $"{title}: {dossier.Subject}");
        return ActivityResult.Suspend(new BookmarkRequest(BookmarkName)
        {
            Id = bookmarkId,
            Payload = new JsonObject { [WorkItemKey] = item.Id },
            OnlyThisActivityInstance = true,
        });
    }

    public override ValueTask<ActivityResult> ResumeAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken)
    {
        if (resumption.BookmarkName == BookmarkName)
        {
            context.Set(DecidedBy, resumption.Input.GetValueOrDefault(LastActor.IdKey) as string);
            context.Set(DecidedFor, resumption.Input.GetValueOrDefault(LastActor.ForIdKey) as string);
        }

        return DecidedAsync(context, resumption, cancellationToken);
    }

    /// <summary>The work is no longer wanted: it leaves the inboxes.</summary>
    public override async ValueTask WithdrawnAsync(ActivityContext context, JsonObject? bookmarkPayload, CancellationToken cancellationToken)
    {
        var session = context.Session();
        if (WorkItemOf(bookmarkPayload) is not { } id || await session.FindAsync<WorkItem>(id, cancellationToken) is not { State: WorkItemState.Open } item)
            return;
        item.Close(WorkItemState.Cancelled);
        session.Update(item);
        foreach (var candidate in item.Candidates())
            session.Delete(candidate);
        if (item.HasRequests)
            await AskedWork.WithdrawAsync(session, item, cancellationToken);
    }

    /// <summary>The work item that a wait stands for.</summary>
    internal static Guid? WorkItemOf(JsonObject? bookmarkPayload) =>
        Guid.TryParse((string?)bookmarkPayload?[WorkItemKey]?.AsValue().ToString(), out var id) ? id : null;

    /// <summary>The decision's outcome as a code.</summary>
    protected static string OutcomeOf(Resumption resumption) => resumption.Input.GetValueOrDefault("Outcome") as string ?? "";

    private Candidates CandidatesOf(ActivityContext context) => new()
    {
        Position = context.Get(Position),
        Unit = context.Get(Unit),
        Person = context.Get(Person),
        SameAs = context.Get(SameAs),
        DifferentFrom = context.Get(DifferentFrom) ?? [],
        Named = NamedPerson.Of(context),
    };
}

/// <summary>Kinds of work items.</summary>
public static class WorkKinds
{
    public const string Assign = "assign";
    public const string Draft = "draft";
    public const string Approve = "approve";
    public const string Sign = "sign";
    public const string IssueNumber = "issue-number";
    public const string Submit = "submit";

    /// <summary>Cho ý kiến: asked by somebody, not by the procedure.</summary>
    public const string Opinion = "opinion";

    /// <summary>Phối hợp: asked of a cooperating unit by the bút phê.</summary>
    public const string Cooperate = "cooperate";

    /// <summary>Gia hạn: asked of the leader who gave the deadline.</summary>
    public const string Extension = "extension";
}

/// <summary>Outcomes of work items, as codes.</summary>
public static class WorkOutcomes
{
    public const string Assigned = "assigned";
    public const string Submitted = "submitted";
    public const string Approved = "approved";
    public const string Returned = "returned";
    public const string Rejected = "rejected";
    public const string Signed = "signed";
    public const string Issued = "issued";
    public const string Refused = "refused";
    public const string Sent = "sent";
    public const string Given = "given";
    public const string Granted = "granted";
}

/// <summary>Who acted last in an instance, so that the next one sees from whom the work comes.</summary>
internal static class LastActor
{
    public const string IdKey = "LastActorId";
    public const string ActingAsKey = "LastActorAs";

    /// <summary>In whose place he acted.</summary>
    public const string ForIdKey = "LastActorForId";

    public static (Guid PersonId, string ActingAs)? Of(ActivityContext context) =>
        Guid.TryParse(context.WorkflowInput(IdKey) as string, out var id) && context.WorkflowInput(ActingAsKey) is string actingAs ? (id, actingAs) : null;
}

/// <summary>The person whom an administrator names for a step that found nobody, for one burst.</summary>
internal static class NamedPerson
{
    private const string Key = "NamedPerson";

    public static IReadOnlyDictionary<string, object?> InputFor(string activityId, Guid personId) =>
        new Dictionary<string, object?> { [Key] = $"{activityId}:{personId:D}" };

    public static Guid? Of(ActivityContext context) =>
        context.WorkflowInput(Key) is string text && text.StartsWith($"{context.Activity.Id}:", StringComparison.Ordinal)
        && Guid.TryParse(text[(context.Activity.Id.Length + 1)..], out var person) ? person : null;
}
