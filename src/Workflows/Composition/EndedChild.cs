using System.Text.Json.Nodes;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Runtime;

namespace LienThong.Workflows.Composition;

/// <summary>Resumes the parents of children that ended, out of the outbox, each exactly once.</summary>
public sealed class EndedChild(Database database, WorkflowEngine engine) : IOutboxHandler
{
    public const string MessageKind = "workflow.ended";

    public string Kind => MessageKind;

    internal static JsonObject PayloadOf(string parentInstanceId, string wait, ChildRun child) => new()
    {
        ["parentInstanceId"] = parentInstanceId,
        ["wait"] = wait,
        ["instanceId"] = child.InstanceId,
        ["status"] = child.Status,
        ["subStatus"] = child.SubStatus,
        ["output"] = ValueMap.ToNode(child.Output),
    };

    public Task DeliverAsync(string messageId, JsonObject payload, CancellationToken cancellationToken) =>
        OutboxMessages.DeliverOnceAsync(
            database,
            messageId,
            (session, ct) =>
            {
                var child = new ChildRun((string)payload["instanceId"]!, (string)payload["status"]!, (string)payload["subStatus"]!, ValueMap.Of(payload["output"]));
                return engine.ResumeParentAsync(session, (string)payload["parentInstanceId"]!, (string)payload["wait"]!, child, ct);
            },
            cancellationToken);
}
