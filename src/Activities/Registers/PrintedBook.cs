using System.Globalization;
using LienThong.Activities.Agencies;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Rules;
using LienThong.Activities.Texts;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Registers;

/// <summary>Days of a book, both counted; null for the beginning or the end of the year.</summary>
public sealed record BookSpan(DateOnly? From, DateOnly? To)
{
    public static BookSpan Whole { get; } = new(null, null);

    // No register is older, and the first days of the calendar have no instant in UTC.
    internal DateTimeOffset Begin => From is { Year: > 1900 } from ? VietnamTime.At(from, TimeOnly.MinValue) : DateTimeOffset.UnixEpoch.AddYears(-69);

    internal DateTimeOffset End => To is { } to && to < DateOnly.MaxValue ? VietnamTime.At(to.AddDays(1), TimeOnly.MinValue) : new DateTimeOffset(9998, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <exception cref="RuleViolation"><c>book.span</c>.</exception>
    public static BookSpan Of(DateOnly? from, DateOnly? to) => from > to
        ? throw RuleViolation.Invalid("book.span", "Ngày bắt đầu ở sau ngày kết thúc. Chọn lại khoảng ngày.")
        : new BookSpan(from, to);
}

/// <summary>A column of a book and its share of the page's width.</summary>
public sealed record BookColumn(string Heading, double Width);

/// <summary>A line of a book as it is printed, one text for each column; ký nhận is signed on paper.</summary>
public sealed record BookLine(int Number, Guid DocumentId, IReadOnlyList<string> Cells, bool Cancelled);

/// <summary>A part of a register in the form of Nghị định 30/2020/NĐ-CP, Phụ lục IV.</summary>
/// <param name="Title">Of the form.</param>
/// <param name="Agency">Whose register.</param>
/// <param name="Year">Of the numbers.</param>
/// <param name="Name">The series.</param>
/// <param name="From">First day; null for the beginning of the year.</param>
/// <param name="To">Last day; null for the end of the year.</param>
/// <param name="Columns">The ten of the form.</param>
/// <param name="Lines">By number.</param>
/// <param name="Next">Give it to get the lines after these; null on the last page.</param>
/// <param name="Total">Lines of all pages.</param>
/// <param name="Missing">Numbers that were passed over without a line; there are none as long as nobody touched the tables.</param>
/// <param name="Closing">The line that closes the book, on the last page.</param>
public sealed record PrintedBook(
    string Title, string Agency, int Year, string Name, DateOnly? From, DateOnly? To, IReadOnlyList<BookColumn> Columns, IReadOnlyList<BookLine> Lines, int? Next, int Total,
    IReadOnlyList<string> Missing, string? Closing)
{
    private static readonly BookColumn[] IncomingColumns =
    [
        new("Ngày đến", 8), new("Số đến", 5), new("Tác giả", 13), new("Số, ký hiệu", 11), new("Ngày tháng", 8), new("Tên loại và trích yếu nội dung", 27),
        new("Đơn vị hoặc người nhận", 11), new("Ngày chuyển", 8), new("Ký nhận", 7), new("Ghi chú", 8),
    ];

    private static readonly BookColumn[] OutgoingColumns =
    [
        new("Số, ký hiệu văn bản", 11), new("Ngày tháng văn bản", 8), new("Tên loại và trích yếu nội dung văn bản", 26), new("Người ký", 10), new("Nơi nhận văn bản", 14),
        new("Đơn vị, người nhận bản lưu", 10), new("Số lượng bản", 6), new("Ngày chuyển", 8), new("Ký nhận", 7), new("Ghi chú", 8),
    ];

    /// <param name="context">Where to read.</param>
    /// <param name="register">The caller has checked that it may be read.</param>
    /// <param name="span">Days: of arrival for incoming, of the number for outgoing documents.</param>
    /// <param name="afterNumber">The last number of the page before, 0 for the first page.</param>
    /// <param name="pageSize">At most this many lines.</param>
    /// <param name="organisation">Knows the agency's name.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public static async Task<PrintedBook> ReadAsync(
        DbContext context, Register register, BookSpan span, int afterNumber, int pageSize, Organisation organisation, CancellationToken cancellationToken)
    {
        var isIncoming = register.Kind == RegisterKind.Incoming;
        // One more than asked for tells whether there is a next page.
        var lines = isIncoming
            ? (await RegisterBook.IncomingAsync(context, register.Id, span, afterNumber, pageSize + 1, cancellationToken)).Select(Line).ToList()
            : (await RegisterBook.OutgoingAsync(context, register.Id, span, afterNumber, pageSize + 1, cancellationToken)).Select(Line).ToList();
        var shown = lines.Take(pageSize).ToList();
        var isLast = lines.Count <= pageSize;
        var (begin, end) = (span.Begin, span.End);
        var entries = context.Set<RegisterEntry>().Where(entry => entry.RegisterId == register.Id);
        var counted = isIncoming
            ? entries.Where(entry => context.Set<Documents.IncomingDocument>().Any(document => document.Id == entry.DocumentId && document.ArrivedAt >= begin && document.ArrivedAt < end))
            : entries.Where(entry => entry.At >= begin && entry.At < end);
        var numbers = await counted.OrderBy(entry => entry.Number).Select(entry => new { entry.Number, Cancelled = entry.State == RegisterEntryState.Cancelled }).ToListAsync(cancellationToken);
        var all = await entries.OrderBy(entry => entry.Number).Select(entry => entry.Number).ToListAsync(cancellationToken);
        return new PrintedBook(
            isIncoming ? "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN" : "SỔ ĐĂNG KÝ VĂN BẢN ĐI", organisation.FindAgency(register.AgencyId)?.Name ?? "", register.Year, register.Name, span.From, span.To,
            isIncoming ? IncomingColumns : OutgoingColumns, shown, isLast ? null : shown[^1].Number, numbers.Count, [.. Gaps(all, register.LastNumber)],
            isLast ? ClosingOf(register, numbers.Count, numbers.Count(number => number.Cancelled), numbers.Count == 0 ? null : (numbers[0].Number, numbers[^1].Number)) : null);
    }

    private static BookLine Line(IncomingBookRow row) => new(row.ArrivalNumber, row.DocumentId,
    [
        VietnameseDates.Date(row.ArrivedAt), Number(row.ArrivalNumber), row.Sender, $"{row.Number}/{row.Symbol}", VietnameseDates.Date(row.IssuedOn), TypeAndSubject(row.TypeCode, row.Subject),
        row.Receiver ?? "", row.ForwardedAt is { } forwarded ? VietnameseDates.Date(forwarded) : "", "", Note(row.State, row.Note),
    ], row.State == RegisterEntryState.Cancelled);

    private static BookLine Line(OutgoingBookRow row) => new(row.Number, row.DocumentId,
    [
        new DocumentNumber(row.Number, row.Symbol).ToString(), row.IssuedOn is { } issued ? VietnameseDates.Date(issued) : "", TypeAndSubject(row.TypeCode, row.Subject), row.Signer ?? "",
        row.ToPlaces ?? "", row.ArchiveUnit ?? "", row.CopyCount.ToString("00", CultureInfo.InvariantCulture), row.SentAt is { } sent ? VietnameseDates.Date(sent) : "", "", Note(row.State, row.Note),
    ], row.State == RegisterEntryState.Cancelled);

    private static string TypeAndSubject(string typeCode, string subject) => DocumentTypes.OfKey(typeCode) is { } type ? $"{type.Name}: {subject}" : subject;

    // A cancelled number stays in its place and says why, so that no gap needs explaining.
    private static string Note(RegisterEntryState state, string? note) =>
        state != RegisterEntryState.Cancelled ? note ?? "" : string.IsNullOrWhiteSpace(note) ? "Số đã hủy" : $"Số đã hủy: {note}";

    private static string Number(int number) => number.ToString("00", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Gaps(List<int> numbers, int last)
    {
        var expected = 1;
        foreach (var number in numbers.Append(last + 1))
        {
            if (number > expected)
                yield return number - 1 == expected ? Number(expected) : $"{Number(expected)}–{Number(number - 1)}";
            expected = Math.Max(expected, number + 1);
        }
    }

    private static string ClosingOf(Register register, int count, int cancelled, (int First, int Last)? range)
    {
        var what = register.Kind == RegisterKind.Incoming ? "văn bản đến" : "văn bản đi";
        var numbers = range is { } known ? $", từ số {Number(known.First)} đến số {Number(known.Last)}" : "";
        var marked = cancelled > 0 ? $", trong đó {Number(cancelled)} số đã hủy" : "";
        var closed = register.ClosedOn is { } day ? $" Sổ đã đóng ngày {VietnameseDates.Date(day)}." : "";
        return $"Cộng: {Number(count)} {what}{numbers}{marked}.{closed}";
    }
}
