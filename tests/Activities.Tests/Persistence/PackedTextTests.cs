using System.Text;
using LienThong.Activities.Persistence;

namespace LienThong.Activities.Tests.Persistence;

public sealed class PackedTextTests
{
    private static readonly string Long = string.Concat(Enumerable.Repeat("Đề nghị các đơn vị báo cáo tình hình thực hiện nhiệm vụ. ", 50));

    [Theory]
    [InlineData("")]
    [InlineData("Đề nghị")]
    [InlineData("\0")]
    [InlineData("\0 begins a text as it begins a packed one")]
    public void A_short_text_comes_back(string text) => PackedText.Unpack(PackedText.Pack(text)).ShouldBe(text);

    [Fact]
    public void A_long_text_comes_back_and_takes_a_fraction()
    {
        var packed = PackedText.Pack(Long);

        packed.Length.ShouldBeLessThan(Encoding.UTF8.GetByteCount(Long) / 4);
        PackedText.Unpack(packed).ShouldBe(Long);
    }

    [Fact]
    public void A_text_that_was_kept_plain_is_read_as_it_is() => PackedText.Unpack(Encoding.UTF8.GetBytes(Long)).ShouldBe(Long);

    [Fact]
    public void What_packing_does_not_make_shorter_stays_plain() => PackedText.Pack("Đề nghị").ShouldBe(Encoding.UTF8.GetBytes("Đề nghị"));
}
