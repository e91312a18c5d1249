using System.Text.Json.Nodes;
using LienThong.Workflows.Model;

namespace LienThong.Activities.Documents;

/// <summary>Starts a procedure when văn thư registers a document that fits: by type, sender, register and words of the subject.</summary>
[Activity("LienThong", "Văn bản", "Bắt đầu khi văn thư đăng ký một văn bản đến phù hợp.", Name = "IncomingDocument", DisplayName = "Văn bản đến", Kind = ActivityKind.Trigger)]
public sealed class IncomingDocumentTrigger : Activity
{
    public const string StimulusName = "LienThong.IncomingDocument";

    [Input(DisplayName = "Loại văn bản", Description = "Mã loại, ví dụ CV, BC; để trống là mọi loại.", UIHint = "document-type-picker")]
    public Input<List<string>>? DocumentTypes { get; set; }

    [Input(DisplayName = "Cơ quan nhận", Description = "Ký hiệu cơ quan đăng ký văn bản; để trống là mọi cơ quan.", UIHint = "agency-picker")]
    public Input<string>? Agency { get; set; }

    [Input(DisplayName = "Cơ quan gửi", Description = "Ký hiệu trong số văn bản, ví dụ UBND; để trống là mọi nơi gửi.")]
    public Input<string>? Sender { get; set; }

    [Input(DisplayName = "Trích yếu có chứa", Description = "Không phân biệt hoa thường và dấu.")]
    public Input<string>? SubjectContains { get; set; }

    [Input(DisplayName = "Chỉ văn bản cần trả lời", UIHint = "checkbox")]
    public Input<bool>? OnlyWhenReplyNeeded { get; set; }

    public override IEnumerable<Stimulus> Triggers(TriggerContext context) =>
    [
        new Stimulus(StimulusName, new JsonObject
        {
            ["documentTypes"] = new JsonArray([.. (context.Get(DocumentTypes) ?? []).Select(t => (JsonNode)t)]),
            ["agency"] = context.Get(Agency),
            ["sender"] = context.Get(Sender),
            ["subjectContains"] = context.Get(SubjectContains),
            ["onlyWhenReplyNeeded"] = context.Get(OnlyWhenReplyNeeded),
        }),
    ];

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) => new(ActivityResult.Done);
}
