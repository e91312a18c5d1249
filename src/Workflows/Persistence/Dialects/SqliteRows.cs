using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;
using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using LienThong.Workflows.Persistence.Sessions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Persistence.Dialects;

/// <summary>
/// How rows lie in SQLite, told by their attributes alone. To build EF's model takes longer than everything else from the start of a process to its first
/// workflow, and SQLite needs nothing of it: its parameters have neither size nor type.
/// </summary>
internal static class SqliteRows
{
    /// <summary>Null for a type that does not name its table.</summary>
    public static RowShape? ShapeOf(Type row)
    {
        if (row.GetCustomAttribute<TableAttribute>() is not { } table)
            return null;
        var properties = row.GetProperties().Where(property => property.CanWrite).ToList();
        var key = row.GetCustomAttribute<PrimaryKeyAttribute>()?.PropertyNames ?? throw new InvalidOperationException($"{row.Name} names a table and no key.");
        return new RowShape(
            table.Name,
            table.Schema,
            [.. properties.Select(property => new Column(property))],
            [.. key.Select(name => properties.FindIndex(property => property.Name == name))],
            properties.FindIndex(property => property.GetCustomAttribute<ConcurrencyCheckAttribute>() is not null),
            row.GetConstructor([]) ?? throw new InvalidOperationException($"{row.Name} needs a constructor without parameters."),
            []);
    }

    private sealed class Column(PropertyInfo property) : RowColumn(property.Name, property.Name, CanBeNull(property.PropertyType), property, property)
    {
        private readonly Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;

        public override LambdaExpression? ToStored => type == typeof(DateTimeOffset) ? SqliteDialect.ToTicks : null;

        public override LambdaExpression? FromStored => type == typeof(DateTimeOffset) ? SqliteDialect.FromTicks : null;

        public override Expression Read(Expression reader, Expression ordinal) => type switch
        {
            _ when type == typeof(string) => Expression.Call(reader, nameof(DbDataReader.GetString), null, ordinal),
            _ when type == typeof(int) => Expression.Call(reader, nameof(DbDataReader.GetInt32), null, ordinal),
            _ when type == typeof(bool) => Expression.Call(reader, nameof(DbDataReader.GetBoolean), null, ordinal),
            _ when type == typeof(byte[]) => Expression.Call(reader, nameof(DbDataReader.GetFieldValue), [typeof(byte[])], ordinal),
            _ when type == typeof(DateTimeOffset) => Expression.Call(reader, nameof(DbDataReader.GetInt64), null, ordinal),
            _ => throw new InvalidOperationException($"No column of SQLite is known for {type.Name} {Property}."),
        };

        public override DbParameter CreateParameter(DbCommand command, int index, object? value) =>
            new SqliteParameter(ParameterNames.At(index), value is null ? DBNull.Value : Stored(value));

        public override object Stored(object value) => value is DateTimeOffset instant ? instant.UtcTicks : value;

        private static bool CanBeNull(Type type) => !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
    }
}
