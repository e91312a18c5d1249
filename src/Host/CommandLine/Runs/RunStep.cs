using System.Text.Json;
using System.Xml;
using LienThong.Workflows.Expressions;

namespace LienThong.Host.CommandLine.Runs;

/// <summary>One thing that happens from outside after everything before it has come to rest.</summary>
internal abstract record RunStep
{
    /// <summary>Where it stands, for messages.</summary>
    public string Place { get; init; } = "";

    public sealed override string ToString() => Place;

    /// <summary>Reads the array of steps.</summary>
    /// <exception cref="UsageException">It is not one; the step and what is wrong are named.</exception>
    public static IReadOnlyList<RunStep> ReadAll(string json, string place)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? [.. document.RootElement.EnumerateArray().Select((step, index) => Read(step, $"{place}, bước {index + 1}"))]
                : throw new UsageException($"{place}: phải là một mảng JSON các bước.");
        }
        catch (JsonException e)
        {
            throw new UsageException($"{place}: không phải JSON đúng ở dòng {e.LineNumber + 1}, vị trí {e.BytePositionInLine + 1}.");
        }
    }

    private static RunStep Read(JsonElement json, string place)
    {
        if (json.ValueKind != JsonValueKind.Object || json.EnumerateObject().ToList() is not [var only])
            throw new UsageException($"{place}: phải là một đối tượng có đúng một khoá, như {{\"advance\":\"PT1H\"}}.");
        var body = only.Value;
        RunStep step = only.Name switch
        {
            "event" => new EventStep(Text(body, "name", place), Value(body, "payload"), OptionalText(body, "correlationId")),
            "completeTask" => new CompleteTaskStep(Text(body, "name", place), Value(body, "result")),
            "resume" => new ResumeStep(Text(body, "activityId", place), Values(body, "input", place)),
            "advance" => new AdvanceStep(Span(body, place)),
            "cancel" => new CancelStep(Text(body, "definitionId", place)),
            "start" => new StartStep(Text(body, "definitionId", place), Values(body, "input", place), OptionalText(body, "correlationId")),
            _ => throw new UsageException($"{place}: không có loại bước \"{only.Name}\"; các loại: event, completeTask, resume, advance, cancel, start."),
        };
        return step with { Place = $"{place} ({only.Name})" };
    }

    private static string Text(JsonElement body, string key, string place) =>
        OptionalText(body, key) ?? throw new UsageException($"{place}: thiếu khoá \"{key}\".");

    private static string? OptionalText(JsonElement body, string key) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static object? Value(JsonElement body, string key) =>
        body.TryGetProperty(key, out var value) ? Conversion.Natural(value.Clone()) : null;

    private static Dictionary<string, object?> Values(JsonElement body, string key, string place)
    {
        if (!body.TryGetProperty(key, out var values) || values.ValueKind == JsonValueKind.Null)
            return [];
        return values.ValueKind == JsonValueKind.Object
            ? values.EnumerateObject().ToDictionary(value => value.Name, value => Conversion.Natural(value.Value.Clone()))
            : throw new UsageException($"{place}: \"{key}\" phải là một đối tượng.");
    }

    private static TimeSpan Span(JsonElement body, string place)
    {
        if (body.ValueKind == JsonValueKind.String && body.GetString() is { } text)
        {
            if (TimeSpan.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var span) && span >= TimeSpan.Zero)
                return span;
            try
            {
                if (XmlConvert.ToTimeSpan(text) is var iso && iso >= TimeSpan.Zero)
                    return iso;
            }
            catch (FormatException)
            {
                // Told below, with the place.
            }
        }

        throw new UsageException($"{place}: \"advance\" phải là một khoảng thời gian như \"PT1H\", \"P2D\" hoặc \"00:30:00\".");
    }
}

internal sealed record EventStep(string Name, object? Payload, string? CorrelationId) : RunStep;

internal sealed record CompleteTaskStep(string Name, object? Result) : RunStep;

internal sealed record ResumeStep(string ActivityId, IReadOnlyDictionary<string, object?> Input) : RunStep;

internal sealed record AdvanceStep(TimeSpan Span) : RunStep;

internal sealed record CancelStep(string DefinitionId) : RunStep;

internal sealed record StartStep(string DefinitionId, IReadOnlyDictionary<string, object?> Input, string? CorrelationId) : RunStep;
