using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Search;

/// <summary>The provider's own index of words: which entry has which. All SQL of the search that EF does not write, one class per provider.</summary>
internal abstract class SearchWords
{
    /// <summary>Answers with 1 when the index is there.</summary>
    public abstract string Exists { get; }

    /// <summary>Makes the index.</summary>
    public abstract IReadOnlyList<string> Schema { get; }

    /// <summary>Puts the words of an entry in place of what it had.</summary>
    public abstract Task WriteAsync(WriteSession session, long entryId, IReadOnlyCollection<string> words, CancellationToken cancellationToken);

    /// <summary>Ids of entries that have all of the one and any of the other words, newest first.</summary>
    /// <param name="all">At least one.</param>
    /// <param name="any">At least one.</param>
    /// <param name="before">Only ids below this one.</param>
    /// <param name="most">At most so many.</param>
    public abstract SearchStatement Find(IReadOnlyList<string> all, IReadOnlyList<string> any, long before, int most);

    public static SearchWords Of(DbContext context) => context.Database.ProviderName switch
    {
        "Microsoft.EntityFrameworkCore.Sqlite" => new SqliteSearchWords(),
        "Npgsql.EntityFrameworkCore.PostgreSQL" => new PostgreSqlSearchWords(),
        "Microsoft.EntityFrameworkCore.SqlServer" => new SqlServerSearchWords(),
        var provider => throw new NotSupportedException(provider),
    };
}

/// <summary>SQL with the values for its numbered places.</summary>
internal sealed record SearchStatement(string Sql, object[] Values);
