using System.ComponentModel;
using System.Globalization;
using LienThong.Activities.Rules;
using LienThong.Host.Auth;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Records;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.Api;

/// <summary>What ran in an instance, execution by execution, for administrators.</summary>
internal static class ExecutionsApi
{
    public static void MapExecutions(this RouteGroupBuilder api)
    {
        var executions = api.MapGroup("/instances/{id}/executions").WithTags("Lượt chạy").NeedsAdministrator();
        executions.MapGet("/", List).WithName("listExecutions").WithSummary("Từng lần một bước đã chạy trong một lượt chạy, theo thứ tự bắt đầu");
        executions.MapGet("/statistics", Count).WithName("countExecutions").WithSummary("Mỗi bước đã chạy, xong, lỗi, đang chờ bao nhiêu lần");
        executions.MapGet("/{number:int}", Read).WithName("readExecution").WithSummary("Một lần chạy của một bước: đầu vào, đầu ra được ghi lại, trạng thái riêng, lỗi");
    }

    private static async Task<Ok<ExecutionPage>> List(
        string id, string? activityId, string? activityNodeId, [Description("Pending, Running, Completed, Canceled, Faulted")] string? status, [AsParameters] PlaceRequest page, Database database,
        ExecutionRecords records, CancellationToken cancellationToken)
    {
        var after = page.After is null ? 0
            : int.TryParse(page.After, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw RuleViolation.Invalid("page.after", "Không đọc được \"after\": hãy gửi lại nguyên giá trị \"next\" của trang trước, hoặc bỏ đi để xem từ đầu.");
        var found = await database.ReadAsync(
            (context, ct) => records.ListAsync(context, id, new ExecutionFilter(activityId, activityNodeId, status), after, page.Take + 1, ct), cancellationToken) ?? throw NoInstance();
        return TypedResults.Ok(found.Count <= page.Take
            ? new ExecutionPage(found, null)
            : new ExecutionPage([.. found.Take(page.Take)], found[page.Take - 1].Number.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Ok<IReadOnlyList<ActivityStatistics>>> Count(string id, Database database, ExecutionRecords records, CancellationToken cancellationToken) =>
        TypedResults.Ok(await database.ReadAsync((context, ct) => records.CountAsync(context, id, ct), cancellationToken) ?? throw NoInstance());

    private static async Task<Ok<ExecutionDetail>> Read(string id, int number, Database database, ExecutionRecords records, CancellationToken cancellationToken) =>
        TypedResults.Ok(await database.ReadAsync((context, ct) => records.FindAsync(context, id, number, ct), cancellationToken)
            ?? throw RuleViolation.NotFound("execution.not-found", "Lượt chạy này không có lần chạy ấy của bước nào."));

    private static RuleViolation NoInstance() => RuleViolation.NotFound("instance.not-found", "Không có lượt chạy này.");

    /// <param name="Items">In the order in which they were started.</param>
    /// <param name="Next">Asks for the page that follows; null after the last.</param>
    internal sealed record ExecutionPage(IReadOnlyList<ExecutionRecord> Items, string? Next);
}
