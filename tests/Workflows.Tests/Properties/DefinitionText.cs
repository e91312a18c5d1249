using System.Text.Json;
using static LienThong.Workflows.Tests.Scenarios.Composition.Family;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Properties;

/// <summary>A procedure of a case in Elsa's format. Ids count the activities; every WriteLine writes its id.</summary>
internal sealed class DefinitionText
{
    private readonly string _prefix;
    private readonly string[] _callable;
    private readonly List<string> _variables = [];
    private int _count;

    private DefinitionText(string prefix, string[] callable) => (_prefix, _callable) = (prefix, callable);

    /// <summary>Definition id of a procedure by its place.</summary>
    public static string IdOf(int index) => $"p{index}";

    public static string Of(Case test, int index, string title = "")
    {
        var procedure = test.Definitions[index];
        var text = new DefinitionText($"p{index}-", [.. Enumerable.Range(index + 1, test.Definitions.Length - index - 1).Select(IdOf)]);
        var root = text.Write(procedure.Root);
        var options = new List<string> { "\"usableAsActivity\":true", "\"autoUpdateConsumingWorkflows\":true" };
        if (procedure.GoesOn)
            options.Add("\"incidentStrategyType\":\"ContinueWithIncidentsStrategy\"");
        if (procedure.Activation is { } activation)
            options.Add($"\"activationStrategyType\":\"{activation}\"");
        return $$"""
            {"definitionId":"{{IdOf(index)}}","name":"Con {{IdOf(index)}}","description":"{{title}}","options":{{{string.Join(',', options)}}},{{Declare([.. text._variables])}},"root":{{root}} }
            """;
    }

    private string Write(Part part)
    {
        var id = $"{_prefix}{++_count}";
        var parts = part.Parts ?? [];
        string Body(string port, int index) => index < parts.Length ? $"\"{port}\":{Write(parts[index])}" : $"\"{port}\":null";
        string All(string port) => $"\"{port}\":[{string.Join(',', parts.Select(Write))}]";
        return part.Kind switch
        {
            "Line" => Line(id),
            "Event" => Named(id, "Event", $"e{part.A % 3}"),
            "Trigger" => Named(id, "Event", "t", "\"canStartWorkflow\":true"),
            "Every" => Step(id, "Timer", "\"canStartWorkflow\":true", Literal("interval", "\"00:10:00\"", "TimeSpan")),
            "Delay" => Step(id, "Delay", Literal("timeSpan", $"\"00:0{part.A % 6}:00\"", "TimeSpan")),
            "Timer" => Step(id, "Timer", Literal("interval", $"\"00:0{1 + (part.A % 5)}:00\"", "TimeSpan")),
            "Cron" => Step(id, "Cron", Literal("cronExpression", "\"*/5 * * * *\"", "String")),
            "StartAt" => Step(id, "StartAt", Literal("dateTime", $"\"2024-01-24T01:0{part.A % 10}:00+00:00\"", "DateTimeOffset")),
            "Task" => Step(id, "RunTask", Literal("taskName", "\"việc\"", "String")),
            "Fault" => Fail(id, $"hỏng {id}"),
            "Flaky" => Say(id, $"if (!getVariable('{Variable(id)}')) {{ setVariable('{Variable(id)}', 1); throw new Error('lần đầu'); }} '{id}'"),
            "Publish" => Named(id, "PublishEvent", $"e{part.A % 3}", Literal("isLocalEvent", part.A >= 3 ? "true" : "false", "Boolean")),
            "Correlate" => Step(id, "Correlate", Literal("correlationId", $"\"c{part.A % 2}\"", "String")),
            "SetName" => Step(id, "SetName", Literal("value", $"\"tên {part.A}\"", "String")),
            "Set" => Set(id, Declared("v"), $"{part.A}"),
            "Show" => Say(id, $"'{id}' + (getVariable('{Declared("v")}') > 99 ? '!' : '')"),
            "Output" => Step(id, "SetOutput", Literal("outputName", "\"Ra\"", "String"), Literal("outputValue", $"{part.A}", "Object")),
            "Dispatch" => Called(part.A, callee => Dispatch(id, callee, waits: part.A % 2 == 0), id),
            "Execute" => Called(part.A, callee => Execute(id, callee, waits: part.A % 2 == 0), id),
            "Bulk" => Called(part.A, callee => Bulk(id, callee, "\"[1,2]\"", part.A % 2 == 0, [Body("childCompleted", 0), Body("childFaulted", 1)]), id),
            "Use" => Called(part.A, callee => $$"""{"id":"{{id}}","type":"Con{{char.ToUpperInvariant(callee[0])}}{{callee[1..]}}"}""", id),
            "Break" or "End" or "Finish" or "Complete" or "Start" => Step(id, part.Kind),
            "Sequence" or "Parallel" => Step(id, part.Kind, All("activities")),
            "Fork" => Step(id, "Fork", $"\"joinMode\":\"{(part.A % 2 == 0 ? "WaitAll" : "WaitAny")}\"", All("branches")),
            "If" => Step(id, "If", Literal("condition", part.A % 2 == 0 ? "true" : "false", "Boolean"), Body("then", 0), Body("else", 1)),
            "While" => Step(id, "While", Script("condition", Times(id, part.A), "Boolean"), Body("body", 0)),
            "For" => Step(id, "For", Literal("start", "1", "Int32"), Literal("end", $"{part.A % 4}", "Int32"), Body("body", 0)),
            "ForEach" or "ParallelForEach" => Step(id, part.Kind, Script("items", $"[{string.Join(',', Enumerable.Range(0, part.A % 4))}]", "List<Object>"), Body("body", 0)),
            "Flow" => Flowchart(id, part, parts),
            "Machine" => Machine(id, part, parts),
            "Decision" => Step(id, "FlowDecision", Literal("condition", part.A % 2 == 0 ? "true" : "false", "Boolean")),
            "Countdown" => Step(id, "FlowDecision", Script("condition", Times(id, part.A), "Boolean")),
            "FlowFork" => Step(id, "FlowFork", Script("branches", "['p','q']", "List<String>")),
            "Join" => Step(id, "FlowJoin", Literal("mode", $"\"{((string[])["WaitAll", "WaitAllActive", "WaitAny"])[part.A % 3]}\"", "FlowJoinMode")),
            "Merge" => Step(id, "WriteLine", Literal("text", $"\"{id}\"", "String"), $$"""
                "customProperties":{"mergeMode":"{{((string[])["None", "Merge", "Converge", "Stream", "Cascade", "Race"])[part.A % 6]}}"}
                """),
            _ => throw new ArgumentException(part.Kind),
        };
    }

    private string Flowchart(string id, Part part, Part[] parts)
    {
        var first = new string[parts.Length];
        var nodes = parts.Select((node, i) =>
        {
            first[i] = $"{_prefix}{_count + 1}";
            return Write(node);
        }).ToList();
        var links = (part.Links ?? []).Select(link =>
        {
            var ends = link.Split('>');
            var source = ends[0].Split(':');
            var (from, to) = (int.Parse(source[0]), int.Parse(ends[1]));
            return from < parts.Length && to < parts.Length
                ? $$"""{"source":{"activity":"{{first[from]}}","port":"{{(source.Length > 1 ? source[1] : "Done")}}"},"target":{"activity":"{{first[to]}}","port":"In"} }"""
                : null;
        }).OfType<string>();
        return Step(id, "Flowchart", $"\"activities\":[{string.Join(',', nodes)}]", $"\"connections\":[{string.Join(',', links)}]");
    }

    // States a, b, c; every part is the trigger of a way, the first leads on and the others where their number says.
    private string Machine(string id, Part part, Part[] parts)
    {
        string[] names = ["a", "b", "c"];
        var states = names.Select(name => $$"""{"name":"{{name}}","entry":{{Line($"{id}-in-{name}")}},"exit":{{(name == "b" ? Line($"{id}-out-{name}") : "null")}}}""").ToList();
        // No way leads back, so that it comes to an end.
        var ways = parts.Select((trigger, i) =>
            $$"""{"name":"w{{i}}","from":"{{names[i % 2]}}","to":"{{names[Math.Min(2, (i % 2) + 1 + (part.A % 2))]}}","trigger":{{Write(trigger)}},"condition":null,"action":{{(i == 1 ? Line($"{id}-act-{i}") : "null")}}}""").ToList();
        return Step(id, "StateMachine", $"\"states\":[{string.Join(',', states)}]", $"\"transitions\":[{string.Join(',', ways)}]", "\"initialState\":\"a\"", "\"currentState\":null");
    }

    private string Called(int which, Func<string, string> write, string id) => _callable.Length == 0 ? Line(id) : write(_callable[which / 2 % _callable.Length]);

    /// <summary>True as many times, counted in a variable of its own.</summary>
    private string Times(string id, int times) => $"setVariable('{Variable(id)}', (getVariable('{Variable(id)}') || 0) + 1); getVariable('{Variable(id)}') <= {1 + (times % 3)}";

    private string Variable(string id) => Declared(id.Replace("-", "_", StringComparison.Ordinal));

    private string Declared(string name)
    {
        var variable = Scenarios.Engine.Variable(name, name: name);
        if (!_variables.Contains(variable))
            _variables.Add(variable);
        return name;
    }

    private static string Named(string id, string type, string name, params string[] keys) => Step(id, type, [Literal("eventName", $"\"{name}\"", "String"), .. keys]);

    private static string Script(string input, string code, string type) => Input(input, "JavaScript", JsonSerializer.Serialize(code), type);
}
