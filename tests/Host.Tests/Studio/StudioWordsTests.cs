using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LienThong.Host.Tests.Studio;

/// <summary>The dictionary of the advanced designer: a mistake in it would leave the whole page in English.</summary>
public sealed partial class StudioWordsTests
{
    private const string EndOfWords = "};\nwindow.studioPatterns = [\n";

    // What stands on the pages that are opened every day, so that a text lost from the dictionary is noticed without a browser.
    private static readonly string[] Seen =
    [
        "Publish", "Unpublish", "Run workflow", "Auto-save", "Auto layout", "Zoom to fit the screen", "Center", "Properties", "Variables", "Input/Output", "Version history", "Settings", "Common",
        "Input", "Output", "Inputs", "Outputs", "Outcomes", "Info", "Name", "Description", "Display text", "Type", "Storage", "Default value", "Add variable", "Edit variable", "Add input", "Add output",
        "Is array", "Cancel", "Apply", "OK", "Ok", "Yes", "No", "Delete", "Export", "Import", "Code View", "Workflow saved", "Workflow published", "Workflow unpublished", "Rollback to this version",
        "Journal", "Incidents", "Status", "Sub status", "Created", "Updated", "Finished", "Suspended", "Executing", "Faulted", "Pending", "Cancelled", "Running", "Completed", "Started", "Resumed",
        "Executions", "Call stack", "Details", "Correlation ID", "Instance ID", "Definition version", "Search", "Actions", "Latest version", "Published version", "Delete workflow?", "Create workflow",
        "New workflow", "The name of the new workflow.", "A brief description of the workflow.", "Activation strategy", "Usable as activity", "Merge mode", "Run Asynchronously", "Done",
        "Unmatched status code", "No data available.", "An unhandled error has occurred.", "Add your first activity", "Search activities…", "Poll every 5 seconds", "Version 12", "Delete version 3",
        "3 minutes ago", "an hour ago", "yesterday", "Workflow instance with ID 01J5 not found.", "4 workflows are published", "2 incoming · 1 outgoing", "x.json copied",
        "Successfully imported 2 workflow definitions.", "State name 'A' is used more than once.", "Unsupported UI hint: foo",
    ];

    private readonly string _file = File.ReadAllText(Path.Combine(Repository.Root, "src", "Host", "Studio", "words.vi.js")).ReplaceLineEndings("\n");

    [GeneratedRegex("^  (\"(?:[^\"\\\\]|\\\\.)*\"): (\"(?:[^\"\\\\]|\\\\.)*\"),$")]
    private static partial Regex Word();

    [GeneratedRegex("^  \\[/(\\^.*\\$)/, (\"(?:[^\"\\\\]|\\\\.)*\")\\],$")]
    private static partial Regex Pattern();

    private List<(string English, string Vietnamese)> Words() =>
        [.. Lines(_file[(_file.IndexOf("window.studioWords = {\n", StringComparison.Ordinal) + 23).._file.IndexOf(EndOfWords, StringComparison.Ordinal)], Word())];

    private List<(string English, string Vietnamese)> Patterns()
    {
        _file.ShouldEndWith("];\n");
        return [.. Lines(_file[(_file.IndexOf(EndOfWords, StringComparison.Ordinal) + EndOfWords.Length)..^3], Pattern(), isText: false)];
    }

    // Every line is a text, a comment or empty: what is anything else would break the script.
    private static IEnumerable<(string English, string Vietnamese)> Lines(string part, Regex form, bool isText = true)
    {
        foreach (var line in part.Split('\n').Where(line => line.Length > 0 && !line.TrimStart().StartsWith("//", StringComparison.Ordinal)))
        {
            var match = form.Match(line);
            match.Success.ShouldBeTrue(line);
            yield return (isText ? JsonSerializer.Deserialize<string>(match.Groups[1].Value)! : match.Groups[1].Value, JsonSerializer.Deserialize<string>(match.Groups[2].Value)!);
        }
    }

    [Fact]
    public void Every_line_is_one_text_with_its_translation() => Words().Count.ShouldBeGreaterThan(400);

    [Fact]
    public void No_text_stands_twice_or_is_empty_or_has_blanks_around_it()
    {
        var words = Words();

        words.Select(word => word.English).ShouldBeUnique();
        foreach (var (english, vietnamese) in words)
        {
            english.ShouldBe(english.Trim());
            english.ShouldNotBeEmpty();
            vietnamese.ShouldBe(vietnamese.Trim());
            vietnamese.ShouldNotBeEmpty(english);
            vietnamese.ShouldNotBe(english);
        }
    }

    [Fact]
    public void Its_letters_are_composed_ones() => _file.IsNormalized(NormalizationForm.FormC).ShouldBeTrue();

    [Fact]
    public void A_translation_is_no_text_that_would_be_translated_again()
    {
        var words = Words();
        var english = words.Select(word => word.English).ToHashSet(StringComparer.Ordinal);
        var patterns = Patterns();

        foreach (var (_, vietnamese) in words)
        {
            english.ShouldNotContain(vietnamese);
            patterns.ShouldAllBe(pattern => !Regex.IsMatch(vietnamese, pattern.English), vietnamese);
        }
    }

    [Fact]
    public void Every_pattern_is_for_a_whole_text_and_uses_the_parts_it_finds()
    {
        var patterns = Patterns();

        patterns.Select(pattern => pattern.English).ShouldBeUnique();
        foreach (var (pattern, vietnamese) in patterns)
        {
            var groups = new Regex(pattern, RegexOptions.ECMAScript).GetGroupNumbers().Length - 1;
            for (var group = 1; group <= groups; group++)
                vietnamese.ShouldContain($"${group}", customMessage: pattern);
        }
    }

    [Fact]
    public void What_is_seen_on_the_pages_is_translated()
    {
        var words = Words().ToDictionary(word => word.English, word => word.Vietnamese, StringComparer.Ordinal);
        var patterns = Patterns();

        Seen.Where(text => !words.ContainsKey(text) && !patterns.Exists(pattern => Regex.IsMatch(text, pattern.English, RegexOptions.ECMAScript))).ShouldBeEmpty();
    }
}
