using LienThong.Workflows.Expressions;

namespace LienThong.Workflows.Tests.Expressions;

public sealed class TypeAliasesTests
{
    [Fact]
    public void A_name_that_nests_without_end_is_no_type()
    {
        TypeAliases.Find("String" + string.Concat(Enumerable.Repeat("[]", 100_000))).ShouldBeNull();
    }

    [Fact]
    public void A_question_mark_too_many_changes_nothing()
    {
        TypeAliases.Find("Int32??").ShouldBe(typeof(int?));
    }
}
