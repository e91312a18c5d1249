using LienThong.Workflows.Http;

namespace LienThong.Workflows.Tests.Scenarios.Http;

public sealed class RouteTests
{
    private static string? Match(string template, string path)
    {
        var values = HttpRoute.Parse(template)!.Match(HttpRoute.SegmentsOf(path)!);
        return values is null ? null : string.Join(',', values.Select(v => $"{v.Key}={v.Value}"));
    }

    [Theory]
    [InlineData("orders", "/orders")]
    [InlineData("/orders/", "/orders")]
    [InlineData("/orders", "/orders/")]
    [InlineData("/Orders", "/oRDERS")]
    [InlineData("", "/")]
    [InlineData("/", "/")]
    [InlineData("/xin chào", "/xin%20ch%C3%A0o")]
    [InlineData("/xin%20ch%C3%A0o", "/xin%20ch%C3%A0o")]
    public void Slashes_at_the_ends_capitals_and_encoding_make_no_difference(string template, string path) => Match(template, path).ShouldBe("");

    [Theory]
    [InlineData("/orders", "/order")]
    [InlineData("/orders", "/orders/1")]
    [InlineData("/orders/{id}", "/orders")]
    [InlineData("/orders/{id}/items", "/orders/1/parts")]
    [InlineData("/orders/{id:int}", "/orders/abc")]
    [InlineData("/orders/{id:guid}", "/orders/1")]
    [InlineData("/orders/{id:minlength(3)}", "/orders/ab")]
    [InlineData("/orders/{id:unknown}", "/orders/ab")]
    [InlineData("/files/{name}.pdf", "/files/a.txt")]
    public void Other_paths_do_not_match(string template, string path) => Match(template, path).ShouldBeNull();

    [Theory]
    [InlineData("/orders/{Id}", "/Orders/Ab%20C", "id=Ab C")]
    [InlineData("/orders/{id}", "/orders/a%2Fb", "id=a/b")]
    [InlineData("/orders/{id:int}", "/orders/12", "id=12")]
    [InlineData("/orders/{id:int:min(10)}", "/orders/12", "id=12")]
    [InlineData("/orders/{id}/items/{item}", "/orders/1/items/2", "id=1,item=2")]
    [InlineData("/orders/{id?}", "/orders", "")]
    [InlineData("/orders/{id?}", "/orders/1", "id=1")]
    [InlineData("/orders/{id=7}", "/orders", "id=7")]
    [InlineData("/files/{*rest}", "/files/a/b/c", "rest=a/b/c")]
    [InlineData("/files/{**rest}", "/files", "")]
    [InlineData("/files/{name}.pdf", "/files/Quyết%20định.pdf", "name=Quyết định")]
    [InlineData("/{year}-{month}", "/2026-11", "year=2026,month=11")]
    public void Parameters_are_named_in_lower_case_and_keep_the_case_of_their_values(string template, string path, string expected) =>
        Match(template, path).ShouldBe(expected);

    [Fact]
    public void The_more_literal_route_comes_first()
    {
        string[] literalFirst = ["/a/b", "/a/b-{x}", "/a/{x:int}", "/a/{x}", "/a/{*x}"];

        literalFirst.OrderByDescending(path => path, StringComparer.Ordinal).OrderBy(path => HttpRoute.Parse(path)!.Rank, StringComparer.Ordinal).ShouldBe(literalFirst);
    }

    [Theory]
    [InlineData("/a/{")]
    [InlineData("/a/{}")]
    [InlineData("/a/{1x}")]
    [InlineData("/a/x{*rest}")]
    [InlineData("/a/{x}{y}")]
    public void Braces_that_mean_nothing_are_no_route(string template) => HttpRoute.Parse(template).ShouldBeNull();

    [Fact]
    public void Paths_of_very_many_segments_are_nobodys()
    {
        HttpRoute.SegmentsOf(string.Concat(Enumerable.Repeat("/a", 10_000))).ShouldBeNull();
        HttpRoute.Parse(string.Concat(Enumerable.Repeat("/a", 10_000))).ShouldBeNull();
    }
}
