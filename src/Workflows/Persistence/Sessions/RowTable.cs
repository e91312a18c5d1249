using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using LienThong.Workflows.Persistence.Dialects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace LienThong.Workflows.Persistence.Sessions;

/// <summary>The tables of a model as the hot path sees them, each built when it is first used.</summary>
internal sealed class RowTables(IModel model, Dialect dialect)
{
    private readonly ConcurrentDictionary<Type, object> tables = new();

    public Dialect Dialect => dialect;

    public RowTable<T> Of<T>() where T : class =>
        (RowTable<T>)(tables.TryGetValue(typeof(T), out var known) ? known : tables.GetOrAdd(typeof(T), Build<T>()));

    private RowTable<T> Build<T>() where T : class =>
        new(model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not in the model."), dialect);
}

/// <summary>A column and the parameter that EF would use for it.</summary>
internal sealed class RowColumn(string name, string property, bool nullable, RelationalTypeMapping mapping)
{
    public string Name => name;

    /// <summary>Name of the property of the row's class.</summary>
    public string Property => property;

    /// <summary>The value is the model's; the mapping converts it.</summary>
    public DbParameter CreateParameter(DbCommand command, int index, object? value) =>
        mapping.CreateParameter(command, ParameterNames.At(index), value, nullable);

    /// <summary>What a parameter made earlier takes for a value of the model.</summary>
    public object Stored(object value) => mapping.Converter?.ConvertToProvider(value) ?? value;
}

/// <summary>What the hot path knows of a row type, taken from EF's model once: names, parameters, compiled access and SQL.</summary>
internal sealed class RowTable<T> where T : class
{
    private readonly Dialect dialect;
    private readonly string quotedName;
    private readonly ConcurrentDictionary<(char Verb, int Number), string> statements = new();

    public RowTable(IEntityType entity, Dialect dialect)
    {
        this.dialect = dialect;
        if (entity.GetTableMappings().ToList() is not [{ Table: var table } mapping])
            throw new InvalidOperationException($"{entity.DisplayName()} is not kept in one table of its own.");
        Name = table.Name;
        quotedName = table.Schema is { } schema ? $"{dialect.Quote(schema)}.{dialect.Quote(table.Name)}" : dialect.Quote(table.Name);

        var columns = mapping.ColumnMappings.OrderBy(column => column.Property.GetIndex()).ToList();
        foreach (var column in columns)
            MustBeOurs(entity, column.Property);
        Columns = [.. columns.Select(column => new RowColumn(column.Column.Name, column.Property.Name, column.Property.IsNullable, column.TypeMapping))];
        var key = entity.FindPrimaryKey()?.Properties ?? throw new InvalidOperationException($"{entity.DisplayName()} has no key.");
        Key = [.. key.Select(property => columns.FindIndex(column => column.Property == property))];
        Version = columns.FindIndex(column =>
            column.Property is { Name: "RowVersion", IsConcurrencyToken: true } && column.Property.ClrType == typeof(int));
        Access = new RowAccess<T>(entity, columns, Key, Version);
    }

    public string Name { get; }
    public IReadOnlyList<RowColumn> Columns { get; }
    public RowAccess<T> Access { get; }

    /// <summary>Which columns are the key.</summary>
    public IReadOnlyList<int> Key { get; }

    /// <summary>Which column is the int that guards updates; negative where there is none.</summary>
    public int Version { get; }

    public bool HasVersion => Version >= 0;

    public string QuotedName => quotedName;

    /// <summary>The column of a key of one column.</summary>
    public string OnlyKey => Key is [var only] ? Quoted(only) : throw new InvalidOperationException($"The key of {Name} has several columns.");

    public string ColumnOf(string property) => Quoted(IndexOf(property));

    /// <summary>Which column holds the property.</summary>
    public int IndexOf(string property)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Property == property)
                return i;
        }

        throw new ArgumentException($"{Name} has no {property}.", nameof(property));
    }

    public string Names(string alias) => string.Join(", ", Columns.Select(column => $"{alias}.{dialect.Quote(column.Name)}"));

    public string KeyIs(string alias) => string.Join(" AND ", Key.Select((column, p) => $"{alias}.{Quoted(column)} = @p{p}"));

    /// <summary>The key of a row: the value itself, or a <see cref="CompositeKey"/>.</summary>
    public object KeyOf(T row) => Access.Key(row);

    /// <summary>The same form from what a caller gave: a value, or a tuple for a key of several columns.</summary>
    public object KeyFrom(object key)
    {
        if (Key.Count == 1)
            return key;
        if (key is ITuple tuple && tuple.Length == Key.Count)
            return new CompositeKey([.. Enumerable.Range(0, tuple.Length).Select(i => tuple[i]!)]); // a null would equal no key
        throw new ArgumentException($"The key of {Name} is a tuple of {Key.Count} values.", nameof(key));
    }

    public static object KeyPart(object key, int index) => key is CompositeKey composite ? composite.Parts[index] : key;

    /// <summary>The parameter of column c in row r is number r × columns + c.</summary>
    public string InsertSql(int rows) => Sql('I', rows, () =>
        $"INSERT INTO {quotedName} ({Names()}) VALUES " + string.Join(", ", Enumerable.Range(0, rows).Select(row =>
            $"({string.Join(", ", Enumerable.Range(row * Columns.Count, Columns.Count).Select(p => $"@p{p}"))})")));

    /// <summary>The parameter of column c is number c; the old version, where there is one, comes after them.</summary>
    public string UpdateSql() => Sql('U', 1, () =>
    {
        var values = Enumerable.Range(0, Columns.Count).Except(Key).Select(column => $"{Quoted(column)} = @p{column}");
        var key = Key.Select(column => $"{Quoted(column)} = @p{column}");
        return $"UPDATE {quotedName} SET {string.Join(", ", values)} WHERE {string.Join(" AND ", key)}{Guard(Columns.Count)}";
    });

    /// <summary>The parameter of column c is number c; the key of the row that gives way comes after them.</summary>
    public string ReplaceSql() => Sql('R', 1, () =>
    {
        var values = Enumerable.Range(0, Columns.Count).Select(column => $"{Quoted(column)} = @p{column}");
        return $"UPDATE {quotedName} SET {string.Join(", ", values)} WHERE {KeyIs(0, Columns.Count)}";
    });

    /// <summary>Parameters: the keys, then the old version where there is one.</summary>
    public string DeleteSql(int rows) => Sql('D', rows, () => rows == 1
        ? $"DELETE FROM {quotedName} WHERE {KeyIs()}{Guard(Key.Count)}"
        : Key.Count > 1
        ? $"DELETE FROM {quotedName} WHERE {string.Join(" OR ", Enumerable.Range(0, rows).Select(row => $"({KeyIs(row, 0)})"))}"
        : $"DELETE FROM {quotedName} WHERE {Quoted(Key[0])} IN ({string.Join(", ", Enumerable.Range(0, rows).Select(p => $"@p{p}"))})");

    /// <summary>Parameters: the key.</summary>
    public string SelectSql() => Sql('S', 1, () => $"SELECT {Names()} FROM {quotedName}{dialect.LockHint} WHERE {KeyIs()}{dialect.LockClause}");

    /// <summary>Parameters: the value of the one column, the one that the other is later than, and those of the columns that may also be null.</summary>
    public string SelectLaterKeysSql(int equal, int later, int[] open) => Sql('L', open.Aggregate((equal * Columns.Count) + later + 1, (number, column) => (number * (Columns.Count + 1)) + column + 1), () =>
        $"SELECT {OnlyKey} FROM {quotedName} WHERE {Quoted(equal)} = @p0 AND {Quoted(later)} > @p1"
        + string.Concat(open.Select((column, p) => $" AND ({Quoted(column)} IS NULL OR {Quoted(column)} = @p{p + 2})")));

    private string Sql(char verb, int number, Func<string> build) =>
        statements.TryGetValue((verb, number), out var sql) ? sql : statements.GetOrAdd((verb, number), build());

    private string Quoted(int column) => dialect.Quote(Columns[column].Name);

    private string Names() => string.Join(", ", Columns.Select(column => dialect.Quote(column.Name)));

    private string KeyIs() => KeyIs(0, 0);

    private string KeyIs(int row, int first) => string.Join(" AND ", Key.Select((column, p) => $"{Quoted(column)} = @p{first + (row * Key.Count) + p}"));

    private string Guard(int parameter) => HasVersion ? $" AND {Quoted(Version)} = @p{parameter}" : "";

    // The database must have nothing to add: then no statement has to bring anything back.
    private static void MustBeOurs(IEntityType entity, IProperty property)
    {
        if (property.IsShadowProperty())
            throw new InvalidOperationException($"{entity.DisplayName()}.{property.Name} is no property of the class.");
        if (property.ValueGenerated != ValueGenerated.Never)
            throw new InvalidOperationException($"{entity.DisplayName()}.{property.Name} must be ValueGeneratedNever(): the row is written as it is.");
    }
}

/// <summary>A key of several columns, equal by its parts.</summary>
internal sealed class CompositeKey(object[] parts) : IEquatable<CompositeKey>
{
    public object[] Parts => parts;

    public bool Equals(CompositeKey? other) => other is not null && parts.AsSpan().SequenceEqual(other.Parts);

    public override bool Equals(object? obj) => Equals(obj as CompositeKey);

    public override int GetHashCode() => parts.Aggregate(0, HashCode.Combine);

    public override string ToString() => string.Join('/', parts);
}

internal static class ParameterNames
{
    private static readonly string[] Known = [.. Enumerable.Range(0, 512).Select(index => $"@p{index}")];

    public static string At(int index) => index < Known.Length ? Known[index] : $"@p{index}";
}
