using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Persistence;

/// <summary>All tables: the engine's and the domain's, so that one commit covers both.</summary>
public class LienThongDbContext(DbContextOptions options) : WorkflowsDbContext(options)
{
    private const int EnumLength = 20;

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        var domain = typeof(LienThongDbContext).Assembly;
        modelBuilder.ApplyConfigurationsFromAssembly(domain);

        // Names, not numbers: a register must stay readable without this program, and a new value between two old ones changes nothing.
        foreach (var property in modelBuilder.Model.GetEntityTypes()
                     .Where(entity => entity.ClrType.Assembly == domain)
                     .SelectMany(entity => entity.GetProperties())
                     .Where(property => (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType).IsEnum))
        {
            property.SetProviderClrType(typeof(string));
            property.SetMaxLength(EnumLength);
        }
    }
}
