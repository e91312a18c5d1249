using System.Net.ServerSentEvents;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using System.Threading.Channels;
using LienThong.Activities.Documents;

namespace LienThong.Host.Live;

/// <summary>One open page of somebody, and what is on its way there.</summary>
internal sealed class LiveConnection(Guid personId, Guid sessionId, LiveCursor cursor, Action<LiveConnection> closed) : IDisposable
{
    // A page that reads so slowly is cut off: it connects again and is told from where it was.
    private const int MaxWaiting = 256;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly Channel<SseItem<string>> _waiting = Channel.CreateBounded<SseItem<string>>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly Queue<Guid> _toldNotices = new();
    private InboxState? _inbox;

    public Guid PersonId => personId;

    public Guid SessionId => sessionId;

    public LiveCursor Cursor { get; private set; } = cursor;

    /// <summary>It was told nothing yet.</summary>
    public bool IsNew => _inbox is null;

    /// <summary>The next event; a heartbeat when there is none for so long; null when the connection is over.</summary>
    public async Task<SseItem<string>?> NextAsync(TimeSpan heartbeat, TimeProvider time, CancellationToken cancellationToken)
    {
        using var pause = new CancellationTokenSource(heartbeat, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(pause.Token, cancellationToken);
        try
        {
            return await _waiting.Reader.ReadAsync(either.Token);
        }
        catch (ChannelClosedException)
        {
            return null;
        }
        catch (OperationCanceledException)
        {
            return cancellationToken.IsCancellationRequested ? null : new SseItem<string>("{}", "heartbeat");
        }
    }

    /// <summary>Passes on what concerns this person; <paramref name="access"/> is what they may read today.</summary>
    public void Tell(LiveChanges changes, DossierAccess access)
    {
        if (!changes.OpenSessions.Contains(sessionId))
        {
            End();
            return;
        }

        var from = Cursor;
        Cursor = new LiveCursor(Math.Max(from.Seq, changes.Next.Seq), changes.Next.NoticesAt);
        List<(string Type, object Data)> events = [];
        foreach (var (item, seq) in changes.Decided)
        {
            if (seq > from.Seq && item.WasOfferedTo(personId))
                events.Add(("work-item", new { item.Id, item.DossierId }));
        }

        foreach (var changed in changes.Dossiers)
        {
            if (changed.Seq > from.Seq && access.Reads(changed.Dossier, changed.TaskUnits, changed.Work))
                events.Add(("dossier", new { changed.Dossier.Id }));
        }

        foreach (var said in changes.Notices[personId])
        {
            var notice = said.Notice;
            // The query looks back a little further than the cursor.
            if (_toldNotices.Contains(notice.Id))
                continue;
            _toldNotices.Enqueue(notice.Id);
            if (_toldNotices.Count > MaxWaiting)
                _toldNotices.Dequeue();
            if (!IsNew || notice.DeliveredAt > from.NoticesAfter)
                events.Add(("notice", new { notice.Id, notice.Kind, said.Text, notice.DossierId }));
        }

        if (changes.Inboxes is not null)
        {
            var inbox = changes.Inboxes.GetValueOrDefault(personId) ?? InboxState.Empty;
            if (inbox != _inbox)
                events.Add(("inbox", new { inbox.Count }));
            _inbox = inbox;
        }

        for (var i = 0; i < events.Count; i++)
        {
            // Only the last one moves the reader on: a break in between tells all of them again rather than losing one.
            Write(events[i].Type, events[i].Data, i == events.Count - 1 ? Cursor : from);
        }
    }

    /// <summary>Too much happened meanwhile to be told one by one.</summary>
    public void Reload() => Write("reload", new { }, Cursor);

    /// <summary>Closes it from our side.</summary>
    public void End() => _waiting.Writer.TryComplete();

    public void Dispose()
    {
        End();
        closed(this);
    }

    private void Write(string type, object data, LiveCursor told)
    {
        if (!_waiting.Writer.TryWrite(EventOf(type, data, told)))
            End();
    }

    private static SseItem<string> EventOf(string type, object data, LiveCursor told) => new(JsonSerializer.Serialize(data, Json), type) { EventId = told.ToString() };
}
