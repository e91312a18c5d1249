using LienThong.Activities.Deadlines.Calendar;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Deadlines;

/// <summary>A day that is not as its weekday says: a holiday, or a Saturday worked to make up. Edited year by year, for no formula gives the swaps.</summary>
public sealed class CalendarDayRow
{
    public DateOnly Date { get; set; }
    public CalendarDayKind Kind { get; set; }
    public required string Name { get; set; }

    /// <summary>Where it was promulgated.</summary>
    public string? Source { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<CalendarDayRow>
    {
        public void Configure(EntityTypeBuilder<CalendarDayRow> builder)
        {
            builder.ToTable("CalendarDays");
            builder.HasKey(day => day.Date);
            builder.Property(day => day.Date).HasColumnName("CalendarDate").ValueGeneratedNever();
            builder.Property(day => day.Name).HasMaxLength(200);
            builder.Property(day => day.Source).HasMaxLength(500);
        }
    }
}

/// <summary>A year whose days have been entered; a year without a row is missing and warned of.</summary>
public sealed class CalendarYearRow
{
    public int Year { get; set; }

    /// <summary>Entered before the government has decided all of it.</summary>
    public bool Provisional { get; set; }

    public string? Note { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<CalendarYearRow>
    {
        public void Configure(EntityTypeBuilder<CalendarYearRow> builder)
        {
            builder.ToTable("CalendarYears");
            builder.HasKey(year => year.Year);
            builder.Property(year => year.Year).HasColumnName("CalendarYear").ValueGeneratedNever();
            builder.Property(year => year.Note).HasMaxLength(500);
        }
    }
}

/// <summary>The working calendar as it is kept in the database.</summary>
public static class CalendarTable
{
    public static async Task<WorkingCalendar> LoadAsync(DbContext context, CancellationToken cancellationToken)
    {
        var days = await context.Set<CalendarDayRow>().AsNoTracking().OrderBy(d => d.Date).ToListAsync(cancellationToken);
        var years = await context.Set<CalendarYearRow>().AsNoTracking().OrderBy(y => y.Year).ToListAsync(cancellationToken);
        return new WorkingCalendar(years.Select(y => new CalendarYear(
            y.Year, y.Provisional, [.. days.Where(d => d.Date.Year == y.Year).Select(d => new CalendarDay(d.Date, d.Kind, d.Name, d.Source))], y.Note)));
    }

    /// <summary>The table of a year as its row was found.</summary>
    internal static async Task<CalendarYear> ReadYearAsync(WriteSession session, CalendarYearRow row, CancellationToken cancellationToken) =>
        (await LoadAsync(session.Context, cancellationToken)).Years.First(table => table.Year == row.Year);

    /// <summary>Puts the days of a year in place of what was there.</summary>
    /// <param name="session">The write.</param>
    /// <param name="found">The year's row as this write found it, and so locked it; null when there was none.</param>
    /// <param name="year">What it becomes.</param>
    /// <param name="cancellationToken">The work's.</param>
    /// <exception cref="DuplicateRowException">Somebody entered the year since it was found missing.</exception>
    internal static async Task ReplaceYearAsync(WriteSession session, CalendarYearRow? found, CalendarYear year, CancellationToken cancellationToken)
    {
        // Not looked for again: a row that came in between is one that the caller has not seen.
        if (found is null)
        {
            session.Insert(new CalendarYearRow { Year = year.Year, Provisional = year.Provisional, Note = year.Note });
        }
        else
        {
            found.Provisional = year.Provisional;
            found.Note = year.Note;
            session.Update(found);
        }

        await session.FlushAsync(cancellationToken);
        var first = new DateOnly(year.Year, 1, 1);
        foreach (var old in await session.Context.Set<CalendarDayRow>().Where(d => d.Date >= first && d.Date < first.AddYears(1)).ToListAsync(cancellationToken))
            session.Delete(old);
        await session.FlushAsync(cancellationToken);
        foreach (var day in year.Days)
            session.Insert(new CalendarDayRow { Date = day.Date, Kind = day.Kind, Name = day.Name, Source = day.Source });
    }

    /// <summary>Enters the shipped years that nobody has entered yet.</summary>
    /// <returns>How many years were entered.</returns>
    public static async Task<int> AddShippedYearsAsync(WriteSession session, CancellationToken cancellationToken)
    {
        var known = await session.Context.Set<CalendarYearRow>().Select(y => y.Year).ToListAsync(cancellationToken);
        var missing = CalendarFile.Shipped().Where(y => !known.Contains(y.Year)).ToList();
        foreach (var year in missing)
            await ReplaceYearAsync(session, null, year, cancellationToken);
        return missing.Count;
    }
}
