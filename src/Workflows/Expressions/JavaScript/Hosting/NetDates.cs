using System.Globalization;
using LienThong.Workflows.Expressions.JavaScript.Intrinsics;
using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Hosting;

/// <summary>The types DateTime and DateTimeOffset: constructors and static members. The clock is that of the run, the local zone UTC.</summary>
internal static class NetDates
{
    public static NetType DateTimeType(TimeProvider clock) => new("System.DateTime", new NetMembers
    {
        { "Now", () => (object)clock.GetUtcNow().UtcDateTime },
        { "UtcNow", () => (object)clock.GetUtcNow().UtcDateTime },
        { "Today", () => (object)clock.GetUtcNow().UtcDateTime.Date },
        { "MinValue", () => (object)DateTime.MinValue },
        { "MaxValue", () => (object)DateTime.MaxValue },
        { "UnixEpoch", () => (object)DateTime.UnixEpoch },
        { "DaysInMonth", a => DateTime.DaysInMonth(a.Whole(0), a.Whole(1)) },
        { "IsLeapYear", a => DateTime.IsLeapYear(a.Whole(0)) },
        { "Parse", a => DateTime.Parse(a.Text(0), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal) },
        { "ParseExact", a => DateTime.ParseExact(a.Text(0), a.Text(1), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal) },
        { "Compare", a => Instant(a[0]).CompareTo(Instant(a[1])) },
    }, a => a.Length switch
    {
        0 => DateTime.MinValue,
        1 => new DateTime((long)a.Number(0), DateTimeKind.Utc),
        _ => new DateTime(a.Whole(0), a.Whole(1), a.Whole(2, 1), a.Whole(3), a.Whole(4), a.Whole(5), a.Whole(6), DateTimeKind.Utc),
    });

    public static NetType DateTimeOffsetType(TimeProvider clock) => new("System.DateTimeOffset", new NetMembers
    {
        { "Now", () => (object)clock.GetUtcNow() },
        { "UtcNow", () => (object)clock.GetUtcNow() },
        { "MinValue", () => (object)DateTimeOffset.MinValue },
        { "MaxValue", () => (object)DateTimeOffset.MaxValue },
        { "UnixEpoch", () => (object)DateTimeOffset.UnixEpoch },
        { "FromUnixTimeMilliseconds", a => DateTimeOffset.FromUnixTimeMilliseconds((long)a.Number(0)) },
        { "FromUnixTimeSeconds", a => DateTimeOffset.FromUnixTimeSeconds((long)a.Number(0)) },
        { "Parse", a => DateTimeOffset.Parse(a.Text(0), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) },
        { "Compare", a => Instant(a[0]).CompareTo(Instant(a[1])) },
    }, a => a.Length switch
    {
        0 => DateTimeOffset.MinValue,
        1 => Instant(a[0]),
        2 => new DateTimeOffset(DateTime.SpecifyKind(Instant(a[0]).DateTime, DateTimeKind.Unspecified), TimeSpanValue.From(a[1])),
        _ => new DateTimeOffset(a.Whole(0), a.Whole(1), a.Whole(2, 1), a.Whole(3), a.Whole(4), a.Whole(5), a.Length > 6 ? TimeSpanValue.From(a[6]) : TimeSpan.Zero),
    });

    public static DateTimeOffset Instant(object? value) => value switch
    {
        DateTimeOffset offset => offset,
        DateTime moment => JsDate.FromMoment(moment),
        string text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        _ => throw new ArgumentException("A date is expected."),
    };
}

/// <summary>Dates that came from .NET also have the members of .NET, on top of those of Date.</summary>
internal static class NetDateIntrinsics
{
    public static readonly Intrinsic Definition = new("", 0, (_, _, _) => null, null)
    {
        Parent = r => r.Prototype(DateIntrinsics.Definition),
        Prototype = CreateTable(),
    };

    private static IntrinsicTable CreateTable()
    {
        var table = new IntrinsicTable();
        Read(table, "Year", d => d.Year);
        Read(table, "Month", d => d.Month);
        Read(table, "Day", d => d.Day);
        Read(table, "Hour", d => d.Hour);
        Read(table, "Minute", d => d.Minute);
        Read(table, "Second", d => d.Second);
        Read(table, "Millisecond", d => d.Millisecond);
        Read(table, "DayOfYear", d => d.DayOfYear);
        Read(table, "DayOfWeek", d => d.DayOfWeek);
        Read(table, "Ticks", d => d.Ticks);
        Read(table, "Offset", d => TimeSpanValue.Wrap(d.Offset));
        Read(table, "UtcDateTime", d => d.UtcDateTime);
        Read(table, "DateTime", d => d.DateTime);
        Read(table, "TimeOfDay", d => TimeSpanValue.Wrap(d.TimeOfDay));
        Change(table, "AddYears", (d, a) => d.AddYears((int)a));
        Change(table, "AddMonths", (d, a) => d.AddMonths((int)a));
        Change(table, "AddDays", (d, a) => d.AddDays(a));
        Change(table, "AddHours", (d, a) => d.AddHours(a));
        Change(table, "AddMinutes", (d, a) => d.AddMinutes(a));
        Change(table, "AddSeconds", (d, a) => d.AddSeconds(a));
        Change(table, "AddMilliseconds", (d, a) => d.AddMilliseconds(a));
        Both(table, "Date", name => table.Getter(name, name, (r, self) => Changed(r, self, d => new DateTimeOffset(d.Date, d.Offset))));
        Both(table, "ToUniversalTime", name => table.Method(name, 0, (r, self, _) => Changed(r, self, d => d.ToUniversalTime())));
        Both(table, "ToOffset", name => table.Method(name, 1, (r, self, a) => Changed(r, self, d => d.ToOffset(TimeSpanValue.From(r.Host.ToHost(a.At(0)))))));
        Both(table, "Add", name => table.Method(name, 1, (r, self, a) => Changed(r, self, d => d + TimeSpanValue.From(r.Host.ToHost(a.At(0))))));
        Both(table, "Subtract", name => table.Method(name, 1, Subtract));
        Both(table, "CompareTo", name => table.Method(name, 1, (r, self, a) =>
            r.Host.Guard(() => This(self).ToInstant().CompareTo(NetDates.Instant(r.Host.ToHost(a.At(0)))))));
        Both(table, "Equals", name => table.Method(name, 1, (_, self, a) =>
            Boxed.Bool(a.At(0) is JsDate other && other.ToInstant() == This(self).ToInstant())));
        Both(table, "ToUnixTimeMilliseconds", name => table.Method(name, 0, (r, self, _) => r.Host.Guard(() => This(self).ToInstant().ToUnixTimeMilliseconds())));
        Both(table, "ToUnixTimeSeconds", name => table.Method(name, 0, (r, self, _) => r.Host.Guard(() => This(self).ToInstant().ToUnixTimeSeconds())));
        table.Method("ToString", 1, Text);
        return table;
    }

    private static JsDate This(object? self) => self as JsDate ?? throw Throw.Type("this is not a date");

    private static void Both(IntrinsicTable table, string name, Action<string> add)
    {
        add(name);
        add(char.ToLowerInvariant(name[0]) + name[1..]);
    }

    private static void Read(IntrinsicTable table, string name, Func<DateTimeOffset, object> read) =>
        Both(table, name, n => table.Getter(n, n, (r, self) => r.Host.ToScript(read(This(self).ToInstant()))));

    private static void Change(IntrinsicTable table, string name, Func<DateTimeOffset, double, DateTimeOffset> change) =>
        Both(table, name, n => table.Method(n, 1, (r, self, a) =>
        {
            var amount = Coercion.ToNumber(a.At(0));
            return Changed(r, self, d => change(d, amount));
        }));

    private static object? Changed(Realm realm, object? self, Func<DateTimeOffset, DateTimeOffset> change)
    {
        var date = This(self);
        var instant = date.ToInstant();
        return realm.Host.Guard(() => date.Source is DateTime moment
            ? (object)DateTime.SpecifyKind(change(instant).UtcDateTime, moment.Kind == DateTimeKind.Local ? DateTimeKind.Utc : moment.Kind)
            : change(instant));
    }

    private static object? Subtract(Realm realm, object? self, object?[] arguments)
    {
        var other = realm.Host.ToHost(arguments.At(0));
        return other is DateTime or DateTimeOffset
            ? realm.Host.Guard(() => TimeSpanValue.Wrap(This(self).ToInstant() - NetDates.Instant(other)))
            : Changed(realm, self, d => d - TimeSpanValue.From(other));
    }

    private static object? Text(Realm realm, object? self, object?[] arguments)
    {
        var format = arguments.At(0) is null ? "O" : Coercion.ToText(arguments[0]);
        var instant = This(self).ToInstant();
        return realm.Host.Guard(() => This(self).Source is DateTime moment
            ? moment.ToString(format, CultureInfo.InvariantCulture)
            : instant.ToString(format, CultureInfo.InvariantCulture));
    }
}
