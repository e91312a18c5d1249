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

    public WorkflowInstance Instance { get; private set; } = null!;

    /// <summary>Reads a definition whose root is this JSON.</summary>
    public WorkflowDefinition Define(string root, string rest = "") =>
        _reader.Read($$$"""{"definitionId":"d","id":"d1","version":1,"isPublished":true{{{rest}}},"root":{{{root}}} }""");

    public async Task<WorkflowInstance> StartAsync(WorkflowDefinition definition, StartRequest? request = null)
    {
        var outcome = await Runner.StartAsync(definition, request ?? new StartRequest(), CancellationToken.None);
        Lines.AddRange(outcome.Lines);
        return Instance = outcome.Instance;
    }

    public Task<WorkflowInstance> StartAsync(string root, string rest = "") => StartAsync(Define(root, rest));

    /// <summary>Resumes the first wait of the activity; false when there is none.</summary>
    public async Task<bool> ResumeAsync(string activityId, params (string Name, object? Value)[] input)
    {
        var bookmark = Instance.Bookmarks.Find(b => b.ActivityId == activityId);
        var outcome = bookmark is null
            ? null
            : await Runner.ResumeAsync(Instance, bookmark.Id, input.ToDictionary(i => i.Name, i => i.Value), null, CancellationToken.None);
        Lines.AddRange(outcome?.Lines ?? []);
        return outcome is not null;
    }

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
