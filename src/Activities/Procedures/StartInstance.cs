using System.Text.Json;
using LienThong.Activities.Audit;
using LienThong.Activities.Rules;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Runtime;

namespace LienThong.Activities.Procedures;

/// <summary>Starts a published definition by hand; what belongs to a dossier is started by its registration.</summary>
public sealed class StartInstance(WorkflowEngine engine, DefinitionStore definitions)
{
    private const int MaxId = 128;
    private const int MaxName = 400;

    /// <exception cref="RuleViolation"><c>definition.not-published</c>, <c>instance.name</c>, <c>instance.correlation</c>.</exception>
    public async Task<InstanceStanding> RunAsync(
        WriteSession session, string definitionId, IReadOnlyDictionary<string, JsonElement>? input, string? correlationId, string? name, Actor actor, CancellationToken cancellationToken)
    {
        var request = new StartRequest
        {
            Input = (input ?? new Dictionary<string, JsonElement>()).ToDictionary(value => value.Key, value => Conversion.Natural(value.Value)),
            CorrelationId = GivenText.OptionalLine(correlationId, "Mã tương quan", "instance.correlation", MaxId),
            Name = GivenText.OptionalLine(name, "Tên lượt chạy", "instance.name", MaxName),
        };
        var definition = await definitions.FindPublishedAsync(session, definitionId, cancellationToken)
            ?? throw RuleViolation.NotFound("definition.not-published", $"Không có phiên bản đang ban hành của quy trình \"{definitionId}\". Ban hành quy trình rồi chạy.");
        var outcome = await engine.StartAsync(session, definition, request, cancellationToken);
        await AuditTrail.AppendAsync(
            session, actor, "instance.started", new AuditSubject("instance", outcome.Instance.Id), new { definition.DefinitionId, definition.Version, request.CorrelationId }, cancellationToken);
        return SteerInstance.StandingOf(outcome.Instance);
    }
}
