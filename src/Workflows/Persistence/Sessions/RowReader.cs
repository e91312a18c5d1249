using System.Data;
using System.Data.Common;

namespace LienThong.Workflows.Persistence.Sessions;

/// <summary>Reads single rows by key, locking them where the provider locks rows.</summary>
internal sealed class RowReader(RowCommands commands, RowTables tables)
{
    public async ValueTask<T?> FindAsync<T>(object key, CancellationToken cancellationToken) where T : class
    {
        var table = tables.Of<T>();
        var command = commands.Take(table.SelectSql());
        RowCommands.BindKey(command, table, key, 0);
        await using var reader = await commands.QueryAsync(command, CommandBehavior.SingleRow, cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? table.Access.Read(reader, 0) : null;
    }

    /// <summary>Locks nothing: who changes one of the rows finds it by its key.</summary>
    public async ValueTask<IReadOnlyList<string>> FindLaterKeysAsync<T>(
        (string Property, object Value) equal, (string Property, object Value) later, IReadOnlyList<(string Property, object? Value)> open, CancellationToken cancellationToken) where T : class
    {
        var table = tables.Of<T>();
        var (equalColumn, laterColumn) = (table.IndexOf(equal.Property), table.IndexOf(later.Property));
        int[] openColumns = [.. open.Select(o => table.IndexOf(o.Property))];
        var command = commands.Take(table.SelectLaterKeysSql(equalColumn, laterColumn, openColumns));
        RowCommands.Bind(command, table.Columns[equalColumn], equal.Value, 0);
        RowCommands.Bind(command, table.Columns[laterColumn], later.Value, 1);
        for (var i = 0; i < openColumns.Length; i++)
            RowCommands.Bind(command, table.Columns[openColumns[i]], open[i].Value, i + 2);
        await using var reader = await commands.QueryAsync(command, CommandBehavior.Default, cancellationToken);
        var found = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            found.Add(reader.GetString(0));
        return found;
    }

    /// <summary>Locks nothing.</summary>
    public async ValueTask<IReadOnlyList<T>> FindAllAsync<T>(IReadOnlyList<(string Property, object Value)> equal, CancellationToken cancellationToken) where T : class
    {
        var table = tables.Of<T>();
        await using var reader = await QueryEqualAsync(table, equal, onlyKeys: false, cancellationToken);
        var found = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            found.Add(table.Access.Read(reader, 0));
        return found;
    }

    /// <summary>Locks nothing.</summary>
    public async ValueTask<IReadOnlyList<string>> FindKeysAsync<T>(IReadOnlyList<(string Property, object Value)> equal, CancellationToken cancellationToken) where T : class
    {
        await using var reader = await QueryEqualAsync(tables.Of<T>(), equal, onlyKeys: true, cancellationToken);
        var found = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            found.Add(reader.GetString(0));
        return found;
    }

    private Task<DbDataReader> QueryEqualAsync<T>(RowTable<T> table, IReadOnlyList<(string Property, object Value)> equal, bool onlyKeys, CancellationToken cancellationToken) where T : class
    {
        int[] columns = [.. equal.Select(e => table.IndexOf(e.Property))];
        var command = commands.Take(table.SelectEqualSql(columns, onlyKeys));
        for (var i = 0; i < columns.Length; i++)
            RowCommands.Bind(command, table.Columns[columns[i]], equal[i].Value, i);
        return commands.QueryAsync(command, CommandBehavior.Default, cancellationToken);
    }

    /// <summary>Gives the session all the rows; false when one is missing, and then none.</summary>
    public async ValueTask<bool> FindAsync<T>(RowSession session, object key, FoundTogether<T> together, CancellationToken cancellationToken) where T : class
    {
        var table = tables.Of<T>();
        var command = commands.Take(together.SqlFor(tables));
        RowCommands.BindKey(command, table, key, 0);
        var besides = together.Rows.Skip(1).Where(row => row.Parent is null).ToList();
        for (var i = 0; i < besides.Count; i++)
            besides[i].BindKey(command, tables, together.Keys[i], table.Key.Count + i);
        await using var reader = await commands.QueryAsync(command, CommandBehavior.SingleRow, cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            return false;
        var first = 0;
        foreach (var row in together.Rows)
        {
            row.Read(session, tables, reader, first, besides.Contains(row));
            first += row.Width(tables);
        }

        return true;
    }
}
