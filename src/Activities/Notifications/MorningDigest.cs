using System.Text.Json.Nodes;
using LienThong.Activities.Agencies;
using LienThong.Activities.Deadlines;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Delegations;
using LienThong.Activities.Work;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace LienThong.Activities.Notifications;

/// <summary>When letters leave; section "Notices" of the settings.</summary>
public sealed record NoticeOptions
{
    /// <summary>Mail about a document marked hỏa tốc does not wait for the end of the quiet hours.</summary>
    public bool UrgentPassesQuietHours { get; init; } = true;

    /// <summary>Time of the morning digest on working days, in Việt Nam.</summary>
    public TimeOnly DigestAt { get; init; } = new(7, 30);
}

/// <summary>Writes everybody for whom something waits one letter on the morning of each working day.</summary>
/// <remarks>
/// The row of the person's day and the letter in the outbox are one commit, and the row's key lets nobody write a second one: so it is one letter
/// however often this runs, here or on another node.
/// </remarks>
public sealed class MorningDigest(Database database, OrganisationCache organisations, TimeProvider time, NoticeOptions options, ILogger<MorningDigest> logger)
{
    private const int MostLines = 20;

    // A server that comes up in the afternoon does not wish a good morning any more.
    private static readonly TimeOnly Latest = new(12, 0);

    // What could not be written is tried again after this, until it is too late.
    private static readonly TimeSpan TriedAgainAfter = TimeSpan.FromMinutes(10);

    // Who gets the first digest of all is not told of everything that ever came.
    private static readonly TimeSpan LongestLookBack = TimeSpan.FromDays(7);

    private DateTimeOffset? _next;

    /// <summary>Writes today's letters when it is time.</summary>
    /// <returns>The next working morning; sooner when a letter could not be written.</returns>
    public async Task<DateTimeOffset?> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // Rung at start and by the safety sweep too: in between that costs nothing.
        if (now < _next)
            return _next;
        var today = VietnamTime.DateOf(now);
        var calendar = await database.ReadAsync(CalendarTable.LoadAsync, cancellationToken);
        var isWorkingDay = calendar.IsWorkingDay(today);
        if (isWorkingDay && now < VietnamTime.At(today, options.DigestAt))
            return _next = VietnamTime.At(today, options.DigestAt);
        if (isWorkingDay && now < VietnamTime.At(today, Latest))
        {
            var all = true;
            foreach (var person in await WaitedForAsync(today, cancellationToken))
                all &= await TryWriteAsync(person, today, cancellationToken);
            if (!all)
                return _next = now + TriedAgainAfter;
        }

        return _next = VietnamTime.At(calendar.NextWorkingDay(today), options.DigestAt);
    }

    private Task<List<Guid>> WaitedForAsync(DateOnly today, CancellationToken cancellationToken) => database.ReadAsync(async (context, ct) =>
    {
        var open = context.Set<WorkItem>().Where(item => item.State == WorkItemState.Open);
        var assigned = open.Where(item => item.AssigneeId != null).Select(item => item.AssigneeId!.Value);
        var offered =
            from candidate in context.Set<WorkItemCandidate>()
            join item in open on candidate.WorkItemId equals item.Id
            where item.AssigneeId == null
            select candidate.PersonId;
        var digested = context.Set<NotificationPreferences>().Where(preferences => preferences.Digested != "").Select(preferences => preferences.PersonId);
        return await assigned.Concat(offered).Concat(digested).Distinct()
            .Where(person => !context.Set<NotificationPreferences>().Any(preferences => preferences.PersonId == person && !preferences.MorningDigest)
                && !context.Set<DigestRow>().Any(digest => digest.Day == today && digest.PersonId == person))
            .OrderBy(person => person).ToListAsync(ct);
    }, cancellationToken);

    private async Task<bool> TryWriteAsync(Guid person, DateOnly today, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(person, today, cancellationToken);
            return true;
        }
#pragma warning disable CA1031 // one letter that fails may not hold up those of the others
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.LogError(exception, "The morning digest of {Person} could not be written and is tried again.", person);
            return false;
        }
    }

    private async Task WriteAsync(Guid person, DateOnly today, CancellationToken cancellationToken)
    {
        try
        {
            await database.WriteAsync(async (session, ct) =>
            {
                if (await session.FindAsync<DigestRow>((today, person), ct) is not null)
                    return false;
                // Those due first come first, so what is late stands on top.
                var organisation = await organisations.GetAsync(session, ct);
                var reach = await Reach.OfAsync(session.Context, organisation, person, today, ct);
                var inbox = await Inbox.ReadAsync(session.Context, reach, new InboxFilter(), InboxSort.Deadline, after: null, MostLines, new InboxDay(organisation, today), ct);
                var preferences = await session.FindAsync<NotificationPreferences>(person, ct) ?? new NotificationPreferences();
                var now = session.Clock.GetUtcNow();
                var notices = await NoticesAsync(session.Context, preferences, person, now, ct);
                if (inbox.Items.Count == 0 && notices.Count == 0)
                    return false;
                session.Insert(new DigestRow { Day = today, PersonId = person, WrittenAt = now });
                OutboxMessages.Add(session, DigestMail.MessageKind, new JsonObject
                {
                    ["person"] = person.ToString("D"),
                    ["day"] = today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                    ["total"] = inbox.Waiting,
                    ["notices"] = new JsonArray([.. notices.Select(text => (JsonNode)text)]),
                    ["lines"] = new JsonArray([.. inbox.Items.Select(item => (JsonNode)LineOf(item))]),
                }, now, QuietHours.LeavesAt(now, preferences.QuietFrom, preferences.QuietTo));
                return true;
            }, cancellationToken);
        }
        catch (DuplicateRowException)
        {
            // Another node wrote it in the same moment.
        }
    }

    // Those that the person wants told in the morning, and has not looked at since the last digest.
    private static async Task<List<string>> NoticesAsync(DbContext context, NotificationPreferences preferences, Guid person, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (preferences.Digested.Length == 0)
            return [];
        var kinds = preferences.Digested.Split(',');
        var last = await context.Set<DigestRow>().Where(digest => digest.PersonId == person).OrderByDescending(digest => digest.Day).Select(digest => (DateTimeOffset?)digest.WrittenAt).FirstOrDefaultAsync(cancellationToken);
        var since = last ?? now - LongestLookBack;
        var unread = context.Set<Notification>().Where(notice => notice.PersonId == person && notice.ReadAt == null && notice.DeliveredAt > since && kinds.Contains(notice.Kind))
            .OrderBy(notice => notice.DeliveredAt).Take(MostLines);
        return [.. (await NotificationQuery.Said(context, unread).OrderBy(said => said.Notice.DeliveredAt).ToListAsync(cancellationToken)).Select(said => said.Text)];
    }

    private static string LineOf(InboxItem item)
    {
        var row = item.Work;
        var deadline = item.Deadline?.Text ?? "Không thời hạn";
        var incoming = row.IncomingSymbol is null ? "" : $"{row.IncomingNumber}/{row.IncomingSymbol} – ";
        return $"{deadline}: {row.Title} – {incoming}{row.Subject}";
    }
}
