using System.Text.RegularExpressions;

namespace LienThong.Activities.Documents.Form.Mentions;

/// <summary>Text taken from a PDF table repeats the table head on every page, so that a citation may have its date behind the next head.</summary>
internal static partial class FlattenedTables
{
    private const int LongestHead = 30;

    /// <summary>Gives a citation without a date the date that stands alone directly behind the repeated head of the table.</summary>
    public static void JoinDates(string text, List<Citation> found)
    {
        foreach (var (headStart, headEnd) in RepeatedHeads(text))
        {
            var last = found.FindLastIndex(citation => citation.Offset + citation.Length <= headStart);
            if (last < 0 || found[last].Date is not null || found[last].TailEnd > headStart) continue;
            if (Dates.After(text, headEnd) is null) continue;
            var tail = CitationTail.Read(text, headEnd);
            found[last] = found[last] with { Date = tail.Date, DateWritten = tail.DateWritten, Issuer = tail.Issuer, TailEnd = tail.End };
        }
    }

    /// <summary>The second and later occurrences of the head: from its first column "TT" to the last line that all occurrences share.</summary>
    private static List<(int Start, int End)> RepeatedHeads(string text)
    {
        var heads = new List<(int Start, string[] Lines)>();
        for (var match = FirstColumn().Match(text); match.Success; match = match.NextMatch())
        {
            heads.Add((match.Index, [.. FilledLines(text, match.Index).Take(LongestHead).Select(line => line.Text)]));
        }

        if (heads.Count < 2) return [];
        var shared = 0;
        while (heads.TrueForAll(head => shared < head.Lines.Length && head.Lines[shared] == heads[0].Lines[shared])) shared++;
        return [.. heads.Skip(1).Select(head => (head.Start, EndOf(text, head.Start, shared)))];
    }

    private static int EndOf(string text, int start, int filledLines) => filledLines == 0 ? start : FilledLines(text, start).ElementAt(filledLines - 1).End;

    private static IEnumerable<(string Text, int End)> FilledLines(string text, int start)
    {
        while (start < text.Length)
        {
            var end = text.IndexOf('\n', start);
            var next = end < 0 ? text.Length : end + 1;
            var line = text[start..next].Trim();
            if (line.Length > 0) yield return (line, next);
            start = next;
        }
    }

    [GeneratedRegex(@"^[ \t]*S?TT[ \t]*$", RegexOptions.Multiline)]
    private static partial Regex FirstColumn();
}
