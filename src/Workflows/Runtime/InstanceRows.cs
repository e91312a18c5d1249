using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;

namespace LienThong.Workflows.Runtime;

/// <summary>Writes what a burst did into the session: the instance, its waits, timers, incidents, journal and messages, all for one commit.</summary>
internal static class InstanceRows
{
    /// <summary>Kind of a timer that resumes a bookmark.</summary>
    public const string BookmarkTimer = "bookmark";

    public static InstanceRow Insert(WriteSession session, Burst burst)
    {
        var row = new InstanceRow
        {
            Id = burst.Instance.Id,
            DefinitionId = burst.DefinitionId,
            DefinitionVersionId = burst.DefinitionVersionId,
            Status = "",
            SubStatus = "",
            State = [],
            CreatedAt = burst.Instance.CreatedAt,
            ParentInstanceId = burst.Instance.ParentInstanceId,
        };
        Fill(row, burst.Instance);
        session.Insert(row);
        Move(session, [], Kept(burst), b => RowOf(b, burst));
        Move(session, [], Kept(burst).FindAll(b => b.DueAt is not null), b => TimerOf(b, burst));
        InsertEffects(session, burst);
        return row;
    }

    public static void Update(WriteSession session, Burst burst, InstanceRow row)
    {
        Fill(row, burst.Instance);
        session.Update(row);
        // Made and burned in one burst: nobody ever saw it.
        var burned = burst.BurnedBookmarks.Where(b => !burst.NewBookmarks.Contains(b)).ToList();
        Move(session, burned, Kept(burst), b => RowOf(b, burst));
        Move(session, burned.FindAll(b => b.DueAt is not null), Kept(burst).FindAll(b => b.DueAt is not null), b => TimerOf(b, burst));
        if (burst.RenamedInstance)
        {
            foreach (var waiting in burst.Instance.Bookmarks.Where(b => !burst.NewBookmarks.Contains(b)))
                session.Update(RowOf(waiting, burst));
        }

        foreach (var closed in burst.ClosedIncidents)
        {
            if (!burst.NewIncidents.Contains(closed))
                session.Update(RowOf(closed, burst));
        }

        // They wait and lie open as before, at a step of another version.
        foreach (var moved in burst.MovedBookmarks.Where(b => !burned.Contains(b)))
            session.Update(RowOf(moved, burst));
        foreach (var moved in burst.MovedIncidents.Where(i => !burst.ClosedIncidents.Contains(i)))
            session.Update(RowOf(moved, burst));

        InsertEffects(session, burst);
    }

    private static List<Bookmark> Kept(Burst burst) => burst.NewBookmarks.FindAll(b => !burst.BurnedBookmarks.Contains(b));

    // A wait that moves on keeps its line: one statement instead of two, and burning it still means that the old line was there.
    private static void Move<T>(WriteSession session, List<Bookmark> gone, List<Bookmark> come, Func<Bookmark, T> rowOf) where T : class
    {
        for (var i = 0; i < Math.Max(gone.Count, come.Count); i++)
        {
            if (i >= come.Count)
                session.Delete(rowOf(gone[i]));
            else if (i >= gone.Count)
                session.Insert(rowOf(come[i]));
            else
                session.Replace(rowOf(gone[i]), rowOf(come[i]));
        }
    }

    private static void Fill(InstanceRow row, WorkflowInstance instance)
    {
        row.Status = Text(instance.Status);
        row.SubStatus = Text(instance.SubStatus);
        row.DefinitionVersionId = instance.Definition.Id;
        row.DefinitionVersion = instance.Definition.Version;
        row.CorrelationId = instance.CorrelationId;
        row.Name = instance.Name;
        row.IncidentCount = instance.Incidents.Count;
        row.UpdatedAt = instance.UpdatedAt;
        row.FinishedAt = instance.FinishedAt;
        row.State = InstanceState.Write(instance);
    }

    private static void InsertEffects(WriteSession session, Burst burst)
    {
        foreach (var incident in burst.NewIncidents)
            session.Insert(RowOf(incident, burst));
        var now = burst.Clock.GetUtcNow();
        foreach (var message in burst.Messages)
            Outbox.OutboxMessages.Add(session, message.Kind, message.Payload, now);
        // One row a burst, not one an entry: the journal is read by instance, and rows cost more than bytes.
        session.Insert(new JournalRow { InstanceId = burst.Instance.Id, Burst = burst.Instance.Bursts, At = now, Entries = KeptJournal.Write(burst.Journal, now), Values = burst.RecordedValues });
    }

    private static BookmarkRow RowOf(Bookmark bookmark, Burst burst) => new()
    {
        Id = bookmark.Id,
        InstanceId = burst.Instance.Id,
        Name = bookmark.Name,
        Hash = bookmark.Hash,
        ActivityId = bookmark.ActivityId,
        CorrelationId = burst.Instance.CorrelationId,
        Payload = bookmark.Payload?.ToJsonString(),
        CreatedAt = bookmark.CreatedAt,
    };

    private static TimerRow TimerOf(Bookmark bookmark, Burst burst) => new()
    {
        Id = bookmark.Id,
        DueAt = bookmark.DueAt ?? default,
        Kind = BookmarkTimer,
        InstanceId = burst.Instance.Id,
    };

    private static IncidentRow RowOf(Incident incident, Burst burst) => new()
    {
        Id = incident.Id,
        InstanceId = burst.Instance.Id,
        ActivityId = incident.ActivityId,
        ActivityNodeId = incident.ActivityNodeId,
        ActivityType = incident.ActivityType,
        ActivityInstanceId = ActivityExecution.IdOf(burst.Instance.Id, incident.Execution),
        Code = incident.Code,
        Message = incident.Message,
        Detail = incident.Detail,
        At = incident.Timestamp,
        ResolvedAt = burst.ClosedIncidents.Contains(incident) ? burst.Instance.UpdatedAt : null,
        EndedUnresolved = burst.ClosedIncidents.Contains(incident) && !burst.RunAgainIncidents.Contains(incident),
        Resolution = burst.ClosedIncidents.Contains(incident) ? burst.Resolution ?? EngineUpgrade.StepEnded : null,
    };

    private static string Text(WorkflowStatus status) => status == WorkflowStatus.Running ? "Running" : "Finished";

    private static string Text(WorkflowSubStatus status) => status.ToString();
}
