using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace LienThong.Host.Persistence;

/// <summary>Contexts that know the model and the dialect but no database: for dotnet-ef, for scripts, for tests of the migrations.</summary>
internal static class DesignTimeContexts
{
    public static AppDbContext Create(DatabaseProvider provider) => provider switch
    {
        DatabaseProvider.Sqlite => Sqlite(),
        DatabaseProvider.SqlServer => SqlServer(),
        DatabaseProvider.PostgreSql => PostgreSql(),
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, null),
    };

    private static SqliteAppDbContext Sqlite() =>
        new(new DbContextOptionsBuilder<SqliteAppDbContext>().UseSqlite("Data Source=:memory:").Options);

    private static SqlServerAppDbContext SqlServer() =>
        new(new DbContextOptionsBuilder<SqlServerAppDbContext>().UseSqlServer("Server=none;Database=none").Options);

    private static PostgreSqlAppDbContext PostgreSql() =>
        new(new DbContextOptionsBuilder<PostgreSqlAppDbContext>().UseNpgsql("Host=none;Database=none").Options);

    internal sealed class SqliteFactory : IDesignTimeDbContextFactory<SqliteAppDbContext>
    {
        public SqliteAppDbContext CreateDbContext(string[] args) => Sqlite();
    }

    internal sealed class SqlServerFactory : IDesignTimeDbContextFactory<SqlServerAppDbContext>
    {
        public SqlServerAppDbContext CreateDbContext(string[] args) => SqlServer();
    }

    internal sealed class PostgreSqlFactory : IDesignTimeDbContextFactory<PostgreSqlAppDbContext>
    {
        public PostgreSqlAppDbContext CreateDbContext(string[] args) => PostgreSql();
    }
}
