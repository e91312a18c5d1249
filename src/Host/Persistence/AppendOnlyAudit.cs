using LienThong.Activities.Audit;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore.Migrations;

namespace LienThong.Host.Persistence;

/// <summary>Puts the audit trail's triggers into a migration: they are not part of EF's model.</summary>
/// <remarks>The initial migration of every provider calls this last; <c>build/add-migration.sh Initial</c> puts the call there.</remarks>
internal static class AppendOnlyAudit
{
    public static void ForbidAuditChanges(this MigrationBuilder migration)
    {
        var statements = migration.Provider() switch
        {
            DatabaseProvider.Sqlite => AuditTriggers.Sqlite,
            DatabaseProvider.PostgreSql => AuditTriggers.PostgreSql,
            // In EXEC, because CREATE TRIGGER must stand alone and an idempotent script wraps it in IF.
            _ => [.. AuditTriggers.SqlServer.Select(InExec)],
        };
        foreach (var statement in statements)
            migration.Sql(statement.TrimEnd().TrimEnd(';') + ";");
    }

    private static string InExec(string statement) => $"EXEC(N'{statement.Replace("'", "''", StringComparison.Ordinal)}')";
}
