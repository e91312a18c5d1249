using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;

namespace LienThong.Workflows.Persistence.Sessions;

/// <summary>Compiled ways into the objects of one row type; each is compiled when it is first used, because that costs about a millisecond.</summary>
internal sealed class RowAccess<T>(RowShape shape) where T : class
{
    private static readonly ParameterExpression Row = Expression.Parameter(typeof(T), "row");

    private readonly Lazy<Func<T, object?[]>> values = new(() => ValuesOf(shape.Columns));
    private readonly Lazy<Action<T, DbParameterCollection, int>> bind = new(() => Binder(shape.Columns));
    private readonly Lazy<Func<T, object>> keyOf = new(() => KeyOf(shape.Columns, shape.Key));
    private readonly Lazy<Func<DbDataReader, int, T>> read = new(() => Reader(shape));
    private readonly Lazy<Func<T, int>> getVersion = new(() =>
        Expression.Lambda<Func<T, int>>(Get(shape.Columns[shape.Version]), Row).Compile());
    private readonly Lazy<Action<T, int>> setVersion = new(() => VersionSetter(shape.Columns[shape.Version]));

    /// <summary>The values of the model in the order of the columns.</summary>
    public object?[] Values(T row) => values.Value(row);

    /// <summary>Gives the parameters from the first on the row's values as they are stored, in the order of the columns.</summary>
    public void Bind(T row, DbParameterCollection parameters, int first) => bind.Value(row, parameters, first);

    public object Key(T row) => keyOf.Value(row);

    /// <summary>Makes a row from the columns in their order, from this one on, the way EF reads each, without its change tracker.</summary>
    public T Read(DbDataReader reader, int first) => read.Value(reader, first);

    public int GetVersion(T row) => getVersion.Value(row);

    public void SetVersion(T row, int value) => setVersion.Value(row, value);

    private static Func<T, object?[]> ValuesOf(IReadOnlyList<RowColumn> columns) => Expression.Lambda<Func<T, object?[]>>(
        Expression.NewArrayInit(typeof(object), columns.Select(column => Expression.Convert(Get(column), typeof(object)))), Row).Compile();

    private static Action<T, DbParameterCollection, int> Binder(IReadOnlyList<RowColumn> columns)
    {
        var parameters = Expression.Parameter(typeof(DbParameterCollection));
        var first = Expression.Parameter(typeof(int));
        var item = typeof(DbParameterCollection).GetProperty("Item", [typeof(int)])!; // part of ADO.NET
        var assignments = columns.Select((column, i) => (Expression)Expression.Assign(
            Expression.Property(Expression.Property(parameters, item, Expression.Add(first, Expression.Constant(i))), nameof(DbParameter.Value)),
            Stored(Get(column), column.ToStored)));
        return Expression.Lambda<Action<T, DbParameterCollection, int>>(Expression.Block(assignments), Row, parameters, first).Compile();
    }

    private static Func<T, object> KeyOf(IReadOnlyList<RowColumn> columns, IReadOnlyList<int> key)
    {
        var parts = key.Select(index => Expression.Convert(Get(columns[index]), typeof(object))).ToList();
        Expression body = parts is [var single]
            ? single
            : Expression.New(typeof(CompositeKey).GetConstructors().Single(), Expression.NewArrayInit(typeof(object), parts));
        return Expression.Lambda<Func<T, object>>(body, Row).Compile();
    }

    private static Action<T, int> VersionSetter(RowColumn column)
    {
        var value = Expression.Parameter(typeof(int));
        return Expression.Lambda<Action<T, int>>(
            Expression.Assign(Expression.MakeMemberAccess(Row, column.Setter), value), Row, value).Compile();
    }

    private static Expression Stored(Expression value, LambdaExpression? convert)
    {
        var stored = value;
        if (convert is not null)
            stored = new Replacement(convert.Parameters[0], Convert(value, convert.Parameters[0].Type)).Visit(convert.Body);
        stored = Expression.Convert(stored, typeof(object));
        return CanBeNull(value.Type)
            ? Expression.Condition(
                Expression.Equal(value, Expression.Constant(null, value.Type)), Expression.Constant(DBNull.Value, typeof(object)), stored)
            : stored;
    }

    private static Func<DbDataReader, int, T> Reader(RowShape shape)
    {
        var reader = Expression.Parameter(typeof(DbDataReader));
        var first = Expression.Parameter(typeof(int));
        var values = shape.Columns.Select((column, i) => ReadColumn(reader, column, Expression.Add(first, Expression.Constant(i)))).ToList();
        var create = Expression.New(shape.Constructor, shape.Consumed.Zip(
            shape.Constructor.GetParameters(), (column, parameter) => Convert(values[column], parameter.ParameterType)));
        var rest = Enumerable.Range(0, values.Count).Except(shape.Consumed).Select(column =>
        {
            var member = shape.Columns[column].Setter;
            return Expression.Bind(member, Convert(values[column], TypeOf(member)));
        });
        return Expression.Lambda<Func<DbDataReader, int, T>>(Expression.MemberInit(create, rest), reader, first).Compile();
    }

    private static Expression ReadColumn(ParameterExpression reader, RowColumn column, Expression ordinal)
    {
        var value = column.Read(reader, ordinal);
        if (column.FromStored is { } convert)
            value = new Replacement(convert.Parameters[0], Convert(value, convert.Parameters[0].Type)).Visit(convert.Body);
        value = Convert(value, TypeOf(column.Getter));
        return column.IsNullable
            ? Expression.Condition(
                Expression.Call(reader, nameof(DbDataReader.IsDBNull), null, ordinal), Expression.Default(value.Type), value)
            : value;
    }

    private static MemberExpression Get(RowColumn column) => Expression.MakeMemberAccess(Row, column.Getter);

    private static Type TypeOf(MemberInfo member) => member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;

    private static Expression Convert(Expression value, Type type) => value.Type == type ? value : Expression.Convert(value, type);

    private static bool CanBeNull(Type type) => !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;

    private sealed class Replacement(ParameterExpression parameter, Expression value) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? value : base.VisitParameter(node);
    }
}
