using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LienThong.Host.Errors;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;

namespace LienThong.Host.CommandLine.Runs;

/// <summary><c>workflow run</c>: definitions are tried out with a clock that moves only when it is told to. Needs no server and no database.</summary>
internal static class WorkflowRunCommand
{
    private const int DefaultMaxBursts = 100_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task RunAsync(Arguments arguments)
    {
        var asJson = arguments["json"] is not null;
        var steps = await StepsAsync(arguments);
        var settings = new WorkflowRun.Settings(Now(arguments["now"]), Mode(arguments["mode"]), MaxBursts(arguments["max-bursts"]));
        using var interrupted = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            interrupted.Cancel();
        };
        using var loggers = LoggerFactory.Create(logging => logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning));
        Action<string>? lineWritten = asJson ? null : Console.Out.WriteLine;
        // Steps that come by the standard input leave nothing of it to the activities.
        var input = arguments["steps"] == "-" ? TextReader.Null : Console.In;
        try
        {
            await using var run = await WorkflowRun.OpenAsync(await DefinitionFiles.ReadAsync(arguments.Lists["definitions"]), settings, input, lineWritten, loggers, interrupted.Token);
            foreach (var step in steps)
            {
                if (!await run.ApplyAsync(step, interrupted.Token))
                    await Console.Error.WriteLineAsync($"{step} không áp dụng được vào đâu: không có gì chờ nó, hoặc không được bắt đầu thêm lúc này.");
            }

            var instances = await run.ReportAsync(interrupted.Token);
            if (asJson)
                await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new RunReport(instances, run.Lines, []), Json));
            else
                await Console.Out.WriteAsync(Summary(instances));
        }
        catch (InvalidDefinitionException e)
        {
            throw new UsageException(e.Message);
        }
        catch (RunLimitException e)
        {
            throw new StartupException(e.Message);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            throw new StartupException("Đã dừng theo yêu cầu.");
        }
    }

    private static async Task<List<RunStep>> StepsAsync(Arguments arguments)
    {
        var steps = new List<RunStep>();
        if (arguments["start"] is { } start)
            steps.Add(new StartStep(start, Inputs(arguments), arguments["correlation-id"]) { Place = "--start" });
        else if (arguments["steps"] is null)
            throw new UsageException("Lệnh «workflow run» cần --start <mã quy trình>, hoặc --steps <tệp>, hoặc cả hai.");
        if (arguments["steps"] is { } file)
            steps.AddRange(RunStep.ReadAll(file == "-" ? await Console.In.ReadToEndAsync() : await TextOf(file), file == "-" ? "Các bước" : file));
        return steps;
    }

    private static Dictionary<string, object?> Inputs(Arguments arguments)
    {
        var inputs = new Dictionary<string, object?>();
        foreach (var given in arguments.Lists.GetValueOrDefault("input", []))
        {
            var equals = given.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new UsageException($"--input «{given}» phải viết là <tên>=<json>.");
            inputs[given[..equals]] = ValueOf(given[(equals + 1)..]);
        }

        return inputs;
    }

    private static object? ValueOf(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return Conversion.Natural(document.RootElement.Clone());
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static DateTimeOffset Now(string? text) => text switch
    {
        null => TimeProvider.System.GetUtcNow(),
        _ when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var now) => now.ToUniversalTime(),
        _ => throw new UsageException($"--now «{text}» không phải thời điểm ISO 8601, ví dụ 2026-08-11T08:00:00+07:00."),
    };

    private static FlowchartMode Mode(string? text) => text switch
    {
        null or "counter" => FlowchartMode.CounterBased,
        "token" => FlowchartMode.TokenBased,
        _ => throw new UsageException($"--mode «{text}» phải là counter hoặc token."),
    };

    private static int MaxBursts(string? text) => text switch
    {
        null => DefaultMaxBursts,
        _ when int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number > 0 => number,
        _ => throw new UsageException($"--max-bursts «{text}» phải là số nguyên lớn hơn 0."),
    };

    private static async Task<string> TextOf(string file)
    {
        try
        {
            return await File.ReadAllTextAsync(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"Không đọc được {file}: {e.Message}");
        }
    }

    private static string Summary(IReadOnlyList<InstanceReport> instances)
    {
        var text = new StringBuilder();
        foreach (var instance in instances)
        {
            text.Append(CultureInfo.InvariantCulture, $"── {instance.DefinitionId} v{instance.Version}: {instance.Status}/{instance.SubStatus}");
            text.AppendLine(instance.CorrelationId is { } correlation ? $" ({correlation})" : "");
            foreach (var incident in instance.Incidents)
                text.AppendLine(CultureInfo.InvariantCulture, $"   lỗi ở {incident.ActivityId}: {incident.Message}");
            foreach (var bookmark in instance.Bookmarks)
                text.AppendLine(CultureInfo.InvariantCulture, $"   chờ ở {bookmark.ActivityId} ({bookmark.Name})");
            if (instance.Output.Count > 0)
                text.AppendLine(CultureInfo.InvariantCulture, $"   đầu ra: {instance.Output.ToJsonString(Json)}");
        }

        return text.ToString();
    }
}
