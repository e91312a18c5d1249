using System.Text;
using LienThong.Activities.Texts;

namespace LienThong.Activities.Tests.Texts;

public sealed class FoldTests
{
    [Theory]
    [InlineData("Quyết định", "quyet dinh")]
    [InlineData("ĐẶNG Thị Ưởng", "dang thi uong")]
    [InlineData("06-NQ/BCSĐ", "06-nq/bcsd")]
    [InlineData("Sở KH&CN", "so kh&cn")]
    public void Case_and_marks_are_folded(string text, string folded) => Fold.Of(text).ShouldBe(folded);

    [Fact]
    public void Composed_and_decomposed_writing_fold_alike() =>
        Fold.Of("Thủ tướng".Normalize(NormalizationForm.FormD)).ShouldBe(Fold.Of("Thủ tướng".Normalize(NormalizationForm.FormC)));

    [Fact]
    public void A_lone_surrogate_does_not_break_folding() => Fold.Of("Sở \ud83d").ShouldBe("so \ufffd");
}
