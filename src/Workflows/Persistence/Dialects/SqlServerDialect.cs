using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Persistence.Dialects;

/// <summary>All of our SQL that only SQL Server understands.</summary>
internal sealed class SqlServerDialect : Dialect
{
    private const int DeadlockVictim = 1205;
    private const int SnapshotConflict = 3960;
    private const int NameNotLocked = 51205;
    private const int UniqueIndexTaken = 2601;
    private const int UniqueConstraintTaken = 2627;

    public override string Quote(string identifier) => $"[{identifier.Replace("]", "]]", StringComparison.Ordinal)}]";

    public override string LockHint => " WITH (UPDLOCK, ROWLOCK)";

    // It tells of a deadlock by what it returns, not by an error.
    public override string LockName =>
        "DECLARE @r int; EXEC @r = sp_getapplock @Resource = @p0, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = -1; IF @r < 0 THROW 51205, 'The name could not be locked.', 1";

    /// <summary>The limit is 2,100; sp_executesql takes two of them.</summary>
    public override int MaxParameters => 2_098;

    /// <summary>The limit of a VALUES list.</summary>
    public override int MaxRows => 1_000;

    public override bool IsDuplicate(DbException exception) => exception is SqlException { Number: UniqueIndexTaken or UniqueConstraintTaken };

    public override bool IsTransient(Exception exception) => exception is SqlException { Number: DeadlockVictim or SnapshotConflict or NameNotLocked };

    public override void Use(DbContextOptionsBuilder builder, string connectionString) => builder.UseSqlServer(connectionString);
}
