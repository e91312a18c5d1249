using System.Globalization;
using LienThong.Activities.Audit;
using LienThong.Activities.Documents;
using LienThong.Activities.Search;
using LienThong.Activities.Work;
using LienThong.Host.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace LienThong.Host.Tests.Persistence;

/// <summary>A database of the version that kept ids as text, brought to the newest.</summary>
public sealed class ShortIdsTests : IAsyncLifetime
{
    private const string Before = "ExecutionRecordsAndKeptEvents";
    private const string Id = "018D3A44-BD80-7F77-BE4F-8A315352698E";

    // Columns, each in one row.
    private const int IdsThen = 100;

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly string _folder = Directory.CreateTempSubdirectory("lienthong-").FullName;

    public async Task InitializeAsync()
    {
        await using var context = Open();
        await context.GetService<IMigrator>().MigrateAsync(Before, None);
        await using var connection = await ConnectAsync();
        await ExecuteAsync(connection, "PRAGMA foreign_keys = OFF");
        var ids = IdsOf(context).ToLookup(id => id.Table, id => id.Column);
        var tables = await ReadAsync(connection, "SELECT name FROM sqlite_master WHERE type = 'table'");
        foreach (var table in tables.Where(table => ids.Contains(table) || table == "SearchContents"))
            await FillAsync(connection, table, [.. ids[table]]);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task An_upgrade_rewrites_the_ids_of_all_tables_but_the_audit_trail()
    {
        await using var context = Open();
        await context.Database.MigrateAsync(None);

        await using var connection = await ConnectAsync();
        var read = 0;
        foreach (var (table, column) in IdsOf(context))
        {
            var expected = table == "AuditEntries" ? Id : Id.Replace("-", "", StringComparison.Ordinal);
            var written = table == "AuditEntries" ? $"\"{column}\"" : $"hex(CAST(\"{column}\" AS BLOB))";
            var found = await ReadAsync(connection, $"SELECT {written} FROM \"{table}\" WHERE \"{column}\" IS NOT NULL");
            found.ShouldAllBe(id => id == expected, $"{table}.{column}");
            read += found.Count;
        }

        read.ShouldBeGreaterThan(IdsThen - 1);

        (await ReadAsync(connection, "PRAGMA foreign_key_check")).ShouldBeEmpty();
        (await ReadAsync(connection, "PRAGMA integrity_check")).ShouldBe(["ok"]);
    }

    [Fact]
    public async Task What_was_written_before_the_upgrade_is_found_by_its_ids()
    {
        await using var context = Open();
        await context.Database.MigrateAsync(None);

        var id = Guid.Parse(Id);
        (await context.Set<Dossier>().SingleAsync(dossier => dossier.Id == id)).AgencyId.ShouldBe(id);
        (await context.Set<WorkItemCandidate>().Join(context.Set<WorkItem>(), candidate => candidate.WorkItemId, item => item.Id, (_, item) => item.DossierId).SingleAsync()).ShouldBe(id);
        (await context.Set<AuditEntry>().SingleAsync(entry => entry.DossierId == id)).ActorId.ShouldBe(id);
        Guid[] several = [id, Guid.NewGuid()];
        (await context.Set<Notification>().CountAsync(notice => several.Contains(notice.PersonId))).ShouldBe(1);
    }

    [Fact]
    public async Task A_text_of_the_search_that_was_kept_plain_is_still_read()
    {
        await using var context = Open();
        await context.Database.MigrateAsync(None);

        (await context.Set<SearchContent>().SingleAsync()).Text.ShouldBe("Đề nghị");
    }

    [Fact]
    public async Task The_audit_trail_refuses_changes_after_the_upgrade_too()
    {
        await using (var context = Open())
            await context.Database.MigrateAsync(None);
        await using var connection = await ConnectAsync();

        (await Should.ThrowAsync<SqliteException>(() => ExecuteAsync(connection, "UPDATE \"AuditEntries\" SET \"ActorName\" = 'x'"))).Message.ShouldContain("append-only");
    }

    private SqliteAppDbContext Open() => new(new DbContextOptionsBuilder<SqliteAppDbContext>().UseSqlite(Connection).Options);

    private string Connection => $"Data Source={Path.Combine(_folder, "lienthong.db")};Foreign Keys=True;Pooling=False";

    private static IEnumerable<(string Table, string Column)> IdsOf(DbContext context) => context.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables
        .SelectMany(table => table.Columns.Where(column => column.PropertyMappings.Any(mapping => mapping.Property.ClrType.IsAssignableTo(typeof(Guid?)))).Select(column => (table.Name, column.Name)));

    // One row with the one id everywhere, so that all that refers to something refers to what is there.
    private static async Task FillAsync(SqliteConnection connection, string table, IReadOnlyList<string> ids)
    {
        if (table != "AuditEntries")
            await ExecuteAsync(connection, $"DELETE FROM \"{table}\"");
        var columns = (await ReadAsync(connection, $"SELECT name || ' ' || type FROM pragma_table_info('{table}')")).Select(column => column.Split(' ', 2)).ToList();
        var values = columns.Select(column => ids.Contains(column[0]) ? $"'{Id}'" : column[1] == "INTEGER" ? "1" : column[1] == "BLOB" ? "x'00'" : $"'{TextFor(column[0])}'");
        await ExecuteAsync(connection, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(column => $"\"{column[0]}\""))}) VALUES ({string.Join(", ", values)})"));
    }

    private static string TextFor(string column) => column switch
    {
        "ContentText" => "Đề nghị",
        "State" => "Open",
        "Urgency" => "Normal",
        _ when column.EndsWith("On", StringComparison.Ordinal) || column.EndsWith("Day", StringComparison.Ordinal) => "2024-01-24",
        _ => "x",
    };

    private async Task<SqliteConnection> ConnectAsync()
    {
        var connection = new SqliteConnection(Connection);
        await connection.OpenAsync(None);
        return connection;
    }

#pragma warning disable CA2100 // names of our own tables
    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = new SqliteCommand(sql, connection);
        await command.ExecuteNonQueryAsync(None);
    }

    private static async Task<List<string>> ReadAsync(SqliteConnection connection, string sql)
    {
        await using var command = new SqliteCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(None);
        var rows = new List<string>();
        while (await reader.ReadAsync(None))
            rows.Add(reader.GetString(0));
        return rows;
    }
#pragma warning restore CA2100
}
