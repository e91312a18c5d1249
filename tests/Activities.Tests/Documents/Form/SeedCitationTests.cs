using System.Text.Json;
using LienThong.Activities.Documents.Form;
using Xunit.Abstractions;

namespace LienThong.Activities.Tests.Documents.Form;

public sealed class SeedCitationTests(ITestOutputHelper output)
{
    [SeedFact]
    public void Every_mention_of_the_sample_documents_is_found_with_type_date_and_issuer()
    {
        var expected = Seeds.Facts().GetProperty("citations").GetProperty("mentions").EnumerateArray().ToList();

        foreach (var id in new[] { "000", "001" })
        {
            var wanted = expected.Where(mention => Get(mention, "id")!.StartsWith(id, StringComparison.Ordinal)).Select(Describe).ToList();
            var found = Citations.Find(Seeds.Text(id)).Select(Describe).ToList();
            foreach (var missed in Minus(wanted, found)) output.WriteLine($"{id} missed: {missed}");
            foreach (var extra in Minus(found, wanted)) output.WriteLine($"{id} not expected: {extra}");
            output.WriteLine($"{id}: {wanted.Count} expected, {found.Count} found");

            found.ShouldBe(wanted);
        }
    }

    private static string Describe(JsonElement mention) =>
        $"{Get(mention, "canonical")} | {Get(mention, "type")} | {Get(mention, "date")} | {Get(mention, "date_written")} | {Get(mention, "issuer_written")} | {mention.GetProperty("so_word").GetBoolean()}";

    private static string Describe(Citation citation) =>
        $"{citation.Key} | {citation.TypeName} | {citation.Date:yyyy-MM-dd} | {citation.DateWritten} | {citation.Issuer} | {citation.SoWord}";

    private static string? Get(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static List<string> Minus(List<string> left, List<string> right)
    {
        var rest = new List<string>(left);
        foreach (var item in right) rest.Remove(item);
        return rest;
    }
}
