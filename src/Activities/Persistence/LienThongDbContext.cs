using LienThong.Activities.Audit;
using LienThong.Activities.Documents;
using LienThong.Activities.Search;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

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

        var properties = modelBuilder.Model.GetEntityTypes()
            .Where(entity => entity.ClrType.Assembly == domain).SelectMany(entity => entity.GetProperties());
        foreach (var property in properties)
        {
            // An entry of the audit trail stays as it was written, also when the others changed their form.
            if (Database.IsSqlite() && property.DeclaringType.ClrType == typeof(AuditEntry) && property.ClrType == typeof(Guid?))
                property.SetValueConverter((Type?)null);
            if (Database.IsSqlite() && IsPacked(property))
                property.SetValueConverter(typeof(PackedText));

            // Keys are made before they are written, so that no statement has to bring anything back.
            property.ValueGenerated = ValueGenerated.Never;

            // Names, not numbers: a register must stay readable without this program, and a new value between two old ones changes nothing.
            if ((Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType).IsEnum)
            {
                property.SetProviderClrType(typeof(string));
                property.SetMaxLength(EnumLength);
            }
        }
    }

    // Texts of pages that no query looks into, and that a file holds as well.
    private static bool IsPacked(IMutableProperty property) =>
        (property.DeclaringType.ClrType, property.Name) is var (type, name)
        && ((type == typeof(SearchContent) && name == nameof(SearchContent.Text)) || (type == typeof(OutgoingDocument) && name == nameof(OutgoingDocument.Fields)));
}
