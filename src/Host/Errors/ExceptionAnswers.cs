using System.Text.Json;
using System.Text.RegularExpressions;
using LienThong.Activities.Procedures;
using LienThong.Activities.Rules;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Runtime;
using Microsoft.AspNetCore.Diagnostics;

namespace LienThong.Host.Errors;

/// <summary>The one place where an exception becomes an answer. What is not listed is a bug: 500 with the trace id and nothing else.</summary>
internal sealed partial class ExceptionAnswers(ILogger<ExceptionAnswers> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        await (exception switch
        {
            RuleViolation rule => Problem.WriteAsync(httpContext, StatusOf(rule.Kind), rule.Code, rule.Message),
            ApiRefusal refusal => Problem.WriteAsync(httpContext, refusal.Status, refusal.Code, refusal.Message, title: refusal.Title),
            StaleRowException when httpContext.Request.Headers.IfMatch.Count > 0 =>
                Problem.WriteAsync(httpContext, 412, "etag.mismatch", "Dữ liệu đã được người khác thay đổi từ lúc đồng chí mở. Hãy tải lại rồi làm lại."),
            StaleRowException => Problem.WriteAsync(httpContext, 409, "stale", exception.Message),
            DuplicateRowException => Problem.WriteAsync(httpContext, 409, "duplicate", exception.Message),
            ActivationRefusedException another => Problem.WriteAsync(httpContext, 409, "instance.not-another", another.Message),
            DefinitionStateException state => Problem.WriteAsync(httpContext, state.IsMissing ? 404 : 409, state.Code, state.Message),
            ImportRefusedException refused => Problem.WriteAsync(httpContext, refused),
            RefusedDefinitionException refused => Problem.WriteAsync(httpContext, refused),
            InvalidDefinitionException definition =>
                Problem.WriteAsync(httpContext, 400, definition.Code, definition.Message, (int?)definition.Line, (int?)definition.Column),
            JsonException json => InvalidJson(httpContext, json),
            BadHttpRequestException bad => BadRequest(httpContext, bad),
            _ => Internal(httpContext, exception),
        });
        return true;
    }

    private static int StatusOf(RuleKind kind) => kind switch
    {
        RuleKind.Conflict => StatusCodes.Status409Conflict,
        RuleKind.Invalid => StatusCodes.Status400BadRequest,
        RuleKind.Forbidden => StatusCodes.Status403Forbidden,
        RuleKind.NotFound => StatusCodes.Status404NotFound,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static Task BadRequest(HttpContext http, BadHttpRequestException bad) => bad switch
    {
        { InnerException: JsonException json } => InvalidJson(http, json),
        { StatusCode: StatusCodes.Status400BadRequest } when UnreadableParameter().Match(bad.Message) is { Success: true } match =>
            Problem.WriteAsync(http, 400,
                "parameter.invalid", $"Không đọc được tham số «{match.Groups["name"].Value}» từ giá trị «{match.Groups["value"].Value}»{DateForm(match.Groups["type"].Value)}."),
        { StatusCode: StatusCodes.Status400BadRequest } when MissingParameter().Match(bad.Message) is { Success: true } match =>
            Problem.WriteAsync(http, 400, "parameter.missing", $"Thiếu «{match.Groups["name"].Value}»."),
        { StatusCode: StatusCodes.Status400BadRequest } => Problem.WriteAsync(http, 400, "request.invalid", "Không đọc được yêu cầu."),
        _ => Problem.WriteAsync(http, bad.StatusCode),
    };

    private static Task InvalidJson(HttpContext http, JsonException json)
    {
        // System.Text.Json counts lines and bytes from zero.
        int? line = json.LineNumber is { } number ? (int)number + 1 : null;
        int? column = json.BytePositionInLine is { } position ? (int)position + 1 : null;
        var place = line is null ? "" : $" ở dòng {line}, cột {column}";
        var path = string.IsNullOrEmpty(json.Path) || json.Path == "$" ? "" : $" (tại {json.Path})";
        var detail = MissingFields().Match(json.Message) is { Success: true } missing
            ? $"Thiếu trường {string.Join(", ", FieldName().Matches(missing.Groups["names"].Value).Select(name => $"«{name.Value}»"))}."
            // The outer message may name the whole body's type; what the date's reader said is inside.
            : $"Nội dung JSON sai{place}{path}{DateForm(json.InnerException?.Message ?? json.Message)}.";
        return Problem.WriteAsync(http, 400, "invalid-json", detail, line, column);
    }

    private static string DateForm(string text) => text.Contains("DateOnly", StringComparison.Ordinal) ? ": ngày phải theo dạng yyyy-MM-dd" : "";

    private Task Internal(HttpContext http, Exception exception)
    {
        log.LogError(exception, "{Method} {Path} failed", http.Request.Method, http.Request.Path);
        return Problem.WriteAsync(http, 500,
            "internal", "Hệ thống gặp lỗi ngoài dự kiến; thao tác chưa được thực hiện. Hãy báo quản trị viên kèm mã theo dõi (traceId).");
    }

    // The framework's own words are the only place where it names the parameter.
    [GeneratedRegex("""^Failed to bind parameter "(?<type>\S+) (?<name>\w+)" from "(?<value>[^"]*)"\.$""")]
    private static partial Regex UnreadableParameter();

    [GeneratedRegex("""^Required parameter "\S+ (?<name>\w+)" was not provided from""")]
    private static partial Regex MissingParameter();

    [GeneratedRegex("""was missing required properties including: (?<names>'[^']+'(, '[^']+')*)""")]
    private static partial Regex MissingFields();

    [GeneratedRegex(@"[^', ]+")]
    private static partial Regex FieldName();
}
