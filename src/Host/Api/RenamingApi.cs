using LienThong.Activities.Agencies;
using LienThong.Activities.Commands;
using LienThong.Host.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.Api;

/// <summary>Corrections of names in the organisation, by administrators, over the version they saw.</summary>
internal static class RenamingApi
{
    public static void MapRenaming(this RouteGroupBuilder api)
    {
        var organisation = api.MapGroup("/organisation").WithTags("Tổ chức").NeedsAdministrator();
        organisation.MapPut("/agencies/{id:guid}", RenameAgency).WithName("renameAgency").WithSummary("Sửa tên, ký hiệu, địa danh của cơ quan");
        organisation.MapPut("/units/{id:guid}", RenameUnit).WithName("renameUnit").WithSummary("Sửa tên, ký hiệu của đơn vị");
        organisation.MapPut("/positions/{id:guid}", RenamePosition).WithName("renamePosition").WithSummary("Sửa tên, thứ tự của chức vụ");
    }

    private static async Task<NoContent> RenameAgency(
        Guid id, AgencyNames body, CurrentUser user, IdempotencyKey key, IfMatch seen, CommandRunner commands, CancellationToken cancellationToken)
    {
        await commands.RunAsync(key.For(user, "renameAgency", new { id, body }), async (session, ct) =>
        {
            if (await session.FindAsync<Agency>(id, ct) is { } agency)
                seen.MustBe(agency.RowVersion);
            await Renaming.AgencyAsync(session, id, body, user.Actor, ct);
        }, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> RenameUnit(
        Guid id, UnitNames body, CurrentUser user, IdempotencyKey key, IfMatch seen, CommandRunner commands, CancellationToken cancellationToken)
    {
        await commands.RunAsync(key.For(user, "renameUnit", new { id, body }), async (session, ct) =>
        {
            if (await session.FindAsync<Unit>(id, ct) is { } unit)
                seen.MustBe(unit.RowVersion);
            await Renaming.UnitAsync(session, id, body, user.Actor, ct);
        }, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> RenamePosition(
        Guid id, PositionNames body, CurrentUser user, IdempotencyKey key, IfMatch seen, CommandRunner commands, CancellationToken cancellationToken)
    {
        await commands.RunAsync(key.For(user, "renamePosition", new { id, body }), async (session, ct) =>
        {
            if (await session.FindAsync<Position>(id, ct) is { } position)
                seen.MustBe(position.RowVersion);
            await Renaming.PositionAsync(session, id, body, user.Actor, ct);
        }, cancellationToken);
        return TypedResults.NoContent();
    }
}
