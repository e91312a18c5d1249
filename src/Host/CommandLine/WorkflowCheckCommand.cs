using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LienThong.Activities;
using LienThong.Activities.Procedures;
using LienThong.Host.Errors;
using LienThong.Workflows.Definitions.Checks;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Serialization;

namespace LienThong.Host.CommandLine;

/// <summary><c>workflow check</c>: what is wrong in files of definitions. Needs no server and no database.</summary>
internal static class WorkflowCheckCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        // For a person's eyes or a file; Vietnamese stays readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static async Task RunAsync(Arguments arguments)
    {
        var registry = new ActivityRegistry().Add(typeof(Composition).Assembly);
        var reader = new DefinitionReader(registry);
        var checker = new DefinitionChecker(ExpressionEvaluator.Standard, ProcedureFindings.Rules);
        var found = new List<FoundInFile>();
        var unreadable = new List<string>();
        var texts = new List<(string File, byte[] Json)>();
        foreach (var file in arguments.Operands)
        {
            try
            {
                texts.Add((file, await File.ReadAllBytesAsync(file)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                unreadable.Add($"{file}: {e.Message}");
            }
        }

        registry.Workflows.LearnTexts(reader, texts.Select(t => (ReadOnlyMemory<byte>)t.Json));
        foreach (var (file, json) in texts)
        {
            try
            {
                found.AddRange(Check(reader, checker, json).Select(f => new FoundInFile(file, f.ActivityId, f.Severity, f.Code, f.Text)));
            }
            catch (InvalidDefinitionException e) when (e.Line is not null)
            {
                unreadable.Add($"{file}: {e.Message}");
            }
        }

        if (arguments["json"] is not null)
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new { Findings = found }, Json));
        }
        else
        {
            foreach (var finding in found)
                await Console.Out.WriteLineAsync(finding.Line);
        }

        if (unreadable.Count > 0)
            throw new UsageException(string.Join('\n', unreadable));
        if (found.Count(f => f.Severity == FindingSeverity.Error) is > 0 and var errors)
            throw new StartupException($"Kiểm tra quy trình: {errors} lỗi.");
    }

    // Text that is JSON and no definition is read so far that the mistake is known: a finding like others.
    private static IReadOnlyList<Finding> Check(DefinitionReader reader, DefinitionChecker checker, ReadOnlyMemory<byte> json)
    {
        try
        {
            return checker.Check(reader.Read(json));
        }
        catch (InvalidDefinitionException e) when (e.Line is null)
        {
            return [new Finding(null, FindingSeverity.Error, e.Code, e.Message)];
        }
    }

    private sealed record FoundInFile(string File, string? ActivityId, FindingSeverity Severity, string Code, string Text)
    {
        [JsonIgnore]
        public string Line => $"{File}: [{(Severity == FindingSeverity.Error ? "lỗi" : "cảnh báo")}] {(ActivityId is null ? "" : $"{ActivityId}: ")}{Text} ({Code})";
    }
}
