using LienThong.Activities.Delegations;
using LienThong.Activities.Rules;
using LienThong.Activities.Texts;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Documents;

/// <summary>What a drafter has written so far in an open draft work item, saved while he writes; gone when it is submitted.</summary>
public sealed class WorkingCopy
{
    public Guid WorkItemId { get; set; }

    /// <summary>A <see cref="DraftContent"/> as JSON, complete or not.</summary>
    public required string Content { get; set; }

    public DateTimeOffset SavedAt { get; set; }
    public Guid SavedBy { get; set; }

    /// <summary>From 1.</summary>
    public int RowVersion { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<WorkingCopy>
    {
        public void Configure(EntityTypeBuilder<WorkingCopy> builder)
        {
            builder.ToTable("WorkingCopies");
            builder.HasKey(copy => copy.WorkItemId);
            builder.Property(copy => copy.RowVersion).IsConcurrencyToken();
        }
    }
}

/// <summary>A working copy as it is read.</summary>
public sealed record WorkingCopyView(DraftContent Content, int RowVersion, DateTimeOffset SavedAt, string? SavedBy);

/// <summary>The answer to saving one.</summary>
public sealed record SavedWorkingCopy(int RowVersion, DateTimeOffset SavedAt);

/// <summary>Saves, reads and drops the working copy of an open draft.</summary>
public static class WorkingCopies
{
    /// <summary>Null when there is none.</summary>
    /// <exception cref="RuleViolation"><c>work-item.not-found</c>.</exception>
    public static async Task<WorkingCopy?> FindAsync(DbContext context, Guid workItemId, Reach reach, CancellationToken cancellationToken)
    {
        var item = await WorkItemQuery.OwnAsync(context, workItemId, reach, cancellationToken);
        // Who passed the work on sees what his successor submits, not what he is writing.
        if (!item.WasOfferedTo(reach.PersonId) && reach.ReplacementFor(item) is null)
            return null;
        return await context.Set<WorkingCopy>().AsNoTracking().FirstOrDefaultAsync(copy => copy.WorkItemId == workItemId, cancellationToken);
    }

    /// <summary>Saves what was written over the version that was read; 0 when there was none.</summary>
    /// <exception cref="RuleViolation"><c>working-copy.stale</c>, <c>work-item.*</c>, <c>draft.*</c>.</exception>
    public static async Task<SavedWorkingCopy> SaveAsync(
        WriteSession session, Guid workItemId, Reach reach, DraftContent content, int baseRowVersion, CancellationToken cancellationToken)
    {
        var clean = content.Unfinished().ToJson();
        await OpenDraftAsync(session, workItemId, reach, cancellationToken);
        var now = session.Clock.GetUtcNow();
        if (await session.FindAsync<WorkingCopy>(workItemId, cancellationToken) is not { } copy)
        {
            // A base of a copy that was dropped: nobody else's work is lost by beginning anew.
            session.Insert(new WorkingCopy { WorkItemId = workItemId, Content = clean, SavedAt = now, SavedBy = reach.PersonId, RowVersion = 1 });
            return new SavedWorkingCopy(1, now);
        }

        // The answer to the same text was lost on the way.
        if (copy.Content == clean)
            return new SavedWorkingCopy(copy.RowVersion, copy.SavedAt);
        if (copy.RowVersion != baseRowVersion)
            throw new RuleViolation(
                "working-copy.stale", $"Bản đang soạn đã được lưu từ nơi khác lúc {VietnameseDates.DateAndTime(copy.SavedAt)}. Tải lại bản mới nhất rồi sửa tiếp; giữ lại phần vừa viết nếu cần.");
        copy.Content = clean;
        copy.SavedAt = now;
        copy.SavedBy = reach.PersonId;
        session.Update(copy);
        return new SavedWorkingCopy(baseRowVersion + 1, now);
    }

    /// <exception cref="RuleViolation"><c>work-item.*</c>.</exception>
    public static async Task<bool> DropAsync(WriteSession session, Guid workItemId, Reach reach, CancellationToken cancellationToken)
    {
        await OpenDraftAsync(session, workItemId, reach, cancellationToken);
        return await EndAsync(session, workItemId, cancellationToken);
    }

    /// <summary>With the submission of the draft.</summary>
    internal static async Task<bool> EndAsync(WriteSession session, Guid workItemId, CancellationToken cancellationToken)
    {
        if (await session.FindAsync<WorkingCopy>(workItemId, cancellationToken) is not { } copy)
            return false;
        session.Delete(copy);
        return true;
    }

    /// <summary>The item, when it is an open draft of this person.</summary>
    /// <exception cref="RuleViolation"><c>work-item.not-found</c>, <c>work-item.closed</c>, <c>work-item.other-kind</c>.</exception>
    internal static async Task<WorkItem> OpenDraftAsync(WriteSession session, Guid workItemId, Reach reach, CancellationToken cancellationToken)
    {
        var item = await session.FindAsync<WorkItem>(workItemId, cancellationToken);
        return MustBeOpenDraft(item is not null && (item.WasOfferedTo(reach.PersonId) || reach.ReplacementFor(item) is not null) ? item : throw WorkDecision.NotFound());
    }

    /// <exception cref="RuleViolation"><c>work-item.closed</c>, <c>work-item.other-kind</c>.</exception>
    internal static WorkItem MustBeOpenDraft(WorkItem item)
    {
        if (item.Kind != WorkKinds.Draft)
            throw RuleViolation.Invalid("work-item.other-kind", $"Việc này là \"{item.Title}\", không phải soạn dự thảo.");
        return item.State == WorkItemState.Open
            ? item
            : throw new RuleViolation("work-item.closed", "Dự thảo này đã được trình hoặc không còn phải soạn, nên không lưu bản đang soạn nữa. Tải lại hộp việc.");
    }
}
