using System.Data;
using System.Data.Common;

namespace LienThong.Workflows.Persistence.Sessions;

/// <summary>The commands of one connection: kept with their parameters where the provider gains by it, made anew elsewhere.</summary>
internal sealed class RowCommands(DbConnection connection, DbTransaction? transaction, bool keep, CommandCounter counter) : IDisposable
{
    private readonly Dictionary<string, DbCommand> kept = new(StringComparer.Ordinal);

    public DbCommand Take(string sql)
    {
        if (kept.TryGetValue(sql, out var command))
            return command;
        command = connection.CreateCommand();
        // The texts come from RowTable and the dialects: names of the model and parameters, never data.
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Transaction = transaction;
        if (keep)
            kept.Add(sql, command);
        return command;
    }

    /// <summary>The row's columns from this parameter on.</summary>
    public void Bind<T>(DbCommand command, RowTable<T> table, T row, int first) where T : class
    {
        if (!keep)
        {
            // EF sizes a parameter by its value, so it is made with it.
            var values = table.Access.Values(row);
            for (var i = 0; i < values.Length; i++)
                command.Parameters.Add(table.Columns[i].CreateParameter(command, first + i, values[i]));
            return;
        }
        for (var i = command.Parameters.Count - first; i < table.Columns.Count; i++)
            command.Parameters.Add(table.Columns[i].CreateParameter(command, first + i, null));
        table.Access.Bind(row, command.Parameters, first);
    }

    /// <summary>The parts of the key from this parameter on.</summary>
    public static void BindKey<T>(DbCommand command, RowTable<T> table, object key, int first) where T : class
    {
        for (var i = 0; i < table.Key.Count; i++)
            Bind(command, table.Columns[table.Key[i]], RowTable<T>.KeyPart(key, i), first + i);
    }

    public static void Bind(DbCommand command, RowColumn column, object? value, int index)
    {
        if (index == command.Parameters.Count)
            command.Parameters.Add(column.CreateParameter(command, index, value));
        else
            command.Parameters[index].Value = value is null ? DBNull.Value : column.Stored(value);
    }

    public Task<int> ExecuteAsync(DbCommand command, CancellationToken cancellationToken)
    {
        counter.Statement(command.CommandText);
        return command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task<DbDataReader> QueryAsync(DbCommand command, CommandBehavior behavior, CancellationToken cancellationToken)
    {
        counter.Statement(command.CommandText);
        return command.ExecuteReaderAsync(behavior, cancellationToken);
    }

    public void Dispose()
    {
        foreach (var command in kept.Values)
            command.Dispose();
    }
}
