using System.Net;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Http;

/// <summary>Writes the answer to the request that this burst works on; it is sent when the burst is committed.</summary>
[Activity("Elsa", "HTTP", "Trả lời yêu cầu HTTP đang xử lý.", DisplayName = "Trả lời HTTP")]
public sealed class WriteHttpResponse : Activity
{
    [Input(DisplayName = "Mã trạng thái", DefaultValue = HttpStatusCode.OK)]
    public Input<HttpStatusCode>? StatusCode { get; set; } = new(HttpStatusCode.OK);

    [Input(DisplayName = "Nội dung", UIHint = "multiline")]
    public Input<object>? Content { get; set; }

    [Input(DisplayName = "Loại nội dung", UIHint = "dropdown", OptionNames = ["Không nêu"], Options = ["", "text/plain", "text/html", "application/json", "application/xml", "application/x-www-form-urlencoded"])]
    public Input<string>? ContentType { get; set; }

    [Input(DisplayName = "Tiêu đề", UIHint = "json", Category = "Nâng cao")]
    public Input<IDictionary<string, object?>>? ResponseHeaders { get; set; }

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        if (context.Services.GetService(typeof(HttpExchange)) is not HttpExchange exchange)
        {
            throw new ActivityFault(
                "NoHttpContext",
                "The HTTP context was lost during workflow execution: không còn yêu cầu HTTP nào chờ câu trả lời này, vì quy trình đã dừng chờ rồi được chạy tiếp từ nơi khác.");
        }

        if (exchange.Answer is { Body.IsEmpty: false })
            throw new ActivityFault("http.already-answered", "Yêu cầu HTTP này đã được trả lời. Quản trị viên cần sửa quy trình để chỉ trả lời một lần.");
        var status = (int)context.Get(StatusCode);
        if (status == 0)
            status = 200;
        if (status is < 200 or > 599)
            throw new ActivityFault("http.invalid-status", $"Mã trạng thái HTTP {status} không gửi được; phải từ 200 đến 599. Quản trị viên cần sửa quy trình.");
        var headers = HttpHeaderLines.Of(context.Get(ResponseHeaders));
        // What an earlier step without content gave along stays.
        var lines = (exchange.Answer?.Headers ?? []).Where(known => !headers.Exists(h => h.Key.Equals(known.Key, StringComparison.OrdinalIgnoreCase))).Concat(headers).ToList();
        var typeInHeaders = Taken(lines, "Content-Type");
        if (context.Get(Content) is not { } content)
        {
            exchange.Answer = new HttpAnswer(status, typeInHeaders, lines, default);
            return new(ActivityResult.Done);
        }

        var given = context.Get(ContentType);
        var (body, type) = HttpBody.Write(content, string.IsNullOrWhiteSpace(given) ? typeInHeaders : HttpHeaderLines.Checked("Content-Type", given).Value);
        exchange.Answer = new HttpAnswer(status, type, lines, body);
        return new(ActivityResult.Done);
    }

    private static string? Taken(List<KeyValuePair<string, string>> lines, string name)
    {
        var index = lines.FindIndex(l => l.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (index < 0)
            return null;
        var value = lines[index].Value;
        lines.RemoveAt(index);
        return value;
    }
}
