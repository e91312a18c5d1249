using System.ComponentModel;
using LienThong.Activities.Audit;
using LienThong.Host.Auth;
using LienThong.Host.Errors;
using LienThong.Workflows.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Api;

/// <summary>The audit trail, for administrators: who did what, and whether anybody changed the trail.</summary>
internal static class AuditApi
{
    public static void MapAudit(this RouteGroupBuilder api)
    {
        var audit = api.MapGroup("/audit").WithTags("Nhật ký").NeedsAdministrator();
        audit.MapGet("/", ListEntries).WithName("listAudit").WithSummary("Các mục của nhật ký, mới nhất trước");
        audit.MapGet("/verification", Verify).WithName("verifyAudit").WithSummary("Kiểm tra chuỗi băm từ mục đầu đến mục cuối");
    }

    private static async Task<Ok<Page<AuditEntry>>> ListEntries(
        [AsParameters] AuditFilter filter, [AsParameters] PageRequest page, Database database, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(async (context, ct) =>
        {
            var entries = filter.On(context.Set<AuditEntry>());
            return page.Of(await entries.OrderByDescending(entry => entry.Seq).Skip(page.Skip).Take(page.Take).ToListAsync(ct),
                await entries.CountAsync(ct));
        }, cancellationToken);
        return TypedResults.Ok(found);
    }

    private static async Task<Ok<AuditVerdict>> Verify(
        [Description("Số thứ tự của mục đã lưu mã băm ở nơi khác.")] long? anchorSeq, [Description("Mã băm đã lưu.")] string? anchorHash, Database database, CancellationToken cancellationToken)
    {
        if (anchorSeq is null != anchorHash is null)
            throw new ApiRefusal(StatusCodes.Status400BadRequest, "audit.anchor", "Phải gửi cả anchorSeq và anchorHash, hoặc không gửi cả hai.");
        var anchor = anchorSeq is { } seq ? new AuditAnchor(seq, anchorHash!) : null;
        return TypedResults.Ok(await database.ReadAsync((context, ct) => AuditVerifier.VerifyAsync(context, anchor, ct), cancellationToken));
    }

    internal sealed record AuditFilter
    {
        public DateTimeOffset? From { get; init; }
        public DateTimeOffset? To { get; init; }
        public Guid? ActorId { get; init; }
        public string? Action { get; init; }
        public string? SubjectKind { get; init; }
        public string? SubjectId { get; init; }
        public Guid? DossierId { get; init; }

        public IQueryable<AuditEntry> On(IQueryable<AuditEntry> entries)
        {
            entries = From is { } from ? entries.Where(entry => entry.At >= from) : entries;
            entries = To is { } to ? entries.Where(entry => entry.At < to) : entries;
            entries = ActorId is { } actor ? entries.Where(entry => entry.ActorId == actor) : entries;
            entries = Action is { } action ? entries.Where(entry => entry.Action == action) : entries;
            entries = SubjectKind is { } kind ? entries.Where(entry => entry.SubjectKind == kind) : entries;
            entries = SubjectId is { } id ? entries.Where(entry => entry.SubjectId == id) : entries;
            return DossierId is { } dossier ? entries.Where(entry => entry.DossierId == dossier) : entries;
        }
    }
}
