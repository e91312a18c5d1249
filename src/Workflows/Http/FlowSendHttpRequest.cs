using System.Globalization;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Http;

/// <summary>Sends a request; in a flowchart it is left by the answer's status.</summary>
[Activity(
    "Elsa", "HTTP", "Gửi một yêu cầu HTTP và rẽ nhánh theo mã trả lời.", DisplayName = "Gửi HTTP (rẽ nhánh)", Kind = ActivityKind.Task,
    Outcomes = [ActivityResult.DoneOutcome, Unmatched, NotReachedOutcome, TimeoutOutcome], OutcomeNames = ["Xong", "Mã trả lời khác", "Không kết nối được", "Quá thời gian chờ"])]
public sealed class FlowSendHttpRequest : SendHttpRequestActivity
{
    private const string Unmatched = "Unmatched status code";
    private const string NotReachedOutcome = "Failed to connect";
    private const string TimeoutOutcome = "Timeout";

    [Input(DisplayName = "Mã trả lời chờ đợi", UIHint = "multi-text")]
    public Input<ICollection<int>>? ExpectedStatusCodes { get; set; }

    public override PossibleOutcomes? DeclaredOutcomes
    {
        get
        {
            if (ExpectedStatusCodes is { Expression.Type: not ("Literal" or "Object") })
                return null;
            var codes = Conversion.To<ICollection<int>>(ExpectedStatusCodes?.Expression.Value) ?? [];
            return new([.. codes.Select(OutcomeOf), .. codes.Count > 0 ? [Unmatched] : (string[])[], ActivityResult.DoneOutcome, NotReachedOutcome, TimeoutOutcome]);
        }
    }

    private protected override ActivityResult Answered(ActivityContext context, int status) => context.Get(ExpectedStatusCodes) is { Count: > 0 } expected
        ? ActivityResult.Complete(expected.Contains(status) ? OutcomeOf(status) : Unmatched, ActivityResult.DoneOutcome)
        : ActivityResult.Done;

    private protected override ActivityResult NotReached(ActivityContext context) => ActivityResult.Complete(NotReachedOutcome);

    private protected override ActivityResult TimedOut(ActivityContext context) => ActivityResult.Complete(TimeoutOutcome);

    private static string OutcomeOf(int code) => code.ToString(CultureInfo.InvariantCulture);
}
