using LienThong.Activities.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Tests.Persistence;

public sealed class SchemaTests
{
    public static TheoryData<string> Providers => ["sqlite", "sqlserver", "postgres"];

    [Theory, MemberData(nameof(Providers))]
    public void Every_provider_can_write_the_schema(string provider)
    {
        using var context = Open(provider);

        var script = context.Database.GenerateCreateScript();

        script.ShouldContain("RegisterEntries");
        script.ShouldContain("AuditHead");
    }

    [Theory, MemberData(nameof(Providers))]
    public void Every_text_of_the_domain_has_a_length_or_is_meant_to_have_none(string provider)
    {
        using var context = Open(provider);

        var unlimited = context.Model.GetEntityTypes()
            .Where(entity => entity.ClrType.Assembly == typeof(LienThongDbContext).Assembly)
            .SelectMany(entity => entity.GetProperties())
            .Where(property => property.GetProviderClrType() == typeof(string) || property.ClrType == typeof(string))
            .Where(property => property.GetMaxLength() is null)
            .Select(property => $"{property.DeclaringType.DisplayName()}.{property.Name}");

        unlimited.ShouldBe(["AuditEntry.Data", "DocumentTemplate.Content", "OutgoingDocument.Fields", "SearchContent.Text", "WorkingCopy.Content"], ignoreOrder: true);
    }

    [Fact]
    public void Enums_are_stored_by_name()
    {
        using var context = Open("sqlite");

        var stored = context.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties())
            .Where(property => property.ClrType.IsEnum && property.ClrType.Assembly == typeof(LienThongDbContext).Assembly)
            .Select(property => property.GetTypeMapping().Converter?.ProviderClrType)
            .Distinct();

        stored.ShouldBe([typeof(string)]);
    }

    [Fact]
    public void Names_of_enum_values_fit_their_column()
    {
        using var context = Open("sqlite");

        var tooLong = context.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties())
            .Where(property => property.ClrType.IsEnum && property.ClrType.Assembly == typeof(LienThongDbContext).Assembly)
            .SelectMany(property => Enum.GetNames(property.ClrType).Where(name => name.Length > property.GetMaxLength()));

        tooLong.ShouldBeEmpty();
    }

    private static LienThongDbContext Open(string provider)
    {
        var options = new DbContextOptionsBuilder<LienThongDbContext>();
        _ = provider switch
        {
            "sqlite" => options.UseSqlite("Data Source=:memory:"),
            "sqlserver" => options.UseSqlServer("Server=none"),
            _ => options.UseNpgsql("Host=none"),
        };
        return new LienThongDbContext(options.Options);
    }
}
