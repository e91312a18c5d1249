using System.Data.Common;
using LienThong.Workflows.Persistence.Sessions;

namespace LienThong.Workflows.Persistence;

/// <summary>What is found with one row in one statement: rows that it names by their keys, and rows that are only looked at. Made once, used often.</summary>
/// <typeparam name="T">The row that is asked for.</typeparam>
public sealed class FoundTogether<T> where T : class
{
    private readonly List<FoundRow> rows = [new FoundRow<T>(null, null)];
    private readonly List<object> keys = [];
    private Prepared? prepared;

    /// <summary>Also the row that a row named before has the key of; on a server database it is locked like the first.</summary>
    /// <param name="property">Property of <typeparamref name="TFrom"/> that is the key of <typeparamref name="TTo"/>.</param>
    public FoundTogether<T> With<TFrom, TTo>(string property) where TFrom : class where TTo : class
    {
        rows.Add(new FoundRow<TTo>(rows.FindIndex(row => row is FoundRow<TFrom>), property));
        return this;
    }

    /// <summary>Also this row, which is not locked and not kept for finds: <see cref="WriteSession.Beside{T}"/> tells it.</summary>
    public FoundTogether<T> Beside<TRow>(object key) where TRow : class
    {
        rows.Add(new FoundRow<TRow>(null, null));
        keys.Add(key);
        return this;
    }

    internal IReadOnlyList<FoundRow> Rows => rows;

    /// <summary>Keys of the rows beside, in their order.</summary>
    internal IReadOnlyList<object> Keys => keys;

    internal string SqlFor(RowTables tables)
    {
        // Another database of the same process has other tables; in production there is one.
        var known = prepared;
        if (known?.Tables != tables)
            prepared = known = new Prepared(tables, Build(tables));
        return known.Sql;
    }

    private string Build(RowTables tables)
    {
        var dialect = tables.Dialect;
        var keyLength = tables.Of<T>().Key.Count;
        var columns = rows.Select((row, alias) => row.Columns(tables, $"t{alias}"));
        var sources = rows.Select((row, alias) => (alias, row) switch
        {
            (0, _) => $"{row.Source(tables)} t0{dialect.LockHint}",
            (_, { Parent: { } parent }) => $" INNER JOIN {row.Source(tables)} t{alias}{dialect.LockHint} ON {row.KeyColumn(tables, $"t{alias}")} = {rows[parent].Column(tables, $"t{parent}", row.Property!)}", // set with Parent
            _ => $" CROSS JOIN {row.Source(tables)} t{alias}",
        });
        var beside = rows.Select((row, alias) => (row, alias)).Where(r => r.alias > 0 && r.row.Parent is null)
            .Select((r, n) => $" AND {r.row.KeyColumn(tables, $"t{r.alias}")} = @p{keyLength + n}");
        var locked = rows.Select((row, alias) => (row, alias)).Where(r => r.alias == 0 || r.row.Parent is not null).Select(r => $"t{r.alias}");
        return $"SELECT {string.Join(", ", columns)} FROM {string.Concat(sources)} WHERE {tables.Of<T>().KeyIs("t0")}{string.Concat(beside)}{dialect.LockClauseOf(locked)}";
    }

    private sealed record Prepared(RowTables Tables, string Sql);
}

internal abstract class FoundRow(int? parent, string? property)
{
    /// <summary>Place of the row that names this one; null for the first and for rows beside.</summary>
    public int? Parent => parent;

    public string? Property => property;

    public abstract string Source(RowTables tables);

    public abstract string Columns(RowTables tables, string alias);

    public abstract string Column(RowTables tables, string alias, string property);

    public abstract string KeyColumn(RowTables tables, string alias);

    public abstract int Width(RowTables tables);

    public abstract void BindKey(DbCommand command, RowTables tables, object key, int index);

    /// <summary>Gives the row at this column to the session.</summary>
    public abstract void Read(RowSession session, RowTables tables, DbDataReader reader, int first, bool beside);
}

internal sealed class FoundRow<TRow>(int? parent, string? property) : FoundRow(parent, property) where TRow : class
{
    public override string Source(RowTables tables) => tables.Of<TRow>().QuotedName;

    public override string Columns(RowTables tables, string alias) => tables.Of<TRow>().Names(alias);

    public override string Column(RowTables tables, string alias, string property) => $"{alias}.{tables.Of<TRow>().ColumnOf(property)}";

    public override string KeyColumn(RowTables tables, string alias) => $"{alias}.{tables.Of<TRow>().OnlyKey}";

    public override int Width(RowTables tables) => tables.Of<TRow>().Columns.Count;

    public override void BindKey(DbCommand command, RowTables tables, object key, int index) => RowCommands.BindKey(command, tables.Of<TRow>(), key, index);

    public override void Read(RowSession session, RowTables tables, DbDataReader reader, int first, bool beside)
    {
        var row = tables.Of<TRow>().Access.Read(reader, first);
        if (beside)
            session.KeepBeside(row);
        else
            session.KeepFound(row);
    }
}
