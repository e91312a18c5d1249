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
        {
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
            // Nor has it one for ids: as text each takes 36 bytes, in the table, in its key and in each index.
            configurationBuilder.Properties<Guid>().HaveConversion<GuidBytesConverter>();
        }
        else
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(WorkflowsDbContext).Assembly);

    private sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(SqliteDialect.ToTicks, SqliteDialect.FromTicks);

    /// <summary>In the order of its text, so that ids of version 7 sort by their time.</summary>
    private sealed class GuidBytesConverter() : ValueConverter<Guid, byte[]>(id => Write(id), bytes => Read(bytes))
    {
        private static byte[] Write(Guid id) => id.ToByteArray(bigEndian: true);

        private static Guid Read(byte[] bytes) => new(bytes, bigEndian: true);
    }

    private sealed class UtcConverter()
        : ValueConverter<DateTimeOffset, DateTimeOffset>(instant => instant.ToUniversalTime(), instant => instant.ToUniversalTime());
}
