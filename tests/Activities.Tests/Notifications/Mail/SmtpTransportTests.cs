using System.Net.Mail;
using System.Text;
using LienThong.Activities.Notifications.Mail;

namespace LienThong.Activities.Tests.Notifications.Mail;

public sealed class SmtpTransportTests
{
    private static readonly Letter Reminder = new("nhac-viec.17", "Liên Thông <lien-thong@so.example.vn>", "Nguyễn Thị Ước <uoc@so.example.vn>",
        "Nhắc việc: văn bản 451/UBND-TH còn 2 ngày làm việc", "Kính gửi bà,\n.\nVăn bản sắp đến hạn.\n",
        [new("Báo cáo.pdf", "application/pdf", new byte[] { 1, 2, 3 })]);

    [Fact]
    public async Task A_letter_reaches_the_server_whole()
    {
        await using var server = new TinySmtpServer();

        await Transport(server).SendAsync(Reminder, CancellationToken.None);

        server.Commands.ShouldContain("MAIL FROM:<lien-thong@so.example.vn>");
        server.Commands.ShouldContain("RCPT TO:<uoc@so.example.vn>");
        var mail = ReadMail.Parse(server.Letters.ShouldHaveSingleItem());
        mail["Message-ID"].ShouldBe("<nhac-viec.17@so.example.vn>");
        mail["Subject"].ShouldBe(Reminder.Subject);
        mail["From"].ShouldBe("Liên Thông <lien-thong@so.example.vn>");
        var parts = mail.Parts();
        parts[0].Text.ShouldBe("Kính gửi bà,\r\n.\r\nVăn bản sắp đến hạn.\r\n");
        parts[1].Content.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Every_attempt_bears_the_same_message_id()
    {
        await using var server = new TinySmtpServer();
        var transport = Transport(server);

        await transport.SendAsync(Reminder, CancellationToken.None);
        await transport.SendAsync(Reminder, CancellationToken.None);

        server.Letters.Select(letter => ReadMail.Parse(letter)["Message-ID"]).ShouldBe(["<nhac-viec.17@so.example.vn>", "<nhac-viec.17@so.example.vn>"]);
    }

    [Fact]
    public async Task It_signs_in_when_a_user_is_set()
    {
        await using var server = new TinySmtpServer(command => command switch
        {
            _ when command.StartsWith("EHLO", StringComparison.Ordinal) => "250-test\r\n250 AUTH LOGIN",
            _ when command.StartsWith("AUTH LOGIN", StringComparison.OrdinalIgnoreCase) => "334 UGFzc3dvcmQ6",
            _ when command == Convert.ToBase64String(Encoding.UTF8.GetBytes("secret")) => "235 welcome",
            _ => null,
        });

        await new SmtpTransport(new MailOptions { Host = "127.0.0.1", Port = server.Port, Tls = false, User = "lien-thong", Password = "secret" })
            .SendAsync(Reminder, CancellationToken.None);

        var name = Convert.ToBase64String(Encoding.UTF8.GetBytes("lien-thong"));
        server.Commands.ShouldContain(command => command.Equals($"AUTH login {name}", StringComparison.OrdinalIgnoreCase));
        server.Letters.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_unknown_receiver_is_a_refusal_for_good()
    {
        await using var server = new TinySmtpServer(command => command.StartsWith("RCPT", StringComparison.Ordinal) ? "550 no such user" : null);

        await Should.ThrowAsync<MailRefusedException>(() => Transport(server).SendAsync(Reminder, CancellationToken.None));
    }

    [Theory]
    [InlineData("RCPT", "450 busy")]
    [InlineData("RCPT", "451 later")]
    [InlineData("(connect)", "421 closing")]
    public async Task A_passing_trouble_is_no_refusal(string command, string reply)
    {
        await using var server = new TinySmtpServer(line => line.StartsWith(command, StringComparison.Ordinal) ? reply : null);

        await Should.ThrowAsync<SmtpException>(() => Transport(server).SendAsync(Reminder, CancellationToken.None));
    }

    [Fact]
    public async Task A_server_that_is_silent_is_given_up()
    {
        await using var server = new TinySmtpServer(_ => "");
        var transport = new SmtpTransport(new MailOptions { Host = "127.0.0.1", Port = server.Port, Tls = false, Timeout = TimeSpan.FromMilliseconds(200) });

        await Should.ThrowAsync<TimeoutException>(() => transport.SendAsync(Reminder, CancellationToken.None));
    }

    [Fact]
    public async Task Nothing_is_sent_in_clear_when_encryption_is_asked_for()
    {
        await using var server = new TinySmtpServer();
        var transport = new SmtpTransport(new MailOptions { Host = "127.0.0.1", Port = server.Port });

        await Should.ThrowAsync<SmtpException>(() => transport.SendAsync(Reminder, CancellationToken.None));

        server.Letters.ShouldBeEmpty();
        server.Commands.ShouldNotContain(command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    private static SmtpTransport Transport(TinySmtpServer server) => new(new MailOptions { Host = "127.0.0.1", Port = server.Port, Tls = false });
}
