using System.Data;
using System.Data.Common;

namespace LienThong.Workflows.Persistence;

/// <summary>Reads single rows by key, locking them where the provider locks rows.</summary>
internal sealed class RowReader(RowCommands commands, RowTables tables)
{
    public async ValueTask<T?> FindAsync<T>(object key, CancellationToken cancellationToken) where T : class
    {
        var table = tables.Of<T>();
        var command = commands.Take(table.SelectSql());
        var isNew = command.Parameters.Count == 0;
        for (var i = 0; i < table.Key.Count; i++)
            if (isNew)
                command.Parameters.Add(table.Key[i].CreateKeyParameter(command, ParameterNames.At(i), RowTable<T>.KeyPart(key, i)));
            else
                command.Parameters[i].Value = table.Key[i].StoredKey(RowTable<T>.KeyPart(key, i));
        await using var reader = await commands.QueryAsync(command, cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? table.Read(reader) : null;
    }
}

/// <summary>The commands of one connection: kept and reused where the provider gains by it, made anew elsewhere.</summary>
internal sealed class RowCommands(DbConnection connection, DbTransaction? transaction, bool keep, CommandCounter counter) : IDisposable
{
    private readonly Dictionary<string, DbCommand> kept = new(StringComparer.Ordinal);

    /// <summary>A command with this text; without parameters when it is new.</summary>
    public DbCommand Take(string sql)
    {
        if (kept.TryGetValue(sql, out var command))
            return command;
        command = connection.CreateCommand();
        // The texts come from RowTable: names of the model and parameters, never data.
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Transaction = transaction;
        if (keep)
            kept.Add(sql, command);
        return command;
    }

    public Task<int> ExecuteAsync(DbCommand command, CancellationToken cancellationToken)
    {
        counter.Statement(command.CommandText);
        return command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task<DbDataReader> QueryAsync(DbCommand command, CancellationToken cancellationToken)
    {
        counter.Statement(command.CommandText);
        return command.ExecuteReaderAsync(CommandBehavior.SingleRow, cancellationToken);
    }

    public void Dispose()
    {
        foreach (var command in kept.Values)
            command.Dispose();
    }
}

internal static class ParameterNames
{
    private static readonly string[] Known = [.. Enumerable.Range(0, 512).Select(index => $"@p{index}")];

    public static string At(int index) => index < Known.Length ? Known[index] : $"@p{index}";
}
