using LienThong.Host.Errors;

namespace LienThong.Host.Tests.Errors;

public sealed class QuotedValuesTests
{
    [Theory]
    [InlineData("Bước \"{0}\" hỏng.", "Bước \"{0}…\" hỏng.")]
    [InlineData("Không có quy trình «{0}». Tải lại.", "Không có quy trình «{0}…». Tải lại.")]
    public void A_long_value_is_cut_and_the_rest_of_the_text_stays(string text, string cut) =>
        QuotedValues.Cut(string.Format(null, text, new string('x', 100_000))).ShouldBe(string.Format(null, cut, new string('x', QuotedValues.Longest - 1)));

    [Fact]
    public void What_is_short_stays()
    {
        var text = $"Bước \"{new string('x', QuotedValues.Longest - 1)}\" không phải \"b\".";

        QuotedValues.Cut(text).ShouldBe(text);
    }

    [Fact]
    public void A_long_number_and_a_value_full_of_quotation_marks_are_cut()
    {
        QuotedValues.Cut($"phải là chữ, không phải số {new string('1', 100_000)}. Sửa.").ShouldBe($"phải là chữ, không phải số {new string('1', QuotedValues.Longest)}…. Sửa.");
        QuotedValues.Cut($"Loại \"{string.Concat(Enumerable.Repeat("a\"", 100_000))}\"").Length.ShouldBeLessThan(5_000);
    }

    [Fact]
    public void Opening_quotation_marks_without_end_cost_no_time()
    {
        var text = $"Loại \"{new string('a', 300)}\"{new string('«', 2_000_000)}\" dài quá.";

        Should.CompleteIn(() => QuotedValues.Cut(text), TimeSpan.FromSeconds(10)).Length.ShouldBeLessThan(5_000);
    }

    [Fact]
    public void No_half_character_is_left() =>
        QuotedValues.Cut($"\"a{string.Concat(Enumerable.Repeat("😀", 200))}\"").EnumerateRunes().ShouldNotContain(System.Text.Rune.ReplacementChar);
}
