using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace LienThong.Workflows.Persistence.Sessions;

/// <summary>How the rows of one type lie in their table, whoever says so: EF's model, or the type by itself where that is enough.</summary>
/// <param name="Name">Of the table.</param>
/// <param name="Schema">Of the table; null for the usual one.</param>
/// <param name="Columns">In the order in which they are written and read.</param>
/// <param name="Key">Which columns are the key.</param>
/// <param name="Version">Which column is the int that guards updates; negative where there is none.</param>
/// <param name="Constructor">Makes a row.</param>
/// <param name="Consumed">Which columns the constructor takes, in its order; the others are set.</param>
internal sealed record RowShape(
    string Name, string? Schema, IReadOnlyList<RowColumn> Columns, IReadOnlyList<int> Key, int Version, ConstructorInfo Constructor, IReadOnlyList<int> Consumed)
{
    /// <summary>As EF's model has it.</summary>
    public static RowShape Of(IEntityType entity)
    {
        if (entity.GetTableMappings().ToList() is not [{ Table: var table } mapping])
            throw new InvalidOperationException($"{entity.DisplayName()} is not kept in one table of its own.");
        var columns = mapping.ColumnMappings.OrderBy(column => column.Property.GetIndex()).ToList();
        foreach (var column in columns)
            MustBeOurs(entity, column.Property);
        var key = entity.FindPrimaryKey()?.Properties ?? throw new InvalidOperationException($"{entity.DisplayName()} has no key.");
        if (entity.ConstructorBinding is not ConstructorBinding binding
            || binding.ParameterBindings.Any(parameter => parameter.ConsumedProperties is not [IProperty property] || IndexOf(property) < 0))
            throw new InvalidOperationException($"{entity.DisplayName()} needs a constructor that takes nothing but its properties.");
        return new RowShape(
            table.Name,
            table.Schema,
            [.. columns.Select(column => new ModelColumn(column))],
            [.. key.Select(IndexOf)],
            columns.FindIndex(column => column.Property is { Name: "RowVersion", IsConcurrencyToken: true } && column.Property.ClrType == typeof(int)),
            binding.Constructor,
            [.. binding.ParameterBindings.Select(parameter => IndexOf((IProperty)parameter.ConsumedProperties[0]))]);

        int IndexOf(IProperty property) => columns.FindIndex(column => column.Property == property);
    }

    // The database must have nothing to add: then no statement has to bring anything back.
    private static void MustBeOurs(IEntityType entity, IProperty property)
    {
        if (property.IsShadowProperty())
            throw new InvalidOperationException($"{entity.DisplayName()}.{property.Name} is no property of the class.");
        if (property.ValueGenerated != ValueGenerated.Never)
            throw new InvalidOperationException($"{entity.DisplayName()}.{property.Name} must be ValueGeneratedNever(): the row is written as it is.");
    }

    /// <summary>A column with the parameter that EF would use for it, read the way EF reads it.</summary>
    private sealed class ModelColumn(IColumnMapping column) : RowColumn(
        column.Column.Name,
        column.Property.Name,
        column.Property.IsNullable,
        column.Property.GetMemberInfo(forMaterialization: false, forSet: false),
        column.Property.GetMemberInfo(forMaterialization: false, forSet: true))
    {
        private readonly RelationalTypeMapping mapping = column.TypeMapping;

        public override LambdaExpression? ToStored => mapping.Converter?.ConvertToProviderExpression;

        public override LambdaExpression? FromStored => mapping.Converter?.ConvertFromProviderExpression;

        public override Expression Read(Expression reader, Expression ordinal)
        {
            var method = mapping.GetDataReaderMethod();
            var declaring = method.DeclaringType ?? typeof(DbDataReader);
            return mapping.CustomizeDataReaderExpression(Expression.Call(declaring == reader.Type ? reader : Expression.Convert(reader, declaring), method, ordinal));
        }

        public override DbParameter CreateParameter(DbCommand command, int index, object? value) =>
            mapping.CreateParameter(command, ParameterNames.At(index), value, IsNullable);

        public override object Stored(object value) => mapping.Converter?.ConvertToProvider(value) ?? value;
    }
}

/// <summary>A column, the member of the row's class that it holds, and how values get into a parameter and out of a reader.</summary>
internal abstract class RowColumn(string name, string property, bool isNullable, MemberInfo getter, MemberInfo setter)
{
    public string Name => name;

    /// <summary>Name of the property of the row's class.</summary>
    public string Property => property;

    public bool IsNullable => isNullable;

    public MemberInfo Getter => getter;

    public MemberInfo Setter => setter;

    /// <summary>From the value of the row to what is stored; null where it is the same.</summary>
    public abstract LambdaExpression? ToStored { get; }

    /// <summary>The other way.</summary>
    public abstract LambdaExpression? FromStored { get; }

    /// <summary>Reads what is stored, which is not null.</summary>
    public abstract Expression Read(Expression reader, Expression ordinal);

    /// <summary>The value is the row's.</summary>
    public abstract DbParameter CreateParameter(DbCommand command, int index, object? value);

    /// <summary>What a parameter made earlier takes for a value of the row.</summary>
    public abstract object Stored(object value);
}
