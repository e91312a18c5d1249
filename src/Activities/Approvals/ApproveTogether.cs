using System.Security.Cryptography;
using System.Text;
using LienThong.Activities.Commands;
using LienThong.Activities.Delegations;
using LienThong.Activities.Rules;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence;

namespace LienThong.Activities.Approvals;

/// <summary>One of several items to approve, in the version that was looked at.</summary>
public sealed record ItemToApprove(Guid Id, int RowVersion);

/// <summary>What became of one of them.</summary>
/// <param name="WorkItemId">The item.</param>
/// <param name="Approved">False: refused, for the reason that follows.</param>
/// <param name="Code">Of the refusal.</param>
/// <param name="Detail">Of the refusal, in words.</param>
/// <param name="CanRecall">It can be taken back until somebody goes on from it.</param>
public sealed record ApprovalResult(Guid WorkItemId, bool Approved, string? Code, string? Detail, bool CanRecall);

/// <summary>Duyệt cùng lúc nhiều việc: each in a commit of its own, so that one that is refused stops no other.</summary>
public sealed class ApproveTogether(Database database, CommandRunner commands, DecideWork decide)
{
    /// <summary>Items at once.</summary>
    public const int Most = 100;

    /// <exception cref="RuleViolation"><c>bulk.items</c>, <c>comment</c>, <c>idempotency-key.reused</c>.</exception>
    public async Task<IReadOnlyList<ApprovalResult>> RunAsync(
        Reach reach, IReadOnlyList<ItemToApprove> items, string? comment, string idempotencyKey, CancellationToken cancellationToken)
    {
        if (items.Count is 0 or > Most || items.DistinctBy(item => item.Id).Count() != items.Count)
            throw RuleViolation.Invalid("bulk.items", $"Chọn từ 1 đến {Most} việc, mỗi việc một lần.");
        GivenText.OptionalLines(comment, "Ý kiến", "comment", 4000);
        var key = new CommandKey(idempotencyKey, "inbox.approve", reach.PersonId) { Content = new { items, comment } };
        // Looked up before and not after: an item refused the first time might be approved the second, and the answer must stay.
        if (await commands.FindAsync<List<ApprovalResult>>(key, cancellationToken) is (true, { } before))
            return before;
        var results = new List<ApprovalResult>(items.Count);
        foreach (var item in items)
            results.Add(await ApproveAsync(reach, item, comment, $"{KeyOf(idempotencyKey)}.{item.Id:N}", cancellationToken));
        return await commands.RunAsync<List<ApprovalResult>>(key, (_, _) => Task.FromResult(results), cancellationToken);
    }

    private async Task<ApprovalResult> ApproveAsync(Reach reach, ItemToApprove wanted, string? comment, string key, CancellationToken cancellationToken)
    {
        try
        {
            var item = await database.ReadAsync((context, ct) => WorkItemQuery.OwnAsync(context, wanted.Id, reach, ct), cancellationToken);
            if (item is { State: WorkItemState.Open, Kind: not WorkKinds.Approve })
                throw BulkReview.Exclusion(item);
            if (item.State == WorkItemState.Open && item.RowVersion != wanted.RowVersion)
                throw new RuleViolation("work-item.changed", "Việc này đã thay đổi từ lúc đồng chí xem bảng duyệt. Mở lại việc rồi quyết định riêng.");
            var decided = await decide.ApproveAsync(reach.PersonId, wanted.Id, comment, key, cancellationToken);
            return new ApprovalResult(wanted.Id, Approved: true, null, null, decided.CanRecall);
        }
        catch (RuleViolation violation)
        {
            return new ApprovalResult(wanted.Id, Approved: false, violation.Code, violation.Message, CanRecall: false);
        }
        catch (StaleRowException stale)
        {
            return new ApprovalResult(wanted.Id, Approved: false, "stale", stale.Message, CanRecall: false);
        }
    }

    // Of a length that leaves room for the item's id in the column.
    private static string KeyOf(string idempotencyKey) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(idempotencyKey)), 0, 12);
}
