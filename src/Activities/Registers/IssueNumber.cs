using System.Text.Json.Nodes;
using LienThong.Activities.Documents;
using LienThong.Activities.Work;
using LienThong.Workflows.Model;

namespace LienThong.Activities.Registers;

/// <summary>Cấp số: văn thư gives number and date; then the issued file is written, outside the transaction, before the procedure goes on.</summary>
[Activity("LienThong", "Văn bản", "Văn thư cấp số, ngày và ban hành tệp văn bản.", DisplayName = "Cấp số", Kind = ActivityKind.Task, Outcomes = ["Issued", "Refused"], OutcomeNames = ["Đã cấp số", "Từ chối"])]
public sealed class IssueNumber : HumanTask
{
    /// <summary>Name of the wait for the issued file.</summary>
    public const string FileBookmark = "LienThong.IssuedFile";

    protected override string Kind => WorkKinds.IssueNumber;

    protected override string DefaultTitle => "Cấp số";

    protected override async ValueTask<ActivityResult> DecidedAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken)
    {
        if (resumption.BookmarkName == FileBookmark)
            return ActivityResult.Complete("Issued");
        if (OutcomeOf(resumption) == WorkOutcomes.Refused)
            return ActivityResult.Complete("Refused");
        var document = await context.OutgoingAsync(cancellationToken);
        context.Publish(IssuedFile.MessageKind, new JsonObject { ["documentId"] = document.Id.ToString("D") });
        return ActivityResult.Suspend(new BookmarkRequest(FileBookmark) { Payload = IssuedFile.PayloadOf(document.Id) });
    }
}
