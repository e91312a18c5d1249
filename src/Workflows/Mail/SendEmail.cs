using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;

namespace LienThong.Workflows.Mail;

/// <summary>Sends a mail; when that fails, the activity on the port Error runs, and without one it is an incident.</summary>
[Activity("Elsa", "Thư điện tử", "Gửi thư điện tử.", DisplayName = "Gửi thư", Kind = ActivityKind.Task)]
public sealed class SendEmail : Activity
{
    [Input(DisplayName = "Người gửi", Description = "Bỏ trống: địa chỉ gửi của hệ thống.")]
    public Input<string>? From { get; set; }

    [Input(DisplayName = "Người nhận", UIHint = "multi-text")]
    public Input<ICollection<string>>? To { get; set; }

    [Input(DisplayName = "Đồng gửi", UIHint = "multi-text", Category = "Thêm")]
    public Input<ICollection<string>>? Cc { get; set; }

    [Input(DisplayName = "Gửi kín", UIHint = "multi-text", Category = "Thêm")]
    public Input<ICollection<string>>? Bcc { get; set; }

    [Input(DisplayName = "Tiêu đề")]
    public Input<string>? Subject { get; set; }

    [Input(DisplayName = "Tệp kèm theo", Description = "Một hay nhiều: tệp của yêu cầu HTTP, {fileName, contentType, content}, dãy byte, hoặc địa chỉ http.")]
    public Input<object>? Attachments { get; set; }

    [Input(DisplayName = "Nội dung", UIHint = "multiline")]
    public Input<string>? Body { get; set; }

    [Input(DisplayName = "Nội dung là HTML", UIHint = "checkbox", DefaultValue = true)]
    public Input<bool>? IsBodyHtml { get; set; } = new(true);

    [Port("Khi gửi không được")]
    public Activity? Error { get; set; }

    public override bool MayWait => false;

    public override async ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(context, cancellationToken);
            return ActivityResult.Done;
        }
#pragma warning disable CA1031 // whatever keeps the mail from being sent, the definition may have a way on for it
        catch (Exception e) when (Error is not null && e is not (OutsideWorkException or OperationCanceledException))
#pragma warning restore CA1031
        {
            return ActivityResult.Schedule(Error);
        }
        catch (Exception e) when (e is FormatException)
        {
            throw new ActivityFault("mail.invalid", $"Thư không gửi được: {e.Message} Quản trị viên cần sửa quy trình hoặc dữ liệu.");
        }
        catch (Exception e) when (e is not (OutsideWorkException or OperationCanceledException or ActivityFault))
        {
            throw new ActivityFault("mail.not-sent", $"Thư không gửi được: {e.Message} Quản trị viên kiểm tra máy chủ thư rồi chạy lại bước này.");
        }
    }

    private async Task SendAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var sender = (IMailSender?)context.Services.GetService(typeof(IMailSender))
            ?? throw new ActivityFault("mail.no-sender", "Nơi chạy quy trình này không có bộ phận gửi thư.");
        var from = context.Get(From);
        var mail = new OutgoingMail(
            $"quy-trinh.{context.ActivityInstanceId}", string.IsNullOrWhiteSpace(from) ? null : from, context.Get(Subject) ?? "", context.Get(Body) ?? "", context.Get(IsBodyHtml))
        {
            To = Addresses(context.Get(To)),
            Cc = Addresses(context.Get(Cc)),
            Bcc = Addresses(context.Get(Bcc)),
            Attachments = await MailAttachments.ReadAsync(context, context.Get(Attachments), cancellationToken),
        };
        if (mail.To.Count + mail.Cc.Count + mail.Bcc.Count == 0)
            throw new FormatException("Chưa có người nhận.");
        await context.OutsideAsync(
            async ct =>
            {
                await sender.SendAsync(mail, ct);
                return true;
            },
            cancellationToken);
    }

    private static List<string> Addresses(ICollection<string>? given) => [.. (given ?? []).Where(a => !string.IsNullOrWhiteSpace(a))];
}
