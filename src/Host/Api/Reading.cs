using LienThong.Activities.Agencies;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Documents;
using LienThong.Host.Auth;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Api;

/// <summary>How an endpoint reads: with the organisation and the day in Viet Nam at hand.</summary>
internal sealed class Reading(Database database, OrganisationCache organisations, TimeProvider time)
{
    public Task<T> RunAsync<T>(Func<ReadingContext, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        database.ReadAsync(async (context, ct) => await read(new ReadingContext(context, await organisations.GetAsync(context, ct), VietnamTime.Today(time)), ct), cancellationToken);
}

/// <summary>What a read has at hand.</summary>
internal sealed record ReadingContext(DbContext Context, Organisation Organisation, DateOnly Today);

internal static class ReadingAccess
{
    /// <summary>What this person may read today.</summary>
    public static DossierAccess Access(this CurrentUser user) => new(user.PersonId, user.Positions, user.Reach);

    /// <summary>A query's page as the answer.</summary>
    public static Page<T> Of<T>(this PageRequest page, (IReadOnlyList<T> Items, int Total) found) => page.Of(found.Items, found.Total);
}
