using System.ComponentModel;
using LienThong.Activities.Agencies;
using LienThong.Activities.Commands;
using LienThong.Activities.Phrases;
using LienThong.Host.Auth;
using LienThong.Host.Errors;
using LienThong.Workflows.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.Api;

/// <summary>Mẫu ý kiến: everybody is offered them, văn phòng and administrators keep the agency's list.</summary>
internal static class PhrasesApi
{
    public static void MapPhrases(this RouteGroupBuilder api)
    {
        var phrases = api.MapGroup("/phrases").WithTags("Mẫu ý kiến").NeedsAppointment();
        phrases.MapGet("/", List).WithName("listPhrases").WithSummary("Mẫu ý kiến của mình dùng gần nhất, rồi của cơ quan");
        phrases.MapPost("/", Add).WithName("addPhrase").WithSummary("Thêm mẫu ý kiến của cơ quan");
        phrases.MapPut("/{id:guid}", Change).WithName("changePhrase").WithSummary("Sửa mẫu ý kiến của cơ quan");
        phrases.MapDelete("/{id:guid}", Remove).WithName("removePhrase").WithSummary("Xóa mẫu ý kiến của cơ quan");
    }

    private static async Task<Ok<OfferedPhrases>> List(
        [Description("return, reject, approve, instruct, opinion, extension.")] string? kind, CurrentUser user, Database database, CancellationToken cancellationToken)
    {
        var agencies = user.Positions.Select(held => held.Agency.Id).Distinct().ToList();
        return TypedResults.Ok(await database.ReadAsync((context, ct) => PhraseList.OfferAsync(context, user.PersonId, agencies, kind, ct), cancellationToken));
    }

    private static async Task<Created<CreatedView>> Add(NewPhrase body, CurrentUser user, IdempotencyKey key, CommandRunner commands, CancellationToken cancellationToken)
    {
        var agencyId = KeptAgencies(user)[0];
        var id = await commands.RunAsync(key.For(user, "addPhrase", body), (session, ct) => PhraseList.AddAsync(session, agencyId, body.Kind, body.Text, body.Order, user.Actor, ct), cancellationToken);
        return TypedResults.Created("/api/phrases", new CreatedView(id));
    }

    private static async Task<Ok<PhraseRow>> Change(
        Guid id, PhraseBody body, CurrentUser user, IdempotencyKey key, IfMatch seen, CommandRunner commands, CancellationToken cancellationToken)
    {
        var agencies = KeptAgencies(user);
        return TypedResults.Ok(await commands.RunAsync(key.For(user, "changePhrase", new { id, body }), async (session, ct) =>
        {
            var phrase = await PhraseList.FindAsync(session, id, agencies, ct);
            seen.MustBe(phrase.RowVersion);
            return await PhraseList.ChangeAsync(session, phrase, body.Text, body.Order, user.Actor, ct);
        }, cancellationToken));
    }

    private static async Task<NoContent> Remove(
        Guid id, CurrentUser user, IdempotencyKey key, IfMatch seen, CommandRunner commands, CancellationToken cancellationToken)
    {
        var agencies = KeptAgencies(user);
        await commands.RunAsync(key.For(user, "removePhrase", new { id }), async (session, ct) =>
        {
            var phrase = await PhraseList.FindAsync(session, id, agencies, ct);
            seen.MustBe(phrase.RowVersion);
            await PhraseList.RemoveAsync(session, phrase, user.Actor, ct);
        }, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <exception cref="ApiRefusal">403: neither an administrator nor of văn phòng.</exception>
    private static List<Guid> KeptAgencies(CurrentUser user)
    {
        var agencies = user.Positions.Where(held => user.IsAdministrator || held.Position.Code is PositionCodes.Registry or PositionCodes.ChiefOfOffice)
            .Select(held => held.Agency.Id).Distinct().ToList();
        return agencies.Count > 0
            ? agencies
            : throw new ApiRefusal(StatusCodes.Status403Forbidden, "phrase.not-yours", "Chỉ Văn thư, Chánh Văn phòng và quản trị viên được sửa mẫu ý kiến của cơ quan.");
    }

    internal sealed record NewPhrase(string? Kind = null, string? Text = null, int Order = 0);

    internal sealed record PhraseBody(string? Text = null, int Order = 0);
}
