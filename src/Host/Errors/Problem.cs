using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using LienThong.Activities.Procedures;
using LienThong.Host.ElsaApi;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Definitions.Checks;

namespace LienThong.Host.Errors;

/// <summary>The body of every refusal (RFC 9457): <paramref name="Code"/> is stable and for programs, the rest is for the reader.</summary>
internal sealed record Problem(string Title, int Status, string Code, string Detail, string TraceId)
{
    public const string ContentType = "application/problem+json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        // Vietnamese stays readable; the answer is never put into HTML.
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Where the fault lies in a body that could not be read, 1-based.</summary>
    public int? Line { get; init; }

    public int? Column { get; init; }

    /// <summary>What is wrong in a definition, step by step.</summary>
    public IReadOnlyList<Finding>? Findings { get; init; }

    /// <summary>What became of each file of an import.</summary>
    public IReadOnlyList<ImportedFile>? Files { get; init; }

    /// <summary>Writes the problem in place of whatever the answer was to be.</summary>
    public static Task WriteAsync(HttpContext http, int status, string code, string detail, int? line = null, int? column = null, string? title = null) =>
        WriteAsync(http, Of(http, status, code, detail, title) with { Line = line, Column = column });

    /// <summary>A definition that was refused.</summary>
    public static Task WriteAsync(HttpContext http, RefusedDefinitionException refused) =>
        WriteAsync(http, Of(http, StatusCodes.Status400BadRequest, refused.Code, refused.Message) with { Findings = refused.Findings });

    /// <summary>An import that was refused.</summary>
    public static Task WriteAsync(HttpContext http, ImportRefusedException refused) =>
        WriteAsync(http, Of(http, StatusCodes.Status400BadRequest, "import.refused", refused.Message) with { Files = refused.Report.Files });

    private static Problem Of(HttpContext http, int status, string code, string detail, string? title = null) =>
        new(title ?? TitleOf(status), status, code, detail, Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier);

    private static async Task WriteAsync(HttpContext http, Problem problem)
    {
        http.Response.Headers.CacheControl = "no-store";
        problem = problem.WithoutLongValues();
        if (ElsaRoutes.Hold(http.Request))
        {
            var error = ElsaError.Of(problem);
            http.Response.StatusCode = error.StatusCode;
            await http.Response.WriteAsJsonAsync(error, ElsaJson.Options, ContentType, http.RequestAborted);
            return;
        }

        http.Response.StatusCode = problem.Status;
        await http.Response.WriteAsJsonAsync(problem, Json, ContentType, http.RequestAborted);
    }

    private Problem WithoutLongValues() => this with
    {
        Detail = QuotedValues.Cut(Detail),
        Findings = Findings?.Select(Cut).ToList(),
        Files = Files?.Select(file => file with { Detail = file.Detail is null ? null : QuotedValues.Cut(file.Detail), Findings = [.. file.Findings.Select(Cut)] }).ToList(),
    };

    private static Finding Cut(Finding finding) => finding with { Text = QuotedValues.Cut(finding.Text) };

    /// <summary>For answers that carry only a status, such as those of routing.</summary>
    public static Task WriteAsync(HttpContext http, int status)
    {
        var (code, detail) = status switch
        {
            StatusCodes.Status401Unauthorized => ("session.missing", "Đồng chí chưa đăng nhập hoặc phiên làm việc đã hết hạn."),
            StatusCodes.Status403Forbidden => ("access.denied", "Đồng chí không có quyền làm việc này."),
            StatusCodes.Status404NotFound => ("route.unknown", $"Không có địa chỉ {http.Request.Method} {http.Request.Path}."),
            StatusCodes.Status405MethodNotAllowed => ("method.unknown", $"Địa chỉ {http.Request.Path} không nhận phương thức {http.Request.Method}."),
            StatusCodes.Status413PayloadTooLarge => ("body.too-large", "Nội dung gửi lên vượt quá giới hạn cho phép."),
            StatusCodes.Status415UnsupportedMediaType => ("media.unsupported",
                $"Kiểu nội dung «{http.Request.ContentType ?? "không ghi"}» không được nhận ở địa chỉ này."),
            StatusCodes.Status429TooManyRequests => ("rate.exceeded", "Đồng chí thao tác quá nhanh. Hãy chờ một phút rồi thử lại."),
            _ => ("request.refused", "Yêu cầu không được chấp nhận."),
        };
        return WriteAsync(http, status, code, detail);
    }

    private static string TitleOf(int status) => status switch
    {
        400 => "Yêu cầu không hợp lệ",
        401 => "Chưa đăng nhập",
        403 => "Không có quyền",
        404 => "Không tìm thấy",
        405 => "Phương thức không được hỗ trợ",
        409 => "Không thực hiện được ở trạng thái hiện tại",
        412 => "Dữ liệu đã thay đổi",
        413 => "Nội dung quá lớn",
        415 => "Kiểu nội dung không được hỗ trợ",
        422 => "Dữ liệu không hợp lệ",
        428 => "Thiếu điều kiện",
        429 => "Quá nhiều yêu cầu",
        503 => "Hệ thống chưa sẵn sàng",
        >= 500 => "Lỗi hệ thống",
        _ => "Yêu cầu bị từ chối",
    };
}
