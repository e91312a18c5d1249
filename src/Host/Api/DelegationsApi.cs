using LienThong.Activities.Agencies;
using LienThong.Activities.Commands;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Delegations;
using LienThong.Host.Auth;
using LienThong.Host.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.Api;

/// <summary>Ủy quyền khi vắng mặt: one's own, and for assistants and administrators those of others.</summary>
internal static class DelegationsApi
{
    public static void MapDelegations(this RouteGroupBuilder api)
    {
        var delegations = api.MapGroup("/delegations").WithTags("Ủy quyền");
        delegations.MapGet("/", List).NeedsAppointment().WithName("listDelegations").WithSummary("Ủy quyền đồng chí đã lập và đã nhận");
        delegations.MapPost("/", Create).NeedsAppointment().WithName("createDelegation").WithSummary("Ủy quyền việc của mình cho người khác trong thời gian vắng mặt");
        delegations.MapPost("/{id:guid}/revoke", Revoke).NeedsSession().WithName("revokeDelegation").WithSummary("Thu hồi ủy quyền, có hiệu lực ngay");

        var others = api.MapGroup("/admin/delegations").WithTags("Ủy quyền").NeedsSession();
        others.MapGet("/", ListOfAgency).WithName("listAgencyDelegations").WithSummary("Ủy quyền trong cơ quan, cho Chánh Văn phòng và quản trị viên");
        others.MapPost("/", CreateFor).WithName("createDelegationFor").WithSummary("Lập ủy quyền thay người vắng mặt");
    }

    private static async Task<Ok<OwnDelegations>> List(CurrentUser user, Reading reading, CancellationToken cancellationToken)
    {
        var (given, received) = await reading.RunAsync(
            (read, ct) => DelegationQuery.OfPersonAsync(read.Context, ActorOf(user), read.Organisation, read.Today, ct), cancellationToken);
        return TypedResults.Ok(new OwnDelegations(given, received));
    }

    private static Task<Created<CreatedView>> Create(
        NewDelegationBody body, CurrentUser user, IdempotencyKey key, CommandRunner commands, SetDelegation set, CancellationToken cancellationToken) =>
        CreateAsync(user.PersonId, body.Delegation, "createDelegation", user, key, commands, set, cancellationToken);

    private static Task<Created<CreatedView>> CreateFor(
        NewDelegationForBody body, CurrentUser user, IdempotencyKey key, CommandRunner commands, SetDelegation set, CancellationToken cancellationToken) =>
        CreateAsync(body.FromPersonId, body.Delegation, "createDelegationFor", user, key, commands, set, cancellationToken);

    private static async Task<Created<CreatedView>> CreateAsync(
        Guid fromPersonId, NewDelegation given, string operation, CurrentUser user, IdempotencyKey key, CommandRunner commands, SetDelegation set, CancellationToken cancellationToken)
    {
        var id = await commands.RunAsync(
            key.For(user, operation, new { fromPersonId, given }),
            (session, ct) => set.CreateAsync(session, fromPersonId, given, ActorOf(user), ct), cancellationToken);
        return TypedResults.Created((string?)null, new CreatedView(id));
    }

    private static async Task<Ok<DelegationView>> Revoke(
        Guid id, RevokeBody body, CurrentUser user, IdempotencyKey key, CommandRunner commands, SetDelegation set, OrganisationCache organisations, CancellationToken cancellationToken) =>
        TypedResults.Ok(await commands.RunAsync(key.For(user, "revokeDelegation", new { id, body }), async (session, ct) =>
        {
            var delegation = await set.RevokeAsync(session, id, body.Reason, ActorOf(user), ct);
            return DelegationQuery.ViewOf(delegation, ActorOf(user), await organisations.GetAsync(session, ct), VietnamTime.Today(session.Clock));
        }, cancellationToken));

    private static async Task<Ok<Page<DelegationView>>> ListOfAgency(
        Guid? agencyId, Choice<DelegationState>? state, [AsParameters] PageRequest page, CurrentUser user, Reading reading, CancellationToken cancellationToken)
    {
        var assisted = DelegationRight.AssistedAgencies(user.Positions);
        if (!user.IsAdministrator && (assisted.Count == 0 || (agencyId is { } asked && !assisted.Contains(asked))))
            throw new ApiRefusal(StatusCodes.Status403Forbidden, "access.denied", "Chỉ Chánh Văn phòng của cơ quan hoặc quản trị viên được xem ủy quyền của người khác.");
        IReadOnlyList<Guid>? agencies = agencyId is { } one ? [one] : user.IsAdministrator ? null : assisted;
        var found = await reading.RunAsync(
            (read, ct) => DelegationQuery.ListAsync(read.Context, agencies, state?.Value, ActorOf(user), read.Organisation, read.Today, page.Skip, page.Take, ct), cancellationToken);
        return TypedResults.Ok(page.Of(found));
    }

    private static DelegationActor ActorOf(CurrentUser user) => new(user.Actor, user.PersonId, user.Positions, user.IsAdministrator);

    internal sealed record OwnDelegations(IReadOnlyList<DelegationView> Given, IReadOnlyList<DelegationView> Received);

    internal sealed record NewDelegationBody(
        Guid ToPersonId, DateOnly FirstDay, DateOnly LastDay, string Reason, Guid? PositionId = null, IReadOnlyList<string>? Kinds = null, string? Authorisation = null, bool Alongside = false)
    {
        internal NewDelegation Delegation => new(ToPersonId, FirstDay, LastDay, Reason)
        {
            PositionId = PositionId,
            Kinds = Kinds ?? [],
            Authorisation = Authorisation,
            Alongside = Alongside,
        };
    }

    internal sealed record NewDelegationForBody(
        Guid FromPersonId, Guid ToPersonId, DateOnly FirstDay, DateOnly LastDay, string Reason, Guid? PositionId = null, IReadOnlyList<string>? Kinds = null, string? Authorisation = null,
        bool Alongside = false)
    {
        internal NewDelegation Delegation => new NewDelegationBody(ToPersonId, FirstDay, LastDay, Reason, PositionId, Kinds, Authorisation, Alongside).Delegation;
    }

    internal sealed record RevokeBody(string? Reason = null);
}
