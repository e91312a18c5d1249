using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Texts;

/// <summary>The searched text of a row, with its key, and a number that belongs in front of it.</summary>
internal sealed record Searched(Guid Id, string Text, int? Number);

/// <summary>Pages of a list, searched by words without regard to marks and case.</summary>
/// <remarks>The three databases fold Vietnamese letters each in its own way, so words are compared here; only key and text are loaded for it.</remarks>
internal static class FoldedSearch
{
    /// <param name="ordered">Rows with a key named Id, in their order.</param>
    /// <param name="searched">What of a row is searched.</param>
    /// <param name="text">All its words must occur; null or empty for all rows.</param>
    /// <param name="skip">Rows before the page.</param>
    /// <param name="take">Rows of the page.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public static async Task<(IReadOnlyList<T> Items, int Total)> PageAsync<T>(
        IQueryable<T> ordered, Expression<Func<T, Searched>> searched, string? text, int skip, int take, CancellationToken cancellationToken)
    {
        var words = Fold.Of(text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            return (await ordered.Skip(skip).Take(take).ToListAsync(cancellationToken), await ordered.CountAsync(cancellationToken));
        var found = new List<Guid>();
        await foreach (var row in ordered.Select(searched).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var folded = Fold.Of(string.Create(CultureInfo.InvariantCulture, $"{row.Number}{row.Text}"));
            if (Array.TrueForAll(words, word => folded.Contains(word, StringComparison.Ordinal)))
                found.Add(row.Id);
        }

        var page = found.Skip(skip).Take(take).ToList();
        return (await ordered.Where(row => page.Contains(EF.Property<Guid>(row!, "Id"))).ToListAsync(cancellationToken), found.Count);
    }
}
