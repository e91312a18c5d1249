using System.ComponentModel;
using LienThong.Activities.Commands;
using LienThong.Activities.Procedures;
using LienThong.Host.Auth;
using LienThong.Workflows.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.Api;

/// <summary>What was ordered for many instances and how far it is, for administrators.</summary>
internal static class BatchesApi
{
    public static void MapBatches(this RouteGroupBuilder api)
    {
        var batches = api.MapGroup("/batches").WithTags("Đợt thay đổi").NeedsAdministrator();
        batches.MapGet("/", List).WithName("listBatches").WithSummary("Các đợt chuyển phiên bản và thay đổi lượt chạy, mới trước");
        batches.MapGet("/{id}", Read).WithName("readBatch").WithSummary("Một đợt và tiến độ của nó");
        batches.MapGet("/{id}/items", Items).WithName("listBatchItems").WithSummary("Kết quả từng lượt chạy của một đợt");
        batches.MapPost("/{id}/stop", Stop).WithName("stopBatch").WithSummary("Dừng một đợt sau lượt chạy đang làm");
        batches.MapPost("/{id}/resume", Resume).WithName("resumeBatch").WithSummary("Chạy tiếp một đợt đã dừng");
        batches.MapPost("/{id}/undo", Undo).WithName("undoBatch").WithSummary("Hoàn tác đợt chuyển phiên bản cho các lượt chạy chưa đi tiếp, phải nêu lý do");
    }

    private static async Task<Ok<Page<BatchView>>> List(
        [Description("migration, alteration")] string? kind, string? definitionId, [AsParameters] PageRequest page, Database database, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync((context, ct) => BatchQuery.ListAsync(context, kind, definitionId, page.Skip, page.Take, ct), cancellationToken);
        return TypedResults.Ok(page.Of(found.Items, found.Total));
    }

    private static async Task<Ok<BatchView>> Read(string id, Database database, CancellationToken cancellationToken) =>
        TypedResults.Ok(await database.ReadAsync((context, ct) => BatchQuery.ReadAsync(context, id, ct), cancellationToken));

    private static async Task<Ok<Page<BatchItemView>>> Items(
        string id, [Description("Done, Refused, Failed, Undone, Kept")] string? state, [AsParameters] PageRequest page, Database database, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync((context, ct) => BatchQuery.ItemsAsync(context, id, state, page.Skip, page.Take, ct), cancellationToken);
        return TypedResults.Ok(page.Of(found.Items, found.Total));
    }

    private static async Task<Ok<BatchView>> Stop(string id, CurrentUser user, IdempotencyKey key, CommandRunner commands, OrderBatch orders, CancellationToken cancellationToken) =>
        TypedResults.Ok(await commands.RunAsync(key.For(user, "stopBatch", new { id }), (session, ct) => orders.StopAsync(session, id, user.Actor, ct), cancellationToken));

    private static async Task<Ok<BatchView>> Resume(string id, CurrentUser user, IdempotencyKey key, CommandRunner commands, OrderBatch orders, CancellationToken cancellationToken) =>
        TypedResults.Ok(await commands.RunAsync(key.For(user, "resumeBatch", new { id }), (session, ct) => orders.ResumeAsync(session, id, user.Actor, ct), cancellationToken));

    private static async Task<Ok<BatchView>> Undo(
        string id, UndoBody body, CurrentUser user, IdempotencyKey key, CommandRunner commands, OrderBatch orders, CancellationToken cancellationToken) =>
        TypedResults.Ok(await commands.RunAsync(key.For(user, "undoBatch", new { id, body }), (session, ct) => orders.UndoAsync(session, id, body.Reason, user.Actor, ct), cancellationToken));

    internal sealed record UndoBody(string? Reason = null);
}
