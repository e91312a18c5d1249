using System.Collections.Concurrent;
using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LienThong.Workflows.Persistence;

/// <summary>The tables of a model as the hot path sees them, each built when it is first used.</summary>
internal sealed class RowTables(IModel model, Dialect dialect)
{
    private readonly ConcurrentDictionary<Type, object> tables = new();

    public Dialect Dialect => dialect;

    public RowTable<T> Of<T>() where T : class => (RowTable<T>)tables.GetOrAdd(typeof(T), static (type, self) =>
        new RowTable<T>(
            self.Model.FindEntityType(type) ?? throw new InvalidOperationException($"{type.Name} is not in the model."), self.Dialect), (Model: model, Dialect: dialect));
}

/// <summary>A column: how its value is read from a row object, and the parameter that EF would use for it.</summary>
internal sealed class RowColumn<T>(string name, bool nullable, RelationalTypeMapping mapping, Func<T, object?> modelValue, Func<T, object> storedValue)
{
    public string Name => name;

    public DbParameter CreateParameter(DbCommand command, string parameter, T row) =>
        mapping.CreateParameter(command, parameter, modelValue(row), nullable);

    public DbParameter CreateKeyParameter(DbCommand command, string parameter, object key) => mapping.CreateParameter(command, parameter, key, nullable);

    public object ModelValue(T row) => modelValue(row) ?? throw new InvalidOperationException($"{typeof(T).Name}.{name} is a key and null.");

    /// <summary>After conversion, DBNull for null: what a parameter made earlier takes.</summary>
    public object StoredValue(T row) => storedValue(row);

    public object StoredKey(object key) => mapping.Converter?.ConvertToProvider(key) ?? key;
}

/// <summary>What the hot path knows of a row type, taken from EF's model once: names, parameters, compiled access and SQL.</summary>
internal sealed class RowTable<T> where T : class
{
    private readonly string quotedName;
    private readonly Dialect dialect;
    private readonly ConcurrentDictionary<(char Verb, int Rows), string> statements = new();

    public RowTable(IEntityType entity, Dialect dialect)
    {
        this.dialect = dialect;
        var mappings = entity.GetTableMappings().ToList();
        if (mappings is not [{ Table: var table } mapping])
            throw new InvalidOperationException($"{entity.DisplayName()} is not kept in one table of its own.");
        Name = table.Name;
        quotedName = table.Schema is { } schema ? $"{dialect.Quote(schema)}.{dialect.Quote(table.Name)}" : dialect.Quote(table.Name);

        var columns = mapping.ColumnMappings.OrderBy(column => column.Property.GetIndex()).ToList();
        foreach (var column in columns)
            MustBeOurs(entity, column.Property);
        Columns = [.. columns.Select(Column)];
        var key = entity.FindPrimaryKey()?.Properties ?? throw new InvalidOperationException($"{entity.DisplayName()} has no key.");
        Key = [.. key.Select(property => Columns[columns.FindIndex(column => column.Property == property)])];
        Values = [.. Columns.Except(Key)];
        Read = Reader(entity, columns);

        if (entity.FindProperty("RowVersion") is { IsConcurrencyToken: true } version && version.ClrType == typeof(int))
        {
            Version = Columns[columns.FindIndex(column => column.Property == version)];
            GetVersion = Expression.Lambda<Func<T, int>>(Expression.MakeMemberAccess(Row, Member(version, forSet: false)), Row).Compile();
            var value = Expression.Parameter(typeof(int));
            SetVersion = Expression.Lambda<Action<T, int>>(
                Expression.Assign(Expression.MakeMemberAccess(Row, Member(version, forSet: true)), value), Row, value).Compile();
        }
    }

    private static readonly ParameterExpression Row = Expression.Parameter(typeof(T), "row");

    public string Name { get; }
    public IReadOnlyList<RowColumn<T>> Columns { get; }
    public IReadOnlyList<RowColumn<T>> Key { get; }

    /// <summary>All columns but the key's.</summary>
    public IReadOnlyList<RowColumn<T>> Values { get; }

    /// <summary>The int that guards updates, where there is one.</summary>
    public RowColumn<T>? Version { get; }
    public Func<T, int>? GetVersion { get; }
    public Action<T, int>? SetVersion { get; }
    public Func<DbDataReader, T> Read { get; }

    /// <summary>The key of a row: the value itself, or a <see cref="CompositeKey"/>.</summary>
    public object KeyOf(T row) => Key.Count == 1 ? Key[0].ModelValue(row) : new CompositeKey([.. Key.Select(column => column.ModelValue(row))]);

    /// <summary>The same form from what a caller gave: a value, or a tuple for a key of several columns.</summary>
    public object KeyFrom(object key)
    {
        if (Key.Count == 1)
            return key;
        if (key is ITuple tuple && tuple.Length == Key.Count)
            return new CompositeKey([.. Enumerable.Range(0, tuple.Length).Select(i => tuple[i]!)]);
        throw new ArgumentException($"The key of {Name} is a tuple of {Key.Count} values.", nameof(key));
    }

    public static object KeyPart(object key, int index) => key is CompositeKey composite ? composite.Parts[index] : key;

    /// <summary>Parameters @p0, @p1, … row by row in the order of <see cref="Columns"/>.</summary>
    public string InsertSql(int rows) => Sql('I', rows, () =>
        $"INSERT INTO {quotedName} ({List(Columns)}) VALUES " + string.Join(", ", Enumerable.Range(0, rows).Select(row =>
            $"({string.Join(", ", Enumerable.Range(row * Columns.Count, Columns.Count).Select(p => $"@p{p}"))})")));

    /// <summary>Parameters: the values, then the key, then the old version where the table has one.</summary>
    public string UpdateSql() => Sql('U', 1, () =>
        $"UPDATE {quotedName} SET {string.Join(", ", Values.Select((column, p) => $"{dialect.Quote(column.Name)} = @p{p}"))} WHERE {KeyIs(Values.Count)}{Guard(Values.Count)}");

    /// <summary>Parameters: the keys, then the old version where the table has one.</summary>
    public string DeleteSql(int rows) => Sql('D', rows, () => rows == 1
        ? $"DELETE FROM {quotedName} WHERE {KeyIs(0)}{Guard(0)}"
        : $"DELETE FROM {quotedName} WHERE {dialect.Quote(Key[0].Name)} IN ({string.Join(", ", Enumerable.Range(0, rows).Select(p => $"@p{p}"))})");

    public string SelectSql() => Sql('S', 1, () =>
        $"SELECT {List(Columns)} FROM {quotedName}{dialect.LockHint} WHERE {KeyIs(0)}{dialect.LockClause}");

    private string Sql(char verb, int rows, Func<string> build) =>
        statements.TryGetValue((verb, rows), out var sql) ? sql : statements.GetOrAdd((verb, rows), build());

    private string List(IEnumerable<RowColumn<T>> columns) => string.Join(", ", columns.Select(column => dialect.Quote(column.Name)));

    private string KeyIs(int firstParameter) =>
        string.Join(" AND ", Key.Select((column, i) => $"{dialect.Quote(column.Name)} = @p{firstParameter + i}"));

    private string Guard(int firstParameter) =>
        Version is null ? "" : $" AND {dialect.Quote(Version.Name)} = @p{firstParameter + Key.Count}";

    // The database must have nothing to add: then no statement has to bring anything back.
    private static void MustBeOurs(IEntityType entity, IProperty property)
    {
        if (property.IsShadowProperty())
            throw new InvalidOperationException($"{entity.DisplayName()}.{property.Name} is no property of the class.");
        if (property.ValueGenerated != ValueGenerated.Never)
            throw new InvalidOperationException($"{entity.DisplayName()}.{property.Name} must be ValueGeneratedNever(): keys are made before they are written.");
    }

    private static RowColumn<T> Column(IColumnMapping mapping)
    {
        var property = mapping.Property;
        Expression value = Expression.MakeMemberAccess(Row, Member(property, forSet: false));
        var modelValue = Expression.Lambda<Func<T, object?>>(Expression.Convert(value, typeof(object)), Row).Compile();
        var storedValue = Expression.Lambda<Func<T, object>>(Stored(value, mapping.TypeMapping.Converter), Row).Compile();
        return new RowColumn<T>(mapping.Column.Name, property.IsNullable, mapping.TypeMapping, modelValue, storedValue);
    }

    private static Expression Stored(Expression value, ValueConverter? converter)
    {
        var stored = value;
        if (converter is not null)
        {
            var convert = converter.ConvertToProviderExpression;
            stored = new Replacement(convert.Parameters[0], Convert(value, convert.Parameters[0].Type)).Visit(convert.Body);
        }
        stored = Expression.Convert(stored, typeof(object));
        return CanBeNull(value.Type)
            ? Expression.Condition(Expression.Equal(value, Expression.Constant(null, value.Type)), Expression.Constant(DBNull.Value, typeof(object)), stored)
            : stored;
    }

    /// <summary>Makes a row from the columns in their order, the way EF reads each, without its change tracker.</summary>
    private static Func<DbDataReader, T> Reader(IEntityType entity, List<IColumnMapping> columns)
    {
        var reader = Expression.Parameter(typeof(DbDataReader), "reader");
        var values = columns.ToDictionary(column => column.Property as IPropertyBase, column => Value(reader, column, columns.IndexOf(column)));
        if (entity.ConstructorBinding is not ConstructorBinding binding
            || binding.ParameterBindings.Any(parameter => parameter.ConsumedProperties is not [var property] || !values.ContainsKey(property)))
            throw new InvalidOperationException($"{entity.DisplayName()} needs a constructor that takes nothing but its properties.");
        var consumed = binding.ParameterBindings.Select(parameter => parameter.ConsumedProperties[0]).ToList();
        var create = Expression.New(binding.Constructor, consumed.Select((property, i) =>
            Convert(values[property], binding.Constructor.GetParameters()[i].ParameterType)));
        var rest = columns.Select(column => column.Property).Where(property => !consumed.Contains(property)).Select(property =>
        {
            var member = Member(property, forSet: true);
            return Expression.Bind(member, Convert(values[property], member is PropertyInfo { PropertyType: var type } ? type : ((FieldInfo)member).FieldType));
        });
        return Expression.Lambda<Func<DbDataReader, T>>(Expression.MemberInit(create, rest), reader).Compile();
    }

    private static Expression Value(ParameterExpression reader, IColumnMapping column, int ordinal)
    {
        var mapping = column.TypeMapping;
        var method = mapping.GetDataReaderMethod();
        var value = mapping.CustomizeDataReaderExpression(
            Expression.Call(Convert(reader, method.DeclaringType!), method, Expression.Constant(ordinal)));
        if (mapping.Converter?.ConvertFromProviderExpression is { } convert)
            value = new Replacement(convert.Parameters[0], Convert(value, convert.Parameters[0].Type)).Visit(convert.Body);
        value = Convert(value, column.Property.ClrType);
        return column.Property.IsNullable
            ? Expression.Condition(
                Expression.Call(reader, nameof(DbDataReader.IsDBNull), null, Expression.Constant(ordinal)), Expression.Default(value.Type), value)
            : value;
    }

    private static MemberInfo Member(IProperty property, bool forSet) => property.GetMemberInfo(forMaterialization: false, forSet);

    private static Expression Convert(Expression value, Type type) => value.Type == type ? value : Expression.Convert(value, type);

    private static bool CanBeNull(Type type) => !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;

    private sealed class Replacement(ParameterExpression parameter, Expression value) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? value : base.VisitParameter(node);
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
