using System.Globalization;
using System.Text;

namespace LienThong.Activities.Reports;

/// <summary>Statistics as a CSV file that spreadsheet programs open: UTF-8 with a byte order mark.</summary>
public static class StatisticsTable
{
    private static readonly string[] Heads =
    [
        "Tổng số giao", "Hoàn thành đúng hạn", "Hoàn thành quá hạn", "Đang thực hiện trong hạn", "Chưa hoàn thành quá hạn", "Trong đó tạm dừng",
    ];

    public static byte[] Write(Statistics statistics, StatisticsBy by)
    {
        var text = new StringBuilder();
        Append(text, [by == StatisticsBy.Unit ? "Đơn vị" : "Lãnh đạo giao", .. Heads]);
        foreach (var row in statistics.Rows)
            Append(text, [row.Name, .. Counts(row.Counts)]);
        Append(text, ["Cộng", .. Counts(statistics.Total)]);
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static IEnumerable<string> Counts(HandlingCounts counts) =>
        new[] { counts.Assigned, counts.DoneInTime, counts.DoneLate, counts.RunningInTime, counts.RunningLate, counts.Paused }.Select(count => count.ToString(CultureInfo.InvariantCulture));

    private static void Append(StringBuilder text, IEnumerable<string> cells) => text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    // A cell that begins like this would be run as a formula by whoever opens the file; the apostrophe makes it text.
    private static string Cell(string value)
    {
        var safe = value is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] ? "'" + value : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n;") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
