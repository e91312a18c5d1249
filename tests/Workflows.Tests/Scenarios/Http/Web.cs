using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LienThong.Workflows.Http;
using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Http;

/// <summary>Requests to the workflows of a store, and the JSON of the HTTP activities.</summary>
internal sealed class Web(Store store, HttpWorkflowOptions? options = null)
{
    public HttpRun Last { get; private set; } = null!;

    public HttpAnswer Answer => Last.Answer;

    public string Body => Encoding.UTF8.GetString(Answer.Body.Span);

    public IReadOnlyList<string> Lines => Last.Outcome!.Lines;

    public async Task<HttpAnswer> SendAsync(HttpRequestRead request, HttpCaller? caller = null)
    {
        var workflows = new HttpWorkflows(store.Database, store.Engine, store.Definitions, options ?? new HttpWorkflowOptions(), store.Clock);
        Last = await workflows.RunAsync(request, caller ?? HttpCaller.Anonymous, CancellationToken.None);
        return Last.Answer;
    }

    /// <summary>Sends to a path below /workflows; a header is "Name: value".</summary>
    public Task<HttpAnswer> SendAsync(string method, string path, JsonNode? body = null, params string[] headers) =>
        SendAsync(HttpRequestRead.Of(method, "/workflows" + path, headers.Select(h => KeyValuePair.Create(h.Split(": ")[0], h.Split(": ")[1])), body));

    public Task<WorkflowInstance> InstanceAsync() => store.FindAsync(Last.Outcome!.Instance.Id);

    public static string Endpoint(string id, string path, params string[] keys) =>
        Step(id, "HttpEndpoint", [Literal("path", JsonSerializer.Serialize(path), "String"), "\"customProperties\":{\"canStartWorkflow\":true}", .. keys]);

    /// <summary>An endpoint that starts nothing: the workflow waits there when it comes by.</summary>
    public static string Wait(string id, string path, params string[] keys) => Step(id, "HttpEndpoint", [Literal("path", JsonSerializer.Serialize(path), "String"), .. keys]);

    public static string Methods(params string[] methods) => Literal("supportedMethods", JsonSerializer.Serialize(methods), "String[]");

    public static string Respond(string id, string content, params string[] keys) => Step(id, "WriteHttpResponse", [content, .. keys]);

    /// <summary>The content of a response from a script.</summary>
    public static string Content(string script) => Input("content", "JavaScript", JsonSerializer.Serialize(script));

    /// <summary>Binds an output to a variable.</summary>
    public static string Into(string output, string variable) =>
        $$$"""
        "{{{output}}}":{"typeName":"Object","memoryReference":{"id":"{{{variable}}}"}}
        """;
}
