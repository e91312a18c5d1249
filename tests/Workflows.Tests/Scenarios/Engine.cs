using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Runtime;
using LienThong.Workflows.Serialization;

namespace LienThong.Workflows.Tests.Scenarios;

/// <summary>The engine in memory, as scenario tests use it: short names for start, resume and what came of it.</summary>
internal sealed class Engine
{
    private readonly DefinitionReader _reader = new(new ActivityRegistry());

    public Engine(RunnerOptions? options = null) =>
        Runner = new WorkflowRunner(ExpressionEvaluator.Standard, Clock, new NoServices(), options ?? new RunnerOptions());

    public FakeClock Clock { get; } = new();

    public WorkflowRunner Runner { get; }

    /// <summary>All lines written so far.</summary>
    public List<string> Lines { get; } = [];

    public WorkflowInstance Instance { get; set; } = null!;

    /// <summary>What the last burst did.</summary>
    public BurstOutcome Last { get; private set; } = null!;

    /// <summary>Reads a definition whose root is this JSON.</summary>
    public WorkflowDefinition Define(string root, string rest = "") =>
        Read($$$"""{"definitionId":"d","id":"d1","version":1,"isPublished":true{{{rest}}},"root":{{{root}}} }""");

    public WorkflowDefinition Read(string json) => _reader.Read(json);

    public async Task<WorkflowInstance> StartAsync(WorkflowDefinition definition, StartRequest? request = null)
    {
        var outcome = await Runner.StartAsync(definition, request ?? new StartRequest(), CancellationToken.None);
        Keep(outcome);
        return Instance = outcome.Instance;
    }

    public Task<WorkflowInstance> StartAsync(string root, string rest = "") => StartAsync(Define(root, rest));

    /// <summary>Resumes the first wait of the activity; false when there is none.</summary>
    public async Task<bool> ResumeAsync(string activityId, params (string Name, object? Value)[] input)
    {
        var bookmark = Instance.Bookmarks.Find(b => b.ActivityId == activityId);
        return bookmark is not null && await ResumeAsync(bookmark, input);
    }

    public async Task<bool> ResumeAsync(Bookmark bookmark, params (string Name, object? Value)[] input) =>
        Keep(await Runner.ResumeAsync(Instance, bookmark.Id, input.ToDictionary(i => i.Name, i => i.Value), null, CancellationToken.None));

    /// <summary>Runs the step of the instance's first incident again.</summary>
    public Task<bool> RetryAsync() => RetryAsync(Instance.Incidents[0]);

    public async Task<bool> RetryAsync(Incident incident) => Keep(await Runner.RetryAsync(Instance, incident.Id, null, CancellationToken.None));

    public async Task<bool> SkipAsync(Incident incident, string outcome) => Keep(await Runner.SkipAsync(Instance, incident.Id, outcome, null, CancellationToken.None));

    public async Task<bool> CancelAsync() => Keep(await Runner.CancelAsync(Instance, null, CancellationToken.None));

    /// <summary>What a suspension does to an instance: it is written, forgotten and read again.</summary>
    public void SaveAndLoad()
    {
        var state = InstanceState.Write(Instance);
        Instance = Runner.Load(
            new WorkflowInstance(Instance.Definition, Instance.Id, Instance.CreatedAt)
            {
                Status = Instance.Status,
                SubStatus = Instance.SubStatus,
                CorrelationId = Instance.CorrelationId,
                Name = Instance.Name,
            },
            state);
    }

    /// <summary>The journal of the last burst as "activity event", in its order.</summary>
    public IEnumerable<string> Events => Last.Journal.Select(entry => $"{entry.ActivityId} {entry.Event}");

    private bool Keep(BurstOutcome? outcome)
    {
        if (outcome is null)
            return false;
        Last = outcome;
        Lines.AddRange(outcome.Lines);
        return true;
    }

    /// <summary>An activity as JSON; what is given after the type stands among its keys.</summary>
    public static string Step(string id, string type, params string[] keys) =>
        $$"""{"id":"{{id}}","type":"Elsa.{{type}}"{{string.Concat(keys.Select(k => "," + k))}} }""";

    /// <summary>An input with a literal, given as JSON.</summary>
    public static string Literal(string input, string value, string typeName = "Object") => Input(input, "Literal", value, typeName);

    /// <summary>An input with an expression; its value is given as JSON.</summary>
    public static string Input(string input, string language, string value, string typeName = "Object") =>
        $$$"""
        "{{{input}}}":{"typeName":"{{{typeName}}}","expression":{"type":"{{{language}}}","value":{{{value}}}}}
        """;

    /// <summary>The key of a variable whose name is its id in capitals.</summary>
    public static string Variable(string id, string typeName = "Object", string value = "null", bool isKept = true, string? name = null) =>
        $$"""
        {"id":"{{id}}","name":"{{name ?? id.ToUpperInvariant()}}","typeName":"{{typeName}}","isArray":false,"value":{{value}},"storageDriverTypeName":{{(isKept ? "\"WorkflowInstanceStorageDriver\"" : "null")}}}
        """;

    /// <summary>The key "variables" of a workflow (with a comma before it) or of a container.</summary>
    public static string Declare(params string[] variables) => $"\"variables\":[{string.Join(',', variables)}]";

    public static string Sequence(params string[] activities) => Step("sequence", "Sequence", $"\"activities\":[{string.Join(',', activities)}]");

    /// <summary>A WriteLine of a variable, by id.</summary>
    public static string Show(string id, string variable) =>
        Step(id, "WriteLine", Input("text", "Variable", $$"""{"id":"{{variable}}"}""", "String"));

    public static string Set(string id, string variable, string value) =>
        Step(id, "SetVariable", $$"""
            "variable":{"id":"{{variable}}","name":"{{variable}}","typeName":"Object"}
            """, Literal("value", value));

    /// <summary>A WriteLine of a literal text, as JSON.</summary>
    public static string Line(string id, string? text = null) =>
        $$$"""{"id":"{{{id}}}","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"Literal","value":"{{{text ?? id}}}"} } }""";

    /// <summary>An Event that waits for its own id, as JSON.</summary>
    public static string Wait(string id) =>
        $$$"""{"id":"{{{id}}}","type":"Elsa.Event","eventName":{"typeName":"String","expression":{"type":"Literal","value":"{{{id}}}"} } }""";

    /// <summary>A flowchart of these activities and arrows: "a->b" or "a:True->b".</summary>
    public static string Flow(IEnumerable<string> activities, params string[] arrows) =>
        $$"""{"id":"flow","type":"Elsa.Flowchart","activities":[{{string.Join(',', activities)}}],"connections":[{{string.Join(',', arrows.Select(Arrow))}}]}""";

    private static string Arrow(string arrow)
    {
        var ends = arrow.Split("->");
        var source = ends[0].Split(':');
        return $$"""{"source":{"activity":"{{source[0]}}","port":"{{(source.Length > 1 ? source[1] : "Done")}}"},"target":{"activity":"{{ends[1]}}","port":"In"} }""";
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
