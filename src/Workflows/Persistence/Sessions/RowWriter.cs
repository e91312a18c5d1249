using System.Data.Common;

namespace LienThong.Workflows.Persistence.Sessions;

/// <summary>Sends rows over one connection in as few statements as possible, without a change tracker.</summary>
internal sealed class RowWriter(RowCommands commands, RowTables tables)
{
    private const int MostOfSeveralColumns = 100;

    /// <summary>The first of each pair gives way to the second, which takes its place under its own key.</summary>
    public async ValueTask ReplaceAsync<T>(IReadOnlyList<(T Old, T Row)> pairs, CancellationToken cancellationToken) where T : class
    {
        var table = tables.Of<T>();
        foreach (var (old, row) in pairs)
        {
            var command = commands.Take(table.ReplaceSql());
            commands.Bind(command, table, row, 0);
            RowCommands.BindKey(command, table, table.KeyOf(old), table.Columns.Count);
            await ExecuteAsync(command, table, [old], 0, 1, cancellationToken);
        }
    }

    public async ValueTask InsertAsync<T>(IReadOnlyList<T> rows, CancellationToken cancellationToken) where T : class
    {
        var table = tables.Of<T>();
        var most = Math.Min(tables.Dialect.MaxRows, tables.Dialect.MaxParameters / table.Columns.Count);
        for (var start = 0; start < rows.Count;)
        {
            var count = Math.Min(most, rows.Count - start);
            var command = commands.Take(table.InsertSql(count));
            for (var i = 0; i < count; i++)
                commands.Bind(command, table, rows[start + i], i * table.Columns.Count);
            await ExecuteAsync(command, table, rows, start, count, cancellationToken);
            start += count;
        }
    }

    public async ValueTask UpdateAsync<T>(IReadOnlyList<T> rows, CancellationToken cancellationToken) where T : class
    {
        var table = tables.Of<T>();
        for (var i = 0; i < rows.Count; i++)
        {
            var command = commands.Take(table.UpdateSql());
            if (table.HasVersion)
            {
                var old = table.Access.GetVersion(rows[i]);
                // The statement takes the new version from the object. If it fails, nobody has any use for the object.
                table.Access.SetVersion(rows[i], old + 1);
                commands.Bind(command, table, rows[i], 0);
                RowCommands.Bind(command, table.Columns[table.Version], old, table.Columns.Count);
            }
            else
                commands.Bind(command, table, rows[i], 0);
            await ExecuteAsync(command, table, rows, i, 1, cancellationToken);
        }
    }

    public async ValueTask DeleteAsync<T>(IReadOnlyList<T> rows, CancellationToken cancellationToken) where T : class
    {
        var table = tables.Of<T>();
        // A version to guard needs a statement of its own; conditions on several columns nest, and databases limit how deep.
        var most = table.HasVersion ? 1 : table.Key.Count > 1 ? Math.Min(MostOfSeveralColumns, tables.Dialect.MaxRows) : tables.Dialect.MaxRows;
        for (var start = 0; start < rows.Count;)
        {
            var count = Math.Min(most, rows.Count - start);
            var command = commands.Take(table.DeleteSql(count));
            for (var i = 0; i < count; i++)
                RowCommands.BindKey(command, table, table.KeyOf(rows[start + i]), i * table.Key.Count);
            if (table.HasVersion)
                RowCommands.Bind(command, table.Columns[table.Version], table.Access.GetVersion(rows[start]), table.Key.Count);
            await ExecuteAsync(command, table, rows, start, count, cancellationToken);
            start += count;
        }
    }

    private async ValueTask ExecuteAsync<T>(
        DbCommand command, RowTable<T> table, IReadOnlyList<T> rows, int start, int count, CancellationToken cancellationToken) where T : class
    {
        int affected;
        try
        {
            affected = await commands.ExecuteAsync(command, cancellationToken);
        }
        catch (DbException exception) when (tables.Dialect.IsDuplicate(exception))
        {
            throw new DuplicateRowException($"Dữ liệu đã có ({table.Name} {KeysOf(table, rows, start, count)}).", exception);
        }
        if (affected != count)
            throw new StaleRowException(table.Name, KeysOf(table, rows, start, count));
    }

    private static string KeysOf<T>(RowTable<T> table, IReadOnlyList<T> rows, int start, int count) where T : class =>
        string.Join(", ", rows.Skip(start).Take(Math.Min(count, 3)).Select(table.KeyOf)) + (count > 3 ? ", …" : "");
}
