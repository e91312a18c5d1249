using System.Text.Json.Nodes;
using LienThong.Activities.Documents;
using LienThong.Workflows.Model;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence;

namespace LienThong.Activities.Notifications;

/// <summary>Kinds of notices.</summary>
public static class NoticeKinds
{
    public const string Assigned = "assigned";
    public const string Reminder = "reminder";
    public const string Escalation = "escalation";
    public const string Returned = "returned";
    public const string Delivery = "delivery";
    public const string Information = "information";
}

/// <summary>Hands notices to the outbox, in the transaction of what they tell.</summary>
internal static class Notices
{
    /// <summary>Kind of the outbox message.</summary>
    public const string MessageKind = "notice";

    /// <summary>From an activity, with the burst's other messages.</summary>
    public static void Publish(ActivityContext context, string kind, IEnumerable<Guid> people, Dossier dossier, string text)
    {
        if (PayloadOf(kind, people, dossier.Id, text, context.Clock.GetUtcNow()) is { } payload)
            context.Publish(MessageKind, payload);
    }

    /// <summary>From a use case, before its burst runs.</summary>
    /// <param name="session">The write.</param>
    /// <param name="kind">See <see cref="NoticeKinds"/>.</param>
    /// <param name="people">Receivers.</param>
    /// <param name="dossierId">Null for receivers who may not see the dossier: those of another agency (P7).</param>
    /// <param name="text">One sentence.</param>
    public static void Add(WriteSession session, string kind, IEnumerable<Guid> people, Guid? dossierId, string text)
    {
        if (PayloadOf(kind, people, dossierId, text, session.Clock.GetUtcNow()) is { } payload)
            OutboxMessages.Add(session, MessageKind, payload, session.Clock.GetUtcNow());
    }

    private static JsonObject? PayloadOf(string kind, IEnumerable<Guid> people, Guid? dossierId, string text, DateTimeOffset at)
    {
        var receivers = new JsonArray([.. people.Distinct().Select(id => (JsonNode)id.ToString("D"))]);
        return receivers.Count == 0 ? null : new JsonObject
        {
            ["kind"] = kind,
            ["people"] = receivers,
            ["dossierId"] = dossierId?.ToString("D"),
            ["text"] = text,
            ["at"] = at,
        };
    }
}
