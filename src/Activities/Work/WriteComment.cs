using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Documents;
using LienThong.Activities.Persistence;
using LienThong.Activities.Rules;
using LienThong.Activities.Texts;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Work;

/// <summary>A comment as a page shows it; Author is null when the system wrote it.</summary>
public sealed record CommentRow(Guid Id, Guid? DocumentId, string? Author, DateTimeOffset At, string Text);

/// <summary>Ý kiến: whoever may read a dossier may write into it while it is open.</summary>
public static class WriteComment
{
    private const int MaxLength = 4000;

    /// <exception cref="RuleViolation"><c>dossier.not-found</c>, <c>dossier.closed</c>, <c>comment.text</c>.</exception>
    public static async Task<Guid> RunAsync(
        WriteSession session, DossierAccess access, Guid dossierId, string? text, Actor actor, CancellationToken cancellationToken)
    {
        var dossier = await access.DossierAsync(session.Context, dossierId, cancellationToken);
        if (dossier.State is DossierState.Closed or DossierState.Cancelled)
            throw new RuleViolation("dossier.closed", "Hồ sơ đã kết thúc nên không ghi thêm ý kiến được.");
        var comment = new Comment
        {
            Id = session.NewId(),
            DossierId = dossierId,
            AuthorId = actor.PersonId,
            At = session.Clock.GetUtcNow(),
            Text = Checked(text),
        };
        session.Insert(comment);
        await AuditTrail.AppendAsync(
            session, actor, "comment.written", new AuditSubject("comment", comment.Id, dossierId), new { Comment = comment.Text }, cancellationToken);
        return comment.Id;
    }

    /// <summary>Comments of a dossier, oldest first; the caller has checked that it may be read.</summary>
    public static async Task<IReadOnlyList<CommentRow>> ListAsync(
        DbContext context, Guid dossierId, Organisation organisation, CancellationToken cancellationToken)
    {
        var comments = await context.Set<Comment>().AsNoTracking().Where(comment => comment.DossierId == dossierId)
            .OrderBy(comment => comment.At).ThenBy(comment => comment.Id).ToListAsync(cancellationToken);
        return
        [
            .. comments.Select(comment => new CommentRow(
                comment.Id, comment.DocumentId, comment.AuthorId is { } author ? organisation.FindPerson(author)?.FullName : null, comment.At, comment.Text)),
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
