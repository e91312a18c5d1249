using System.Data.Common;
using LienThong.Workflows.Persistence.Sessions;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Persistence.Dialects;

/// <summary>Everything in which the three providers differ for us; each has its raw SQL in its one file.</summary>
internal abstract class Dialect
{
    public abstract string Quote(string identifier);

    /// <summary>Between the table's name and WHERE.</summary>
    public virtual string LockHint => "";

    /// <summary>At the end of a SELECT.</summary>
    public virtual string LockClause => "";

    /// <summary>The same for some tables of a join, by their aliases.</summary>
    public virtual string LockClauseOf(IEnumerable<string> aliases) => "";

    /// <summary>Locks the name @p0 until the end of the transaction; null where there is one writer only.</summary>
    public virtual string? LockName => null;

    /// <summary>Of one statement.</summary>
    public abstract int MaxParameters { get; }

    /// <summary>Of one INSERT, or keys of one DELETE.</summary>
    public abstract int MaxRows { get; }

    /// <summary>Commands live as long as their connection, so they are built and prepared once.</summary>
    public virtual bool KeepsCommands => false;

    /// <summary>How rows of this type lie in their table, where that needs no model; null where the model says it.</summary>
    public virtual RowShape? ShapeOf(Type row) => null;

    public abstract bool IsDuplicate(DbException exception);

    /// <summary>The transaction lost against another one and left no trace: running it again may succeed.</summary>
    public abstract bool IsTransient(Exception exception);

    /// <summary>Makes the context use this connection string.</summary>
    public abstract void Use(DbContextOptionsBuilder builder, string connectionString);

    public static Dialect Of(DatabaseProvider provider) => provider switch
    {
        DatabaseProvider.Sqlite => new SqliteDialect(),
        DatabaseProvider.SqlServer => new SqlServerDialect(),
        DatabaseProvider.PostgreSql => new PostgreSqlDialect(),
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, null),
    };
}
