using System.Data.Common;
using LienThong.Activities.Rules;
using LienThong.Workflows.Persistence;
using Microsoft.AspNetCore.Connections;

namespace LienThong.Host.Errors;

/// <summary>The program cannot start or a command cannot be done; the message is one line that says what and where (exit code 1).</summary>
internal sealed class StartupException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The one line for an exception that reached the top, or null when it is a bug and deserves its stack trace.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        StartupException or DatabaseInUseException or DatabaseSettingsException or RuleViolation => OneLine(exception.Message),
        InvalidDataException when exception.InnerException is FormatException format => $"Cấu hình sai: {OneLine(exception.Message)} {OneLine(format.InnerException?.Message ?? format.Message)}",
        IOException when exception.InnerException is AddressInUseException => $"Địa chỉ đã có chương trình khác dùng: {OneLine(exception.Message)}",
        UnauthorizedAccessException => $"Không có quyền truy cập: {OneLine(exception.Message)}",
        DbException or InvalidOperationException { InnerException: DbException } => $"Không làm việc được với cơ sở dữ liệu: {OneLine((exception as DbException ?? exception.InnerException!).Message)}",
        _ => null,
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
