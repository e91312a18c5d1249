using LienThong.Activities.Audit;
using LienThong.Activities.Commands;
using LienThong.Activities.Rules;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Model;

namespace LienThong.Activities.Procedures;

/// <summary>A published version, as an answer.</summary>
/// <param name="DefinitionId">The definition.</param>
/// <param name="Version">Its number; the same as before when the text says nothing new.</param>
/// <param name="VersionId">Id of the version.</param>
public sealed record PublishedVersion(string DefinitionId, int Version, string VersionId);

/// <summary>Ban hành quy trình: a new version that new dossiers follow; running ones stay on theirs.</summary>
public sealed class PublishDefinition(CommandRunner commands, DefinitionStore definitions)
{
    /// <param name="json">Elsa 3 JSON, UTF-8.</param>
    /// <param name="reason">Why; kept with the version.</param>
    /// <param name="actor">Author.</param>
    /// <param name="key">Of the command.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="InvalidDefinitionException">The text is not a definition; line and column are named where it is not even JSON.</exception>
    /// <exception cref="RuleViolation"><c>definition.reason</c>.</exception>
    public Task<PublishedVersion> RunAsync(ReadOnlyMemory<byte> json, string? reason, Actor actor, CommandKey key, CancellationToken cancellationToken)
    {
        var why = GivenText.Line(reason, "Lý do ban hành", "definition.reason", 500);
        // Before the transaction: reading a large text would hold up everybody's writes.
        var read = definitions.Read(json);
        return commands.RunAsync(
            key,
            async (session, ct) =>
            {
                var before = await definitions.FindPublishedAsync(session.Context, read.DefinitionId, ct);
                var published = await definitions.PublishAsync(session, json, actor.Name, why, ct);
                if (published.Id != before?.Id)
                {
                    await AuditTrail.AppendAsync(
                        session, actor, "definition.published", new AuditSubject("definition", published.DefinitionId), new { published.Version, published.Name, Reason = why }, ct);
                }

                return new PublishedVersion(published.DefinitionId, published.Version, published.Id);
            },
            cancellationToken);
    }
}
