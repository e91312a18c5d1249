using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Intrinsics;

/// <summary>Local time of scripts: the zone of the clock that the run has. Times are milliseconds since 1970.</summary>
internal static class LocalTime
{
    private const double FirstOfNet = -62135596800000;
    private const double LastOfNet = 253402300799999;

    public static double Offset(Realm realm, double time) =>
        realm.Clock.LocalTimeZone.GetUtcOffset(DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Clamp(time, FirstOfNet, LastOfNet))).TotalMilliseconds;

    public static double FromUtc(Realm realm, double time) => time + Offset(realm, time);

    /// <summary>Of a time that a change of the clock skips or repeats, the offset before the change counts.</summary>
    public static double ToUtc(Realm realm, double local)
    {
        if (!double.IsFinite(local))
            return double.NaN;
        var guess = local - Offset(realm, local);
        var before = Offset(realm, guess - DateMath.MsPerDay);
        return local - (Offset(realm, local - before) == before ? before : Offset(realm, guess));
    }

    /// <summary>As in "GMT+0700 (Indochina Time)".</summary>
    public static string Describe(Realm realm, double time)
    {
        var zone = realm.Clock.LocalTimeZone;
        var offset = Offset(realm, time);
        var minutes = (int)Math.Abs(offset / 60000);
        var name = zone.Id is "UTC" or "Etc/UTC" ? "Coordinated Universal Time" : zone.StandardName;
        return $"GMT{(offset < 0 ? '-' : '+')}{minutes / 60:00}{minutes % 60:00} ({name})";
    }
}
