using LienThong.Activities.Agencies;
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
    public required string BookmarkId { get; set; }
    public required string ActivityId { get; set; }

    /// <summary>What is asked, as a code: assign, draft, approve, sign, check-format, issue-number, submit, opinion.</summary>
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

    /// <summary>Who passed it on, and as what: Trưởng phòng - Phòng Quản lý Khoa học.</summary>
    public Guid? SentById { get; set; }
    public string? SentByAs { get; set; }

    /// <summary>Copies of what never changes in the dossier, so that an inbox of thousands is read from this table: see <see cref="About"/>.</summary>
    public string? Sender { get; set; }
    public Urgency? Urgency { get; set; }

    /// <summary>Number, symbol and subject, folded.</summary>
    public string? SearchText { get; set; }

    public WorkItemState State { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public Guid? DecidedBy { get; set; }

    /// <summary>The position he acted in, with the person replaced when he acted for somebody.</summary>
    public string? DecidedAs { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }
    public string? Outcome { get; set; }
    public string? Comment { get; set; }
    public int RowVersion { get; set; }

    /// <summary>Says which dossier it belongs to; everybody who makes a work item calls it, or the inbox's filters do not find it.</summary>
    public WorkItem About(Dossier dossier)
    {
        DossierId = dossier.Id;
        Sender = dossier.Sender;
        Urgency = dossier.Urgency;
        SearchText = Fold.Of($"{dossier.IncomingNumber} {dossier.Subject}");
        return this;
    }

    /// <summary>True for the assignee and all candidates, also after it was done.</summary>
    public bool WasOfferedTo(Guid personId) =>
        AssigneeId == personId || OfferedTo?.Contains(personId.ToString("D"), StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Names of those who are asked.</summary>
    public IReadOnlyList<string> PeopleAsked(Organisation organisation)
    {
        var ids = AssigneeId is { } assignee ? [assignee] : (OfferedTo ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse);
        return [.. ids.Select(organisation.FindPerson).OfType<Person>().Select(person => person.FullName)];
    }

    /// <summary>The rows that put it into the inboxes of those to whom it is offered, while it is open; empty when there is one assignee.</summary>
    internal IEnumerable<WorkItemCandidate> Candidates() => (OfferedTo ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(id => new WorkItemCandidate { WorkItemId = Id, PersonId = Guid.Parse(id) });

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
            builder.Property(item => item.SentByAs).HasMaxLength(300);
            builder.Property(item => item.Sender).HasMaxLength(200);
            builder.Property(item => item.SearchText).HasMaxLength(600);
            builder.Property(item => item.DecidedAs).HasMaxLength(300);
            builder.Property(item => item.Outcome).HasMaxLength(50);
            builder.Property(item => item.Comment).HasMaxLength(4000);
            builder.Property(item => item.RowVersion).IsConcurrencyToken();
            // Only what is open: an inbox never meets what is finished, and a finished item leaves the index.
            builder.HasIndex(item => item.AssigneeId).HasFilter("\"State\" = 'Open'");
            builder.HasIndex(item => new { item.DecidedBy, item.DecidedAt });
            builder.HasIndex(item => item.DossierId);
            builder.HasIndex(item => item.WorkflowInstanceId);
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
