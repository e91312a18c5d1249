using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using LienThong.Activities.Texts;

namespace LienThong.Activities.Deadlines.Calendar;

/// <summary>The ways in which official documents state a deadline.</summary>
public enum DeadlineKind
{
    /// <summary>"10 ngày làm việc"</summary>
    WorkingDays,

    /// <summary>"30 ngày": every day counts, days off too.</summary>
    Days,

    /// <summary>"3 tháng": the same day of the later month, or its last day.</summary>
    Months,

    /// <summary>"trước ngày 20/5/2024": that day itself is too late.</summary>
    Before,

    /// <summary>"đến ngày 20/5/2024": that day counts, as in the three below.</summary>
    Until,

    /// <summary>"vào ngày 15/11/2024"</summary>
    On,

    /// <summary>"chậm nhất ngày 15/11/2024"</summary>
    AtLatest,

    /// <summary>"15/11/2024"</summary>
    Date,
}

/// <summary>A deadline as written in a document; <see cref="ToString"/> gives it in its usual form, which parses back to the same rule.</summary>
public sealed partial record DeadlineRule
{
    private DeadlineRule(DeadlineKind kind, int amount, DateOnly date) => (Kind, Amount, Limit) = (kind, amount, date);

    public DeadlineKind Kind { get; }

    /// <summary>Number of days or months, 1 to 3660; 0 for rules that name a date.</summary>
    public int Amount { get; }

    /// <summary>The date that is named; meaningless for periods.</summary>
    public DateOnly Limit { get; }

    public bool IsPeriod => Kind is DeadlineKind.WorkingDays or DeadlineKind.Days or DeadlineKind.Months;

    /// <summary>A rule that counts from a start, such as 10 working days; throws <see cref="ArgumentOutOfRangeException"/> outside 1 to 3660.</summary>
    public static DeadlineRule Period(DeadlineKind kind, int amount)
    {
        if (kind is not (DeadlineKind.WorkingDays or DeadlineKind.Days or DeadlineKind.Months)) throw new ArgumentOutOfRangeException(nameof(kind));
        ArgumentOutOfRangeException.ThrowIfLessThan(amount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(amount, 3660);
        return new(kind, amount, default);
    }

    /// <summary>A rule that names a date, such as "trước ngày 20/5/2024".</summary>
    public static DeadlineRule Dated(DeadlineKind kind, DateOnly date)
    {
        if (kind is DeadlineKind.WorkingDays or DeadlineKind.Days or DeadlineKind.Months) throw new ArgumentOutOfRangeException(nameof(kind));
        return new(kind, 0, date);
    }

    /// <summary>
    /// The last day on which the work is in time. The start is not counted. A date before which something is due never rolls forward, since
    /// that would pass the date itself; with <see cref="DeadlineRoll.None"/> it is simply the day before.
    /// </summary>
    public DateOnly Due(DateOnly start, WorkingCalendar calendar, DeadlineRoll roll) => Kind switch
    {
        DeadlineKind.WorkingDays => calendar.AddWorkingDays(start, Amount),
        DeadlineKind.Days => calendar.Roll(start.AddDays(Amount), roll),
        DeadlineKind.Months => calendar.Roll(start.AddMonths(Amount), roll),
        DeadlineKind.Before when roll == DeadlineRoll.None => Limit.AddDays(-1),
        DeadlineKind.Before => calendar.LastWorkingDayBefore(Limit),
        _ => calendar.Roll(Limit, roll),
    };

    /// <summary>Reads a rule; throws <see cref="FormatException"/> with a message for the user when the text is none.</summary>
    public static DeadlineRule Parse(string text, int? year = null) =>
        TryParse(text, year, out var rule) ? rule : throw new FormatException(
            $"Không hiểu thời hạn \"{text}\". Nhập ví dụ: 10 ngày làm việc, 30 ngày, 3 tháng, trước ngày 20/5/2024, 20/5/2024.");

    /// <summary>Reads a rule in any case and spacing; a date without year, as in plans ("trước ngày 18/5"), takes the given year.</summary>
    public static bool TryParse(string? text, int? year, [NotNullWhen(true)] out DeadlineRule? rule)
    {
        rule = null;
        // Folded, because marks are typed in many ways and often not at all; no two of these words differ by marks alone.
        var match = Form().Match(Fold.Of(text ?? ""));
        if (!match.Success) return false;

        if (match.Groups["n"].Success)
        {
            var kind = match.Groups["unit"].Value switch
            {
                "thang" => DeadlineKind.Months,
                "ngay" => DeadlineKind.Days,
                _ => DeadlineKind.WorkingDays,
            };
            var amount = int.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture);
            if (amount is < 1 or > 3660) return false;
            rule = Period(kind, amount);
            return true;
        }

        if (!VietnameseDates.TryParse(match.Groups["date"].Value, year, out var date)) return false;
        rule = Dated(match.Groups["word"].Value.Split(' ')[0] switch
        {
            "truoc" => DeadlineKind.Before,
            "den" => DeadlineKind.Until,
            "vao" => DeadlineKind.On,
            "cham" => DeadlineKind.AtLatest,
            _ => DeadlineKind.Date,
        }, date);
        return true;
    }

    public override string ToString() => Kind switch
    {
        DeadlineKind.WorkingDays => $"{Amount} ngày làm việc",
        DeadlineKind.Days => $"{Amount} ngày",
        DeadlineKind.Months => $"{Amount} tháng",
        DeadlineKind.Before => $"trước ngày {VietnameseDates.Date(Limit)}",
        DeadlineKind.Until => $"đến ngày {VietnameseDates.Date(Limit)}",
        DeadlineKind.On => $"vào ngày {VietnameseDates.Date(Limit)}",
        DeadlineKind.AtLatest => $"chậm nhất ngày {VietnameseDates.Date(Limit)}",
        _ => VietnameseDates.Date(Limit),
    };

    [GeneratedRegex(@"^(?>\s*)(?:(?:trong\s+)?(?:vong\s+|thoi\s+han\s+)?(?<n>\d{1,4})\s+(?<unit>ngay\s+lam\s+viec|ngay|thang)|(?<word>truoc|den\s+het|den|vao|cham\s+nhat(?:\s+la)?(?:\s+(?:den|vao))?)?(?>\s*)(?:ngay\s+)?(?<date>\d(?:.*[^\s.])?))(?>[\s.]*)$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
