using LienThong.Activities.Search;

namespace LienThong.Activities.Tests.Search;

public sealed class SearchTextTests
{
    [Theory]
    [InlineData("Kế hoạch số 05/KH-UBND", "05/KH-UBND")]
    [InlineData("Kế hoạch số 05/KH-UBND", "5/kh-ubnd")]
    [InlineData("Kế hoạch số 05/KH-UBND", "KH-UBND")]
    [InlineData("Kế hoạch số 05/KH-UBND", "ke hoach")]
    [InlineData("giai đoạn 2021-2025", "2025")]
    [InlineData("Nghị quyết 12/NQ-HĐND", "12/nq-hdnd")]
    public void Every_way_of_asking_meets_the_text(string text, string asked) => SearchText.QueryWords(asked).ShouldBeSubsetOf(Words(text));

    [Theory]
    [InlineData("so 451", "451")]
    [InlineData("số 451/UBND-TH", "451/ubnd-th")]
    [InlineData("số liệu", "số", "liệu")]
    public void The_word_number_before_a_number_says_nothing(string asked, params string[] words) => SearchText.QueryWords(asked).ShouldBe(words);

    [Theory]
    [InlineData("\" OR * - NEAR( ) ^ : {}", "or", "near")]
    [InlineData("a_b k_incoming", "a", "b", "k", "incoming")]
    [InlineData("\ud800 'x'' \\ --", "x")]
    [InlineData("//--__", new string[0])]
    public void Signs_of_query_languages_are_no_words(string asked, params string[] words) => SearchText.QueryWords(asked).ShouldBe(words);

    [Fact]
    public void However_much_is_typed_little_is_asked()
    {
        SearchText.QueryWords(string.Concat(Enumerable.Repeat("ab cd", 2000))).Count.ShouldBeLessThanOrEqualTo(20);
        SearchText.QueryWords(new string('x', 10_000)).ShouldBeEmpty();
    }

    private static HashSet<string> Words(string text)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        SearchText.AddWords(text, words);
        return words;
    }
}
