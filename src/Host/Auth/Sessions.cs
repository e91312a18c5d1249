using LienThong.Activities.Audit;
using LienThong.Activities.Rules;
using LienThong.Host.Settings;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Auth;

/// <summary>Begins, lists and ends the sessions of accounts.</summary>
internal sealed class Sessions(Database database, HostSettings settings, TimeProvider time)
{
    /// <summary>How coarse <see cref="AccountSession.LastSeenAt"/> is: a write for every request would cost more than it tells.</summary>
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);

    // What is over is kept for a while, so that the audit trail's session ids can still be looked up.
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    /// <summary>Told after a commit that ended sessions.</summary>
    public Action? Ended { get; set; }

    /// <summary>Sessions seen before this moment have run out.</summary>
    public DateTimeOffset RunOutBefore => time.GetUtcNow() - TimeSpan.FromHours(settings.SignIn.SessionHours) - SeenEvery;

    /// <summary>Begins a session; the one that the same browser had before ends.</summary>
    /// <returns>Its id, for the cookie.</returns>
    public Task<Guid> StartAsync(Account account, Actor actor, HttpContext http, Guid? before, CancellationToken cancellationToken)
    {
        var device = SessionDevice.Of(http.Request.Headers.UserAgent);
        var address = http.Connection.RemoteIpAddress?.ToString();
        return database.WriteAsync(async (session, ct) =>
        {
            var now = session.Clock.GetUtcNow();
            if (before is { } old)
                await CloseAsync(session, old, ct);
            var forgotten = now - KeptFor;
            foreach (var over in await session.Context.Set<AccountSession>().Where(s => s.AccountId == account.Id && s.LastSeenAt < forgotten).Take(100).ToListAsync(ct))
                session.Delete(over);
            var started = new AccountSession
            {
                Id = Guid.CreateVersion7(now),
                AccountId = account.Id,
                Stamp = account.SecurityStamp,
                StartedAt = now,
                LastSeenAt = now,
                Device = device,
                IpAddress = address,
            };
            session.Insert(started);
            await AuditTrail.AppendAsync(session, actor, "session.started", new AuditSubject("session", started.Id), new { account.UserName, device, address }, ct);
            return started.Id;
        }, cancellationToken);
    }

    /// <summary>Those of the account that are still open, the one used last first.</summary>
    public Task<List<AccountSession>> ListAsync(Guid accountId, CancellationToken cancellationToken) => database.ReadAsync((context, ct) => OpenSessions(context)
        .Where(session => session.AccountId == accountId).OrderByDescending(session => session.LastSeenAt).ThenBy(session => session.Id).ToListAsync(ct), cancellationToken);

    /// <summary>Which of these sessions are still open.</summary>
    public Task<List<Guid>> StillOpenAsync(DbContext context, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        OpenSessions(context).Where(session => ids.Contains(session.Id)).Select(session => session.Id).ToListAsync(cancellationToken);

    /// <summary>Which of these are still open and an administrator's.</summary>
    public Task<List<Guid>> OfAdministratorsAsync(DbContext context, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        OpenSessions(context).Where(session => ids.Contains(session.Id) && context.Set<Account>().Any(account => account.Id == session.AccountId && account.IsAdministrator))
            .Select(session => session.Id).ToListAsync(cancellationToken);

    /// <exception cref="RuleViolation"><c>session.not-found</c>: the account has no open session with this id.</exception>
    public Task EndAsync(CurrentUser user, Guid id, CancellationToken cancellationToken) => database.WriteAsync(async (session, ct) =>
    {
        if (await session.FindAsync<AccountSession>(id, ct) is not { EndedAt: null } found || found.AccountId != user.AccountId)
            throw RuleViolation.NotFound("session.not-found", "Không tìm thấy phiên làm việc này, hoặc phiên đã kết thúc.");
        await CloseAsync(session, id, ct);
        await AuditTrail.AppendAsync(session, user.Actor, "session.ended", new AuditSubject("session", id), new { found.Device, Own = id == user.SessionId }, ct);
        return true;
    }, cancellationToken);

    /// <summary>Ends all sessions of the account but this one.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> EndOthersAsync(CurrentUser user, CancellationToken cancellationToken) => database.WriteAsync(async (session, ct) =>
    {
        var others = await OpenSessions(session.Context).Where(other => other.AccountId == user.AccountId && other.Id != user.SessionId).Select(other => other.Id).ToListAsync(ct);
        foreach (var id in others)
            await CloseAsync(session, id, ct);
        if (others.Count > 0)
            await AuditTrail.AppendAsync(session, user.Actor, "session.others-ended", new AuditSubject("account", user.AccountId), new { others.Count }, ct);
        return others.Count;
    }, cancellationToken);

    /// <summary>Writes down that the session was used, when that was not done for a while.</summary>
    public async Task TouchAsync(AccountSession seen, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() - seen.LastSeenAt < SeenEvery)
            return;
        await database.WriteAsync(async (session, ct) =>
        {
            if (await session.FindAsync<AccountSession>(seen.Id, ct) is not { EndedAt: null } found)
                return false;
            found.LastSeenAt = session.Clock.GetUtcNow();
            session.Update(found);
            return true;
        }, cancellationToken);
    }

    /// <summary>To be told when this write, which ends sessions by a new stamp, is committed.</summary>
    public void TellAfter(WriteSession session)
    {
        if (Ended is { } ended)
            session.AfterCommit(ended);
    }

    private async Task CloseAsync(WriteSession session, Guid id, CancellationToken cancellationToken)
    {
        if (await session.FindAsync<AccountSession>(id, cancellationToken) is not { EndedAt: null } found)
            return;
        found.EndedAt = session.Clock.GetUtcNow();
        session.Update(found);
        TellAfter(session);
    }

    private IQueryable<AccountSession> OpenSessions(DbContext context)
    {
        var runOut = RunOutBefore;
        return
            from session in context.Set<AccountSession>()
            join account in context.Set<Account>() on session.AccountId equals account.Id
            where session.EndedAt == null && session.Stamp == account.SecurityStamp && session.LastSeenAt > runOut
            select session;
    }
}
