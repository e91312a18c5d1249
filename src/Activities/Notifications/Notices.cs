using System.Text.Json.Nodes;
using LienThong.Activities.Documents;
using LienThong.Workflows.Model;

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

    public static void Publish(ActivityContext context, string kind, IEnumerable<Guid> people, Dossier dossier, string text)
    {
        var receivers = new JsonArray([.. people.Distinct().Select(id => (JsonNode)id.ToString("D"))]);
        if (receivers.Count == 0)
            return;
        context.Publish(MessageKind, new JsonObject
        {
            ["kind"] = kind,
            ["people"] = receivers,
            ["dossierId"] = dossier.Id.ToString("D"),
            ["text"] = text,
            ["at"] = context.Clock.GetUtcNow(),
        });
    }
}
