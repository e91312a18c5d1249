using System.Net.Http.Headers;
using System.Text.Json;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Http;

/// <summary>What both activities that send a request share: its parts, and the sending, for which no transaction is held open.</summary>
public abstract class SendHttpRequestActivity : Activity
{
    [Input(DisplayName = "Địa chỉ")]
    public Input<string>? Url { get; set; }

    [Input(DisplayName = "Phương thức", UIHint = "dropdown", Options = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"], DefaultValue = "GET")]
    public Input<string>? Method { get; set; } = new("GET");

    [Input(DisplayName = "Nội dung", UIHint = "multiline")]
    public Input<object>? Content { get; set; }

    [Input(DisplayName = "Loại nội dung", UIHint = "dropdown", OptionNames = ["Không nêu"], Options = ["", "text/plain", "text/html", "application/json", "application/xml", "application/x-www-form-urlencoded"])]
    public Input<string>? ContentType { get; set; }

    [Input(DisplayName = "Authorization", Category = "Bảo mật", IsSensitive = true)]
    public Input<string>? Authorization { get; set; }

    [Input(DisplayName = "Không kiểm tra dạng của Authorization", UIHint = "checkbox", Category = "Bảo mật")]
    public Input<bool>? DisableAuthorizationHeaderValidation { get; set; }

    // Keys of other systems are often among them.
    [Input(DisplayName = "Tiêu đề", UIHint = "json", Category = "Nâng cao", IsSensitive = true)]
    public Input<IDictionary<string, object?>>? RequestHeaders { get; set; }

    [Output(DisplayName = "Mã trạng thái")]
    public Output<int>? StatusCode { get; set; }

    [Output(DisplayName = "Nội dung đã đọc")]
    public Output<object>? ParsedContent { get; set; }

    /// <summary>By name, each a list of its values.</summary>
    [Output(DisplayName = "Tiêu đề của trả lời")]
    public Output<IDictionary<string, object?>>? ResponseHeaders { get; set; }

    /// <summary>The answer: StatusCode, ReasonPhrase, IsSuccessStatusCode, Headers.</summary>
    [Output(DisplayName = "Trả lời")]
    public Output<object>? Result { get; set; }

    public override bool MayWait => false;

    public override async ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var sender = (HttpSender?)context.Services.GetService(typeof(HttpSender))
            ?? throw new ActivityFault("http.no-sender", "Nơi chạy quy trình này không có bộ phận gửi yêu cầu HTTP.");
        var sending = Prepare(context);
        HttpReply reply;
        try
        {
            reply = await context.OutsideAsync(ct => sender.SendAsync(sending, ct), cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return NotReached(context);
        }
        catch (TimeoutException)
        {
            return TimedOut(context);
        }

        context.Set(StatusCode, reply.Status);
        context.Set(ParsedContent, Parsed(reply));
        context.Set(ResponseHeaders, reply.Headers);
        context.Set(Result, new Dictionary<string, object?>
        {
            [nameof(StatusCode)] = reply.Status,
            ["ReasonPhrase"] = reply.Reason,
            ["IsSuccessStatusCode"] = reply.Status is >= 200 and <= 299,
            ["Headers"] = reply.Headers,
        });
        return Answered(context, reply.Status);
    }

    private protected abstract ActivityResult Answered(ActivityContext context, int status);

    private protected abstract ActivityResult NotReached(ActivityContext context);

    private protected abstract ActivityResult TimedOut(ActivityContext context);

    // An answer is not lost because its body is not what its type says: then it is text.
    private static object? Parsed(HttpReply reply)
    {
        try
        {
            return HttpBody.Read(reply.Body, reply.ContentType).Content;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return HttpBody.Read(reply.Body, HttpBody.PlainText).Content;
        }
    }

    private HttpSending Prepare(ActivityContext context)
    {
        var text = context.Get(Url);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new ActivityFault("http.invalid-url", $"\"{text}\" không phải địa chỉ http hoặc https. Quản trị viên cần sửa quy trình.");
        var method = context.Get(Method) is { Length: > 0 } given ? given.Trim().ToUpperInvariant() : "GET";
        if (!method.All(char.IsAsciiLetter))
            throw new ActivityFault("http.invalid-method", $"\"{method}\" không phải phương thức HTTP. Quản trị viên cần sửa quy trình.");
        var headers = HttpHeaderLines.Of(context.Get(RequestHeaders));
        if (context.Get(Authorization) is { Length: > 0 } authorization && !string.IsNullOrWhiteSpace(authorization))
        {
            if (!context.Get(DisableAuthorizationHeaderValidation) && !AuthenticationHeaderValue.TryParse(authorization, out _))
                throw new ActivityFault("http.invalid-authorization", "Giá trị Authorization không đúng dạng \"loại mã\". Quản trị viên cần sửa quy trình.");
            headers.RemoveAll(h => h.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase));
            headers.Add(HttpHeaderLines.Checked("Authorization", authorization));
        }

        if (context.Get(Content) is not { } content)
            return new HttpSending(url, method, headers, null, null);
        var ownType = headers.Find(h => h.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Value;
        headers.RemoveAll(h => h.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase));
        var givenType = context.Get(ContentType);
        // Without a type Elsa sends JSON, also of a text, which then is JSON already.
        var (body, type) = HttpBody.Write(content, string.IsNullOrWhiteSpace(givenType) ? ownType : HttpHeaderLines.Checked("Content-Type", givenType).Value, HttpBody.Json);
        return new HttpSending(url, method, headers, body, type);
    }
}
