using System.Runtime.CompilerServices;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Agencies;

/// <summary>The organisation in memory, read again when it has changed. One for the process; safe for many threads.</summary>
public sealed class OrganisationCache
{
    // What a session was told once holds for all of it.
    private readonly ConditionalWeakTable<WriteSession, Organisation> bySession = [];
    private Organisation? current;

    /// <summary>
    /// For the whole of a write: the query is made once, or not at all where the version was read beside another row. Not for changes of the
    /// organisation itself.
    /// </summary>
    public async Task<Organisation> GetAsync(WriteSession session, CancellationToken cancellationToken)
    {
        if (bySession.TryGetValue(session, out var told)) return told;

        var stamp = session.Beside<OrganisationVersion>()?.Stamp;
        var known = Volatile.Read(ref current);
        var organisation = known is not null && known.Stamp == stamp ? known : await GetAsync(session.Context, cancellationToken);
        bySession.AddOrUpdate(session, organisation);
        return organisation;
    }

    /// <summary>
    /// As the context sees it: one small query when nothing has changed. Inside a write, flush first to see its own changes.
    /// </summary>
    public async Task<Organisation> GetAsync(DbContext context, CancellationToken cancellationToken)
    {
        var stamp = await StampAsync(context, cancellationToken);
        while (true)
        {
            var known = Volatile.Read(ref current);
            if (known?.Stamp == stamp) return known;

            var loaded = await LoadAsync(context, stamp, cancellationToken);
            // Changed between the first table and the last: read again rather than keep halves of two.
            var after = await StampAsync(context, cancellationToken);
            if (after == stamp)
            {
                Volatile.Write(ref current, loaded);
                return loaded;
            }
            stamp = after;
        }
    }

    private static Task<Guid> StampAsync(DbContext context, CancellationToken cancellationToken) =>
        context.Set<OrganisationVersion>().Where(version => version.Id == OrganisationVersion.TheOne).Select(version => version.Stamp)
            .SingleAsync(cancellationToken);

    private static async Task<Organisation> LoadAsync(DbContext context, Guid stamp, CancellationToken cancellationToken) => new(
        stamp,
        await context.Set<Agency>().AsNoTracking().ToListAsync(cancellationToken),
        await context.Set<Unit>().AsNoTracking().ToListAsync(cancellationToken),
        await context.Set<Position>().AsNoTracking().ToListAsync(cancellationToken),
        await context.Set<Person>().AsNoTracking().ToListAsync(cancellationToken),
        await context.Set<Appointment>().AsNoTracking().ToListAsync(cancellationToken));
}
