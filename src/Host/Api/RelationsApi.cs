using System.ComponentModel;
using LienThong.Activities.Commands;
using LienThong.Activities.Documents;
using LienThong.Host.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.Api;

/// <summary>Documents that belong together, and the picker that finds them.</summary>
internal static class RelationsApi
{
    private const int MostHits = 50;

    public static void MapRelations(this RouteGroupBuilder api)
    {
        var relations = api.MapGroup("/dossiers/{id:guid}/relations").WithTags("Hồ sơ").NeedsAppointment();
        relations.MapGet("/", List).WithName("listRelations").WithSummary("Văn bản liên quan của hồ sơ, hai chiều");
        relations.MapPost("/", Add).WithName("addRelation").WithSummary("Liên kết với một văn bản khác");
        relations.MapDelete("/", Remove).WithName("removeRelation").WithSummary("Bỏ liên kết");
        api.MapGet("/documents/search", Search).WithTags("Tệp văn bản").NeedsAppointment().WithName("searchDocuments")
            .WithSummary("Tìm văn bản đến, đi mà đồng chí được xem theo số, ký hiệu, trích yếu");
    }

    private static async Task<Ok<IReadOnlyList<RelationRow>>> List(Guid id, CurrentUser user, Reading reading, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reading.RunAsync((read, ct) => Relations.ListAsync(read.Context, user.Access(), id, user.PersonId, read.Organisation, ct), cancellationToken));

    private static async Task<Created<IReadOnlyList<RelationRow>>> Add(
        Guid id, RelationBody body, CurrentUser user, IdempotencyKey key, CommandRunner commands, Reading reading, CancellationToken cancellationToken)
    {
        await commands.RunAsync(
            key.For(user, "addRelation", body) with { Subject = id }, (session, ct) => Relations.AddAsync(session, user.Access(), id, body.FromId, body.DocumentId, body.Kind, user.Actor, ct), cancellationToken);
        var rows = await reading.RunAsync((read, ct) => Relations.ListAsync(read.Context, user.Access(), id, user.PersonId, read.Organisation, ct), cancellationToken);
        return TypedResults.Created($"/api/dossiers/{id}/relations", rows);
    }

    private static async Task<NoContent> Remove(
        Guid id, Guid fromId, Guid toId, [Description("replyTo, replaces, related, basis.")] Choice<RelationKind> kind, CurrentUser user, IdempotencyKey key, CommandRunner commands,
        CancellationToken cancellationToken)
    {
        await commands.RunAsync(
            key.For(user, "removeRelation", new { fromId, toId, kind = kind.Value }) with { Subject = id }, (session, ct) => Relations.RemoveAsync(session, user.Access(), id, fromId, toId, kind.Value, user.Actor, ct), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<IReadOnlyList<DocumentHit>>> Search(
        [Description("Từ trong số, ký hiệu, trích yếu, nơi gửi hoặc nơi nhận; không cần dấu.")] string? text, [Description("Số dòng, từ 1 đến 50; mặc định 20.")] int? size,
        CurrentUser user, Reading reading, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reading.RunAsync((read, ct) => Relations.SearchAsync(read.Context, user.Access(), text, Math.Clamp(size ?? 20, 1, MostHits), ct), cancellationToken));

    /// <summary>FromId: the dossier's own document; by default its answer, else the incoming one.</summary>
    internal sealed record RelationBody(Guid DocumentId, RelationKind Kind, Guid? FromId = null);
}
