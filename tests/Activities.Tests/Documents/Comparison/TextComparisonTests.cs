using System.Diagnostics;
using System.Globalization;
using LienThong.Activities.Documents.Comparison;
using LienThong.Activities.Rules;

namespace LienThong.Activities.Tests.Documents.Comparison;

public sealed class TextComparisonTests
{
    private const string Report =
        """
        Sở báo cáo kết quả công tác quý I năm nay như sau:
        1. Kinh phí được giao là 1.500 triệu đồng, đã giải ngân 45%.
        2. Thực hiện Quyết định số 12/QĐ-UBND ngày 05/01/2024 của UBND tỉnh, Sở hoàn thành 3 đề án.
        3. Sở đề nghị các đơn vị phối hợp rà soát danh mục nhiệm vụ còn tồn đọng.
        """;

    [Fact]
    public void Equal_texts_have_no_changes_whatever_their_blanks()
    {
        var compared = Compare(Report, Report.Replace(" kết quả ", "  kết \t quả ", StringComparison.Ordinal) + "\n\n");

        compared.Identical.ShouldBeTrue();
        compared.Highlights.ShouldBeEmpty();
        compared.Blocks.ShouldAllBe(block => block.Kind == BlockKind.Same);
    }

    [Fact]
    public void A_changed_word_is_shown_inside_its_paragraph()
    {
        var compared = Compare(Report, Report.Replace("rà soát", "kiểm tra", StringComparison.Ordinal));

        var block = compared.Blocks.Single(b => b.Kind != BlockKind.Same);
        block.Kind.ShouldBe(BlockKind.Changed);
        block.Parts.Select(p => (p.Kind, p.Text.Trim())).ShouldBe(
        [
            (PartKind.Same, "3. Sở đề nghị các đơn vị phối hợp"), (PartKind.Deleted, "rà soát"), (PartKind.Inserted, "kiểm tra"),
            (PartKind.Same, "danh mục nhiệm vụ còn tồn đọng."),
        ]);
        compared.Highlights.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("1.500 triệu đồng", "1.800 triệu đồng", FactKind.Money)]
    [InlineData("45%", "54%", FactKind.Percentage)]
    [InlineData("3 đề án", "4 đề án", FactKind.Number)]
    public void A_changed_amount_is_called_out(string before, string after, FactKind kind)
    {
        var compared = Compare(Report, Report.Replace(before, after, StringComparison.Ordinal));

        var highlight = compared.Highlights.ShouldHaveSingleItem();
        highlight.Kind.ShouldBe(kind);
        before.ShouldStartWith(highlight.Before!);
        after.ShouldStartWith(highlight.After!);
        compared.Blocks[highlight.Block!.Value].Kind.ShouldBe(BlockKind.Changed);
    }

    [Fact]
    public void The_same_amount_written_differently_is_not_called_out()
    {
        var compared = Compare(Report, Report.Replace("1.500 triệu đồng", "1,5 tỷ đồng", StringComparison.Ordinal).Replace("05/01/2024", "5/1/2024", StringComparison.Ordinal));

        compared.Identical.ShouldBeFalse();
        compared.Highlights.ShouldBeEmpty();
    }

    [Fact]
    public void A_changed_date_and_a_changed_legal_basis_are_called_out()
    {
        var compared = Compare(Report, Report.Replace("12/QĐ-UBND ngày 05/01/2024", "21/QĐ-UBND ngày 15/01/2024", StringComparison.Ordinal));

        compared.Highlights.Select(h => (h.Kind, h.Before, h.After)).ShouldBe(
            [(FactKind.Date, "ngày 05/01/2024", "ngày 15/01/2024"), (FactKind.Citation, "Quyết định số 12/QĐ-UBND", "Quyết định số 21/QĐ-UBND")], ignoreOrder: true);
    }

    [Fact]
    public void A_swap_of_two_figures_is_called_out_at_both_places()
    {
        var swapped = Report.Replace("45%", "x%", StringComparison.Ordinal).Replace("3 đề án", "45% đề án", StringComparison.Ordinal).Replace("x%", "3%", StringComparison.Ordinal);

        var compared = Compare(Report, swapped);

        compared.Highlights.Count.ShouldBeGreaterThanOrEqualTo(2);
        compared.Highlights.Select(h => h.Block).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void New_numbering_of_paragraphs_is_no_changed_number()
    {
        var renumbered = Report.Replace("\n3. ", "\n4. ", StringComparison.Ordinal).Replace("\n2. ", "\n3. ", StringComparison.Ordinal).Replace("\n1. ", "\n2. ", StringComparison.Ordinal);

        Compare(Report, renumbered).Highlights.ShouldBeEmpty();
    }

    [Fact]
    public void A_moved_paragraph_is_marked_at_both_ends()
    {
        var lines = Report.Split('\n');

        var compared = Compare(Report, string.Join('\n', lines[0], lines[3], lines[1], lines[2]));

        var away = compared.Blocks.Single(b => b.Kind == BlockKind.MovedAway);
        var here = compared.Blocks.Single(b => b.Kind == BlockKind.MovedHere);
        away.Move.ShouldBe(here.Move);
        here.Parts.ShouldHaveSingleItem().Text.ShouldBe(away.Parts.ShouldHaveSingleItem().Text);
        compared.Blocks.ShouldNotContain(b => b.Kind == BlockKind.Deleted || b.Kind == BlockKind.Inserted);
        compared.Highlights.ShouldBeEmpty();
    }

    [Fact]
    public void A_number_changed_in_a_moved_paragraph_is_called_out()
    {
        var lines = Report.Split('\n');

        var compared = Compare(Report, string.Join('\n', lines[0], lines[2].Replace("3 đề án", "5 đề án", StringComparison.Ordinal), lines[1], lines[3]));

        var highlight = compared.Highlights.ShouldHaveSingleItem();
        (highlight.Kind, highlight.Before, highlight.After).ShouldBe((FactKind.Number, "3", "5"));
    }

    [Fact]
    public void A_paragraph_cut_in_two_calls_nothing_out()
    {
        var compared = Compare(Report, Report.Replace(", Sở hoàn thành 3 đề án.", ".\nSở hoàn thành 3 đề án.", StringComparison.Ordinal));

        compared.Highlights.ShouldBeEmpty();
    }

    [Fact]
    public void Recipients_and_signer_are_called_out()
    {
        const string before = "Kính gửi: Văn phòng UBND tỉnh.\nNội dung báo cáo của Sở.\nNơi nhận:\n- Như trên;\n- Giám đốc Sở;\n- Lưu: VT, VP.\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nNguyễn Văn A\n";

        var compared = Compare(before, before.Replace("- Giám đốc Sở;", "- Giám đốc Sở;\n- Sở Tài chính;", StringComparison.Ordinal)
            .Replace("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nNguyễn Văn A", "GIÁM ĐỐC\nTrần Văn B", StringComparison.Ordinal));

        compared.Highlights.Select(h => (h.Kind, h.Before, h.After)).ShouldBe(
        [
            (FactKind.Recipient, null, "Sở Tài chính"), (FactKind.Signer, "KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC, Nguyễn Văn A", "GIÁM ĐỐC, Trần Văn B"),
        ]);
    }

    [Fact]
    public void Both_versions_can_be_put_together_again_from_the_blocks()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var before = RandomText(random);
            var after = RandomText(random);

            var compared = Compare(before, after);

            Lines(compared, PartKind.Deleted, BlockKind.MovedHere).ShouldBe(Folded(before));
            Lines(compared, PartKind.Inserted, BlockKind.MovedAway).ShouldBe(Folded(after));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Two_hundred_kilobytes_do_not_take_long_however_little_they_share(bool inOneParagraph)
    {
        var random = new Random(11);
        string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(i => $"từ{random.Next(30_000)}" + (inOneParagraph || i % 40 > 0 ? "" : "\n")));
        var (before, after) = (Words(26_000), Words(26_000));
        before.Length.ShouldBeGreaterThan(190_000);
        Compare("a b c", "a c d"); // compiled before it is timed

        var watch = Stopwatch.StartNew();
        Compare(before, after);

        // Well under a second on a machine of its own; a search that grows with the square would take minutes.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void A_text_over_the_limit_is_refused() =>
        Should.Throw<RuleViolation>(() => TextComparison.Of("một hai ba bốn", "một", new CompareLimits(3), CancellationToken.None)).Code.ShouldBe("compare.too-long");

    [Fact]
    public void A_cancelled_comparison_ends()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Should.Throw<OperationCanceledException>(() => TextComparison.Of("một hai", "hai ba", new CompareLimits(), cancelled.Token));
    }

    private static TextComparison Compare(string before, string after) => TextComparison.Of(before, after, new CompareLimits(), CancellationToken.None);

    private static string RandomText(Random random) => string.Join('\n', Enumerable.Range(0, random.Next(1, 9))
        .Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(1, 9)).Select(_ => "abcdef"[random.Next(6)].ToString(CultureInfo.InvariantCulture)))));

    private static IEnumerable<string> Folded(string text) => text.Split('\n').Select(line => line.Trim());

    private static IEnumerable<string> Lines(TextComparison compared, PartKind changed, BlockKind notOurs) => compared.Blocks
        .Where(block => block.Kind != notOurs)
        .Select(block => string.Concat(block.Parts.Where(part => part.Kind == PartKind.Same || part.Kind == changed).Select(part => part.Text)).Trim())
        .Where(line => line.Length > 0);
}
