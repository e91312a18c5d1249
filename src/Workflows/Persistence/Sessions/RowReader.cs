using System.Data;

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
    public async ValueTask<IReadOnlyList<T>> FindLaterAsync<T>(string property, object value, string laterProperty, object than, CancellationToken cancellationToken) where T : class
    {
        var table = tables.Of<T>();
        var (equal, later) = (table.IndexOf(property), table.IndexOf(laterProperty));
        var command = commands.Take(table.SelectLaterSql(equal, later));
        RowCommands.Bind(command, table.Columns[equal], value, 0);
        RowCommands.Bind(command, table.Columns[later], than, 1);
        await using var reader = await commands.QueryAsync(command, CommandBehavior.Default, cancellationToken);
        var found = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            found.Add(table.Access.Read(reader, 0));
        return found;
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
