using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using LienThong.Workflows.Persistence.Dialects;
using Microsoft.EntityFrameworkCore.Metadata;

namespace LienThong.Workflows.Persistence.Sessions;

/// <summary>The tables of a model as the hot path sees them, each built when it is first used.</summary>
internal sealed class RowTables(Func<IModel> model, Dialect dialect)
{
    private readonly ConcurrentDictionary<Type, object> tables = new();

    public Dialect Dialect => dialect;

    public RowTable<T> Of<T>() where T : class =>
        (RowTable<T>)(tables.TryGetValue(typeof(T), out var known) ? known : tables.GetOrAdd(typeof(T), Build<T>()));

    private RowTable<T> Build<T>() where T : class => new(dialect.ShapeOf(typeof(T)) ?? RowShape.Of(EntityOf(typeof(T))), dialect);

    private IEntityType EntityOf(Type row) => model().FindEntityType(row) ?? throw new InvalidOperationException($"{row.Name} is not in the model.");
}

/// <summary>What the hot path knows of a row type: names, parameters, compiled access and SQL.</summary>
internal sealed class RowTable<T> where T : class
{
    private readonly Dialect dialect;
    private readonly string quotedName;
    private readonly ConcurrentDictionary<(char Verb, int Number), string> statements = new();

    public RowTable(RowShape shape, Dialect dialect)
    {
        this.dialect = dialect;
        Name = shape.Name;
        quotedName = shape.Schema is { } schema ? $"{dialect.Quote(schema)}.{dialect.Quote(shape.Name)}" : dialect.Quote(shape.Name);
        Columns = shape.Columns;
        Key = shape.Key;
        Version = shape.Version;
        Access = new RowAccess<T>(shape);
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

    /// <summary>Parameters: the values of these columns, in their order.</summary>
    public string SelectEqualSql(int[] equal, bool onlyKeys) => Sql(onlyKeys ? 'K' : 'E', equal.Aggregate(0, (number, column) => (number * (Columns.Count + 1)) + column + 1), () =>
        $"SELECT {(onlyKeys ? OnlyKey : Names())} FROM {quotedName}"
        + string.Concat(equal.Select((column, p) => $"{(p == 0 ? " WHERE" : " AND")} {Quoted(column)} = @p{p}"))
        + $" ORDER BY {string.Join(", ", Key.Select(Quoted))}");

    private string Sql(char verb, int number, Func<string> build) =>
        statements.TryGetValue((verb, number), out var sql) ? sql : statements.GetOrAdd((verb, number), build());

    private string Quoted(int column) => dialect.Quote(Columns[column].Name);

    private string Names() => string.Join(", ", Columns.Select(column => dialect.Quote(column.Name)));

    private string KeyIs() => KeyIs(0, 0);

    private string KeyIs(int row, int first) => string.Join(" AND ", Key.Select((column, p) => $"{Quoted(column)} = @p{first + (row * Key.Count) + p}"));

    private string Guard(int parameter) => HasVersion ? $" AND {Quoted(Version)} = @p{parameter}" : "";
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
