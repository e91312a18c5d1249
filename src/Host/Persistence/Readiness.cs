using System.Data.Common;

namespace LienThong.Host.Persistence;

/// <summary>Whether work can be done now.</summary>
internal sealed class Readiness(Schema schema, DataFolder folder, ILogger<Readiness> log)
{
    /// <summary>Empty when everything that is needed is there.</summary>
    public async Task<IReadOnlyList<string>> ReasonsAgainstAsync(CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        try
        {
            if (await schema.PendingAsync(cancellationToken) is { Count: > 0 } pending)
                reasons.Add($"Cơ sở dữ liệu thiếu {pending.Count} phiên bản; chạy lệnh «db migrate».");
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException or TimeoutException)
        {
            log.LogError(exception, "The database does not answer");
            reasons.Add("Không kết nối được cơ sở dữ liệu.");
        }

        try
        {
            folder.ProbeWriting();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            log.LogError(exception, "The data folder cannot be written to");
            reasons.Add("Không ghi được vào thư mục dữ liệu.");
        }

        return reasons;
    }
}
