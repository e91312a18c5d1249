using System.Text.Json;
using LienThong.Workflows.Batches;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;

namespace LienThong.Workflows.Alterations;

/// <summary>Makes the same alterations to many instances, as a batch.</summary>
/// <param name="engine">Alters one of them.</param>
/// <param name="told">What belongs into the commit of each; null for nothing.</param>
public sealed class AlterInstances(WorkflowEngine engine, Func<WriteSession, BatchRow, AlterationOutcome, CancellationToken, Task>? told = null) : IBatchWork
{
    public const string BatchKind = "alteration";

    public string Kind => BatchKind;

    /// <param name="alterations">As they came: an array.</param>
    /// <param name="selection">Whom.</param>
    /// <param name="by">Who orders it.</param>
    /// <param name="byId">His id.</param>
    /// <param name="reason">Why.</param>
    /// <exception cref="AlterationRefusedException">It is no array of alterations.</exception>
    public static BatchOrder OrderOf(JsonElement alterations, InstanceSelection selection, string by, string? byId, string reason)
    {
        AlterationReader.Read(alterations);
        return new BatchOrder(BatchKind, selection.DefinitionId ?? "", alterations.GetRawText(), selection, by, byId, reason);
    }

    public async Task<BatchItemDone> RunAsync(WriteSession session, BatchRow batch, string instanceId, CancellationToken cancellationToken)
    {
        try
        {
            using var content = JsonDocument.Parse(batch.Content);
            var outcome = await engine.AlterAsync(session, instanceId, AlterationReader.Read(content.RootElement), batch.By, cancellationToken);
            if (told is not null)
                await told(session, batch, outcome, cancellationToken);
            return new BatchItemDone(string.Join('\n', outcome.Changes));
        }
        catch (AlterationRefusedException e)
        {
            throw new BatchItemRefusedException(e.Message, e);
        }
    }

    public Task UndoAsync(WriteSession session, BatchRow batch, BatchItemRow item, CancellationToken cancellationToken) =>
        throw new BatchItemRefusedException("Thay đổi lượt chạy không hoàn tác được: các bước sau nó có thể đã chạy.");
}
