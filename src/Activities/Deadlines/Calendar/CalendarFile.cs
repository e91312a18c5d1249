using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LienThong.Activities.Deadlines.Calendar;

/// <summary>The yearly tables as a JSON file: the one shipped with the program, and what administrators import and export.</summary>
public static class CalendarFile
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter<CalendarDayKind>(allowIntegerValues: false) },
    };

    /// <summary>The tables shipped with the program; an administrator's table of the same year takes their place.</summary>
    public static IReadOnlyList<CalendarYear> Shipped()
    {
        using var file = typeof(CalendarFile).Assembly.GetManifestResourceStream("calendar-vn.json")
            ?? throw new InvalidOperationException("calendar-vn.json is not embedded.");
        return Read(file);
    }

    /// <summary>Reads tables; throws <see cref="JsonException"/> when the file has another form.</summary>
    public static IReadOnlyList<CalendarYear> Read(Stream json) =>
        JsonSerializer.Deserialize<Tables>(json, Format)?.Years ?? throw new JsonException("The calendar file is empty.");

    public static void Write(Stream json, IEnumerable<CalendarYear> years) =>
        JsonSerializer.Serialize(json, new Tables([.. years.OrderBy(year => year.Year)]), Format);

    private sealed record Tables(IReadOnlyList<CalendarYear> Years);
}
