using LienThong.Activities.Audit;
using Microsoft.EntityFrameworkCore.Migrations;

namespace LienThong.Host.Persistence;

/// <summary>Puts the audit trail's triggers into a migration: they are not part of EF's model.</summary>
/// <remarks>The initial migration of every provider calls this last; <c>build/add-migration.sh Initial</c> puts the call there.</remarks>
internal static class AppendOnlyAudit
{
    public static void ForbidAuditChanges(this MigrationBuilder migration)
    {
        var statements = migration.ActiveProvider switch
        {
            "Microsoft.EntityFrameworkCore.Sqlite" => AuditTriggers.Sqlite,
            "Npgsql.EntityFrameworkCore.PostgreSQL" => AuditTriggers.PostgreSql,
            // In EXEC, because CREATE TRIGGER must stand alone and an idempotent script wraps it in IF.
            "Microsoft.EntityFrameworkCore.SqlServer" => [.. AuditTriggers.SqlServer.Select(InExec)],
            var provider => throw new NotSupportedException(provider),
        };
        foreach (var statement in statements)
            migration.Sql(statement.TrimEnd().TrimEnd(';') + ";");
    }

    private static string InExec(string statement) => $"EXEC(N'{statement.Replace("'", "''", StringComparison.Ordinal)}')";
}
