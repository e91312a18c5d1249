using LienThong.Workflows.Model;

namespace LienThong.Workflows.Http;

/// <summary>What to run after an answer with this status.</summary>
public sealed record HttpStatusCodeCase(int StatusCode, Activity? Activity);

/// <summary>Sends a request and runs the activity that belongs to the answer's status, if there is one.</summary>
[Activity("Elsa", "HTTP", "Gửi một yêu cầu HTTP và chạy tiếp theo mã trả lời.", DisplayName = "Gửi HTTP", Kind = ActivityKind.Task)]
public sealed class SendHttpRequest : SendHttpRequestActivity
{
    [Input(DisplayName = "Mã trả lời chờ đợi", UIHint = "http-status-codes")]
    public IReadOnlyList<HttpStatusCodeCase> ExpectedStatusCodes { get; set; } = [];

    [Port("Mã trả lời khác")]
    public Activity? UnmatchedStatusCode { get; set; }

    [Port("Không kết nối được")]
    public Activity? FailedToConnect { get; set; }

    [Port("Quá thời gian chờ")]
    public Activity? Timeout { get; set; }

    public override IEnumerable<(string Port, Activity Child)> Children() =>
        ExpectedStatusCodes.Where(c => c.Activity is not null).Select(c => (c.StatusCode.ToString(System.Globalization.CultureInfo.InvariantCulture), c.Activity!)).Concat(base.Children());

    private protected override ActivityResult Answered(ActivityContext context, int status) =>
        Run(ExpectedStatusCodes.FirstOrDefault(c => c.StatusCode == status)?.Activity ?? UnmatchedStatusCode);

    private protected override ActivityResult NotReached(ActivityContext context) => Run(FailedToConnect);

    private protected override ActivityResult TimedOut(ActivityContext context) => Run(Timeout);

    private static ActivityResult Run(Activity? next) => next is null ? ActivityResult.Done : ActivityResult.Schedule(next);
}
