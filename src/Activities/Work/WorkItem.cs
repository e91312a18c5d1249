using LienThong.Activities.Agencies;
using LienThong.Activities.Delegations;
using LienThong.Activities.Documents;
using LienThong.Activities.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Work;

public enum WorkItemState { Open, Done, Cancelled }

/// <summary>One thing that somebody is asked to do, and later what he decided; the activity that asked waits on the bookmark.</summary>
public sealed class WorkItem
{
    public Guid Id { get; set; }
    public Guid DossierId { get; set; }
    public Guid AgencyId { get; set; }
    public required string WorkflowInstanceId { get; set; }

    /// <summary>Where the procedure waits for it; null for what one person asks of another beside the procedure.</summary>
    public string? BookmarkId { get; set; }

    public required string ActivityId { get; set; }

    /// <summary>What is asked, as a code: assign, draft, approve, sign, issue-number, submit; beside the procedure opinion, cooperate, extension.</summary>
    public required string Kind { get; set; }

    /// <summary>What is asked, as a verb: Duyệt dự thảo.</summary>
    public required string Title { get; set; }

    /// <summary>From 1; 2 after the first return.</summary>
    public int Round { get; set; } = 1;

    /// <summary>Null while several may take it; they are the <see cref="WorkItemCandidate"/>s.</summary>
    public Guid? AssigneeId { get; set; }

    /// <summary>A rejection, which ends the work, is among the answers; otherwise it can only be returned.</summary>
    public bool MayBeRejected { get; set; }

    /// <summary>Ids of all to whom it was offered, with commas; null when there was one. Stays when it is done: those may be told who did it.</summary>
    public string? OfferedTo { get; set; }

    /// <summary>Of which position it is asked, as a code or a word that stands for one; null in older rows, and where a person is named.</summary>
    public string? AskedPosition { get; set; }

    /// <summary>In which unit; null for the whole agency.</summary>
    public Guid? AskedUnitId { get; set; }

    /// <summary>Set when a person was named by the procedure, a hand-over or an administrator: then the position does not decide.</summary>
    public Guid? NamedPersonId { get; set; }

    /// <summary>Four eyes: ids of those who may not do it, with commas, because they did an earlier step or had it done in their place.</summary>
    public string? ExcludedPeople { get; set; }

    /// <summary>Ids of those who handed it over or from whom it was taken, with commas; they may still read the dossier.</summary>
    public string? HandedOverBy { get; set; }

    /// <summary>Since when nobody holds the position that is asked; null while somebody does.</summary>
    public DateTimeOffset? OrphanedAt { get; set; }

    /// <summary>Who passed it on, and as what: Trưởng phòng - Phòng Quản lý Khoa học.</summary>
    public Guid? SentById { get; set; }
    public string? SentByAs { get; set; }

    /// <summary>
    /// Copies of what never changes in the dossier, so that an inbox of thousands is read from this table: see <see cref="About"/>.
    /// The two long ones go when the item leaves the inbox, see <see cref="Close"/>.
    /// </summary>
    public string? Sender { get; set; }
    public Urgency? Urgency { get; set; }

    /// <summary>Until when the sender of the incoming document asks for an answer; counts while the dossier has no deadline.</summary>
    public DateOnly? SenderDueOn { get; set; }

    /// <summary>Number, symbol and subject, folded; only while it is open.</summary>
    public string? SearchText { get; set; }

    public WorkItemState State { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public Guid? DecidedBy { get; set; }

    /// <summary>In whose place he decided; null when it was his own work.</summary>
    public Guid? DecidedFor { get; set; }

    /// <summary>The position he acted in, with the person replaced when he acted for somebody.</summary>
    public string? DecidedAs { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }
    public string? Outcome { get; set; }
    public string? Comment { get; set; }

    /// <summary>Something was asked of others from here: when this is decided, what is still open of it is withdrawn.</summary>
    public bool HasRequests { get; set; }

    /// <summary>The work item from which this was asked; null when the procedure asks, or a bút phê.</summary>
    public Guid? AskedFromId { get; set; }

    /// <summary>What is asked, in the words of who asks: a question, a reason, an instruction.</summary>
    public string? Question { get; set; }

    /// <summary>Until when an answer is asked for; only of what is asked beside the procedure.</summary>
    public DateOnly? AnswerBy { get; set; }

    /// <summary>The deadline that is asked for.</summary>
    public DateOnly? RequestedDueOn { get; set; }

    /// <summary>The unit that is asked, where a unit is.</summary>
    public Guid? ForUnitId { get; set; }

    /// <summary>Of an opinion, as a code: yes, no, other.</summary>
    public string? Agrees { get; set; }

    public int RowVersion { get; set; }

    /// <summary>Says which dossier it belongs to; everybody who makes a work item calls it, or the inbox's filters do not find it.</summary>
    public WorkItem About(Dossier dossier)
    {
        DossierId = dossier.Id;
        Sender = dossier.Sender;
        Urgency = dossier.Urgency;
        SenderDueOn = dossier.SenderDueOn;
        SearchText = Fold.Of($"{dossier.IncomingNumber} {dossier.Subject}");
        return this;
    }

    /// <summary>It leaves the inbox, and with it what only the inbox reads. The candidates' rows are the caller's.</summary>
    internal void Close(WorkItemState state)
    {
        State = state;
        Sender = SearchText = null;
    }

    /// <summary>It is back in the inbox. The candidates' rows are the caller's.</summary>
    internal void Reopen(Dossier dossier)
    {
        State = WorkItemState.Open;
        About(dossier);
    }

    /// <summary>True for the assignee and all candidates, also after it was done.</summary>
    public bool WasOfferedTo(Guid personId) =>
        AssigneeId == personId || Names(OfferedTo, personId);

    /// <summary>For whom it was taken in this write; not kept, see <see cref="DecidedFor"/>.</summary>
    internal Replacement? TakenFor { get; set; }

    /// <summary>True when four eyes keep this person from it.</summary>
    public bool Excludes(Guid personId) => Names(ExcludedPeople, personId);

    public bool WasHandedOverBy(Guid personId) => Names(HandedOverBy, personId);

    // Ids with commas.
    private static bool Names(string? people, Guid personId) => people?.Contains(personId.ToString("D"), StringComparison.OrdinalIgnoreCase) == true;

    internal AskedPost Asked => new(AgencyId, AskedPosition, AskedUnitId);

    /// <summary>The assignee, or all to whom it is offered.</summary>
    internal IReadOnlyList<Guid> People => AssigneeId is { } only ? [only] : [.. Candidates().Select(candidate => candidate.PersonId)];

    /// <summary>Whether the person still holds what is asked on the day: offered is not yet allowed, he may have moved since.</summary>
    internal bool StillFits(Guid personId, Organisation organisation, DateOnly on) =>
        NamedPersonId is { } named ? named == personId && HoldsPosition(personId, organisation, on)
        : AskedPosition is null ? HoldsPosition(personId, organisation, on)
        : Asked.Holders(organisation, on).Any(held => held.Person.Id == personId);

    private bool HoldsPosition(Guid personId, Organisation organisation, DateOnly on) => organisation.PositionsOf(personId, on).Any(held => held.Agency.Id == AgencyId);

    /// <summary>One becomes the assignee, several are offered it. The candidates' rows are the caller's.</summary>
    internal void LayBefore(IReadOnlyList<Guid> people)
    {
        AssigneeId = people is [var only] ? only : null;
        OfferedTo = people.Count == 1 ? null : string.Join(',', people.Take(MostCandidates).Select(id => id.ToString("D")));
    }

    /// <summary>Names of those who are asked.</summary>
    public IReadOnlyList<string> PeopleAsked(Organisation organisation) =>
        [.. People.Select(organisation.FindPerson).OfType<Person>().Select(person => person.FullName)];

    /// <summary>The rows that put it into the inboxes of those to whom it is offered, while it is open; empty when there is one assignee.</summary>
    internal IEnumerable<WorkItemCandidate> Candidates() => (OfferedTo ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(id => new WorkItemCandidate { WorkItemId = Id, PersonId = Guid.Parse(id) });

    // What fits into the column.
    private const int MostCandidates = 4000 / 37;

    internal sealed class Configuration : IEntityTypeConfiguration<WorkItem>
    {
        public void Configure(EntityTypeBuilder<WorkItem> builder)
        {
            builder.ToTable("WorkItems");
            builder.Property(item => item.WorkflowInstanceId).HasMaxLength(64);
            builder.Property(item => item.BookmarkId).HasMaxLength(64);
            builder.Property(item => item.ActivityId).HasMaxLength(100);
            builder.Property(item => item.Kind).HasMaxLength(30);
            builder.Property(item => item.Title).HasMaxLength(200);
            builder.Property(item => item.OfferedTo).HasMaxLength(4000);
            builder.Property(item => item.AskedPosition).HasMaxLength(50);
            builder.Property(item => item.ExcludedPeople).HasMaxLength(4000);
            builder.Property(item => item.HandedOverBy).HasMaxLength(4000);
            builder.Property(item => item.SentByAs).HasMaxLength(300);
            builder.Property(item => item.Sender).HasMaxLength(200);
            builder.Property(item => item.SearchText).HasMaxLength(600);
            builder.Property(item => item.DecidedAs).HasMaxLength(300);
            builder.Property(item => item.Outcome).HasMaxLength(50);
            builder.Property(item => item.Comment).HasMaxLength(4000);
            builder.Property(item => item.Question).HasMaxLength(2000);
            builder.Property(item => item.Agrees).HasMaxLength(10);
            builder.Property(item => item.RowVersion).IsConcurrencyToken();
            // Only what is open: an inbox never meets what is finished, and a finished item leaves the index.
            builder.HasIndex(item => item.AssigneeId).HasFilter("\"State\" = 'Open'");
            // What one decided, newest first; one's own phrases come from there too.
            builder.HasIndex(item => new { item.DecidedBy, item.DecidedAt });
            builder.HasIndex(item => item.AskedFromId).HasFilter("\"AskedFromId\" IS NOT NULL");
            builder.HasIndex(item => item.DossierId);
            builder.HasIndex(item => item.OrphanedAt).HasFilter("\"OrphanedAt\" IS NOT NULL");
            builder.HasIndex(item => item.WorkflowInstanceId).HasFilter("\"State\" = 'Open'");
        }
    }
}

/// <summary>One of several who may take a work item; gone when it is taken or done.</summary>
public sealed class WorkItemCandidate
{
    public Guid WorkItemId { get; set; }
    public Guid PersonId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<WorkItemCandidate>
    {
        public void Configure(EntityTypeBuilder<WorkItemCandidate> builder)
        {
            builder.ToTable("WorkItemCandidates");
            builder.HasKey(candidate => new { candidate.WorkItemId, candidate.PersonId });
            builder.HasIndex(candidate => candidate.PersonId);
            builder.HasOne<WorkItem>().WithMany().HasForeignKey(candidate => candidate.WorkItemId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
