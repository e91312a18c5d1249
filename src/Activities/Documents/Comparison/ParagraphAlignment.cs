namespace LienThong.Activities.Documents.Comparison;

/// <summary>Sets the paragraphs of two versions against each other: the same, changed, moved, new and gone.</summary>
internal sealed class ParagraphAlignment(IReadOnlyList<ComparedParagraph> before, IReadOnlyList<ComparedParagraph> after, CancellationToken cancellationToken)
{
    // A paragraph with half its words left is the same one, rewritten.
    private const double Changed = 0.5;
    // Elsewhere in the document only what is nearly the same was moved.
    private const double Moved = 0.8;
    private const int ShortestMove = 4;
    // Pairs of paragraphs that are compared word for word, at most; beyond it they count as gone and new.
    private const int MaxPairs = 40_000;

    private readonly int[] afterOf = [.. Enumerable.Repeat(-1, before.Count)];
    private readonly Dictionary<int, int> movedTo = [];
    private readonly Dictionary<int, int> movedFrom = [];

    /// <summary>All paragraphs of both texts, in reading order, those that are gone where they stood.</summary>
    public IReadOnlyList<Aligned> Run()
    {
        var beforeOf = SequenceDiff.Match([.. before.Select(p => p.Key)], [.. after.Select(p => p.Key)], cancellationToken);
        for (var j = 0; j < beforeOf.Length; j++)
        {
            if (beforeOf[j] >= 0)
                afterOf[beforeOf[j]] = j;
        }

        FindMoves((a, b) => before[a].Key == after[b].Key, beforeOf);
        FindChanged(beforeOf);
        FindMoves((a, b) => before[a].LikenessTo(after[b]) >= Moved, beforeOf);
        return InOrder(beforeOf);
    }

    private void FindMoves(Func<int, int, bool> same, int[] beforeOf)
    {
        var gone = Enumerable.Range(0, before.Count).Where(i => afterOf[i] < 0 && !movedTo.ContainsKey(i) && before[i].Tokens.Length >= ShortestMove).ToList();
        var come = Enumerable.Range(0, after.Count).Where(j => beforeOf[j] < 0 && !movedFrom.ContainsKey(j) && after[j].Tokens.Length >= ShortestMove).ToList();
        if ((long)gone.Count * come.Count > 25L * MaxPairs)
            return;
        foreach (var j in come)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var at = gone.FindIndex(i => same(i, j));
            if (at < 0)
                continue;
            movedTo[gone[at]] = j;
            movedFrom[j] = gone[at];
            gone.RemoveAt(at);
        }
    }

    // Between two paragraphs that stayed, the pairing in order whose likenesses add up to most.
    private void FindChanged(int[] beforeOf)
    {
        var (lastA, lastB) = (-1, -1);
        for (var b = 0; b <= after.Count; b++)
        {
            var a = b == after.Count ? before.Count : beforeOf[b];
            if (a < 0)
                continue;
            var gone = Enumerable.Range(lastA + 1, a - lastA - 1).Where(i => !movedTo.ContainsKey(i)).ToArray();
            var come = Enumerable.Range(lastB + 1, b - lastB - 1).Where(j => !movedFrom.ContainsKey(j)).ToArray();
            if (gone.Length > 0 && come.Length > 0 && (long)gone.Length * come.Length <= MaxPairs)
                Pair(gone, come, beforeOf);
            (lastA, lastB) = (a, b);
        }
    }

    private void Pair(int[] gone, int[] come, int[] beforeOf)
    {
        var likeness = new double[gone.Length, come.Length];
        var best = new double[gone.Length + 1, come.Length + 1];
        for (var i = gone.Length - 1; i >= 0; i--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var j = come.Length - 1; j >= 0; j--)
            {
                likeness[i, j] = before[gone[i]].LikenessTo(after[come[j]]);
                var paired = likeness[i, j] >= Changed ? likeness[i, j] + best[i + 1, j + 1] : 0;
                best[i, j] = Math.Max(paired, Math.Max(best[i + 1, j], best[i, j + 1]));
            }
        }

        for (var (i, j) = (0, 0); i < gone.Length && j < come.Length;)
        {
            if (likeness[i, j] >= Changed && best[i, j] <= likeness[i, j] + best[i + 1, j + 1])
            {
                beforeOf[come[j]] = gone[i];
                afterOf[gone[i++]] = come[j++];
            }
            else if (best[i + 1, j] >= best[i, j + 1])
                i++;
            else
                j++;
        }
    }

    private List<Aligned> InOrder(int[] beforeOf)
    {
        var blocks = new List<Aligned>(after.Count + 16);
        var numbers = movedFrom.Keys.Order().Select((j, n) => (j, n)).ToDictionary(move => move.j, move => move.n + 1);
        var a = 0;
        void Gone(int until)
        {
            for (; a < until; a++)
                blocks.Add(movedTo.TryGetValue(a, out var to) ? new Aligned(BlockKind.MovedAway, a, null, numbers[to]) : new Aligned(BlockKind.Deleted, a, null, null));
        }

        for (var b = 0; b < after.Count; b++)
        {
            if (beforeOf[b] >= 0)
            {
                Gone(beforeOf[b]);
                blocks.Add(new Aligned(before[a].Key == after[b].Key ? BlockKind.Same : BlockKind.Changed, a++, b, null));
            }
            else if (movedFrom.TryGetValue(b, out var from))
                blocks.Add(new Aligned(BlockKind.MovedHere, from, b, numbers[b]));
            else
                blocks.Add(new Aligned(BlockKind.Inserted, null, b, null));
        }

        Gone(before.Count);
        return blocks;
    }
}
