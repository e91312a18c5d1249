using LienThong.Activities.Persistence;
using LienThong.Host.Auth;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Persistence;

/// <summary>All tables: the engine's, the domain's, and the accounts. A class per provider below, because migrations belong to a class.</summary>
internal abstract class AppDbContext(DbContextOptions options) : LienThongDbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.ApplyConfiguration(new AccountConfiguration());
        modelBuilder.ApplyConfiguration(new AccountSessionConfiguration());
        modelBuilder.ApplyConfiguration(new SecondFactorConfiguration());
    }
}

internal sealed class SqliteAppDbContext(DbContextOptions options) : AppDbContext(options);

internal sealed class SqlServerAppDbContext(DbContextOptions options) : AppDbContext(options);

internal sealed class PostgreSqlAppDbContext(DbContextOptions options) : AppDbContext(options);
