using System.Text.Json.Nodes;
using LienThong.Activities.Audit;
using LienThong.Activities.Rules;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Primitives;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Procedures;

/// <summary>An event that nobody heard yet.</summary>
/// <param name="Id">To send it again or put it away by.</param>
/// <param name="Name">The event's name; the stimulus' where it is no event.</param>
/// <param name="CorrelationId">Only instances with this id may hear it.</param>
/// <param name="CreatedAt">When it came.</param>
/// <param name="ExpiresAt">Until then whoever begins to wait for it hears it.</param>
/// <param name="IsExpired">Nobody hears it by itself any more.</param>
public sealed record KeptEvent(string Id, string Name, string? CorrelationId, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, bool IsExpired);

/// <summary>What administrators do with events that nobody heard.</summary>
public static class KeptEvents
{
    private const int MaxReason = 500;

    /// <summary>Oldest first.</summary>
    public static async Task<(IReadOnlyList<KeptEvent> Items, int Total)> ListAsync(DbContext context, DateTimeOffset now, int skip, int take, CancellationToken cancellationToken)
    {
        var kept = context.Set<StimulusRow>();
        var page = await kept.OrderBy(row => row.Id).Skip(skip).Take(take).ToListAsync(cancellationToken);
        return ([.. page.Select(row => new KeptEvent(row.Id, NameOf(row), row.CorrelationId, row.CreatedAt, row.ExpiresAt, row.ExpiresAt <= now))], await kept.CountAsync(cancellationToken));
    }

    /// <summary>Sends it again; it is kept again when nobody hears it.</summary>
    /// <exception cref="RuleViolation"><c>event.not-kept</c>.</exception>
    public static async Task<bool> SendAgainAsync(WriteSession session, string id, Actor actor, CancellationToken cancellationToken)
    {
        await AuditTrail.AppendAsync(session, actor, "event.sent-again", new AuditSubject("event", Subject(id)), null, cancellationToken);
        return await EarlyStimuli.SendAgainAsync(session, id, cancellationToken) ? true : throw NotKept();
    }

    /// <summary>Deletes it; nobody will hear it.</summary>
    /// <exception cref="RuleViolation"><c>event.not-kept</c>, <c>event.reason</c>.</exception>
    public static async Task<bool> PutAwayAsync(WriteSession session, string id, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        var given = GivenText.Line(reason, "Lý do", "event.reason", MaxReason);
        await AuditTrail.AppendAsync(session, actor, "event.put-away", new AuditSubject("event", Subject(id)), new { Reason = given }, cancellationToken);
        return await EarlyStimuli.PutAwayAsync(session, id, cancellationToken) ? true : throw NotKept();
    }

    private static string Subject(string id) => id[..Math.Min(id.Length, 100)];

    private static RuleViolation NotKept() => RuleViolation.NotFound("event.not-kept", "Sự kiện này không còn được giữ: đã có lượt chạy nhận, hoặc đã bị bỏ.");

    private static string NameOf(StimulusRow row) =>
        row.Name == Event.StimulusName && (string?)JsonNode.Parse(row.Message)?["payload"]?[nameof(Event.EventName)] is { } name ? name : row.Name;
}
