namespace LienThong.Workflows.Persistence.Sessions;

/// <summary>Reads single rows by key, locking them where the provider locks rows.</summary>
internal sealed class RowReader(RowCommands commands, RowTables tables)
{
    public async ValueTask<T?> FindAsync<T>(object key, CancellationToken cancellationToken) where T : class
    {
        var table = tables.Of<T>();
        var command = commands.Take(table.SelectSql());
        RowCommands.BindKey(command, table, key, 0);
        await using var reader = await commands.QueryAsync(command, cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? table.Access.Read(reader) : null;
    }
}
