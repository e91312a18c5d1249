using System.Collections;
using System.Globalization;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Http;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Mail;

/// <summary>The attachments that a definition names: bytes, files that came with a request, maps with a name and content, addresses to fetch from.</summary>
/// <remarks>A path is refused, unlike in Elsa: a definition could send out any file of the server.</remarks>
internal static class MailAttachments
{
    /// <exception cref="FormatException">It is none of these.</exception>
    public static async Task<IReadOnlyList<MailAttachment>> ReadAsync(ActivityContext context, object? given, CancellationToken cancellationToken)
    {
        var attachments = new List<MailAttachment>();
        foreach (var item in Items(given))
            attachments.Add(await ReadOneAsync(context, item, attachments.Count + 1, cancellationToken));
        return attachments;
    }

    private static IEnumerable<object> Items(object? given) => given switch
    {
        null or "" => [],
        byte[] or string or IDictionary<string, object?> => [given],
        IEnumerable list => list.Cast<object?>().OfType<object>(),
        _ => [given],
    };

    private static async Task<MailAttachment> ReadOneAsync(ActivityContext context, object item, int number, CancellationToken cancellationToken)
    {
        switch (item)
        {
            case byte[] bytes:
                return new MailAttachment($"tep-{number.ToString(CultureInfo.InvariantCulture)}", HttpBody.Bytes, bytes);
            case string text when Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https":
                return await FetchAsync(context, new Uri(text), cancellationToken);
        }

        if (Conversion.To<IDictionary<string, object?>>(item) is not { } map)
            throw new FormatException("Tệp kèm theo phải là dãy byte, tệp của yêu cầu, {fileName, content} hoặc địa chỉ http.");
        var values = new Dictionary<string, object?>(map, StringComparer.OrdinalIgnoreCase);
        var content = values.GetValueOrDefault("content") as byte[] ?? Conversion.To<byte[]>(values.GetValueOrDefault("content"))
            ?? throw new FormatException("Tệp kèm theo không có nội dung (content): dãy byte hoặc chữ base64.");
        return new MailAttachment(
            Conversion.To<string>(values.GetValueOrDefault("fileName")) ?? $"tep-{number.ToString(CultureInfo.InvariantCulture)}",
            Conversion.To<string>(values.GetValueOrDefault("contentType")) ?? HttpBody.Bytes, content);
    }

    private static async Task<MailAttachment> FetchAsync(ActivityContext context, Uri url, CancellationToken cancellationToken)
    {
        var sender = (HttpSender?)context.Services.GetService(typeof(HttpSender))
            ?? throw new ActivityFault("http.no-sender", "Nơi chạy quy trình này không có bộ phận gửi yêu cầu HTTP.");
        var reply = await context.OutsideAsync(ct => sender.SendAsync(new HttpSending(url, "GET", [], null, null), ct), cancellationToken);
        if (reply.Status is < 200 or > 299)
            throw new ActivityFault("mail.attachment-not-found", $"Không tải được tệp kèm theo từ {url.Host}: máy chủ trả lời {reply.Status}.");
        var name = Uri.UnescapeDataString(url.Segments[^1].Trim('/'));
        return new MailAttachment(name.Length == 0 ? "tep" : name, HttpBody.MediaType(reply.ContentType) is { Length: > 0 } type ? type : HttpBody.Bytes, reply.Body);
    }
}
