using System.Text.Json.Nodes;
using LienThong.Activities.Work;
using LienThong.Workflows.Model;

namespace LienThong.Activities.Exchange;

/// <summary>Gửi: văn thư sends the issued document; then the procedure waits until every recipient has accepted it, or one refuses.</summary>
[Activity("LienThong", "Văn bản", "Gửi văn bản đã ban hành và theo dõi trạng thái của từng nơi nhận.", DisplayName = "Gửi văn bản", Kind = ActivityKind.Task, Outcomes = ["Accepted", "Refused"], OutcomeNames = ["Nơi nhận đã tiếp nhận", "Bị từ chối"])]
public sealed class SubmitDocument : HumanTask
{
    /// <summary>Name of the wait for the recipients.</summary>
    public const string ReceiptsBookmark = "LienThong.Receipts";

    /// <summary>Key of the resume that says what came of it.</summary>
    public const string ResultKey = "ReceiptResult";

    [Input(DisplayName = "Nơi nhận", Description = "Ký hiệu hoặc tên các cơ quan nhận.", UIHint = "multi-text")]
    public Input<List<string>>? Recipients { get; set; }

    protected override string Kind => WorkKinds.Submit;

    protected override string DefaultTitle => "Gửi văn bản";

    /// <summary>Facts by which the wait for the recipients is found.</summary>
    public static JsonObject PayloadOf(Guid documentId) => new() { ["DocumentId"] = documentId.ToString("D") };

    protected override async ValueTask<ActivityResult> DecidedAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken)
    {
        if (resumption.BookmarkName == ReceiptsBookmark)
            return ActivityResult.Complete(resumption.Input.GetValueOrDefault(ResultKey) as string == "Accepted" ? "Accepted" : "Refused");
        var document = await context.OutgoingAsync(cancellationToken);
        context.Publish(ExchangeDelivery.MessageKind, new JsonObject { ["documentId"] = document.Id.ToString("D") });
        return ActivityResult.Suspend(new BookmarkRequest(ReceiptsBookmark) { Payload = PayloadOf(document.Id) });
    }
}
