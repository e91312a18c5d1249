using System.Text.Json.Nodes;
using LienThong.Workflows.Checks;
using LienThong.Workflows.Composition;
using LienThong.Workflows.Model;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;

namespace LienThong.Workflows.Tests.Scenarios.Composition;

/// <summary>Parents and children on a store of their own: messages are delivered one by one, and the program may be restarted before each.</summary>
internal sealed class Family(Store store)
{
    /// <summary>What inline children and the parent wrote in the last start or resume.</summary>
    public IReadOnlyList<string> Lines { get; private set; } = [];

    public Task<WorkflowDefinition> PublishRootAsync(string id, string root, string rest = "") => store.PublishAsync(root, rest, id);

    /// <summary>Publishes a workflow of these activities in a sequence.</summary>
    public Task<WorkflowDefinition> PublishAsync(string id, params string[] activities) => PublishRootAsync(id, Engine.Sequence(activities));

    public async Task<string> StartAsync(string definitionId, StartRequest? request = null)
    {
        var outcome = await store.WriteAsync(async (session, ct) => await store.Engine.StartAsync(
            session, (await store.Definitions.FindPublishedAsync(session.Context, definitionId, ct)).ShouldNotBeNull(), request ?? new StartRequest(), ct));
        Lines = outcome.Lines;
        return outcome.Instance.Id;
    }

    /// <summary>Resumes the only wait of this activity.</summary>
    public async Task ResumeAsync(string instanceId, string activityId) =>
        Lines = (await store.ResumeAsync(instanceId, await store.BookmarkOf(instanceId, activityId))).ShouldNotBeNull().Lines;

    /// <summary>Delivers messages until there are none.</summary>
    /// <param name="restarts">The program is restarted before each.</param>
    /// <param name="times">How often each is delivered.</param>
    /// <returns>The kinds, in their order.</returns>
    public async Task<List<string>> DeliverAsync(bool restarts = false, int times = 1)
    {
        var kinds = new List<string>();
        while ((await MessagesAsync()).FirstOrDefault() is { } message)
        {
            if (restarts)
                await store.RestartAsync();
            for (var n = 0; n < times; n++)
                await DeliverAsync(message);
            kinds.Add(message.Kind);
            if (restarts)
                (await WrongAsync()).ShouldBeEmpty();
        }

        return kinds;
    }

    /// <summary>What does not fit together in the rows.</summary>
    public Task<List<InvariantFinding>> WrongAsync() => store.Database.ReadAsync(
        async (context, ct) =>
        {
            var wrong = new List<InvariantFinding>();
            foreach (var invariant in new IInvariant[] { new InstanceWaits(store.Engine), new ParentsAndChildren(store.Engine) })
            {
                await foreach (var finding in invariant.CheckAsync(context, ct))
                    wrong.Add(finding);
            }

            return wrong;
        },
        Store.None);

    public Task DeliverAsync(OutboxRow message) =>
        new IOutboxHandler[] { new DispatchedStart(store.Database, store.Engine), new EndedChild(store.Database, store.Engine) }
            .Single(h => h.Kind == message.Kind).DeliverAsync(message.Id, JsonNode.Parse(message.Payload)!.AsObject(), Store.None);

    public async Task<List<OutboxRow>> MessagesAsync() => [.. (await store.AllAsync<OutboxRow>()).OrderBy(m => m.DueAt).ThenBy(m => m.Id, StringComparer.Ordinal)];

    /// <summary>Instances of a definition, oldest first.</summary>
    public async Task<List<WorkflowInstance>> InstancesAsync(string definitionId)
    {
        var found = new List<WorkflowInstance>();
        foreach (var row in (await store.AllAsync<InstanceRow>()).Where(i => i.DefinitionId == definitionId).OrderBy(i => i.Id, StringComparer.Ordinal))
            found.Add(await store.FindAsync(row.Id));
        return found;
    }

    public async Task<WorkflowInstance> OnlyAsync(string definitionId) => (await InstancesAsync(definitionId)).ShouldHaveSingleItem();

    public async Task CancelAsync(string instanceId) => await store.WriteAsync((session, ct) => store.Engine.CancelAsync(session, instanceId, ct));

    /// <summary>An activity that calls a definition.</summary>
    public static string Call(string id, string type, string definitionId, bool waits, params string[] keys) =>
        Engine.Step(id, type, [Engine.Literal("workflowDefinitionId", $"\"{definitionId}\"", "String"), Engine.Literal("waitForCompletion", waits ? "true" : "false", "Boolean"), .. keys]);

    public static string Dispatch(string id, string definitionId, bool waits = true, params string[] keys) => Call(id, "DispatchWorkflow", definitionId, waits, keys);

    public static string Execute(string id, string definitionId, bool waits = true, params string[] keys) => Call(id, "ExecuteWorkflow", definitionId, waits, keys);

    public static string Bulk(string id, string definitionId, string items, bool waits = true, params string[] keys) =>
        Call(id, "BulkDispatchWorkflows", definitionId, waits, [Engine.Literal("items", items), .. keys]);

    /// <summary>The binding of an output.</summary>
    public static string Into(string output, string variable) =>
        $$$"""
        "{{{output}}}":{"typeName":"Object","memoryReference":{"id":"{{{variable}}}"}}
        """;

    /// <summary>A WriteLine of what a script gives.</summary>
    public static string Say(string id, string script) => Engine.Step(id, "WriteLine", Engine.Input("text", "JavaScript", System.Text.Json.JsonSerializer.Serialize(script), "String"));

    /// <summary>Gives out what a script gives, under this name.</summary>
    public static string Give(string id, string output, string script) =>
        Engine.Step(id, "ForEach", Engine.Input("items", "JavaScript", System.Text.Json.JsonSerializer.Serialize($"[{script}]")), Into("currentValue", output), $"\"body\":{Engine.Step(id + "-body", "Start")}");

    public static string Fail(string id, string message) => Engine.Step(id, "Fault", Engine.Literal("message", $"\"{message}\"", "String"));
}
