namespace LienThong.Activities.Documents.Comparison;

/// <summary>Finds which elements of two sequences stand for each other.</summary>
/// <remarks>
/// The shortest edit script (Myers) while few edits are enough; where the sequences differ more, elements that occur once in both are anchors and
/// the search goes on between them. So the cost stays bounded however little two versions have in common, and the work can be cancelled.
/// </remarks>
internal static class SequenceDiff
{
    // Time and memory of one search grow with its square: 4 MB at most.
    private const int MaxEdits = 1000;
    private const int MaxDepth = 30;

    /// <returns>For each element of <paramref name="after"/> the index of its partner in <paramref name="before"/>, or -1; partners rise.</returns>
    public static int[] Match(int[] before, int[] after, CancellationToken cancellationToken)
    {
        var partners = new int[after.Length];
        Array.Fill(partners, -1);
        new Search(before, after, partners, cancellationToken).Run(0, before.Length, 0, after.Length, 0);
        return partners;
    }

    private sealed class Search(int[] before, int[] after, int[] partners, CancellationToken cancellationToken)
    {
        public void Run(int a, int aEnd, int b, int bEnd, int depth)
        {
            for (; a < aEnd && b < bEnd && before[a] == after[b]; a++, b++)
                partners[b] = a;
            for (; a < aEnd && b < bEnd && before[aEnd - 1] == after[bEnd - 1]; aEnd--, bEnd--)
                partners[bEnd - 1] = aEnd - 1;
            if (a == aEnd || b == bEnd || depth > MaxDepth || TryShortest(a, aEnd, b, bEnd))
                return;
            // Without an anchor there is nothing to gain from searching the same range again.
            if (Anchors(a, aEnd, b, bEnd) is not { Count: > 0 } anchors)
                return;
            foreach (var (nextA, nextB) in anchors)
            {
                partners[nextB] = nextA;
                Run(a, nextA, b, nextB, depth + 1);
                (a, b) = (nextA + 1, nextB + 1);
            }

            Run(a, aEnd, b, bEnd, depth + 1);
        }

        private bool TryShortest(int a, int aEnd, int b, int bEnd)
        {
            var (n, m) = (aEnd - a, bEnd - b);
            var most = Math.Min(n + m, MaxEdits);
            // Furthest place on each diagonal k = x - y, per number of edits.
            var reached = new int[2 * most + 2];
            var trace = new List<int[]>();
            for (var edits = 0; edits <= most; edits++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                for (var k = -edits; k <= edits; k += 2)
                {
                    var x = Down(k, edits, reached, most) ? reached[k + 1 + most] : reached[k - 1 + most] + 1;
                    var y = x - k;
                    for (; x < n && y < m && x >= 0 && y >= 0 && before[a + x] == after[b + y]; x++, y++)
                    {
                    }

                    reached[k + most] = x;
                    if (x < n || y < m)
                        continue;
                    Trace(trace, a, b, x, y);
                    return true;
                }

                trace.Add(reached[(most - edits)..(most + edits + 1)]);
            }

            return false;
        }

        private void Trace(List<int[]> trace, int a, int b, int x, int y)
        {
            for (var edits = trace.Count; edits >= 0; edits--)
            {
                var (fromX, fromY) = (0, 0);
                if (edits > 0)
                {
                    var (k, known) = (x - y, trace[edits - 1]);
                    var from = Down(k, edits, known, edits - 1) ? k + 1 : k - 1;
                    fromX = known[from + edits - 1];
                    fromY = fromX - from;
                }

                for (; x > fromX && y > fromY; x--, y--)
                    partners[b + y - 1] = a + x - 1;
                (x, y) = (fromX, fromY);
            }
        }

        private static bool Down(int k, int edits, int[] reached, int zero) =>
            k == -edits || (k != edits && reached[k - 1 + zero] < reached[k + 1 + zero]);

        /// <summary>Elements that occur once on both sides, as many as possible that rise on both.</summary>
        private List<(int A, int B)> Anchors(int a, int aEnd, int b, int bEnd)
        {
            var placesA = Once(before, a, aEnd);
            var placesB = Once(after, b, bEnd);
            var common = placesB.Where(place => placesA.ContainsKey(place.Key)).Select(place => (A: placesA[place.Key], B: place.Value)).OrderBy(pair => pair.B).ToList();
            // Longest rising run of A: the best end of each length, and who comes before whom.
            var ends = new List<int>();
            var previous = new int[common.Count];
            for (var i = 0; i < common.Count; i++)
            {
                var place = ends.BinarySearch(i, Comparer<int>.Create((x, y) => common[x].A.CompareTo(common[y].A)));
                var length = place < 0 ? ~place : place;
                previous[i] = length == 0 ? -1 : ends[length - 1];
                if (length == ends.Count)
                    ends.Add(i);
                else
                    ends[length] = i;
            }

            var anchors = new List<(int A, int B)>();
            for (var i = ends.Count == 0 ? -1 : ends[^1]; i >= 0; i = previous[i])
                anchors.Add(common[i]);
            anchors.Reverse();
            return anchors;
        }

        private static Dictionary<int, int> Once(int[] elements, int from, int to)
        {
            var places = new Dictionary<int, int>();
            for (var i = from; i < to; i++)
                places[elements[i]] = places.ContainsKey(elements[i]) ? -1 : i;
            return places.Where(place => place.Value >= 0).ToDictionary();
        }
    }
}
