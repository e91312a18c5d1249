namespace LienThong.Activities.Documents.Comparison;

/// <summary>A change that is called out before the text.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Before">Null when it is new.</param>
/// <param name="After">Null when it is gone.</param>
/// <param name="Block">The block to jump to; null when it has none.</param>
public sealed record Highlight(FactKind Kind, string? Before, string? After, int? Block);

/// <summary>Tells which facts of the changed blocks changed.</summary>
internal static class Highlights
{
    // A fact that left one block and came into its neighbour was carried along when a paragraph was cut in two or joined.
    private const int Neighbours = 2;

    public static IReadOnlyList<Highlight> Of(IReadOnlyList<Aligned> blocks, IReadOnlyList<Fact> before, IReadOnlyList<Fact> after)
    {
        var found = new List<Highlight>();
        var factsBefore = before.Where(InText).ToLookup(fact => fact.Paragraph!.Value); // InText says so
        var factsAfter = after.Where(InText).ToLookup(fact => fact.Paragraph!.Value); // InText says so
        for (var block = 0; block < blocks.Count; block++)
        {
            var aligned = blocks[block];
            if (aligned.Kind is BlockKind.Same or BlockKind.MovedAway)
                continue;
            var gone = aligned.Before is { } a ? factsBefore[a].ToList() : [];
            var come = aligned.After is { } b ? factsAfter[b].ToList() : [];
            RemoveCommon(gone, come);
            foreach (var kind in Enum.GetValues<FactKind>())
                found.AddRange(Pairs(kind, [.. gone.Where(fact => fact.Kind == kind)], [.. come.Where(fact => fact.Kind == kind)], block));
        }

        RemoveCarried(found, blocks);
        found.AddRange(OfWhole(FactKind.Recipient, blocks, before, after));
        found.AddRange(OfWhole(FactKind.Signer, blocks, before, after));
        return found;
    }

    // Who gets it and who signs counts for the document, wherever the line stands.
    private static bool InText(Fact fact) => fact.Paragraph is not null && fact.Kind is not (FactKind.Recipient or FactKind.Signer);

    private static void RemoveCommon(List<Fact> gone, List<Fact> come)
    {
        for (var i = gone.Count - 1; i >= 0; i--)
        {
            var at = come.FindLastIndex(fact => fact.Kind == gone[i].Kind && fact.Key == gone[i].Key);
            if (at < 0)
                continue;
            come.RemoveAt(at);
            gone.RemoveAt(i);
        }
    }

    private static IEnumerable<Highlight> Pairs(FactKind kind, List<Fact> gone, List<Fact> come, int? block)
    {
        for (var i = 0; i < Math.Max(gone.Count, come.Count); i++)
            yield return new Highlight(kind, i < gone.Count ? gone[i].Text : null, i < come.Count ? come[i].Text : null, block);
    }

    private static void RemoveCarried(List<Highlight> found, IReadOnlyList<Aligned> blocks)
    {
        foreach (var left in found.Where(highlight => highlight.After is null).ToList())
        {
            var arrived = found.Find(highlight => highlight.Before is null && highlight.Kind == left.Kind && highlight.After == left.Before
                && Math.Abs(highlight.Block!.Value - left.Block!.Value) <= Neighbours // both are of blocks
                && (IsWhole(highlight) || IsWhole(left)));
            if (arrived is null)
                continue;
            found.Remove(arrived);
            found.Remove(left);
        }

        bool IsWhole(Highlight highlight) => blocks[highlight.Block!.Value].Kind is BlockKind.Inserted or BlockKind.Deleted; // of a block
    }

    private static IEnumerable<Highlight> OfWhole(FactKind kind, IReadOnlyList<Aligned> blocks, IReadOnlyList<Fact> before, IReadOnlyList<Fact> after)
    {
        var (gone, come) = (before.Where(fact => fact.Kind == kind).ToList(), after.Where(fact => fact.Kind == kind).ToList());
        RemoveCommon(gone, come);
        if (kind == FactKind.Signer)
            return Pairs(kind, gone, come, Block(come.Count > 0 ? come[0] : null));
        return
        [
            .. gone.Select(fact => new Highlight(kind, fact.Text, null, blocks.ToList().FindIndex(block => block.Before == fact.Paragraph))),
            .. come.Select(fact => new Highlight(kind, null, fact.Text, Block(fact))),
        ];

        int? Block(Fact? fact) => fact is null ? null : blocks.ToList().FindIndex(block => block.After == fact.Paragraph) is var at and >= 0 ? at : null;
    }
}
