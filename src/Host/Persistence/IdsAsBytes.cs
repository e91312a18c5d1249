using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace LienThong.Host.Persistence;

/// <summary>Rewrites ids that were kept as text, where a migration for SQLite makes their columns BLOB: EF changes the column, not what lies in it.</summary>
internal static class IdsAsBytes
{
    /// <summary>Called last in <c>Up</c>: it looks which columns the migration changes.</summary>
    public static void RewriteIdsAsBytes(this MigrationBuilder migration)
    {
        var tables = migration.Operations.OfType<AlterColumnOperation>()
            .Where(column => column.ClrType == typeof(byte[]) && column.OldColumn.ClrType == typeof(Guid))
            .GroupBy(column => column.Table, column => column.Name).ToList();
        // EF takes the other form of a seed's id for another id, and would put it over what became of the row since.
        migration.Operations.RemoveAll(operation => operation is UpdateDataOperation update && update.Columns.All(column => tables.Any(table => table.Key == update.Table && table.Contains(column))));
        // A row and those that refer to it change in turn; all is looked at again at the commit.
        migration.Sql("PRAGMA defer_foreign_keys = ON;");
        foreach (var table in tables)
        {
            var values = table.Select(column => $"\"{column}\" = iif(typeof(\"{column}\") = 'text', unhex(replace(\"{column}\", '-', '')), \"{column}\")");
            migration.Sql($"UPDATE \"{table.Key}\" SET {string.Join(", ", values)};");
        }
    }
}
