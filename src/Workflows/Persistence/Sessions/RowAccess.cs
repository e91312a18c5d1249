using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LienThong.Workflows.Persistence.Sessions;

/// <summary>Compiled ways into the objects of one row type; each is compiled when it is first used, because that costs about a millisecond.</summary>
internal sealed class RowAccess<T>(IEntityType entity, IReadOnlyList<IColumnMapping> columns, IReadOnlyList<int> key, int version) where T : class
{
    private static readonly ParameterExpression Row = Expression.Parameter(typeof(T), "row");

    private readonly Lazy<Func<T, object?[]>> values = new(() => ValuesOf(columns));
    private readonly Lazy<Action<T, DbParameterCollection, int>> bind = new(() => Binder(columns));
    private readonly Lazy<Func<T, object>> keyOf = new(() => KeyOf(columns, key));
    private readonly Lazy<Func<DbDataReader, int, T>> read = new(() => Reader(entity, columns));
    private readonly Lazy<Func<T, int>> getVersion = new(() =>
        Expression.Lambda<Func<T, int>>(Get(columns[version]), Row).Compile());
    private readonly Lazy<Action<T, int>> setVersion = new(() => VersionSetter(columns[version]));

    /// <summary>The values of the model in the order of the columns.</summary>
    public object?[] Values(T row) => values.Value(row);

    /// <summary>Gives the parameters from the first on the row's values as they are stored, in the order of the columns.</summary>
    public void Bind(T row, DbParameterCollection parameters, int first) => bind.Value(row, parameters, first);

    public object Key(T row) => keyOf.Value(row);

    /// <summary>Makes a row from the columns in their order, from this one on, the way EF reads each, without its change tracker.</summary>
    public T Read(DbDataReader reader, int first) => read.Value(reader, first);

    public int GetVersion(T row) => getVersion.Value(row);

    public void SetVersion(T row, int value) => setVersion.Value(row, value);

    private static Func<T, object?[]> ValuesOf(IReadOnlyList<IColumnMapping> columns) => Expression.Lambda<Func<T, object?[]>>(
        Expression.NewArrayInit(typeof(object), columns.Select(column => Expression.Convert(Get(column), typeof(object)))), Row).Compile();

    private static Action<T, DbParameterCollection, int> Binder(IReadOnlyList<IColumnMapping> columns)
    {
        var parameters = Expression.Parameter(typeof(DbParameterCollection));
        var first = Expression.Parameter(typeof(int));
        var item = typeof(DbParameterCollection).GetProperty("Item", [typeof(int)])!; // part of ADO.NET
        var assignments = columns.Select((column, i) => (Expression)Expression.Assign(
            Expression.Property(Expression.Property(parameters, item, Expression.Add(first, Expression.Constant(i))), nameof(DbParameter.Value)),
            Stored(Get(column), column.TypeMapping.Converter)));
        return Expression.Lambda<Action<T, DbParameterCollection, int>>(Expression.Block(assignments), Row, parameters, first).Compile();
    }

    private static Func<T, object> KeyOf(IReadOnlyList<IColumnMapping> columns, IReadOnlyList<int> key)
    {
        var parts = key.Select(index => Expression.Convert(Get(columns[index]), typeof(object))).ToList();
        Expression body = parts is [var single]
            ? single
            : Expression.New(typeof(CompositeKey).GetConstructors().Single(), Expression.NewArrayInit(typeof(object), parts));
        return Expression.Lambda<Func<T, object>>(body, Row).Compile();
    }

    private static Action<T, int> VersionSetter(IColumnMapping column)
    {
        var value = Expression.Parameter(typeof(int));
        return Expression.Lambda<Action<T, int>>(
            Expression.Assign(Expression.MakeMemberAccess(Row, Member(column.Property, forSet: true)), value), Row, value).Compile();
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
            ? Expression.Condition(
                Expression.Equal(value, Expression.Constant(null, value.Type)), Expression.Constant(DBNull.Value, typeof(object)), stored)
            : stored;
    }

    private static Func<DbDataReader, int, T> Reader(IEntityType entity, IReadOnlyList<IColumnMapping> columns)
    {
        var reader = Expression.Parameter(typeof(DbDataReader));
        var first = Expression.Parameter(typeof(int));
        var values = columns.Select((column, i) => (column.Property, Value: ReadColumn(reader, column, Expression.Add(first, Expression.Constant(i)))))
            .ToDictionary(pair => (IPropertyBase)pair.Property, pair => pair.Value);
        if (entity.ConstructorBinding is not ConstructorBinding binding
            || binding.ParameterBindings.Any(parameter => parameter.ConsumedProperties is not [var property] || !values.ContainsKey(property)))
            throw new InvalidOperationException($"{entity.DisplayName()} needs a constructor that takes nothing but its properties.");
        var consumed = binding.ParameterBindings.Select(parameter => parameter.ConsumedProperties[0]).ToList();
        var create = Expression.New(binding.Constructor, consumed.Zip(
            binding.Constructor.GetParameters(), (property, parameter) => Convert(values[property], parameter.ParameterType)));
        var rest = columns.Select(column => column.Property).Where(property => !consumed.Contains(property)).Select(property =>
        {
            var member = Member(property, forSet: true);
            var type = member is PropertyInfo setter ? setter.PropertyType : ((FieldInfo)member).FieldType;
            return Expression.Bind(member, Convert(values[property], type));
        });
        return Expression.Lambda<Func<DbDataReader, int, T>>(Expression.MemberInit(create, rest), reader, first).Compile();
    }

    private static Expression ReadColumn(ParameterExpression reader, IColumnMapping column, Expression ordinal)
    {
        var mapping = column.TypeMapping;
        var method = mapping.GetDataReaderMethod();
        var declaring = method.DeclaringType ?? typeof(DbDataReader);
        var value = mapping.CustomizeDataReaderExpression(Expression.Call(Convert(reader, declaring), method, ordinal));
        if (mapping.Converter?.ConvertFromProviderExpression is { } convert)
            value = new Replacement(convert.Parameters[0], Convert(value, convert.Parameters[0].Type)).Visit(convert.Body);
        value = Convert(value, column.Property.ClrType);
        return column.Property.IsNullable
            ? Expression.Condition(
                Expression.Call(reader, nameof(DbDataReader.IsDBNull), null, ordinal), Expression.Default(value.Type), value)
            : value;
    }

    private static MemberExpression Get(IColumnMapping column) => Expression.MakeMemberAccess(Row, Member(column.Property, forSet: false));

    private static MemberInfo Member(IProperty property, bool forSet) => property.GetMemberInfo(forMaterialization: false, forSet);

    private static Expression Convert(Expression value, Type type) => value.Type == type ? value : Expression.Convert(value, type);

    private static bool CanBeNull(Type type) => !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;

    private sealed class Replacement(ParameterExpression parameter, Expression value) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? value : base.VisitParameter(node);
    }
}
