using System.ComponentModel;
using LienThong.Activities.Agencies;
using LienThong.Activities.Commands;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Rules;
using LienThong.Host.Auth;
using LienThong.Host.Persistence;
using LienThong.Host.Scheduling;
using LienThong.Workflows.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Api;

/// <summary>Agencies, units, positions, people and who holds what: everybody reads what they may, administrators change it.</summary>
internal static class OrganisationApi
{
    public static void MapOrganisation(this RouteGroupBuilder api)
    {
        var organisation = api.MapGroup("/organisation").WithTags("Tổ chức");
        organisation.MapGet("/agencies", ListAgencies).NeedsSession().WithName("listAgencies").WithSummary("Các cơ quan đang hoạt động");
        organisation.MapGet("/agencies/{id:guid}", ReadAgency).NeedsSession().WithName("readAgency").WithSummary("Đơn vị, chức vụ và người giữ chức vụ của cơ quan mình");

        var changes = organisation.MapGroup("/").NeedsAdministrator();
        // Work follows its position: who holds it now is asked at once, and not with the next sweep.
        changes.AddEndpointFilter(async (call, next) =>
        {
            var answer = await next(call);
            if (!HttpMethods.IsGet(call.HttpContext.Request.Method))
                call.HttpContext.RequestServices.GetRequiredKeyedService<AlarmClock>(DomainSetup.OrphanedWorkAlarm).Wake(DateTimeOffset.MinValue);
            return answer;
        });
        changes.MapGet("/people", ListPeople).WithName("listPeople").WithSummary("Mọi người và chức vụ họ giữ");
        changes.MapGet("/people/{id:guid}", ReadPerson).WithName("readPerson").WithSummary("Một người với mọi lần bổ nhiệm");
        changes.MapPost("/agencies", CreateAgency).WithName("createAgency").WithSummary("Lập cơ quan");
        changes.MapPost("/agencies/{id:guid}/close", CloseAgency).WithName("closeAgency").WithSummary("Kết thúc cơ quan");
        changes.MapPost("/units", CreateUnit).WithName("createUnit").WithSummary("Lập đơn vị");
        changes.MapPost("/units/{id:guid}/close", CloseUnit).WithName("closeUnit").WithSummary("Kết thúc đơn vị");
        changes.MapPost("/positions", CreatePosition).WithName("createPosition").WithSummary("Lập chức vụ");
        changes.MapPost("/positions/{id:guid}/close", ClosePosition).WithName("closePosition").WithSummary("Kết thúc chức vụ");
        changes.MapPost("/people", CreatePerson).WithName("createPerson").WithSummary("Thêm người");
        changes.MapPut("/people/{id:guid}", UpdatePerson).WithName("updatePerson").WithSummary("Sửa họ tên, thư điện tử");
        changes.MapPost("/appointments", Appoint).WithName("appoint").WithSummary("Bổ nhiệm");
        changes.MapPost("/appointments/{id:guid}/end", EndAppointment).WithName("endAppointment").WithSummary("Thôi giữ chức vụ");
    }

    private static async Task<Ok<IReadOnlyList<AgencyView>>> ListAgencies(
        [Description("Vào ngày nào; mặc định hôm nay.")] DateOnly? on, Database database, OrganisationCache organisations, TimeProvider time, CancellationToken cancellationToken)
    {
        var organisation = await database.ReadAsync(organisations.GetAsync, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<AgencyView>>([.. organisation.AgenciesOn(on ?? VietnamTime.Today(time)).Select(AgencyView.Of)]);
    }

    // What an agency looks like inside is its own matter; others know it by name and code only.
    private static async Task<Ok<AgencyDetail>> ReadAgency(
        Guid id, [Description("Vào ngày nào; mặc định hôm nay.")] DateOnly? on, CurrentUser user, Database database, OrganisationCache organisations, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!user.IsAdministrator && !user.WorksAt(id))
            throw RuleViolation.NotFound("agency.not-found", "Không tìm thấy cơ quan này trong phạm vi đồng chí được xem.");
        var date = on ?? VietnamTime.Today(time);
        var detail = await database.ReadAsync(async (context, ct) =>
        {
            var organisation = await organisations.GetAsync(context, ct);
            var agency = organisation.FindAgency(id)
                ?? throw RuleViolation.NotFound("agency.not-found", "Không tìm thấy cơ quan này trong phạm vi đồng chí được xem.");
            var positions = await context.Set<Position>()
                .Where(position => position.AgencyId == id && position.ValidFrom <= date && (position.ValidTo == null || date <= position.ValidTo))
                .OrderBy(position => position.Rank).ThenBy(position => position.Id).ToListAsync(ct);
            return new AgencyDetail(AgencyView.Of(agency), [.. organisation.UnitsOf(id, date).Select(UnitView.Of)],
                [.. positions.Select(position => HeldPositionView.Of(position, organisation.HoldersOf(position.Id, date)))]);
        }, cancellationToken);
        return TypedResults.Ok(detail);
    }

    private static async Task<Ok<Page<PersonView>>> ListPeople(
        [AsParameters] PageRequest page, [Description("Một phần họ tên, thư điện tử, chức vụ, có dấu hay không.")] string? text, Reading reading, CancellationToken cancellationToken) =>
        TypedResults.Ok(page.Of(await reading.RunAsync(
            (read, ct) => PersonDirectory.ListAsync(read.Context, read.Organisation, text, read.Today, page.Skip, page.Take, ct), cancellationToken)));

    private static async Task<Ok<PersonDetail>> ReadPerson(Guid id, Reading reading, HttpResponse response, CancellationToken cancellationToken)
    {
        var detail = await reading.RunAsync((read, ct) => PersonDirectory.FindAsync(read.Context, read.Organisation, id, read.Today, ct), cancellationToken);
        response.SetETag(detail.Person.RowVersion);
        return TypedResults.Ok(detail);
    }

    private static async Task<Created<CreatedView>> CreateAgency(
        NewAgency body, CurrentUser user, IdempotencyKey key, CommandRunner commands, CancellationToken cancellationToken)
    {
        var id = await commands.RunAsync(key.For(user, "createAgency", body),
            (session, ct) => AgencyChanges.CreateAsync(session, body, user.Actor, ct), cancellationToken);
        return TypedResults.Created($"/api/organisation/agencies/{id}", new CreatedView(id));
    }

    private static async Task<NoContent> CloseAgency(
        Guid id, ClosingBody body, CurrentUser user, IdempotencyKey key, CommandRunner commands, CancellationToken cancellationToken)
    {
        await commands.RunAsync(key.For(user, "closeAgency", new { id, body }),
            (session, ct) => AgencyChanges.CloseAsync(session, id, body.LastDay, body.Reason, user.Actor, ct), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Created<CreatedView>> CreateUnit(
        NewUnit body, CurrentUser user, IdempotencyKey key, CommandRunner commands, CancellationToken cancellationToken)
    {
        var id = await commands.RunAsync(key.For(user, "createUnit", body),
            (session, ct) => UnitChanges.CreateAsync(session, body, user.Actor, ct), cancellationToken);
        return TypedResults.Created((string?)null, new CreatedView(id));
    }

    private static async Task<NoContent> CloseUnit(
        Guid id, ClosingBody body, CurrentUser user, IdempotencyKey key, CommandRunner commands, CancellationToken cancellationToken)
    {
        await commands.RunAsync(key.For(user, "closeUnit", new { id, body }),
            (session, ct) => UnitChanges.CloseAsync(session, id, body.LastDay, body.Reason, user.Actor, ct), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Created<CreatedView>> CreatePosition(
        NewPosition body, CurrentUser user, IdempotencyKey key, CommandRunner commands, CancellationToken cancellationToken)
    {
        var id = await commands.RunAsync(key.For(user, "createPosition", body),
            (session, ct) => PositionChanges.CreateAsync(session, body, user.Actor, ct), cancellationToken);
        return TypedResults.Created((string?)null, new CreatedView(id));
    }

    private static async Task<NoContent> ClosePosition(
        Guid id, ClosingBody body, CurrentUser user, IdempotencyKey key, CommandRunner commands, CancellationToken cancellationToken)
    {
        await commands.RunAsync(key.For(user, "closePosition", new { id, body }),
            (session, ct) => PositionChanges.CloseAsync(session, id, body.LastDay, body.Reason, user.Actor, ct), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Created<CreatedView>> CreatePerson(
        NewPerson body, CurrentUser user, IdempotencyKey key, CommandRunner commands, CancellationToken cancellationToken)
    {
        var id = await commands.RunAsync(key.For(user, "createPerson", body),
            (session, ct) => PersonChanges.CreateAsync(session, body, user.Actor, ct), cancellationToken);
        return TypedResults.Created((string?)null, new CreatedView(id));
    }

    private static async Task<NoContent> UpdatePerson(
        Guid id, NewPerson body, CurrentUser user, IdempotencyKey key, IfMatch seen, CommandRunner commands, CancellationToken cancellationToken)
    {
        await commands.RunAsync(key.For(user, "updatePerson", new { id, body }), async (session, ct) =>
        {
            if (await session.FindAsync<Person>(id, ct) is { } person)
                seen.MustBe(person.RowVersion);
            await PersonChanges.UpdateAsync(session, id, body, user.Actor, ct);
        }, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Created<CreatedView>> Appoint(
        NewAppointment body, CurrentUser user, IdempotencyKey key, CommandRunner commands, CancellationToken cancellationToken)
    {
        var id = await commands.RunAsync(key.For(user, "appoint", body),
            (session, ct) => AppointmentChanges.CreateAsync(session, body, user.Actor, ct), cancellationToken);
        return TypedResults.Created((string?)null, new CreatedView(id));
    }

    private static async Task<NoContent> EndAppointment(
        Guid id, LastDayBody body, CurrentUser user, IdempotencyKey key, CommandRunner commands, CancellationToken cancellationToken)
    {
        await commands.RunAsync(key.For(user, "endAppointment", new { id, body }),
            (session, ct) => AppointmentChanges.EndAsync(session, id, body.LastDay, user.Actor, ct), cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>The last day that counts.</summary>
    internal sealed record LastDayBody(DateOnly LastDay);

    /// <summary>The last day that counts, and why.</summary>
    internal sealed record ClosingBody(DateOnly LastDay, string? Reason = null);

    internal sealed record AgencyView(
        Guid Id, string Name, string ShortName, string Symbol, string? EdocCode, Guid? SuperiorId, string? Code, string Place, DateOnly ValidFrom, DateOnly? ValidTo, int RowVersion)
    {
        public static AgencyView Of(Agency agency) => new(
            agency.Id, agency.Name, agency.ShortName, agency.Symbol, agency.EdocCode, agency.SuperiorId, agency.Code, agency.Place, agency.ValidFrom, agency.ValidTo, agency.RowVersion);
    }

    internal sealed record AgencyDetail(AgencyView Agency, IReadOnlyList<UnitView> Units, IReadOnlyList<HeldPositionView> Positions);

    internal sealed record UnitView(Guid Id, string Name, string Symbol, UnitKind Kind, Guid? ParentId, DateOnly ValidFrom, DateOnly? ValidTo, int RowVersion)
    {
        public static UnitView Of(Unit unit) => new(unit.Id, unit.Name, unit.Symbol, unit.Kind, unit.ParentId, unit.ValidFrom, unit.ValidTo, unit.RowVersion);
    }

    internal sealed record HeldPositionView(
        Guid Id, string Code, string Title, PositionKind Kind, Guid? UnitId, IReadOnlyList<HolderView> Holders, int Rank, DateOnly ValidFrom, DateOnly? ValidTo, int RowVersion)
    {
        public static HeldPositionView Of(Position position, IReadOnlyList<Holding> holders) => new(
            position.Id, position.Code, position.Title, position.Kind, position.UnitId,
            [.. holders.Select(held => new HolderView(held.Person.Id, held.Person.FullName, held.Primary))], position.Rank, position.ValidFrom, position.ValidTo, position.RowVersion);
    }

    internal sealed record HolderView(Guid PersonId, string FullName, bool Primary);
}
