using LienThong.Workflows.Persistence.Dialects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LienThong.Workflows.Persistence;

/// <summary>The engine's tables. The domain derives from it, so that one commit covers both.</summary>
public class WorkflowsDbContext(DbContextOptions options) : DbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // SQLite has no type for an instant. The other two have one; PostgreSQL takes it in UTC only.
        if (Database.IsSqlite())
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
        else
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(WorkflowsDbContext).Assembly);

    private sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(SqliteDialect.ToTicks, SqliteDialect.FromTicks);

    private sealed class UtcConverter()
        : ValueConverter<DateTimeOffset, DateTimeOffset>(instant => instant.ToUniversalTime(), instant => instant.ToUniversalTime());
}
