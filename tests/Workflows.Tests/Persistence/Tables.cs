using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace LienThong.Workflows.Tests.Persistence;

/// <summary>All tables of a database as text, every column of every row, with ids by the order in which they come: two runs of the same work give the same text.</summary>
internal static partial class Tables
{
    /// <param name="database">Which one.</param>
    /// <param name="leftOut">What is not compared: a "Table", or a "Table.Column".</param>
    public static Task<string> ReadAsync(Workflows.Persistence.Database database, params string[] leftOut) => database.ReadSnapshotAsync(
        async (context, ct) =>
        {
            var text = new StringBuilder();
            foreach (var table in context.Model.GetEntityTypes().Where(t => !leftOut.Contains(t.GetTableName())).OrderBy(t => t.GetTableName(), StringComparer.Ordinal))
                await ReadAsync(context, table, leftOut, text, ct);
            return Neutral(text.ToString());
        },
        CancellationToken.None);

    private static async Task ReadAsync(DbContext context, IEntityType table, string[] leftOut, StringBuilder text, CancellationToken cancellationToken)
    {
        var name = table.GetTableName()!;
        // Ids sort by the time of their making, so the order is the same in each run.
        var key = string.Join(", ", table.FindPrimaryKey()!.Properties.Select(p => $"\"{p.GetColumnName()}\""));
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT * FROM \"{name}\" ORDER BY {key}";
        command.Transaction = context.Database.CurrentTransaction!.GetDbTransaction();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            text.Append(name);
            for (var i = 0; i < rows.FieldCount; i++)
            {
                if (!leftOut.Contains($"{name}.{rows.GetName(i)}"))
                    text.Append(CultureInfo.InvariantCulture, $" | {rows.GetName(i)}={Text(rows, i)}");
            }

            text.Append('\n');
        }
    }

    private static string Text(DbDataReader rows, int column) => rows.GetValue(column) switch
    {
        DBNull => "",
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        DateTime instant => instant.ToString("O", CultureInfo.InvariantCulture),
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>Ids and hashes by the order in which they come, and without stack traces, which depend on what the compiler inlined.</summary>
    public static string Neutral(string text)
    {
        var numbers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        return Ids().Replace(Traces().Replace(text, ""), id => numbers.TryGetValue(id.Value, out var known) ? known : numbers[id.Value] = $"#{numbers.Count + 1}");
    }

    [GeneratedRegex(@"\b([0-9A-Fa-f]{32}|[0-9A-Fa-f]{64})\b")]
    private static partial Regex Ids();

    [GeneratedRegex(@"(\\n|\n)(   at |--- End)((?!\\n)[^\n""])*")]
    private static partial Regex Traces();
}
