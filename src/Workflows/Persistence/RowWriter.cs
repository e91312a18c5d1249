using System.Data.Common;

namespace LienThong.Workflows.Persistence;

/// <summary>Sends rows over one connection in as few statements as possible, without a change tracker.</summary>
internal sealed class RowWriter(RowCommands commands, RowTables tables)
{
    public async ValueTask InsertAsync<T>(IReadOnlyList<T> rows, CancellationToken cancellationToken) where T : class
    {
        var table = tables.Of<T>();
        var most = Math.Min(tables.Dialect.MaxRows, tables.Dialect.MaxParameters / table.Columns.Count);
        for (var start = 0; start < rows.Count;)
        {
            var count = Math.Min(most, rows.Count - start);
            var command = commands.Take(table.InsertSql(count));
            var parameters = command.Parameters;
            var isNew = parameters.Count == 0;
            var p = 0;
            for (var i = start; i < start + count; i++)
                foreach (var column in table.Columns)
                {
                    Bind(command, isNew, p, column, rows[i]);
                    p++;
                }
            await ExecuteAsync(command, table, count, () => KeysOf(table, rows.Skip(start).Take(count)), cancellationToken);
            start += count;
        }
    }

    public async ValueTask UpdateAsync<T>(T row, CancellationToken cancellationToken) where T : class
    {
        var table = tables.Of<T>();
        var old = table.GetVersion?.Invoke(row) ?? 0;
        // The statement writes the new version, so the object carries it first; an object whose write failed is of no use to anybody.
        table.SetVersion?.Invoke(row, old + 1);
        var command = commands.Take(table.UpdateSql());
        var isNew = command.Parameters.Count == 0;
        var p = 0;
        foreach (var column in table.Values)
            Bind(command, isNew, p++, column, row);
        foreach (var column in table.Key)
            Bind(command, isNew, p++, column, row);
        BindVersion(command, isNew, p, table, old);
        await ExecuteAsync(command, table, 1, () => table.KeyOf(row).ToString()!, cancellationToken);
    }

    public async ValueTask DeleteAsync<T>(IReadOnlyList<T> rows, CancellationToken cancellationToken) where T : class
    {
        var table = tables.Of<T>();
        // A key of several columns, or a version to guard, needs a statement of its own.
        var most = table.Key.Count > 1 || table.Version is not null ? 1 : tables.Dialect.MaxRows;
        for (var start = 0; start < rows.Count;)
        {
            var count = Math.Min(most, rows.Count - start);
            var command = commands.Take(table.DeleteSql(count));
            var isNew = command.Parameters.Count == 0;
            var p = 0;
            for (var i = start; i < start + count; i++)
                foreach (var column in table.Key)
                    Bind(command, isNew, p++, column, rows[i]);
            if (count == 1)
                BindVersion(command, isNew, p, table, table.GetVersion?.Invoke(rows[start]) ?? 0);
            await ExecuteAsync(command, table, count, () => KeysOf(table, rows.Skip(start).Take(count)), cancellationToken);
            start += count;
        }
    }

    private static void Bind<T>(DbCommand command, bool isNew, int index, RowColumn<T> column, T row)
    {
        if (isNew)
            command.Parameters.Add(column.CreateParameter(command, ParameterNames.At(index), row));
        else
            command.Parameters[index].Value = column.StoredValue(row);
    }

    private static void BindVersion<T>(DbCommand command, bool isNew, int index, RowTable<T> table, int old) where T : class
    {
        if (table.Version is not { } version)
            return;
        if (isNew)
            command.Parameters.Add(version.CreateKeyParameter(command, ParameterNames.At(index), old));
        else
            command.Parameters[index].Value = version.StoredKey(old);
    }

    private async ValueTask ExecuteAsync<T>(DbCommand command, RowTable<T> table, int expected, Func<string> keys, CancellationToken cancellationToken)
        where T : class
    {
        int affected;
        try
        {
            affected = await commands.ExecuteAsync(command, cancellationToken);
        }
        catch (DbException exception) when (tables.Dialect.IsDuplicate(exception))
        {
            throw new DuplicateRowException($"Dữ liệu đã có ({table.Name} {keys()}).", exception);
        }
        if (affected != expected)
            throw new StaleRowException(table.Name, keys());
    }

    private static string KeysOf<T>(RowTable<T> table, IEnumerable<T> rows) where T : class
    {
        var keys = rows.Select(table.KeyOf).Take(4).ToList();
        return string.Join(", ", keys.Take(3)) + (keys.Count > 3 ? ", …" : "");
    }
}
