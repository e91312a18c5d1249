using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Documents;
using LienThong.Activities.Notifications;
using LienThong.Activities.Persistence;
using LienThong.Activities.Rules;
using LienThong.Activities.Texts;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Work;

/// <summary>A comment as a page shows it; Author is null when the system wrote it.</summary>
public sealed record CommentRow(Guid Id, Guid? DocumentId, string? Author, DateTimeOffset At, string Text)
{
    /// <summary>The comment that it answers.</summary>
    public Guid? ReplyTo { get; init; }

    /// <summary>Đã tiếp thu: by whom; null while it is not.</summary>
    public string? ResolvedBy { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>The reader may mark it as taken up, and take the mark away.</summary>
    public bool MayResolve { get; init; }
}

/// <summary>Ý kiến: whoever may read a dossier may write into it while it is open.</summary>
public static class WriteComment
{
    private const int MaxLength = 4000;

    /// <exception cref="RuleViolation"><c>dossier.not-found</c>, <c>dossier.closed</c>, <c>comment.text</c>.</exception>
    public static async Task<Guid> RunAsync(
        WriteSession session, DossierAccess access, Guid dossierId, string? text, Guid? replyTo, Actor actor, CancellationToken cancellationToken)
    {
        var dossier = await access.DossierAsync(session.Context, dossierId, cancellationToken);
        if (dossier.State is DossierState.Closed or DossierState.Cancelled)
            throw new RuleViolation("dossier.closed", "Hồ sơ đã kết thúc nên không ghi thêm ý kiến được.");
        var answered = await AnsweredAsync(session, dossierId, replyTo, cancellationToken);
        var comment = new Comment
        {
            Id = session.NewId(),
            DossierId = dossierId,
            AuthorId = actor.PersonId,
            At = session.Clock.GetUtcNow(),
            Text = Checked(text),
            ReplyToId = answered?.ReplyToId ?? answered?.Id,
        };
        session.Insert(comment);
        await AuditTrail.AppendAsync(
            session, actor, "comment.written", new AuditSubject("comment", comment.Id, dossierId), new { Comment = comment.Text }, cancellationToken);
        var holders = await HoldersAsync(session.Context, dossierId, cancellationToken);
        Notices.Add(
            session, NoticeKinds.Information, holders.Append(answered?.AuthorId).OfType<Guid>().Where(id => id != actor.PersonId), dossierId,
            AskedWork.Shortened($"{actor.Name} ghi ý kiến: {dossier.Subject}. {comment.Text}"));
        return comment.Id;
    }

    /// <summary>Đã tiếp thu, or not after all: by the author, or by who has the dossier's work before him.</summary>
    /// <exception cref="RuleViolation"><c>dossier.not-found</c>, <c>comment.not-found</c>, <c>comment.not-yours</c>.</exception>
    public static async Task ResolveAsync(
        WriteSession session, DossierAccess access, Guid dossierId, Guid commentId, bool resolved, Actor actor, CancellationToken cancellationToken)
    {
        await access.DossierAsync(session.Context, dossierId, cancellationToken);
        if (await session.FindAsync<Comment>(commentId, cancellationToken) is not { } comment || comment.DossierId != dossierId)
            throw RuleViolation.NotFound("comment.not-found", "Không tìm thấy ý kiến này trong hồ sơ. Tải lại hồ sơ.");
        if (comment.AuthorId != actor.PersonId && !(await HoldersAsync(session.Context, dossierId, cancellationToken)).Contains(actor.PersonId))
            throw RuleViolation.Forbidden("comment.not-yours", "Chỉ người ghi ý kiến hoặc người đang giữ hồ sơ đánh dấu tiếp thu được.");
        if (comment.ResolvedAt is not null == resolved)
            return;
        comment.ResolvedAt = resolved ? session.Clock.GetUtcNow() : null;
        comment.ResolvedBy = resolved ? actor.PersonId : null;
        session.Update(comment);
        await AuditTrail.AppendAsync(
            session, actor, resolved ? "comment.resolved" : "comment.reopened", new AuditSubject("comment", comment.Id, dossierId), new { Comment = comment.Text }, cancellationToken);
    }

    // Whoever has the dossier's open work before him.
    private static async Task<IReadOnlyList<Guid?>> HoldersAsync(DbContext context, Guid dossierId, CancellationToken cancellationToken)
    {
        var open = await context.Set<WorkItem>().AsNoTracking().Where(item => item.DossierId == dossierId && item.State == WorkItemState.Open).ToListAsync(cancellationToken);
        return [.. open.SelectMany(item => item.People).Distinct().Select(id => (Guid?)id)];
    }

    private static async Task<Comment?> AnsweredAsync(WriteSession session, Guid dossierId, Guid? replyTo, CancellationToken cancellationToken)
    {
        if (replyTo is not { } id)
            return null;
        return await session.FindAsync<Comment>(id, cancellationToken) is { } answered && answered.DossierId == dossierId
            ? answered
            : throw RuleViolation.Invalid("comment.reply-to", "Ý kiến được trả lời không thuộc hồ sơ này. Tải lại hồ sơ.");
    }

    /// <summary>Comments of a dossier, oldest first; the caller has checked that it may be read.</summary>
    public static async Task<IReadOnlyList<CommentRow>> ListAsync(
        DbContext context, Guid dossierId, Guid readerId, Organisation organisation, CancellationToken cancellationToken)
    {
        var comments = await context.Set<Comment>().AsNoTracking().Where(comment => comment.DossierId == dossierId)
            .OrderBy(comment => comment.At).ThenBy(comment => comment.Id).ToListAsync(cancellationToken);
        var holdsWork = comments.Count > 0 && (await HoldersAsync(context, dossierId, cancellationToken)).Contains(readerId);
        return
        [
            .. comments.Select(comment => new CommentRow(
                comment.Id, comment.DocumentId, comment.AuthorId is { } author ? organisation.FindPerson(author)?.FullName : null, comment.At, comment.Text)
            {
                ReplyTo = comment.ReplyToId,
                ResolvedBy = comment.ResolvedBy is { } by ? organisation.FindPerson(by)?.FullName : null,
                ResolvedAt = comment.ResolvedAt,
                MayResolve = holdsWork || comment.AuthorId == readerId,
            }),
        ];
    }

    private static string Checked(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw RuleViolation.Invalid("comment.text", "Ý kiến còn để trống. Nhập ý kiến rồi gửi lại.");
        if (!Nfc.TryLines(text.Trim(), out var clean))
            throw RuleViolation.Invalid("comment.text", "Ý kiến có ký tự điều khiển không hợp lệ. Dán lại dưới dạng văn bản thuần.");
        return clean.Length <= MaxLength
            ? clean
            : throw RuleViolation.Invalid("comment.text", $"Ý kiến dài {clean.Length} ký tự, quá mức {MaxLength} ký tự. Rút gọn rồi gửi lại.");
    }
}
