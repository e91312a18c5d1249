using System.Text.Json;
using System.Text.Json.Nodes;
using LienThong.Workflows.Expressions;

namespace LienThong.Workflows.Tests.Expressions;

/// <summary>The rules by which a value becomes what an input wants (elsa-format §4.4), a row each.</summary>
public sealed class ConversionTests
{
    private enum Urgency { Normal, Urgent }

    private static readonly Guid Id = new("6f9619ff-8b86-d011-b42d-00cf4fc964ff");

    public static TheoryData<object?, Type, object?> Rows => new()
    {
        // null and what fits already
        { null, typeof(string), null },
        { null, typeof(int), 0 },
        { null, typeof(int?), null },
        { "a", typeof(string), "a" },
        { 5, typeof(object), 5 },
        // text to values, read as the invariant culture writes them
        { "12", typeof(int), 12 },
        { " 12 ", typeof(long), 12L },
        { "1.5", typeof(double), 1.5 },
        { "1.5", typeof(decimal), 1.5m },
        { "true", typeof(bool), true },
        { "False", typeof(bool), false },
        { "2026-03-05", typeof(DateTime), new DateTime(2026, 3, 5, 0, 0, 0, DateTimeKind.Utc) },
        { "2026-03-05T08:30:00+07:00", typeof(DateTimeOffset), new DateTimeOffset(2026, 3, 5, 8, 30, 0, TimeSpan.FromHours(7)) },
        { "01:30:00", typeof(TimeSpan), TimeSpan.FromMinutes(90) },
        { "1.02:00:00", typeof(TimeSpan), TimeSpan.FromHours(26) },
        { "6f9619ff-8b86-d011-b42d-00cf4fc964ff", typeof(Guid), Id },
        { "12", typeof(int?), 12 },
        { "AQID", typeof(byte[]), new byte[] { 1, 2, 3 } },
        // enums by name or number
        { "urgent", typeof(Urgency), Urgency.Urgent },
        { 1, typeof(Urgency), Urgency.Urgent },
        { 1d, typeof(Urgency), Urgency.Urgent },
        // values to text
        { 12, typeof(string), "12" },
        { 1.5, typeof(string), "1.5" },
        { true, typeof(string), "True" },
        { Id, typeof(string), "6f9619ff-8b86-d011-b42d-00cf4fc964ff" },
        { TimeSpan.FromMinutes(90), typeof(string), "01:30:00" },
        { new List<object?> { 1, "a" }, typeof(string), "[1,\"a\"]" },
        // numbers among each other
        { 3d, typeof(int), 3 },
        { 2.5, typeof(int), 2 },
        { 3.5, typeof(int), 4 },
        { -2.5, typeof(long), -2L },
        { 2.6, typeof(short), (short)3 },
        { 3, typeof(double), 3d },
        { 3L, typeof(decimal), 3m },
        { 1, typeof(bool), true },
        { 0d, typeof(bool), false },
        // JSON in text, and JSON values
        { "{\"a\":1}", typeof(IDictionary<string, object?>), new Dictionary<string, object?> { ["a"] = 1L } },
        { "[1,2]", typeof(List<int>), new List<int> { 1, 2 } },
        { "[\"a\",\"b\"]", typeof(string[]), new[] { "a", "b" } },
        { JsonSerializer.SerializeToElement(5), typeof(int), 5 },
        { JsonSerializer.SerializeToElement("5"), typeof(int), 5 },
        { JsonSerializer.SerializeToElement(new[] { 1, 2 }), typeof(int[]), new[] { 1, 2 } },
        { JsonValue.Create(5), typeof(long), 5L },
        { JsonSerializer.SerializeToElement(new { a = 1 }), typeof(object), new Dictionary<string, object?> { ["a"] = 1L } },
        // one text where a list is wanted, and lists element by element
        { "a", typeof(List<string>), new List<string> { "a" } },
        { new object?[] { 1d, "2" }, typeof(List<int>), new List<int> { 1, 2 } },
        { new List<object?> { "x" }, typeof(string[]), new[] { "x" } },
        { new List<object?> { "x", "x" }, typeof(HashSet<string>), new HashSet<string> { "x" } },
        // what cannot be converted becomes the default
        { "x", typeof(int), 0 },
        { "x", typeof(int?), null },
        { "", typeof(int), 0 },
        { "[", typeof(List<int>), null },
        { "x", typeof(Guid), Guid.Empty },
        { 1e300, typeof(int), 0 },
        { "later", typeof(DateTime), default(DateTime) },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_value_becomes_what_the_type_wants(object? value, Type type, object? expected) => Conversion.To(value, type).ShouldBeEquivalentTo(expected);

    [Fact]
    public void A_map_becomes_json_and_json_a_map()
    {
        var map = new Dictionary<string, object?> { ["a"] = new List<object?> { 1 } };

        Conversion.To<JsonObject>(map)!.ToJsonString().ShouldBe("{\"a\":[1]}");
        Conversion.To<IDictionary<string, object?>>(JsonNode.Parse("{\"a\":true}"))!["a"].ShouldBe(true);
    }
}
