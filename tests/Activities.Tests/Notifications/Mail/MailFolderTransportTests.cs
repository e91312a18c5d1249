using System.Text;
using LienThong.Activities.Notifications.Mail;

namespace LienThong.Activities.Tests.Notifications.Mail;

public sealed class MailFolderTransportTests : IDisposable
{
    private readonly string folder = Path.Combine(Directory.CreateTempSubdirectory("mail-").FullName, "mail");
    private readonly MailFolderTransport transport;

    public MailFolderTransportTests() => transport = new(new MailOptions { Folder = folder }, new FixedTime());

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);

    [Fact]
    public async Task A_letter_is_read_back_as_it_was_written()
    {
        await SendAsync(new Letter("nhac-viec.17", "Liên Thông <lien-thong@so.example.vn>", "Nguyễn Thị Ước <uoc@so.example.vn>",
            "Nhắc việc: văn bản 451/UBND-TH còn 2 ngày làm việc, đề nghị trình dự thảo trả lời trước khi hết hạn", "Kính gửi bà,\n\n.\nVăn bản sắp đến hạn.\n"));

        var mail = ReadMail.Parse(Read("nhac-viec.17.eml"));
        mail["Message-ID"].ShouldBe("<nhac-viec.17@so.example.vn>");
        mail["Date"].ShouldBe("Thu, 16 May 2024 07:00:00 +0000");
        mail["From"].ShouldBe("Liên Thông <lien-thong@so.example.vn>");
        mail["To"].ShouldBe("Nguyễn Thị Ước <uoc@so.example.vn>");
        mail["Subject"].ShouldBe("Nhắc việc: văn bản 451/UBND-TH còn 2 ngày làm việc, đề nghị trình dự thảo trả lời trước khi hết hạn");
        mail["Content-Type"].ShouldBe("text/plain; charset=utf-8");
        mail.Text.ShouldBe("Kính gửi bà,\r\n\r\n.\r\nVăn bản sắp đến hạn.\r\n");
    }

    [Fact]
    public async Task Attachments_keep_their_bytes_and_Vietnamese_names()
    {
        var bytes = Enumerable.Range(0, 1000).Select(i => (byte)i).ToArray();
        await SendAsync(new Letter("m1", "a@x.vn", "b@x.vn", "Tệp", "Xem tệp.", [new("Báo cáo quý.pdf", "application/pdf", bytes)]));

        var parts = ReadMail.Parse(Read("m1.eml")).Parts();
        parts.Count.ShouldBe(2);
        parts[0].Text.ShouldBe("Xem tệp.");
        parts[1]["Content-Type"].ShouldBe("application/pdf");
        Uri.UnescapeDataString(parts[1]["Content-Disposition"]).ShouldBe("attachment; filename*=utf-8''Báo cáo quý.pdf");
        parts[1].Content.ShouldBe(bytes);
    }

    [Fact]
    public async Task Several_receivers_and_a_body_in_HTML_are_written()
    {
        await SendAsync(new Letter("m1", "a@x.vn", new LetterReceivers(["Ông Ước <b@x.vn>", "c@x.vn"], ["d@x.vn"], ["e@x.vn"]), "Tệp", "<p>Kính gửi</p>", isHtml: true));

        var mail = ReadMail.Parse(Read("m1.eml"));
        mail["To"].ShouldBe("Ông Ước <b@x.vn>, c@x.vn");
        mail["Cc"].ShouldBe("d@x.vn");
        mail["Bcc"].ShouldBe("e@x.vn");
        mail["Content-Type"].ShouldBe("text/html; charset=utf-8");
        mail.Text.ShouldBe("<p>Kính gửi</p>");
    }

    [Fact]
    public async Task The_file_is_ASCII_in_short_lines_that_end_in_CRLF()
    {
        await SendAsync(new Letter("m1", "Sở Khoa học và Công nghệ <a@x.vn>", "b@x.vn", new string('ữ', 300), string.Concat(Enumerable.Repeat("Dòng dài ", 200))));

        var raw = Read("m1.eml");
        raw.ShouldAllBe(c => c < 128);
        raw.Replace("\r\n", "", StringComparison.Ordinal).ShouldAllBe(c => c != '\r' && c != '\n');
        raw.Split("\r\n").ShouldAllBe(line => line.Length <= 76);
        ReadMail.Parse(raw)["Subject"].ShouldBe(new string('ữ', 300));
    }

    [Fact]
    public async Task The_same_letter_again_replaces_its_file()
    {
        var letter = new Letter("m1", "a@x.vn", "b@x.vn", "Nhắc việc", "Nội dung", [new("a.txt", "text/plain", new byte[] { 1 })]);
        await SendAsync(letter);
        var first = Read("m1.eml");

        await SendAsync(letter);

        Directory.GetFiles(folder).Select(Path.GetFileName).ShouldBe(["m1.eml"]);
        Read("m1.eml").ShouldBe(first);
    }

    private Task SendAsync(Letter letter) => transport.SendAsync(letter, CancellationToken.None);

    private string Read(string file) => Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(folder, file)));

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2024, 5, 16, 14, 0, 0, TimeSpan.FromHours(7));
    }
}
