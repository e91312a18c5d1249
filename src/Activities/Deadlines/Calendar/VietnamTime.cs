namespace LienThong.Activities.Deadlines.Calendar;

/// <summary>The one time zone of the country: UTC+7 without summer time, so no time zone table of the machine is needed.</summary>
public static class VietnamTime
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    private static readonly TimeOnly LastSecond = new(23, 59, 59);

    public static DateTimeOffset ToVietnam(DateTimeOffset instant) => instant.ToOffset(Offset);

    /// <summary>The date on the wall calendar in Việt Nam at the instant.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(ToVietnam(instant).DateTime);

    /// <summary>The date in Việt Nam now.</summary>
    public static DateOnly Today(TimeProvider time) => DateOf(time.GetUtcNow());

    /// <summary>The instant, in UTC, of a clock time in Việt Nam.</summary>
    public static DateTimeOffset At(DateOnly date, TimeOnly time) => new DateTimeOffset(date.ToDateTime(time), Offset).ToUniversalTime();

    /// <summary>
    /// The last second of the date in Việt Nam, in UTC. A time limit ends with its last day, at midnight and not when the office closes (Bộ luật
    /// Dân sự 2015, Điều 148); whole seconds, so that no database rounds it into the next day. What is due on the date is late after this instant.
    /// </summary>
    public static DateTimeOffset EndOfDay(DateOnly date) => At(date, LastSecond);

    /// <summary>The same for an agency that ends its days when the registry closes, for instance at 17:00.</summary>
    public static DateTimeOffset EndOfDay(DateOnly date, TimeOnly? closing) => At(date, closing ?? LastSecond);
}
