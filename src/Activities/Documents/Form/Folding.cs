namespace LienThong.Activities.Documents.Form;

/// <summary>Folds what does not count when words are compared.</summary>
internal static class Folding
{
    /// <summary>Every run of blanks and line breaks becomes one blank; none at the ends.</summary>
    public static string Blanks(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>Line numbers (from 1) of offsets in a text.</summary>
internal sealed class LineIndex
{
    private readonly List<int> starts = [0];

    public LineIndex(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n') starts.Add(i + 1);
        }
    }

    public int LineOf(int offset)
    {
        var found = starts.BinarySearch(offset);
        return found >= 0 ? found + 1 : ~found;
    }
}
