using LienThong.Activities.Work;
using LienThong.Workflows.Model;

namespace LienThong.Activities.Approvals;

/// <summary>Ký ban hành by the competent person; the printed mark (KT., TL. …) follows from his position on that day.</summary>
[Activity("LienThong", "Văn bản", "Người có thẩm quyền ký ban hành.", DisplayName = "Ký ban hành", Kind = ActivityKind.Task, Outcomes = ["Signed", "Returned"], OutcomeNames = ["Đã ký", "Trả lại"])]
public sealed class SignDocument : HumanTask
{
    protected override string Kind => WorkKinds.Sign;

    protected override string DefaultTitle => "Ký ban hành";

    protected override ValueTask<ActivityResult> DecidedAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken) =>
        new(ActivityResult.Complete(OutcomeOf(resumption) == WorkOutcomes.Signed ? "Signed" : "Returned"));
}
