using System.ComponentModel;
using LienThong.Activities.Reports;
using LienThong.Activities.Work;
using LienThong.Host.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.Api;

/// <summary>Thống kê văn bản, nhiệm vụ giao: counted and listed over what the caller may read.</summary>
internal static class StatisticsApi
{
    public static void MapStatistics(this RouteGroupBuilder api)
    {
        var statistics = api.MapGroup("/statistics").WithTags("Thống kê").NeedsAppointment();
        statistics.MapGet("/", Read).WithName("readStatistics").WithSummary("Văn bản đến theo đơn vị hoặc lãnh đạo giao: đúng hạn, quá hạn, đang thực hiện");
        statistics.MapGet("/export", Export).WithName("exportStatistics").WithSummary("Bảng thống kê dưới dạng tệp CSV").Produces(StatusCodes.Status200OK, contentType: "text/csv");
        api.MapGet("/assignments", ListAssignments).WithTags("Thống kê").NeedsAppointment().WithName("listAssignments").WithSummary("Nhiệm vụ giao theo bút phê, mới nhất trước");
    }

    private static async Task<Ok<StatisticsView>> Read([AsParameters] StatisticsRequest request, CurrentUser user, Reading reading, CancellationToken cancellationToken)
    {
        var (question, statistics) = await CountAsync(request, user, reading, cancellationToken);
        return TypedResults.Ok(StatisticsView.Of(question, statistics));
    }

    private static async Task<FileContentHttpResult> Export([AsParameters] StatisticsRequest request, CurrentUser user, Reading reading, CancellationToken cancellationToken)
    {
        var (question, statistics) = await CountAsync(request, user, reading, cancellationToken);
        return TypedResults.File(StatisticsTable.Write(statistics, question.By), "text/csv; charset=utf-8", $"thong-ke-{question.From:yyyyMMdd}-{question.To:yyyyMMdd}.csv");
    }

    private static Task<(StatisticsQuestion Question, Statistics Statistics)> CountAsync(
        StatisticsRequest request, CurrentUser user, Reading reading, CancellationToken cancellationToken) =>
        reading.RunAsync(async (read, ct) =>
        {
            var question = StatisticsQuestion.Of(request.From, request.To, request.By?.Value ?? StatisticsBy.Unit, request.Deadline?.Value ?? StatisticsDeadline.Last, read.Today);
            return (question, await StatisticsQuery.ReadAsync(read.Context, user.Access(), question, read.Organisation, read.Today, ct));
        }, cancellationToken);

    private static async Task<Ok<Page<AssignmentRow>>> ListAssignments(
        [Description("open, done, returned, cancelled.")] Choice<TaskState>? state, [Description("Đơn vị được giao.")] Guid? unitId,
        [Description("lead, cooperate, inform.")] Choice<TaskRole>? role, [Description("overdue, soon, inTime.")] Choice<AssignmentDue>? due,
        [Description("Từ trong trích yếu, bút phê; không cần dấu.")] string? text, [AsParameters] PageRequest page, CurrentUser user, Reading reading, CancellationToken cancellationToken)
    {
        var filter = new AssignmentFilter(state?.Value, unitId, role?.Value, due?.Value, text);
        var found = await reading.RunAsync((read, ct) =>
            AssignmentQuery.ListAsync(read.Context, user.Access(), filter, read.Organisation, read.Today, page.Skip, page.Take, ct), cancellationToken);
        return TypedResults.Ok(page.Of(found));
    }

    /// <summary>Which documents are counted, and how.</summary>
    internal sealed record StatisticsRequest
    {
        [Description("Ngày đến, từ ngày; mặc định 01/01.")]
        public DateOnly? From { get; init; }

        [Description("Đến hết ngày; mặc định hôm nay.")]
        public DateOnly? To { get; init; }

        [Description("unit, leader; mặc định unit.")]
        public Choice<StatisticsBy>? By { get; init; }

        [Description("last: hạn sau gia hạn; first: hạn đầu tiên. Mặc định last.")]
        public Choice<StatisticsDeadline>? Deadline { get; init; }
    }

    /// <summary>Id is null for documents that nobody was given.</summary>
    internal sealed record StatisticsLine(Guid? Id, string Name, int Assigned, int DoneInTime, int DoneLate, int RunningInTime, int RunningLate, int Paused);

    /// <summary>Total counts all rows together.</summary>
    internal sealed record StatisticsView(
        DateOnly From, DateOnly To, StatisticsBy By, StatisticsDeadline Deadline, IReadOnlyList<StatisticsLine> Rows, HandlingCounts Total)
    {
        public static StatisticsView Of(StatisticsQuestion question, Statistics statistics) => new(
            question.From, question.To, question.By, question.Deadline,
            [
                .. statistics.Rows.Select(row => new StatisticsLine(
                    row.Id, row.Name, row.Counts.Assigned, row.Counts.DoneInTime, row.Counts.DoneLate, row.Counts.RunningInTime, row.Counts.RunningLate, row.Counts.Paused)),
            ],
            statistics.Total);
    }
}
