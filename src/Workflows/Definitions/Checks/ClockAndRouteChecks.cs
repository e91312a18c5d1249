using LienThong.Workflows.Expressions;
using LienThong.Workflows.Http;
using LienThong.Workflows.Model;
using LienThong.Workflows.Timers;
using Timer = LienThong.Workflows.Timers.Timer;

namespace LienThong.Workflows.Definitions.Checks;

/// <summary>Literals by which the clock or a request finds an activity: cron expressions, spans, paths.</summary>
internal static class ClockAndRouteChecks
{
    /// <summary>The shortest span by which the clock may start a definition again and again.</summary>
    public static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    public static IEnumerable<Finding> Of(Activity activity) => activity switch
    {
        Cron cron when Literal(cron.CronExpression) is { } expression && !string.IsNullOrWhiteSpace(expression) && Reason(expression) is { } reason =>
            [Finding.Error(activity, "cron.invalid", $"có biểu thức cron \"{expression}\" sai: {reason} Sửa biểu thức: năm trường, hoặc sáu trường với giây ở đầu.")],
        Timer { CanStartWorkflow: true } timer when timer.Interval?.Expression is { Type: "Literal", Value: { } given } && Conversion.To<TimeSpan>(given) < ShortestInterval =>
            [Finding.Error(activity, "timer.too-short", $"bắt đầu quy trình sau mỗi \"{given}\"; khoảng ngắn nhất là {ShortestInterval.TotalSeconds} giây. Đổi khoảng thời gian.")],
        HttpEndpoint endpoint when Literal(endpoint.Path) is { } path && HttpRoute.Parse(path) is null =>
            [Finding.Error(activity, "http.invalid-path", $"có đường dẫn \"{path}\" không dùng được: ngoặc nhọn không khép hoặc quá nhiều đoạn. Sửa đường dẫn.")],
        _ => [],
    };

    private static string? Literal(Input<string>? input) => input?.Expression is { Type: "Literal", Value: { } value } ? Conversion.To<string>(value) : null;

    private static string? Reason(string expression)
    {
        try
        {
            _ = Cron.Read(expression);
            return null;
        }
        catch (ActivityFault e)
        {
            return e.Message;
        }
    }
}
