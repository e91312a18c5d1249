using LienThong.Activities.Agencies;
using LienThong.Activities.Commands;
using LienThong.Activities.Rules;
using LienThong.Activities.Work;
using LienThong.Host.Auth;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Api;

/// <summary>Chuyển xử lý: one's own work to somebody else, and for administrators any open work.</summary>
internal static class HandOverApi
{
    public static void MapHandOver(this RouteGroupBuilder api)
    {
        var own = api.MapGroup("/work-items/{id:guid}").WithTags("Việc").NeedsAppointment();
        own.MapGet("/hand-over-candidates", Candidates).WithName("listHandOverCandidates").WithSummary("Người có thể nhận việc này");
        own.MapPost("/hand-over", HandOverWork).WithName("handOverWork").WithSummary("Chuyển việc cho người khác xử lý, phải nêu lý do");

        var any = api.MapGroup("/admin/work-items/{id:guid}").WithTags("Việc").NeedsAdministrator();
        any.MapGet("/candidates", AnyCandidates).WithName("listReassignCandidates").WithSummary("Người có thể nhận việc này, cho quản trị viên");
        any.MapPost("/reassign", Reassign).WithName("reassignWork").WithSummary("Chuyển một việc đang mở cho người khác, phải nêu lý do");
    }

    private static async Task<Ok<IReadOnlyList<PersonPick>>> Candidates(Guid id, string? text, CurrentUser user, Reading reading, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reading.RunAsync(async (read, ct) =>
        {
            var item = await WorkItemQuery.OwnAsync(read.Context, id, user.Reach, ct);
            return Activities.Work.HandOver.Candidates(read.Organisation, item, text, read.Today);
        }, cancellationToken));

    private static async Task<Ok<HandedOver>> HandOverWork(
        Guid id, HandOverBody body, CurrentUser user, IdempotencyKey key, [FromHeader(Name = IfMatch.Header)] string? seen, CommandRunner commands, Activities.Work.HandOver handOver,
        CancellationToken cancellationToken) =>
        TypedResults.Ok(await commands.RunAsync(
            key.For(user, "handOverWork", body) with { Subject = id },
            async (session, ct) =>
            {
                if (seen is not null && await session.FindAsync<WorkItem>(id, ct) is { State: WorkItemState.Open } item && item.WasOfferedTo(user.PersonId))
                    new IfMatch(seen).MustBe(item.RowVersion);
                return await handOver.RunAsync(session, user.PersonId, id, body.ToPersonId, body.Reason, ct);
            },
            cancellationToken));

    private static async Task<Ok<IReadOnlyList<PersonPick>>> AnyCandidates(Guid id, string? text, Reading reading, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reading.RunAsync(async (read, ct) =>
        {
            var item = await read.Context.Set<WorkItem>().AsNoTracking().FirstOrDefaultAsync(item => item.Id == id, ct)
                ?? throw RuleViolation.NotFound("work-item.not-found", "Không có việc này.");
            return Activities.Work.HandOver.Candidates(read.Organisation, item, text, read.Today);
        }, cancellationToken));

    private static async Task<Ok<HandedOver>> Reassign(
        Guid id, HandOverBody body, CurrentUser user, IdempotencyKey key, IfMatch seen, CommandRunner commands, Activities.Work.HandOver handOver, CancellationToken cancellationToken) =>
        TypedResults.Ok(await commands.RunAsync(
            key.For(user, "reassignWork", body) with { Subject = id },
            (session, ct) => handOver.ReassignAsync(session, id, body.ToPersonId, body.Reason, user.Actor, seen.MustBe, ct), cancellationToken));

    internal sealed record HandOverBody(Guid ToPersonId, string? Reason = null);
}
