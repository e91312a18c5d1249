using LienThong.Benchmarks.Approvals;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Benchmarks.Dataset;

/// <summary>Inserts rows of one table with a prepared command; columns and conversions are those of the model.</summary>
internal sealed class BulkTable<T> : IDisposable where T : class
{
    private readonly SqliteCommand _command;
    private readonly List<(Func<object, object?> Get, Func<object?, object?>? Convert)> _columns = [];

    public BulkTable(SqliteConnection connection, DbContext context)
    {
        var entity = context.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not in the model.");
        var mapping = entity.GetTableMappings().Single();
        var names = new List<string>();
        foreach (var column in mapping.ColumnMappings)
        {
            var property = column.Property;
            var convert = column.TypeMapping.Converter?.ConvertToProvider;
            _columns.Add((property.PropertyInfo!.GetValue, convert));
            names.Add(column.Column.Name);
        }

        _command = Raw.Command(connection,
            $"INSERT INTO \"{mapping.Table.Name}\" ({string.Join(", ", names.Select(name => $"\"{name}\""))}) VALUES ({string.Join(", ", names.Select((_, i) => $"@p{i}"))})");
        for (var i = 0; i < names.Count; i++)
            _command.Parameters.Add(new SqliteParameter($"@p{i}", DBNull.Value));
        _command.Prepare();
    }

    public void Add(T row)
    {
        for (var i = 0; i < _columns.Count; i++)
        {
            var value = _columns[i].Get(row);
            _command.Parameters[i].Value = (value is null ? null : _columns[i].Convert is { } convert ? convert(value) : value) ?? DBNull.Value;
        }

        _command.ExecuteNonQuery();
    }

    public void Dispose() => _command.Dispose();
}
