using LienThong.Activities.Notifications.Mail;

namespace LienThong.Activities.Tests.Notifications.Mail;

public sealed class LetterTests
{
    [Theory]
    [InlineData("nhac-viec\r\nBcc: x@y.vn")]
    [InlineData("Nhắc việc\nX: y")]
    [InlineData("a\0b")]
    public void A_subject_cannot_add_a_header(string subject) =>
        Should.Throw<FormatException>(() => new Letter("m1", "a@x.vn", "b@x.vn", subject, "Nội dung"));

    [Theory]
    [InlineData("b@x.vn\r\nBcc: c@x.vn")]
    [InlineData("Tên\nBcc: c@x.vn <b@x.vn>")]
    [InlineData("b@x.vn, c@x.vn")]
    [InlineData("không phải địa chỉ")]
    [InlineData("")]
    public void An_address_is_one_address(string to) =>
        Should.Throw<FormatException>(() => new Letter("m1", "a@x.vn", to, "Nhắc việc", "Nội dung"));

    [Theory]
    [InlineData("b@x.vn\r\nBcc: c@x.vn")]
    [InlineData("b@x.vn, c@x.vn")]
    public void Each_of_several_receivers_is_one_address(string address)
    {
        Should.Throw<FormatException>(() => new Letter("m1", "a@x.vn", new LetterReceivers(["b@x.vn", address], [], []), "Nhắc việc", "Nội dung", isHtml: true));
        Should.Throw<FormatException>(() => new Letter("m1", "a@x.vn", new LetterReceivers(["b@x.vn"], [address], []), "Nhắc việc", "Nội dung", isHtml: true));
        Should.Throw<FormatException>(() => new Letter("m1", "a@x.vn", new LetterReceivers(["b@x.vn"], [], [address]), "Nhắc việc", "Nội dung", isHtml: true));
    }

    [Fact]
    public void A_letter_has_a_receiver() =>
        Should.Throw<FormatException>(() => new Letter("m1", "a@x.vn", new LetterReceivers([], [], []), "Nhắc việc", "Nội dung", isHtml: true));

    [Theory]
    [InlineData("")]
    [InlineData("../m1")]
    [InlineData("a/b")]
    [InlineData(".m1")]
    [InlineData("m1>\r\nX: y")]
    [InlineData("m1\n")]
    public void An_id_is_a_plain_name(string id) =>
        Should.Throw<FormatException>(() => new Letter(id, "a@x.vn", "b@x.vn", "Nhắc việc", "Nội dung"));

    [Theory]
    [InlineData("a\r\nX: y.pdf", "application/pdf")]
    [InlineData("a.pdf", "application/pdf\r\nX: y")]
    public void An_attachment_cannot_add_a_header(string name, string mediaType) =>
        Should.Throw<FormatException>(() => new Letter("m1", "a@x.vn", "b@x.vn", "Nhắc việc", "Nội dung", [new(name, mediaType, new byte[] { 1 })]));
}
