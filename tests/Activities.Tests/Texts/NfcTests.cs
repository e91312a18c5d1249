using System.Text;
using LienThong.Activities.Texts;

namespace LienThong.Activities.Tests.Texts;

public sealed class NfcTests
{
    [Fact]
    public void Decomposed_text_is_composed() => Nfc.Line("Quyết định".Normalize(NormalizationForm.FormD)).ShouldBe("Quyết định");

    [Theory]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("a\tb")]
    [InlineData("a\u0085b")]
    [InlineData("a\u2028b")]
    [InlineData("a\u202eb")]
    [InlineData("a\uffff")]
    public void A_line_with_what_is_no_text_is_refused(string text) => Should.Throw<FormatException>(() => Nfc.Line(text));

    [Theory]
    [InlineData("a\0b")]
    [InlineData("a\u001bb")]
    [InlineData("a\u2066b")]
    public void Lines_with_what_is_no_text_are_refused(string text) => Should.Throw<FormatException>(() => Nfc.Lines(text));

    [Fact]
    public void Half_a_surrogate_pair_is_refused() => Should.Throw<FormatException>(() => Nfc.Line("a\ud83d"));

    [Fact]
    public void Lines_keep_their_breaks_in_one_form() => Nfc.Lines("một\r\n\thai\rba\n").ShouldBe("một\n\thai\nba\n");

    [Fact]
    public void Emoji_and_signs_are_text() => Nfc.Line("✓ 👍 ½ – “”").ShouldBe("✓ 👍 ½ – “”");
}
