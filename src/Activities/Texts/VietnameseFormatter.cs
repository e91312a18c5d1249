using System.Globalization;
using Humanizer;
using Humanizer.Localisation;
using Humanizer.Localisation.Formatters;

namespace LienThong.Activities.Texts;

/// <summary>Gives Humanizer the Vietnamese words for times past and to come, which its core package lacks.</summary>
internal sealed class VietnameseFormatter : IFormatter
{
    public string DateHumanize_Now() => "vừa xong";

    public string DateHumanize_Never() => "chưa bao giờ";

    public string DateHumanize(TimeUnit timeUnit, Tense timeUnitTense, int unit) => (timeUnit, timeUnitTense, unit) switch
    {
        (_, _, 0) => DateHumanize_Now(),
        (TimeUnit.Day, Tense.Past, 1) => "hôm qua",
        (TimeUnit.Day, Tense.Future, 1) => "ngày mai",
        (_, Tense.Past, _) => $"{Count(timeUnit, unit)} trước",
        _ => $"{Count(timeUnit, unit)} nữa",
    };

    public string TimeSpanHumanize_Zero() => "0 giây";

    public string TimeSpanHumanize(TimeUnit timeUnit, int unit, bool toWords = false) =>
        toWords ? $"{unit.ToWords(new CultureInfo("vi"))} {Word(timeUnit)}" : Count(timeUnit, unit);

    public string DataUnitHumanize(DataUnit dataUnit, double count, bool toSymbol = true) => dataUnit switch
    {
        DataUnit.Bit => "bit",
        DataUnit.Byte => "B",
        DataUnit.Kilobyte => "KB",
        DataUnit.Megabyte => "MB",
        DataUnit.Gigabyte => "GB",
        DataUnit.Terabyte => "TB",
        _ => throw new ArgumentOutOfRangeException(nameof(dataUnit)),
    };

    public string TimeUnitHumanize(TimeUnit timeUnit) => Word(timeUnit);

    private static string Count(TimeUnit unit, int count) => string.Create(CultureInfo.InvariantCulture, $"{count} {Word(unit)}");

    private static string Word(TimeUnit unit) => unit switch
    {
        TimeUnit.Millisecond => "mili giây",
        TimeUnit.Second => "giây",
        TimeUnit.Minute => "phút",
        TimeUnit.Hour => "giờ",
        TimeUnit.Day => "ngày",
        TimeUnit.Week => "tuần",
        TimeUnit.Month => "tháng",
        TimeUnit.Year => "năm",
        _ => throw new ArgumentOutOfRangeException(nameof(unit)),
    };
}
