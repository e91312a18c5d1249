using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LienThong.Workflows.Persistence.Dialects;

/// <summary>All of our SQL that only PostgreSQL understands.</summary>
internal sealed class PostgreSqlDialect : Dialect
{
    public override string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public override string LockClause => " FOR UPDATE";

    public override string LockClauseOf(IEnumerable<string> aliases) => $" FOR UPDATE OF {string.Join(", ", aliases)}";

    public override string LockName => "SELECT pg_advisory_xact_lock(hashtextextended(@p0, 0))";

    public override int MaxParameters => 65_535;

    public override int MaxRows => 1_000;

    public override bool IsDuplicate(DbException exception) => exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    public override bool IsTransient(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    public override void Use(DbContextOptionsBuilder builder, string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        // Our statements are few and always the same; the driver prepares on the server what it sees often.
        if (settings.MaxAutoPrepare == 0)
            settings.MaxAutoPrepare = 200;
        builder.UseNpgsql(settings.ConnectionString);
    }
}
