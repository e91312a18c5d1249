using LienThong.Activities.Work;
using LienThong.Workflows.Model;

namespace LienThong.Activities.Approvals;

/// <summary>Bút phê: a leader names the lead unit, cooperating and informed units, the deadline and what is to be done.</summary>
[Activity("LienThong", "Văn bản", "Lãnh đạo bút phê: giao đơn vị chủ trì, phối hợp, để biết và hạn xử lý.", DisplayName = "Bút phê", Kind = ActivityKind.Task, Outcomes = ["Assigned", "Returned"], OutcomeNames = ["Đã giao", "Trả lại"])]
public sealed class AssignDocument : HumanTask
{
    protected override string Kind => WorkKinds.Assign;

    protected override string DefaultTitle => "Phân công";

    protected override ValueTask<ActivityResult> DecidedAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken) =>
        new(ActivityResult.Complete(OutcomeOf(resumption) == WorkOutcomes.Assigned ? "Assigned" : "Returned"));
}
