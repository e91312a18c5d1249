using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Dialects;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Persistence.Sessions;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Tests.Persistence;

/// <summary>No SQL Server runs where this is tested, so what would be sent to it is looked at instead.</summary>
public sealed class SqlServerTests : IDisposable
{
    private static readonly InstanceRow Instance = Sample.Instance("i");

    private readonly SqlServerDialect dialect = new();
    private readonly KeepingConnection connection = new();
    private readonly WorkflowsDbContext context;
    private readonly RowTables tables;
    private readonly RowCommands commands;

    public SqlServerTests()
    {
        var options = new DbContextOptionsBuilder<WorkflowsDbContext>();
        dialect.Use(options, "Server=nowhere");
        context = new WorkflowsDbContext(options.Options);
        tables = new RowTables(() => context.Model, dialect);
        // The counter stands before the driver, so each command is complete when it is stopped there.
        commands = new RowCommands(connection, null, keep: false, new CommandCounter { BeforeEach = text => throw new NotSentException(text) });
    }

    public static TheoryData<string> RowTypes { get; } = [.. Rows().Select(row => row.GetType().Name)];

    public void Dispose()
    {
        context.Dispose();
        connection.Dispose();
    }

    [Fact]
    public void A_parameter_works_with_the_assembly_that_stands_in_for_the_package() =>
        new SqlParameter("@p", 1).SqlDbType.ShouldBe(SqlDbType.Int);

    [Fact]
    public void Every_row_type_of_the_model_has_its_commands_tested_here() =>
        context.Model.GetEntityTypes().Select(entity => entity.ClrType).ShouldBe(Rows().Select(row => row.GetType()), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(RowTypes))]
    public async Task Each_row_type_is_inserted_with_typed_parameters(string type)
    {
        var row = RowOf(type);

        var command = await CommandOf(row.GetType(), nameof(InsertOf), row);

        var columns = context.Model.FindEntityType(row.GetType())!.GetProperties().Count();
        command.CommandText.ShouldStartWith($"INSERT INTO [{context.Model.FindEntityType(row.GetType())!.GetTableName()}] ([");
        command.CommandText.ShouldEndWith($"@p{2 * columns - 1})");
        command.Parameters.Count.ShouldBe(2 * columns);
        foreach (SqlParameter parameter in command.Parameters)
            (parameter.Value switch
            {
                string => SqlDbType.NVarChar,
                int => SqlDbType.Int,
                bool => SqlDbType.Bit,
                DateTimeOffset => SqlDbType.DateTimeOffset,
                byte[] => SqlDbType.VarBinary,
                _ => parameter.SqlDbType,
            }).ShouldBe(parameter.SqlDbType);
    }

    [Fact]
    public void Rows_found_together_are_locked_except_those_beside()
    {
        var sql = new FoundTogether<BookmarkRow>().With<BookmarkRow, InstanceRow>(nameof(BookmarkRow.InstanceId)).Beside<OutboxRow>("m").SqlFor(tables);

        sql.ShouldEndWith(
            " FROM [Bookmarks] t0 WITH (UPDLOCK, ROWLOCK) INNER JOIN [Instances] t1 WITH (UPDLOCK, ROWLOCK) ON t1.[Id] = t0.[InstanceId]"
            + " CROSS JOIN [Outbox] t2 WHERE t0.[Id] = @p0 AND t2.[Id] = @p1");
    }

    [Theory]
    [MemberData(nameof(RowTypes))]
    public async Task Each_row_type_is_updated_by_its_key(string type)
    {
        var row = RowOf(type);

        var command = await CommandOf(row.GetType(), nameof(UpdateOf), row);

        command.CommandText.ShouldStartWith("UPDATE [");
        command.CommandText.ShouldContain(" WHERE [");
        command.Parameters.Count.ShouldBe(command.CommandText.Split("@p").Length - 1);
    }

    [Theory]
    [MemberData(nameof(RowTypes))]
    public async Task Each_row_type_is_found_by_its_key_under_a_row_lock(string type)
    {
        var row = RowOf(type);

        var command = await CommandOf(row.GetType(), nameof(FindOf), row);

        command.CommandText.ShouldContain("] WITH (UPDLOCK, ROWLOCK) WHERE [");
    }

    [Fact]
    public async Task An_update_writes_the_next_version_over_the_version_that_was_read()
    {
        var row = Sample.Instance("i");
        row.RowVersion = 6;

        var command = await CommandOf(typeof(InstanceRow), nameof(UpdateOf), row);

        command.CommandText.ShouldEndWith("WHERE [Id] = @p0 AND [RowVersion] = @p15");
        command.Parameters["@p0"].Value.ShouldBe("i");
        command.Parameters["@p15"].Value.ShouldBe(6);
        command.Parameters.Cast<SqlParameter>().Count(parameter => parameter.Value is 7).ShouldBe(1);
    }

    [Fact]
    public async Task Rows_are_found_by_columns_of_which_nothing_is_known()
    {
        await Should.ThrowAsync<NotSentException>(async () => await new RowReader(commands, tables).FindLaterKeysAsync<StimulusRow>(
            (nameof(StimulusRow.Hash), "h"), (nameof(StimulusRow.ExpiresAt), Sample.Noon), [(nameof(StimulusRow.InstanceId), null), (nameof(StimulusRow.CorrelationId), "c")], CancellationToken.None));

        var command = connection.Last;
        command.CommandText.ShouldBe(
            "SELECT [Id] FROM [Stimuli] WHERE [Hash] = @p0 AND [ExpiresAt] > @p1 AND ([InstanceId] IS NULL OR [InstanceId] = @p2) AND ([CorrelationId] IS NULL OR [CorrelationId] = @p3)");
        // Without a value SQL Server takes a parameter for one that was forgotten.
        command.Parameters.Cast<SqlParameter>().Select(parameter => parameter.Value).ShouldBe(["h", Sample.Noon, DBNull.Value, "c"]);
        command.Parameters[2].ShouldBeOfType<SqlParameter>().SqlDbType.ShouldBe(SqlDbType.NVarChar);
    }

    [Fact]
    public async Task Several_rows_are_deleted_by_one_list_of_keys()
    {
        var rows = new[] { Sample.Timer("i", "a"), Sample.Timer("i", "b") };

        await Should.ThrowAsync<NotSentException>(async () => await new RowWriter(commands, tables).DeleteAsync(rows, CancellationToken.None));

        var command = connection.Last;
        command.CommandText.ShouldBe("DELETE FROM [Timers] WHERE [Id] IN (@p0, @p1)");
        command.Parameters.Cast<SqlParameter>().Select(parameter => parameter.Value).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task An_insert_stays_within_the_limit_of_parameters()
    {
        var rows = Enumerable.Range(0, 5_000).Select(i => Sample.Timer("i", $"b{i}")).ToList();

        await Should.ThrowAsync<NotSentException>(async () => await new RowWriter(commands, tables).InsertAsync(rows, CancellationToken.None));

        connection.Last.Parameters.Count.ShouldBeInRange(2_000, 2_098);
    }

    [Fact]
    public void A_text_longer_than_its_column_is_not_cut_by_its_parameter()
    {
        var row = Sample.Instance("i", name: new string('ữ', 5_000));

        var parameter = (SqlParameter)tables.Of<InstanceRow>().Columns.Single(column => column.Name == "Name")
            .CreateParameter(connection.CreateCommand(), 0, row.Name);

        parameter.Size.ShouldBe(-1);
    }

    [Fact]
    public void The_schema_can_be_written_out()
    {
        var script = context.Database.GenerateCreateScript();

        foreach (var table in context.Model.GetEntityTypes().Select(entity => entity.GetTableName()))
            script.ShouldContain($"CREATE TABLE [{table}] (");
        script.ShouldContain("CREATE INDEX [IX_Outbox_DueAt] ON [Outbox] ([DueAt]) WHERE \"DeadAt\" IS NULL;");
        script.ShouldContain("CREATE UNIQUE INDEX [IX_Definitions_DefinitionId_Version] ON [Definitions] ([DefinitionId], [Version]);");
        script.ShouldContain("[State] varbinary(max) NOT NULL");
        script.ShouldContain("CONSTRAINT [PK_Journal] PRIMARY KEY ([InstanceId], [Burst])");
        script.ShouldNotContain("IDENTITY");
    }

    [Fact]
    public void The_queries_of_the_workers_can_be_translated()
    {
        var due = context.Set<OutboxRow>().Where(row => row.DeadAt == null && row.DueAt <= Sample.Noon).OrderBy(row => row.DueAt).Take(10).ToQueryString();

        due.ShouldContain("SELECT TOP(@");
        due.ShouldContain("[o].[DeadAt] IS NULL AND [o].[DueAt] <= ");
    }

    private static IEnumerable<object> Rows() =>
    [
        Instance, Sample.Bookmark("i"), Sample.Timer("i", "b"), Sample.Message(), Sample.Answer(), Sample.Journal("i", 1),
        Sample.Incident("i"), Sample.Definition("d", 1), Sample.Trigger(), Sample.Stimulus(), Sample.Batch(), Sample.BatchItem("b", "i"),
    ];

    private static object RowOf(string type) => Rows().Single(row => row.GetType().Name == type);

    private async Task<SqlCommand> CommandOf(Type type, string verb, object row)
    {
        var method = GetType().GetMethod(verb, BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(type);
        await Should.ThrowAsync<NotSentException>(() => (Task)method.Invoke(this, [row])!);
        return connection.Last;
    }

    private async Task InsertOf<T>(T row) where T : class => await new RowWriter(commands, tables).InsertAsync<T>([row, row], CancellationToken.None);

    private async Task UpdateOf<T>(T row) where T : class => await new RowWriter(commands, tables).UpdateAsync<T>([row], CancellationToken.None);

    private async Task FindOf<T>(T row) where T : class
    {
        var table = tables.Of<T>();
        await new RowReader(commands, tables).FindAsync<T>(table.KeyOf(row), CancellationToken.None);
    }

    private sealed class NotSentException(string sql) : Exception(sql);

    /// <summary>Makes SQL Server's commands and remembers the last one.</summary>
    private sealed class KeepingConnection : DbConnection
    {
        public SqlCommand Last { get; private set; } = new();

        [AllowNull]
        public override string ConnectionString { get; set; } = "";
        public override string Database => "";
        public override string DataSource => "";
        public override string ServerVersion => "";
        public override ConnectionState State => ConnectionState.Closed;

        public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

        public override void Close()
        {
        }

        public override void Open() => throw new NotSupportedException();

        protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException();

        protected override DbCommand CreateDbCommand() => Last = new SqlCommand();
    }
}
