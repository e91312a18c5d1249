using System.Text.Json;
using LienThong.Activities.Agencies;
using LienThong.Activities.Documents;
using LienThong.Activities.Texts;

namespace LienThong.Activities.Work;

/// <summary>Narrows the inbox by its columns and counts their values, each column under the filters of the others.</summary>
internal sealed class InboxColumns
{
    private const int MostValues = 100;

    private static readonly (DeadlineState State, string Label)[] Deadlines =
    [
        (DeadlineState.Overdue, "Quá hạn"), (DeadlineState.DueToday, "Hết hạn hôm nay"), (DeadlineState.DueSoon, "Sắp đến hạn"), (DeadlineState.InTime, "Còn hạn"),
        (DeadlineState.Paused, "Tạm dừng"), (DeadlineState.NoDeadline, "Không thời hạn"),
    ];

    private static readonly (Urgency Urgency, string Label)[] Urgencies =
        [(Urgency.Express, "Hỏa tốc"), (Urgency.VeryUrgent, "Thượng khẩn"), (Urgency.Urgent, "Khẩn"), (Urgency.Normal, "Thường")];

    private readonly string[] words;
    private readonly DateTimeOffset? since;
    private readonly Column[] columns;

    public InboxColumns(InboxFilter filter, Organisation organisation)
    {
        words = Fold.Of(filter.Text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        since = filter.Since;
        columns =
        [
            new Column(fact => fact.Kind, fact => fact.Title, filter.Kinds),
            new Column(fact => Name(fact.Deadline), null, [.. filter.Deadlines.Select(Name)], [.. Deadlines.Select(d => (Name(d.State), d.Label))]),
            new Column(fact => Name(fact.Urgency ?? Urgency.Normal), null, [.. filter.Urgencies.Select(Name)], [.. Urgencies.Select(u => (Name(u.Urgency), u.Label))]),
            new Column(fact => fact.Sender ?? InboxFilter.None, fact => fact.Sender ?? "Không có văn bản đến", filter.Senders),
            new Column(fact => fact.SentByAs ?? InboxFilter.None, fact => fact.SentByAs ?? "Không có người chuyển", filter.SentBy),
            new Column(
                fact => fact.Round > 1 ? "true" : "false", null, filter.Returned is { } returned ? [returned ? "true" : "false"] : [],
                ("true", "Bị trả lại"), ("false", "Chưa bị trả lại")),
            new Column(
                fact => fact.PersonId.ToString("D"), fact => organisation.FindPerson(fact.PersonId)?.FullName ?? "", [.. filter.OnBehalf.Select(id => id.ToString("D"))]),
        ];
    }

    /// <summary>Rows whose text must be read at all.</summary>
    public bool NeedText => words.Length > 0;

    /// <summary>The rows under all filters; the columns count on the way.</summary>
    public List<InboxFact> Narrow(IEnumerable<InboxFact> facts)
    {
        var found = new List<InboxFact>();
        foreach (var fact in facts)
        {
            if (since >= fact.CreatedAt || !Array.TrueForAll(words, word => fact.SearchText?.Contains(word, StringComparison.Ordinal) == true))
                continue;
            // No lists here: an inbox may hold thousands of rows.
            Column? refusing = null;
            var refusals = 0;
            foreach (var column in columns)
            {
                if (column.Admits(fact))
                    continue;
                refusing = column;
                refusals++;
            }

            if (refusals == 0)
                found.Add(fact);
            foreach (var column in columns)
            {
                if (refusals == 0 || (refusals == 1 && column == refusing))
                    column.Count(fact);
            }
        }

        return found;
    }

    public InboxFacets Facets() => new(
        columns[0].Facets(), columns[1].Facets(), columns[2].Facets(), columns[3].Facets(), columns[4].Facets(), columns[5].Facets(), columns[6].Facets());

    private static string Name<T>(T value) where T : struct, Enum => Names<T>.Of[value];

    private static class Names<T> where T : struct, Enum
    {
        public static readonly IReadOnlyDictionary<T, string> Of = Enum.GetValues<T>().ToDictionary(value => value, value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
    }

    private sealed class Column(Func<InboxFact, string> valueOf, Func<InboxFact, string>? labelOf, IReadOnlyList<string> chosen, params (string Value, string Label)[] known)
    {
        private readonly Dictionary<string, (string Label, int Count)> counts = known.ToDictionary(k => k.Value, k => (k.Label, 0));

        public bool Admits(InboxFact fact) => chosen.Count == 0 || chosen.Contains(valueOf(fact));

        public void Count(InboxFact fact)
        {
            var value = valueOf(fact);
            counts[value] = counts.TryGetValue(value, out var before) ? before with { Count = before.Count + 1 } : (labelOf!(fact), 1);
        }

        // What is chosen is shown though nothing is left of it; otherwise it could not be let go.
        public IReadOnlyList<Facet> Facets()
        {
            var all = counts.Where(entry => entry.Value.Count > 0 || chosen.Contains(entry.Key)).Select(entry => new Facet(entry.Key, entry.Value.Label, entry.Value.Count))
                .Concat(chosen.Where(value => !counts.ContainsKey(value)).Distinct().Select(value => new Facet(value, value, 0)));
            return known.Length > 0
                ? [.. all]
                : [.. all.OrderByDescending(facet => facet.Count).ThenBy(facet => facet.Label, StringComparer.Ordinal).Take(MostValues)];
        }
    }
}
