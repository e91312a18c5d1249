namespace LienThong.Activities.Work;

/// <summary>Status codes of the exchange axis in words.</summary>
public static class DispatchWords
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        [DispatchStatusCodes.Sent] = "đã gửi",
        [DispatchStatusCodes.Arrived] = "đã đến",
        [DispatchStatusCodes.Refused] = "từ chối tiếp nhận",
        [DispatchStatusCodes.Accepted] = "đã tiếp nhận",
        [DispatchStatusCodes.Assigned] = "đã phân công",
        [DispatchStatusCodes.InProgress] = "đang xử lý",
        [DispatchStatusCodes.Completed] = "hoàn thành",
        [DispatchStatusCodes.RecallRequested] = "đề nghị lấy lại",
        [DispatchStatusCodes.RecallAgreed] = "đồng ý lấy lại",
        [DispatchStatusCodes.RecallRefused] = "từ chối lấy lại",
    };

    /// <summary>A code that is not known is shown as it came.</summary>
    public static string Of(string statusCode) => Words.GetValueOrDefault(statusCode, statusCode);
}
