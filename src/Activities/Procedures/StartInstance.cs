using System.Text.Json;
using LienThong.Activities.Audit;
using LienThong.Activities.Rules;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Procedures;

/// <summary>Starts a published definition by hand; what belongs to a dossier is started by its registration.</summary>
public sealed class StartInstance(WorkflowEngine engine, DefinitionStore definitions)
{
    private const int MaxId = 128;
    private const int MaxName = 400;

    /// <exception cref="RuleViolation"><c>definition.not-published</c>, <c>instance.name</c>, <c>instance.correlation</c>.</exception>
    public Task<InstanceStanding> RunAsync(
        WriteSession session, string definitionId, IReadOnlyDictionary<string, JsonElement>? input, string? correlationId, string? name, Actor actor, CancellationToken cancellationToken) =>
        RunAsync(session, definitionId, VersionChoice.Published, null, input, correlationId, name, actor, cancellationToken);

    /// <summary>The same where another version may be meant, or the trigger that it starts at.</summary>
    /// <exception cref="RuleViolation"><c>definition.not-found</c>, <c>definition.not-published</c>: what was meant is a draft or not in use any more, and nothing runs on that;
    /// <c>definition.no-trigger</c>, <c>instance.name</c>, <c>instance.correlation</c>.</exception>
    public async Task<InstanceStanding> RunAsync(
        WriteSession session, string definitionId, VersionChoice versions, string? triggerActivityId, IReadOnlyDictionary<string, JsonElement>? input, string? correlationId, string? name,
        Actor actor, CancellationToken cancellationToken)
    {
        var request = new StartRequest
        {
            Input = (input ?? new Dictionary<string, JsonElement>()).ToDictionary(value => value.Key, value => Conversion.Natural(value.Value)),
            CorrelationId = GivenText.OptionalLine(correlationId, "Mã tương quan", "instance.correlation", MaxId),
            Name = GivenText.OptionalLine(name, "Tên lượt chạy", "instance.name", MaxName),
            TriggerActivityId = triggerActivityId,
        };
        await MustBePublishedAsync(session.Context, definitionId, versions, cancellationToken);
        var definition = await definitions.FindPublishedAsync(session, definitionId, cancellationToken)
            ?? throw RuleViolation.NotFound("definition.not-published", $"Không có phiên bản đang ban hành của quy trình \"{definitionId}\". Ban hành quy trình rồi chạy.");
        if (triggerActivityId is not null && definition.Graph.FindById(triggerActivityId) is null)
            throw RuleViolation.NotFound("definition.no-trigger", $"Quy trình \"{definitionId}\" không có bước \"{triggerActivityId}\".");
        var outcome = await engine.StartAsync(session, definition, request, cancellationToken);
        await AuditTrail.AppendAsync(
            session, actor, "instance.started", new AuditSubject("instance", outcome.Instance.Id), new { definition.DefinitionId, definition.Version, request.CorrelationId }, cancellationToken);
        return SteerInstance.StandingOf(outcome.Instance);
    }

    private static async Task MustBePublishedAsync(DbContext context, string definitionId, VersionChoice versions, CancellationToken cancellationToken)
    {
        if (versions == VersionChoice.Published)
            return;
        var meant = await VersionQuery.FindAsync(context, definitionId, versions, cancellationToken)
            ?? throw RuleViolation.NotFound("definition.not-found", $"Không có quy trình \"{definitionId}\", hoặc không có phiên bản ấy.");
        if (!meant.IsPublished)
        {
            throw new RuleViolation("definition.not-published", meant.PublishedAt is null
                ? $"Phiên bản {meant.Version} còn là bản nháp nên chưa chạy được. Ban hành bản nháp rồi chạy."
                : $"Phiên bản {meant.Version} không còn ban hành nên không chạy được. Ban hành lại rồi chạy.");
        }
    }
}
