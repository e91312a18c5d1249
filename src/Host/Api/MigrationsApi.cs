using System.ComponentModel;
using LienThong.Activities.Commands;
using LienThong.Activities.Procedures;
using LienThong.Host.Auth;
using LienThong.Workflows.Migration;
using LienThong.Workflows.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.Api;

/// <summary>Moving running instances to another version, for administrators: the plan, what it would do to each, and the order.</summary>
internal static class MigrationsApi
{
    public static void MapMigrations(this RouteGroupBuilder api)
    {
        var migrations = api.MapGroup("/migrations").WithTags("Chuyển phiên bản").NeedsAdministrator();
        migrations.MapGet("/proposal", Propose).WithName("proposeMigration").WithSummary("Kế hoạch chuyển phiên bản đề xuất: bước nào thành bước nào");
        migrations.MapPost("/dry-run", Judge).WithName("judgeMigration").WithSummary("Chạy thử: kết luận cho từng lượt chạy, không thay đổi gì");
        migrations.MapPost("/", Order).WithName("orderMigration").WithSummary("Chuyển các lượt chạy sang phiên bản khác, phải nêu lý do");
    }

    private static async Task<Ok<MigrationPlan>> Propose(
        string definitionId, int fromVersion, int toVersion, Database database, OrderBatch orders, CancellationToken cancellationToken) =>
        TypedResults.Ok(await database.ReadAsync((context, ct) => orders.ProposeAsync(context, definitionId, fromVersion, toVersion, ct), cancellationToken));

    private static async Task<Ok<JudgedPage>> Judge(JudgeBody body, Database database, OrderBatch orders, CancellationToken cancellationToken)
    {
        var size = PageSize.Of(body.Size);
        var (verdicts, total) = await database.ReadAsync((context, ct) => orders.JudgeAsync(context, body.Plan.ToPlan(), body.InstanceIds, body.After, size, ct), cancellationToken);
        return TypedResults.Ok(new JudgedPage(verdicts, verdicts.Count == size ? verdicts[^1].InstanceId : null, total));
    }

    private static async Task<Ok<BatchView>> Order(
        OrderBody body, CurrentUser user, IdempotencyKey key, CommandRunner commands, OrderBatch orders, CancellationToken cancellationToken) =>
        TypedResults.Ok(await commands.RunAsync(
            key.For(user, "orderMigration", body), (session, ct) => orders.MigrateAsync(session, body.Plan.ToPlan(), body.InstanceIds, body.Reason, user.Actor, ct), cancellationToken));

    /// <param name="DefinitionId">The procedure.</param>
    /// <param name="FromVersion">Of the instances.</param>
    /// <param name="ToVersion">Where they go.</param>
    /// <param name="Activities">Id in the new version by id in the old one.</param>
    /// <param name="Variables">Those that do not simply keep their values.</param>
    internal sealed record PlanBody(string DefinitionId, int FromVersion, int ToVersion, Dictionary<string, string> Activities, IReadOnlyList<VariableRule>? Variables = null)
    {
        public MigrationPlan ToPlan() => new() { DefinitionId = DefinitionId, FromVersion = FromVersion, ToVersion = ToVersion, Activities = Activities, Variables = Variables ?? [] };
    }

    internal sealed record JudgeBody(
        PlanBody Plan, IReadOnlyList<string>? InstanceIds = null, [property: Description("Lấy tiếp sau lượt chạy này.")] string? After = null,
        [property: Description("Từ 1 đến 200; mặc định 50.")] int? Size = null);

    internal sealed record OrderBody(PlanBody Plan, IReadOnlyList<string>? InstanceIds = null, string? Reason = null);

    internal sealed record JudgedPage(IReadOnlyList<InstanceVerdict> Items, string? Next, int Total);
}
