using System.ComponentModel;
using LienThong.Activities.Agencies;
using LienThong.Host.Auth;
using LienThong.Host.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.Api;

/// <summary>People to choose from: names, positions and units, within one's own agency.</summary>
internal static class PeopleApi
{
    private const int Usual = 50;
    private const int Most = 200;

    public static void MapPeople(this RouteGroupBuilder api) =>
        api.MapGet("/people", Find).WithTags("Tổ chức").NeedsSession().WithName("findPeople").WithSummary("Tìm người theo tên, chức vụ, đơn vị; có dấu hay không dấu");

    private static async Task<Ok<IReadOnlyList<PersonPick>>> Find(
        [Description("Mặc định cơ quan của đồng chí.")] Guid? agencyId, string? text, [Description("Mã chức vụ.")] string? position, [Description("Từ 1 đến 200; mặc định 50.")] int? take,
        CurrentUser user, Reading reading, CancellationToken cancellationToken)
    {
        var agency = agencyId ?? user.AgencyId;
        if (!user.IsAdministrator && !user.WorksAt(agency))
            throw new ApiRefusal(StatusCodes.Status403Forbidden, "people.other-agency", "Đồng chí chỉ chọn được người trong cơ quan của mình.");
        return TypedResults.Ok(await reading.RunAsync(
            (read, _) => Task.FromResult(PeopleQuery.Find(
                read.Organisation, agency, read.Today, text, Math.Clamp(take ?? Usual, 1, Most), held => string.IsNullOrEmpty(position) || held.Position.Code == position)),
            cancellationToken));
    }
}
