using LienThong.Activities.Audit;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Notifications;
using LienThong.Activities.Persistence;
using LienThong.Activities.Work;
using LienThong.Workflows.Model;

namespace LienThong.Activities.Documents;

/// <summary>Checks the form of the draft (Nghị định 30/2020/NĐ-CP, Điều 12): with an error it fails, and the findings are left as a comment for the drafter.</summary>
[Activity("LienThong", "Văn bản", "Kiểm tra thể thức của dự thảo theo Nghị định 30/2020/NĐ-CP.", DisplayName = "Kiểm tra thể thức", Outcomes = ["Passed", "Failed"], OutcomeNames = ["Đạt", "Chưa đạt"])]
public sealed class CheckFormat : Activity
{
    [Output(DisplayName = "Số lỗi")]
    public Output<int>? Errors { get; set; }

    public override async ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var document = await context.OutgoingAsync(cancellationToken);
        var organisation = await context.OrganisationAsync(cancellationToken);
        var findings = OutgoingCheck.Of(document, organisation);
        var errors = findings.Where(f => f.Severity == FindingSeverity.Error).ToList();
        context.Set(Errors, errors.Count);
        await AuditTrail.AppendAsync(
            context.Session(), Actor.System, errors.Count == 0 ? "format.passed" : "format.failed", new AuditSubject("outgoing-document", document.Id, document.DossierId),
            new { Errors = errors.Select(e => e.Code), Messages = errors.Select(e => e.Message), Warnings = findings.Where(f => f.Severity == FindingSeverity.Warning).Select(f => f.Code) }, cancellationToken);
        if (errors.Count == 0)
            return ActivityResult.Complete("Passed");
        var dossier = await context.DossierAsync(cancellationToken);
        var session = context.Session();
        var text = "Kiểm tra thể thức chưa đạt:\n" + string.Join('\n', errors.Select(e => $"- {e.Message}"));
        session.Insert(new Comment
        {
            Id = session.NewId(),
            DossierId = dossier.Id,
            DocumentId = document.Id,
            AuthorId = null,
            At = session.Clock.GetUtcNow(),
            Text = text.Length <= Comment.MaxLength ? text : text[..(Comment.MaxLength - 1)] + "…",
        });
        Notices.Publish(context, NoticeKinds.Returned, [document.CreatedBy], dossier, $"Dự thảo chưa đạt thể thức ({errors.Count} lỗi): {dossier.Subject}. {string.Join(' ', errors.Select(e => e.Message))}");
        return ActivityResult.Complete("Failed");
    }
}
