using System.Text.Json;
using System.Text.Json.Nodes;
using LienThong.Activities.Agencies;
using LienThong.Activities.Delegations;
using LienThong.Activities.Rules;
using LienThong.Activities.Texts;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Work;

/// <summary>Whether one's own decision can be taken back, in words.</summary>
/// <param name="Possible">It can be, now.</param>
/// <param name="Until">Until when; null when it cannot be.</param>
/// <param name="Because">Why not: who acted, and when; null when it can be.</param>
public sealed record Recall(bool Possible, string? Until, string? Because);

/// <summary>Thu hồi: which decisions can be taken back, until when, and why not any more.</summary>
internal static class Recalls
{
    private const string WithdrawnKey = "withdrawn";

    private static readonly string[] Offered =
        [WorkOutcomes.Assigned, WorkOutcomes.Submitted, WorkOutcomes.Approved, WorkOutcomes.Returned, WorkOutcomes.Signed, WorkOutcomes.Refused];

    /// <summary>A number that is given and a document that is sent stay; an answer given beside the procedure moved nothing.</summary>
    public static bool AreOffered(WorkItem item) => item.BookmarkId is not null && Offered.Contains(item.Outcome);

    /// <summary>Until when, from the instance as the decision left it.</summary>
    public static string Until(WorkflowInstance instance) => UntilStep(
        [.. instance.Bookmarks.Where(b => b.Name == HumanTask.BookmarkName).Select(b => instance.Definition.Graph.FindById(b.ActivityId)?.DisplayText).OfType<string>()]);

    /// <summary>Null while the item is open, and for everybody but who decided it.</summary>
    public static async Task<Recall?> OfAsync(DbContext context, WorkItem item, Reach reach, Organisation organisation, CancellationToken cancellationToken)
    {
        if (item.State != WorkItemState.Done || item.DecidedBy != reach.PersonId || item.BookmarkId is null)
            return null;
        if (DelegationIsOver(item, reach))
            return new Recall(false, null, DelegationOver(organisation, item).Message);
        if (!AreOffered(item))
            return new Recall(false, null, NotOffered().Message);
        var row = await context.Set<InstanceRow>().AsNoTracking().FirstOrDefaultAsync(instance => instance.Id == item.WorkflowInstanceId, cancellationToken);
        if (row is null || WorkflowEngine.MayBeTakenBack(row) != item.BookmarkId)
            return new Recall(false, null, (await WhyNotAsync(context, item, row?.Status, organisation, cancellationToken)).Message);
        var next = await context.Set<WorkItem>().AsNoTracking()
            .Where(other => other.WorkflowInstanceId == item.WorkflowInstanceId && other.State == WorkItemState.Open && other.BookmarkId != null && other.CreatedAt >= item.DecidedAt)
            .OrderBy(other => other.CreatedAt).Select(other => other.Title).ToListAsync(cancellationToken);
        return new Recall(true, UntilStep(next), null);
    }

    /// <summary>It was decided in somebody's place, and what was passed on for that has ended or was revoked.</summary>
    public static bool DelegationIsOver(WorkItem item, Reach reach) =>
        item.DecidedFor is { } person && !reach.Replaced.Any(replaced => replaced.PersonId == person && replaced.Covers(item));

    public static RuleViolation DelegationOver(Organisation organisation, WorkItem item) => RuleViolation.Forbidden(
        "recall.delegation-over",
        $"Đồng chí đã xử lý việc này thay {organisation.FindPerson(item.DecidedFor ?? default)?.FullName ?? "người khác"}, ủy quyền đó không còn hiệu lực nên không thu hồi được nữa.");

    public static RuleViolation NotOffered() => new(
        "recall.not-offered", "Thao tác này không thu hồi được: số đã cấp, văn bản đã gửi, việc đã từ chối và ý kiến đã cho được giữ nguyên.");

    /// <summary>Why a decision cannot be taken back any more: who acted since, and when.</summary>
    public static async Task<RuleViolation> WhyNotAsync(DbContext context, WorkItem item, string? instanceStatus, Organisation organisation, CancellationToken cancellationToken)
    {
        var since = await context.Set<WorkItem>().AsNoTracking()
            .Where(other => other.DossierId == item.DossierId && other.WorkflowInstanceId == item.WorkflowInstanceId && other.Id != item.Id && other.State == WorkItemState.Done
                && other.BookmarkId != null && other.DecidedAt >= item.DecidedAt)
            .OrderBy(other => other.DecidedAt).FirstOrDefaultAsync(cancellationToken);
        if (since is { DecidedBy: { } who, DecidedAt: { } when })
        {
            var name = organisation.FindPerson(who)?.FullName ?? "người khác";
            return new RuleViolation(
                "recall.acted",
                $"Không thu hồi được nữa: {name} đã xử lý bước \"{since.Title}\" lúc {VietnameseDates.DateAndTime(when)}. Cần sửa thì đề nghị người đang giữ hồ sơ trả lại.");
        }

        return instanceStatus != "Running"
            ? new RuleViolation("recall.ended", "Không thu hồi được nữa: hồ sơ đã kết thúc hoặc đang dừng vì sự cố.")
            : new RuleViolation("recall.moved", "Không thu hồi được nữa: quy trình đã đi tiếp từ bước này. Cần sửa thì đề nghị người đang giữ hồ sơ trả lại.");
    }

    /// <summary>What is to be known again at the recall.</summary>
    public static JsonObject? Facts(JsonObject? before, IReadOnlyList<Guid> withdrawn)
    {
        if (withdrawn.Count == 0)
            return before;
        var facts = before ?? [];
        facts[WithdrawnKey] = JsonSerializer.SerializeToNode(withdrawn);
        return facts;
    }

    /// <summary>Questions that were withdrawn when the item was decided.</summary>
    public static IReadOnlyList<Guid> Withdrawn(JsonObject? facts) => facts?[WithdrawnKey]?.Deserialize<List<Guid>>() ?? [];

    private static string UntilStep(List<string> steps) => steps.Count == 0
        ? "Thu hồi được đến khi hồ sơ sang bước khác."
        : $"Thu hồi được đến khi bước {string.Join(" hoặc ", steps.Distinct().Select(step => $"\"{step}\""))} được xử lý.";
}
