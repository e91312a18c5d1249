using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Intrinsics;

/// <summary>A date; remembers the .NET value it came from, so that it goes back as that while unchanged.</summary>
internal sealed class JsDate(JsObject prototype, double time) : JsObject(prototype)
{
    private double time = time;

    public object? Source { get; private set; }

    public double Time
    {
        get => time;
        set
        {
            time = value;
            Source = null;
        }
    }

    public override string ClassName => "Date";

    public static JsDate From(JsObject prototype, DateTimeOffset instant, object source) =>
        new(prototype, Math.Floor((instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / 10000d)) { Source = source };

    /// <summary>The instant, to the tick where it came from .NET.</summary>
    public DateTimeOffset ToInstant() => Source switch
    {
        DateTimeOffset offset => offset,
        DateTime moment => FromMoment(moment),
        _ when double.IsFinite(time) && time is >= -62135596800000 and <= 253402300799999 => DateTimeOffset.FromUnixTimeMilliseconds((long)time),
        _ => throw Throw.Range("Invalid time value"),
    };

    /// <summary>A time without zone counts as UTC.</summary>
    public static DateTimeOffset FromMoment(DateTime moment) =>
        new(moment.Kind == DateTimeKind.Local ? moment.ToUniversalTime() : DateTime.SpecifyKind(moment, DateTimeKind.Utc));
}

internal static class DateIntrinsics
{
    private static readonly string[] Fields = ["FullYear", "Month", "Date", "Hours", "Minutes", "Seconds", "Milliseconds"];

    /// <summary>How many arguments each setter takes, by the table of fields.</summary>
    private static readonly int[] Counts = [3, 2, 1, 4, 3, 2, 1];

    public static readonly Intrinsic Definition = new("Date", 7, (r, _, _) => DateText.Full(r, Now(r)), Create)
    {
        Statics = new IntrinsicTable()
            .Method("now", 0, (r, _, _) => Boxed.Number(Now(r)))
            .Method("parse", 1, (r, _, a) => Boxed.Number(DateText.Parse(r, Coercion.ToText(a.At(0)))))
            .Method("UTC", 7, (_, _, a) => Boxed.Number(DateMath.Clip(FromParts(a)))),
        Prototype = AddTexts(AddFields(new IntrinsicTable())),
    };

    private static double Now(Realm realm) => realm.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    private static JsDate This(object? self) => self as JsDate ?? throw Throw.Type("this is not a Date object.");

    private static JsDate Create(Realm realm, object?[] arguments, JsObject newTarget)
    {
        var time = arguments switch
        {
            [] => Now(realm),
            [JsDate other] => other.Time,
            [var single] => Coercion.ToPrimitive(single) is var value && value is string text ? DateText.Parse(realm, text) : DateMath.Clip(Coercion.ToNumber(value)),
            _ => DateMath.Clip(LocalTime.ToUtc(realm, FromParts(arguments))),
        };
        return new JsDate(newTarget.Get("prototype") as JsObject ?? realm.Prototype(Definition), time);
    }

    private static double FromParts(object?[] arguments)
    {
        double[] parts = [double.NaN, 0, 1, 0, 0, 0, 0];
        for (var i = 0; i < Math.Min(arguments.Length, 7); i++)
            parts[i] = Coercion.ToNumber(arguments[i]);
        if (Math.Truncate(parts[0]) is >= 0 and <= 99)
            parts[0] = 1900 + Math.Truncate(parts[0]);
        return DateMath.Make(parts);
    }

    private static IntrinsicTable AddFields(IntrinsicTable table)
    {
        for (var i = 0; i < Fields.Length; i++)
        {
            var (field, count) = (i, Counts[i]);
            table.Method($"get{Fields[i]}", 0, (r, self, _) => Get(r, self, field));
            table.Method($"getUTC{Fields[i]}", 0, (_, self, _) => Get(null, self, field));
            table.Method($"set{Fields[i]}", count, (r, self, a) => Set(r, This(self), field, count, a));
            table.Method($"setUTC{Fields[i]}", count, (_, self, a) => Set(null, This(self), field, count, a));
        }
        return table
            .Method("getDay", 0, (r, self, _) => Local(r, This(self).Time) is var time && double.IsNaN(time) ? Boxed.NaN : Boxed.Number(DateMath.WeekDay(time)))
            .Method("getUTCDay", 0, (_, self, _) => This(self).Time is var time && double.IsNaN(time) ? Boxed.NaN : Boxed.Number(DateMath.WeekDay(time)))
            .Method("getTime", 0, (_, self, _) => Boxed.Number(This(self).Time))
            .Method("valueOf", 0, (_, self, _) => Boxed.Number(This(self).Time))
            .Method("getTimezoneOffset", 0, (r, self, _) =>
                This(self).Time is var time && double.IsNaN(time) ? Boxed.NaN : Boxed.Number(-LocalTime.Offset(r, time) / 60000 + 0.0))
            .Method("getYear", 0, (r, self, _) => Get(r, self, 0) is double year ? Boxed.Number(year - 1900) : null)
            .Method("setYear", 1, (r, self, a) =>
            {
                var year = Coercion.ToNumber(a.At(0));
                return Set(r, This(self), 0, 1, [Math.Truncate(year) is >= 0 and <= 99 ? 1900 + Math.Truncate(year) : year]);
            })
            .Method("setTime", 1, (_, self, a) =>
            {
                var date = This(self);
                return Boxed.Number(date.Time = DateMath.Clip(Coercion.ToNumber(a.At(0))));
            });
    }

    /// <remarks>local: Null for the fields of UTC.</remarks>
    private static double Local(Realm? local, double time) => local is null || double.IsNaN(time) ? time : LocalTime.FromUtc(local, time);

    private static object Get(Realm? local, object? self, int field) =>
        Local(local, This(self).Time) is var time && double.IsNaN(time) ? Boxed.NaN : Boxed.Number(DateMath.Parts(time)[field]);

    private static object Set(Realm? local, JsDate date, int field, int count, object?[] arguments)
    {
        var time = Local(local, date.Time);
        var values = arguments.Take(count).Select(Coercion.ToNumber).ToArray();
        if (double.IsNaN(time) && field != 0)
            return Boxed.NaN;
        var parts = DateMath.Parts(double.IsNaN(time) ? 0 : time);
        if (values.Length == 0)
            parts[field] = double.NaN;
        values.CopyTo(parts, field);
        var made = DateMath.Make(parts);
        return Boxed.Number(date.Time = DateMath.Clip(local is null ? made : LocalTime.ToUtc(local, made)));
    }

    private static IntrinsicTable AddTexts(IntrinsicTable table) => table
        .Method("toString", 0, (r, self, _) => Text(self, t => DateText.Full(r, t)))
        .Method("toDateString", 0, (r, self, _) => Text(self, t => DateText.DatePart(LocalTime.FromUtc(r, t))))
        .Method("toTimeString", 0, (r, self, _) => Text(self, t => DateText.TimePart(r, t)))
        .Method("toUTCString", 0, (_, self, _) => Text(self, DateText.Utc))
        .Alias("toGMTString", r => r.Prototype(Definition!), "toUTCString")
        .Method("toLocaleString", 0, (r, self, _) => Text(self, t => LocalTime.FromUtc(r, t) is var local ? $"{ShortTime(local)} {ShortDate(local)}" : ""))
        .Method("toLocaleDateString", 0, (r, self, _) => Text(self, t => ShortDate(LocalTime.FromUtc(r, t))))
        .Method("toLocaleTimeString", 0, (r, self, _) => Text(self, t => ShortTime(LocalTime.FromUtc(r, t))))
        .Method("toISOString", 0, (_, self, _) =>
            double.IsNaN(This(self).Time) ? throw Throw.Range("Invalid time value") : DateText.ToIso(This(self).Time))
        .Method("toJSON", 1, (r, self, _) => Coercion.ToPrimitive(r.ToObject(self), "number") is double d && !double.IsFinite(d)
            ? Null.Value
            : r.Invoke(self, "toISOString"))
        .Add(Symbol.ToPrimitive, r => new Property(
            new NativeFunction(r, "[Symbol.toPrimitive]", 1, (realm, self, a) => ToPrimitive(realm, self, a.At(0))), PropertyFlags.Configurable));

    private static string Text(object? self, Func<double, string> format) =>
        This(self).Time is var time && double.IsNaN(time) ? "Invalid Date" : format(time);

    /// <summary>As Vietnamese readers write it: day/month/year.</summary>
    private static string ShortDate(double time) => DateMath.Parts(time) is var p ? $"{p[2]}/{p[1] + 1}/{p[0]}" : "";

    private static string ShortTime(double time) => DateMath.Parts(time) is var p ? $"{p[3]:00}:{p[4]:00}:{p[5]:00}" : "";

    private static object? ToPrimitive(Realm realm, object? self, object? hint)
    {
        if (self is not JsObject || hint is not ("default" or "string" or "number"))
            throw Throw.Type("Invalid hint");
        string[] order = hint is "number" ? ["valueOf", "toString"] : ["toString", "valueOf"];
        foreach (var method in order)
            if (realm.GetMember(self, method) is JsObject { IsCallable: true } function && function.Call(self, Boxed.NoArguments!) is var value and not JsObject)
                return value;
        throw Throw.Type("Cannot convert object to primitive value");
    }
}
