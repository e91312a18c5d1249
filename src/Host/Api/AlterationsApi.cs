using System.ComponentModel;
using System.Text.Json;
using LienThong.Activities.Commands;
using LienThong.Activities.Procedures;
using LienThong.Host.Auth;
using LienThong.Workflows.Batches;
using LienThong.Workflows.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.Api;

/// <summary>Changing running instances from outside, for administrators, with the alterations of Elsa.</summary>
internal static class AlterationsApi
{
    public static void MapAlterations(this RouteGroupBuilder api)
    {
        var alterations = api.MapGroup("/alterations").WithTags("Thay đổi lượt chạy").NeedsAdministrator();
        alterations.MapPost("/dry-run", Try).WithName("tryAlterations").WithSummary("Chạy thử: thay đổi sẽ làm gì với từng lượt chạy, không thay đổi gì");
        alterations.MapPost("/", Order).WithName("orderAlterations").WithSummary("Thay đổi nhiều lượt chạy, phải nêu lý do");
        api.MapPost("/instances/{id}/alterations", AlterOne).WithTags("Thay đổi lượt chạy").NeedsAdministrator().WithName("alterInstance").WithSummary("Thay đổi một lượt chạy ngay, phải nêu lý do");
    }

    private static async Task<Ok<TriedPage>> Try(TryBody body, Database database, OrderBatch orders, CancellationToken cancellationToken)
    {
        var size = PageSize.Of(body.Size);
        var (views, total) = await database.ReadAsync((context, ct) => orders.TryAsync(context, body.Alterations, body.Instances.ToSelection(), body.After, size, ct), cancellationToken);
        return TypedResults.Ok(new TriedPage(views, views.Count == size ? views[^1].InstanceId : null, total));
    }

    private static async Task<Ok<BatchView>> Order(
        OrderBody body, CurrentUser user, IdempotencyKey key, CommandRunner commands, OrderBatch orders, CancellationToken cancellationToken) =>
        TypedResults.Ok(await commands.RunAsync(
            key.For(user, "orderAlterations", body), (session, ct) => orders.AlterAsync(session, body.Alterations, body.Instances.ToSelection(), body.Reason, user.Actor, ct), cancellationToken));

    private static async Task<Ok<AlterationView>> AlterOne(
        string id, AlterBody body, CurrentUser user, IdempotencyKey key, CommandRunner commands, OrderBatch orders, CancellationToken cancellationToken) =>
        TypedResults.Ok(await commands.RunAsync(
            key.For(user, "alterInstance", new { id, body }), (session, ct) => orders.AlterOneAsync(session, id, body.Alterations, body.Reason, user.Actor, ct), cancellationToken));

    /// <summary>Named ones, or all that fit and have not ended.</summary>
    internal sealed record InstancesBody(
        IReadOnlyList<string>? Ids = null, string? DefinitionId = null, int? Version = null, string? SubStatus = null, string? CorrelationId = null, bool? HasIncidents = null)
    {
        public InstanceSelection ToSelection() =>
            new() { InstanceIds = Ids, DefinitionId = DefinitionId, Version = Version, SubStatus = SubStatus, CorrelationId = CorrelationId, HasIncidents = HasIncidents };
    }

    internal sealed record TryBody(
        [property: Description("Mảng thay đổi theo định dạng của Elsa: Cancel, CancelActivity, Migrate, ModifyVariable, ScheduleActivity.")] JsonElement Alterations,
        InstancesBody Instances, string? After = null, int? Size = null);

    internal sealed record OrderBody(JsonElement Alterations, InstancesBody Instances, string? Reason = null);

    internal sealed record AlterBody(JsonElement Alterations, string? Reason = null);

    internal sealed record TriedPage(IReadOnlyList<AlterationView> Items, string? Next, int Total);
}
