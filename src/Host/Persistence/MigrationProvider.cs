using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore.Migrations;

namespace LienThong.Host.Persistence;

/// <summary>For which database a migration is being written.</summary>
internal static class MigrationProvider
{
    /// <exception cref="NotSupportedException">None of ours.</exception>
    public static DatabaseProvider Provider(this MigrationBuilder migration) => migration.ActiveProvider switch
    {
        "Microsoft.EntityFrameworkCore.Sqlite" => DatabaseProvider.Sqlite,
        "Npgsql.EntityFrameworkCore.PostgreSQL" => DatabaseProvider.PostgreSql,
        "Microsoft.EntityFrameworkCore.SqlServer" => DatabaseProvider.SqlServer,
        var other => throw new NotSupportedException(other),
    };
}
