using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Dialects;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Persistence.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace LienThong.Workflows.Tests.Persistence;

/// <summary>On SQLite the engine starts without EF's model; what it knows instead must be what the model says.</summary>
public sealed class SqliteRowsTests
{
    private const string Script = "src/Workflows/Persistence/Dialects/engine-tables.sqlite.sql";

    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<Type> RowTypes()
    {
        using var context = Context();
        return [.. context.Model.GetEntityTypes().Select(entity => entity.ClrType)];
    }

    internal static string EngineTables()
    {
        using var context = Context();
        // EF cannot say of a table that it has no row ids.
        return context.Database.GenerateCreateScript().ReplaceLineEndings("\n")
            .Replace("CONSTRAINT \"PK_Journal\" PRIMARY KEY (\"InstanceId\", \"Burst\")\n);", "CONSTRAINT \"PK_Journal\" PRIMARY KEY (\"InstanceId\", \"Burst\")\n) WITHOUT ROWID;", StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(RowTypes))]
    public void A_row_type_says_of_itself_what_the_model_says_of_it(Type type)
    {
        using var context = Context();
        var model = RowShape.Of(context.Model.FindEntityType(type)!);

        var own = SqliteRows.ShapeOf(type).ShouldNotBeNull();

        (own.Name, own.Schema).ShouldBe((model.Name, model.Schema));
        own.Columns.Select(column => (column.Name, column.Property, column.Getter.Name)).ShouldBe(
            model.Columns.Select(column => (column.Name, column.Property, column.Property)), ignoreOrder: true);
        own.Key.Select(column => own.Columns[column].Name).ShouldBe(model.Key.Select(column => model.Columns[column].Name));
        (own.Version < 0 ? null : own.Columns[own.Version].Name).ShouldBe(model.Version < 0 ? null : model.Columns[model.Version].Name);
    }

    [Theory]
    [MemberData(nameof(RowTypes))]
    public void A_row_type_stores_its_values_as_the_model_does(Type type)
    {
        using var context = Context();
        var model = RowShape.Of(context.Model.FindEntityType(type)!);
        var own = SqliteRows.ShapeOf(type).ShouldNotBeNull();

        foreach (var column in own.Columns)
        {
            var same = model.Columns.Single(other => other.Name == column.Name);
            column.ToStored?.Body.ToString().ShouldBe(same.ToStored?.Body.ToString());
            (column.ToStored is null).ShouldBe(same.ToStored is null, $"{type.Name}.{column.Name}");
            (column.FromStored is null).ShouldBe(same.FromStored is null, $"{type.Name}.{column.Name}");
            if (same.IsNullable)
                column.IsNullable.ShouldBeTrue($"{type.Name}.{column.Name}");
        }
    }

    [Fact]
    public async Task The_script_makes_the_tables_of_the_model()
    {
        var kept = await File.ReadAllTextAsync(Path.Combine(RepositoryFiles.Root, Script));

        (kept.ReplaceLineEndings("\n") == EngineTables()).ShouldBeTrue($"{Script} is stale. Run: dotnet run --project tests/Workflows.Tests -- tables > {Script}");
    }

    [Fact]
    public async Task Nothing_on_the_way_to_a_first_burst_needs_the_model()
    {
        var folder = Directory.CreateTempSubdirectory("lienthong-").FullName;
        var contexts = 0;
        try
        {
            await using var database = Database.Open(
                new DatabaseOptions { DataFolder = folder, CreateWithoutMigrations = true },
                options =>
                {
                    contexts++;
                    return new WorkflowsDbContext(options);
                },
                TimeProvider.System,
                NullLogger<Database>.Instance);
            var instance = Sample.Instance();

            await database.MigrateAsync(None);
            await database.WriteAsync(
                (session, _) =>
                {
                    session.Insert(instance);
                    session.Insert(Sample.Journal(instance.Id, 1));
                    return Task.FromResult(0);
                },
                None);
            var found = await database.WriteAsync(
                async (session, ct) => (await session.FindAsync<InstanceRow>(instance.Id, ct), await session.FindAllAsync<JournalRow>([(nameof(JournalRow.InstanceId), instance.Id)], ct)), None);

            found.Item1.ShouldNotBeNull().Name.ShouldBe(instance.Name);
            found.Item2.Count.ShouldBe(1);
            contexts.ShouldBe(0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static WorkflowsDbContext Context() => new(new DbContextOptionsBuilder().UseSqlite("Data Source=nowhere").Options);
}
