using LienThong.Activities.Work;
using LienThong.Workflows.Model;

namespace LienThong.Activities.Approvals;

/// <summary>Review: one of the candidates approves, returns with a reason, or (where the definition allows it) rejects with a reason.</summary>
[Activity("LienThong", "Văn bản", "Người có thẩm quyền duyệt, trả lại hoặc từ chối dự thảo.", DisplayName = "Duyệt", Kind = ActivityKind.Task, Outcomes = ["Approved", "Returned", "Rejected"], OutcomeNames = ["Duyệt", "Trả lại", "Từ chối"])]
public sealed class Approval : HumanTask
{
    [Input(DisplayName = "Cho phép từ chối", Description = "Từ chối kết thúc việc; trả lại chỉ yêu cầu sửa.", UIHint = "checkbox")]
    public Input<bool>? AllowReject { get; set; }

    protected override string Kind => WorkKinds.Approve;

    protected override string DefaultTitle => "Duyệt dự thảo";

    protected override bool MayBeRejected(ActivityContext context) => context.Get(AllowReject);

    protected override ValueTask<ActivityResult> DecidedAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken) =>
        new(ActivityResult.Complete(OutcomeOf(resumption) switch
        {
            WorkOutcomes.Approved => "Approved",
            WorkOutcomes.Rejected => "Rejected",
            _ => "Returned",
        }));
}
