using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Http;

/// <summary>Waits for a request to this path, or starts the workflow when one comes.</summary>
[Activity("Elsa", "HTTP", "Chờ một yêu cầu HTTP đến đường dẫn này, hoặc bắt đầu quy trình khi có yêu cầu.", DisplayName = "Điểm nhận HTTP", Kind = ActivityKind.Trigger)]
public sealed class HttpEndpoint : Activity
{
    public const string StimulusName = "Elsa.HttpEndpoint";

    private const string RequestTooLarge = "Request too large";
    private const string FileTooLarge = "File too large";
    private const string InvalidFileExtension = "Invalid file extension";
    private const string InvalidFileMimeType = "Invalid file MIME type";

    [Input(DisplayName = "Đường dẫn", Description = "Sau đường dẫn gốc /workflows; tham số viết trong ngoặc nhọn, ví dụ /ho-so/{id}.")]
    public Input<string>? Path { get; set; }

    [Input(DisplayName = "Phương thức", UIHint = "checklist", Options = ["GET", "POST", "PUT", "HEAD", "DELETE", "PATCH"])]
    public Input<ICollection<string>>? SupportedMethods { get; set; } = new(["GET"]);

    [Input(DisplayName = "Chỉ người đã đăng nhập", UIHint = "checkbox", Category = "Bảo mật")]
    public Input<bool>? Authorize { get; set; }

    [Input(DisplayName = "Điều kiện về người gửi", Category = "Bảo mật")]
    public Input<string>? Policy { get; set; }

    [Input(DisplayName = "Thời hạn xử lý", Category = "Tải lên")]
    public Input<TimeSpan?>? RequestTimeout { get; set; }

    [Input(DisplayName = "Cỡ yêu cầu tối đa (byte)", Category = "Tải lên")]
    public Input<long?>? RequestSizeLimit { get; set; }

    [Input(DisplayName = "Cỡ mỗi tệp tối đa (byte)", Category = "Tải lên")]
    public Input<long?>? FileSizeLimit { get; set; }

    [Input(DisplayName = "Đuôi tệp được nhận", UIHint = "multi-text", Category = "Tải lên")]
    public Input<ICollection<string>>? AllowedFileExtensions { get; set; }

    [Input(DisplayName = "Đuôi tệp không nhận", UIHint = "multi-text", Category = "Tải lên")]
    public Input<ICollection<string>>? BlockedFileExtensions { get; set; }

    [Input(DisplayName = "Loại MIME được nhận", UIHint = "multi-text", Category = "Tải lên")]
    public Input<ICollection<string>>? AllowedMimeTypes { get; set; }

    [Input(DisplayName = "Có nhánh khi yêu cầu quá lớn", UIHint = "checkbox", Category = "Kết quả")]
    public bool ExposeRequestTooLargeOutcome { get; set; }

    [Input(DisplayName = "Có nhánh khi tệp quá lớn", UIHint = "checkbox", Category = "Kết quả")]
    public bool ExposeFileTooLargeOutcome { get; set; }

    [Input(DisplayName = "Có nhánh khi đuôi tệp không được nhận", UIHint = "checkbox", Category = "Kết quả")]
    public bool ExposeInvalidFileExtensionOutcome { get; set; }

    [Input(DisplayName = "Có nhánh khi loại tệp không được nhận", UIHint = "checkbox", Category = "Kết quả")]
    public bool ExposeInvalidFileMimeTypeOutcome { get; set; }

    /// <summary>The request: Method, Path, QueryString, Headers, ContentType, ContentLength.</summary>
    [Output(DisplayName = "Yêu cầu")]
    public Output<object>? Result { get; set; }

    [Output(DisplayName = "Nội dung đã đọc")]
    public Output<object>? ParsedContent { get; set; }

    [Output(DisplayName = "Các tệp")]
    public Output<object>? Files { get; set; }

    /// <summary>The first of the files.</summary>
    [Output(DisplayName = "Tệp đầu tiên")]
    public Output<object>? File { get; set; }

    [Output(DisplayName = "Tham số trong đường dẫn")]
    public Output<IDictionary<string, object?>>? RouteData { get; set; }

    [Output(DisplayName = "Tham số truy vấn")]
    public Output<IDictionary<string, object?>>? QueryStringData { get; set; }

    [Output(DisplayName = "Tiêu đề của yêu cầu")]
    public Output<IDictionary<string, object?>>? Headers { get; set; }

    public override PossibleOutcomes DeclaredOutcomes => new([.. Outcomes()], OnlyOne: true);

    /// <summary>Facts by which such a wait is found.</summary>
    /// <param name="path">Of a definition, or of a request; compared in lower case.</param>
    /// <param name="method">In any case.</param>
    public static JsonObject PayloadOf(string path, string method) => new() { [nameof(Path)] = HttpRoute.Normal(path), ["Method"] = method.Trim().ToLowerInvariant() };

    public override IEnumerable<Stimulus> Triggers(TriggerContext context) =>
        context.Get(Path) is { } path ? Methods(context.Get(SupportedMethods)).Select(method => new Stimulus(StimulusName, PayloadOf(path, method))) : [];

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        // Reached a second time in one burst it waits for the next request; the first one has been taken.
        context.IsTriggered && ExchangeOf(context) is { } exchange ? new(Take(context, exchange)) : new(Wait(context));

    // Resumed by something that is no request, it still needs one: the wait that was burned is set up again, those for other methods are still there.
    public override ValueTask<ActivityResult> ResumeAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken) => new(
        ExchangeOf(context) is { } exchange
            ? Take(context, exchange)
            : ActivityResult.Suspend(new BookmarkRequest(StimulusName) { Payload = resumption.BookmarkPayload?.DeepClone() as JsonObject }));

    private static HttpExchange? ExchangeOf(ActivityContext context) => (HttpExchange?)context.Services.GetService(typeof(HttpExchange));

    private static IEnumerable<string> Methods(ICollection<string>? methods) =>
        methods is { Count: > 0 } ? methods.Where(m => !string.IsNullOrWhiteSpace(m)).Distinct(StringComparer.OrdinalIgnoreCase) : ["GET"];

    private ActivityResult Wait(ActivityContext context)
    {
        var path = context.Get(Path) ?? "";
        if (HttpRoute.Parse(path) is null)
            throw new ActivityFault("http.invalid-path", $"Đường dẫn \"{path}\" của bước này không đọc được. Quản trị viên cần sửa quy trình.");
        return ActivityResult.Suspend([.. Methods(context.Get(SupportedMethods)).Select(method => new BookmarkRequest(StimulusName) { Payload = PayloadOf(path, method) })]);
    }

    private ActivityResult Take(ActivityContext context, HttpExchange exchange)
    {
        MustBeAdmitted(context, exchange.Caller);
        if (context.Get(RequestTimeout) is { } span)
            exchange.LimitTime(span);
        var request = exchange.Request;
        var headers = request.HeaderValues();
        context.Set(Result, new Dictionary<string, object?>
        {
            ["Method"] = request.Method.ToUpperInvariant(),
            ["Path"] = request.Path,
            ["QueryString"] = request.Query.Length == 0 ? "" : "?" + request.Query,
            ["Headers"] = headers,
            ["ContentType"] = request.ContentType,
            ["ContentLength"] = (long)request.Body.Length,
        });
        context.Set(RouteData, exchange.RouteValues.ToDictionary(p => p.Key, p => (object?)p.Value));
        context.Set(QueryStringData, request.QueryValues());
        context.Set(Headers, headers);
        if (context.Get(RequestSizeLimit) is { } most && request.Body.Length > most)
            return Leave(ExposeRequestTooLargeOutcome, RequestTooLarge, 413, string.Create(CultureInfo.InvariantCulture, $"The maximum request size allowed is {most} bytes."));
        var (content, files) = Read(request);
        context.Set(ParsedContent, content);
        if (Refusal(context, files) is { } refused)
            return refused;
        if (files.Count > 0)
        {
            context.Set(Files, files.Select(f => (object?)f.ToValue()).ToList());
            context.Set(File, files[0].ToValue());
        }

        return ActivityResult.Done;
    }

    private void MustBeAdmitted(ActivityContext context, HttpCaller caller)
    {
        var policy = context.Get(Policy);
        if (!context.Get(Authorize))
            return;
        if (!caller.IsSignedIn)
            throw new HttpRefusedException(HttpAnswer.Empty(401), "Yêu cầu này cần đăng nhập.");
        if (!string.IsNullOrWhiteSpace(policy) && !caller.Meets(policy))
            throw new HttpRefusedException(HttpAnswer.Empty(403), $"Người gửi không thỏa điều kiện \"{policy}\".");
    }

    private static (object? Content, IReadOnlyList<HttpFile> Files) Read(HttpRequestRead request)
    {
        try
        {
            return HttpBody.Read(request.Body, request.ContentType);
        }
        catch (JsonException e)
        {
            throw HttpRefusedException.With(400, e.LineNumber is { } line ? $"Nội dung không phải JSON hợp lệ (dòng {line + 1}, byte {e.BytePositionInLine + 1})." : "Nội dung không phải JSON hợp lệ: có ký tự không trọn vẹn.");
        }
        catch (FormatException e)
        {
            throw HttpRefusedException.With(400, $"Nội dung không phải biểu mẫu hợp lệ: {e.Message}");
        }
    }

    private ActivityResult? Refusal(ActivityContext context, IReadOnlyList<HttpFile> files)
    {
        if (context.Get(FileSizeLimit) is { } most && files.Any(f => f.Content.Length > most))
            return Leave(ExposeFileTooLargeOutcome, FileTooLarge, 413, string.Create(CultureInfo.InvariantCulture, $"The maximum file size allowed is {most} bytes."));
        if (context.Get(AllowedFileExtensions) is { Count: > 0 } allowed && !files.All(f => Has(allowed, f)))
            return Leave(ExposeInvalidFileExtensionOutcome, InvalidFileExtension, 415, $"Only the following file extensions are allowed: {string.Join(", ", allowed)}");
        if (context.Get(BlockedFileExtensions) is { Count: > 0 } blocked && files.Any(f => Has(blocked, f)))
            return Leave(ExposeInvalidFileExtensionOutcome, InvalidFileExtension, 415, $"The following file extensions are not allowed: {string.Join(", ", blocked)}");
        if (context.Get(AllowedMimeTypes) is { Count: > 0 } types && !files.All(f => types.Contains(HttpBody.MediaType(f.ContentType), StringComparer.OrdinalIgnoreCase)))
            return Leave(ExposeInvalidFileMimeTypeOutcome, InvalidFileMimeType, 415, $"Only the following MIME types are allowed: {string.Join(", ", types)}");
        return null;

        // ".pdf" and "pdf" mean the same.
        static bool Has(ICollection<string> extensions, HttpFile file) =>
            extensions.Any(e => e.TrimStart('.').Equals(file.Extension.TrimStart('.'), StringComparison.OrdinalIgnoreCase));
    }

    // A definition that does not ask for the outcome never hears of such a request, and its wait stays (elsa-format §5.3 leaves the instance behind without one).
    private static ActivityResult Leave(bool isExposed, string outcome, int status, string message) =>
        isExposed ? ActivityResult.Complete(outcome) : throw HttpRefusedException.With(status, message);

    private IEnumerable<string> Outcomes()
    {
        yield return ActivityResult.DoneOutcome;
        if (ExposeRequestTooLargeOutcome)
            yield return RequestTooLarge;
        if (ExposeFileTooLargeOutcome)
            yield return FileTooLarge;
        if (ExposeInvalidFileExtensionOutcome)
            yield return InvalidFileExtension;
        if (ExposeInvalidFileMimeTypeOutcome)
            yield return InvalidFileMimeType;
    }
}
