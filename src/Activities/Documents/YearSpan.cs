using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Rules;

namespace LienThong.Activities.Documents;

/// <summary>A year in Viet Nam, as dates and as instants; the ends do not belong to it.</summary>
internal sealed record YearSpan(DateOnly First, DateOnly Next)
{
    public DateTimeOffset From => VietnamTime.At(First, TimeOnly.MinValue);

    public DateTimeOffset To => VietnamTime.At(Next, TimeOnly.MinValue);

    /// <exception cref="RuleViolation"><c>filter.year</c>.</exception>
    public static YearSpan Of(int year) => year is >= 1900 and <= 2200
        ? new YearSpan(new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1))
        : throw RuleViolation.Invalid("filter.year", $"Năm {year} nằm ngoài khoảng 1900-2200.");
}
