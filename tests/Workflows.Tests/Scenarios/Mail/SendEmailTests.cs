using System.Text;
using System.Text.Json;
using LienThong.Workflows.Mail;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Mail;

public sealed class SendEmailTests : IAsyncLifetime
{
    private readonly Store _store = new();
    private readonly Mailbox _mailbox = new();

    public Task InitializeAsync()
    {
        _store.Service = _mailbox;
        return _store.InitializeAsync();
    }

    public Task DisposeAsync() => _store.DisposeAsync();

    private static string Mail(params string[] keys) => Step("m", "SendEmail", keys);

    private static string To(string addresses) => Literal("to", addresses, "String[]");

    private static string Attach(string script) => Input("attachments", "JavaScript", JsonSerializer.Serialize(script));

    private async Task<(IReadOnlyList<string> Lines, WorkflowInstance Instance)> RunAsync(string root)
    {
        var definition = await _store.PublishAsync(root);
        var outcome = await _store.WriteAsync((session, ct) => _store.Engine.StartAsync(session, definition, new StartRequest(), ct));
        return (outcome.Lines, outcome.Instance);
    }

    [Fact]
    public async Task A_mail_is_handed_over_once_with_all_its_parts()
    {
        var (lines, instance) = await RunAsync(Sequence(
            Mail(
                Literal("from", "\"vp@x.vn\""), To("[\"a@x.vn\",\"\",\"Bà B <b@x.vn>\"]"), Literal("cc", "\"c@x.vn\""), Literal("bcc", "[\"d@x.vn\"]"),
                Literal("subject", "\"Nhắc việc\""), Literal("body", "\"<p>Chào</p>\"")),
            Line("after")));

        lines.ShouldBe(["after"]);
        var mail = _mailbox.Sent.ShouldHaveSingleItem();
        (mail.From, mail.Subject, mail.Body, mail.IsBodyHtml).ShouldBe(("vp@x.vn", "Nhắc việc", "<p>Chào</p>", true));
        mail.To.ShouldBe(["a@x.vn", "Bà B <b@x.vn>"]);
        mail.Cc.ShouldBe(["c@x.vn"]);
        mail.Bcc.ShouldBe(["d@x.vn"]);
        instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task The_host_sends_where_no_sender_is_named_and_the_body_may_be_text()
    {
        await RunAsync(Mail(To("\"a@x.vn\""), Literal("isBodyHtml", "false"), Literal("from", "\"  \"")));

        var mail = _mailbox.Sent.ShouldHaveSingleItem();
        (mail.From, mail.IsBodyHtml).ShouldBe((null, false));
    }

    [Fact]
    public async Task Files_go_along()
    {
        await RunAsync(Mail(To("\"a@x.vn\""), Attach("[bytesFromString('một'), {fileName: 'b.txt', contentType: 'text/plain', content: stringToBase64('hai')}, {FileName: 'c', Content: bytesFromString('ba')}]")));

        _mailbox.Sent.ShouldHaveSingleItem().Attachments.Select(a => $"{a.FileName} {a.ContentType} {Encoding.UTF8.GetString(a.Content.Span)}")
            .ShouldBe(["tep-1 application/octet-stream một", "b.txt text/plain hai", "c application/octet-stream ba"]);
    }

    [Theory]
    [InlineData("'/etc/passwd'")]
    [InlineData("[{fileName: 'a'}]")]
    [InlineData("7")]
    public async Task Paths_and_what_has_no_content_are_no_attachments(string script)
    {
        var (_, instance) = await RunAsync(Mail(To("\"a@x.vn\""), Attach(script)));

        instance.Incidents.ShouldHaveSingleItem().Code.ShouldBe("mail.invalid");
        _mailbox.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_attachment_can_be_fetched()
    {
        using var server = new Http.LoopbackServer();
        server.Answer("/B%C3%A1o%20c%C3%A1o.pdf", 200, "PDF", "application/pdf");
        using var sender = new Workflows.Http.HttpSender(new Workflows.Http.HttpSendOptions { AllowedPrivateHosts = ["127.0.0.1"] });
        _mailbox.Sender = sender;

        await RunAsync(Mail(To("\"a@x.vn\""), Literal("attachments", $"\"{server.Url}/B%C3%A1o%20c%C3%A1o.pdf\"")));

        var attachment = _mailbox.Sent.ShouldHaveSingleItem().Attachments.ShouldHaveSingleItem();
        (attachment.FileName, attachment.ContentType, attachment.Content.Length).ShouldBe(("Báo cáo.pdf", "application/pdf", 3));
        await server.StopAsync();
    }

    [Fact]
    public async Task A_mail_that_cannot_be_sent_is_an_incident_and_is_sent_by_the_retry()
    {
        _mailbox.Failure = new TimeoutException("máy chủ bận.");
        var (_, instance) = await RunAsync(Sequence(Mail(To("\"a@x.vn\"")), Line("after")));
        instance.Incidents.ShouldHaveSingleItem().Code.ShouldBe("mail.not-sent");

        _mailbox.Failure = null;
        var retried = await _store.WriteAsync((session, ct) => _store.Engine.RetryAsync(session, instance.Incidents[0].Id, "đã sửa", ct));

        retried!.Lines.ShouldBe(["after"]);
        _mailbox.Sent.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_mail_without_a_receiver_is_an_incident()
    {
        var (_, instance) = await RunAsync(Mail(To("[]")));

        instance.Incidents.ShouldHaveSingleItem().Code.ShouldBe("mail.invalid");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_activity_for_errors_runs_instead_of_an_incident(bool isRefused)
    {
        _mailbox.Failure = isRefused ? new FormatException("địa chỉ sai.") : new TimeoutException("máy chủ bận.");

        var (lines, instance) = await RunAsync(Sequence(Mail(To("\"a@x.vn\""), $"\"error\":{Line("error")}"), Line("after")));

        lines.ShouldBe(["error", "after"]);
        instance.Incidents.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_nobody_sends_mail_it_is_an_incident()
    {
        _store.Service = null;

        var (_, instance) = await RunAsync(Mail(To("\"a@x.vn\"")));

        instance.Incidents.ShouldHaveSingleItem().Code.ShouldBe("mail.no-sender");
        (await _store.AllAsync<IncidentRow>()).ShouldHaveSingleItem();
    }

    /// <summary>Keeps what is sent, or refuses it.</summary>
    private sealed class Mailbox : IMailSender, IServiceProvider
    {
        public List<OutgoingMail> Sent { get; } = [];

        public Exception? Failure { get; set; }

        public Workflows.Http.HttpSender? Sender { get; set; }

        public object? GetService(Type serviceType) => serviceType == typeof(Workflows.Http.HttpSender) ? Sender : null;

        public Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
        {
            if (Failure is not null)
                throw Failure;
            Sent.Add(mail);
            return Task.CompletedTask;
        }
    }
}
