using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace LienThong.Host.Tests.Live;

/// <summary>A page that looks on.</summary>
internal sealed class LiveReader : IAsyncDisposable
{
    private readonly HttpResponseMessage _answer;
    private readonly IAsyncEnumerator<SseItem<string>> _events;
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(60));

    private LiveReader(HttpResponseMessage answer, Stream stream)
    {
        _answer = answer;
        _events = SseParser.Create(stream).EnumerateAsync(_patience.Token).GetAsyncEnumerator();
    }

    /// <summary>All that came so far.</summary>
    public List<SseItem<string>> Seen { get; } = [];

    /// <summary>Returns when the page is connected: the count of the inbox comes first.</summary>
    public static async Task<LiveReader> OpenAsync(Caller caller, string? lastEventId = null)
    {
        var answer = await caller.OpenAsync("/api/live", lastEventId);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var reader = new LiveReader(answer, await answer.Content.ReadAsStreamAsync());
        await reader.NextAsync("inbox", _ => true);
        return reader;
    }

    /// <summary>The next event of this type that is meant.</summary>
    public async Task<SseItem<string>> NextAsync(string type, Func<JsonElement, bool> isMeant)
    {
        while (await _events.MoveNextAsync())
        {
            Seen.Add(_events.Current);
            if (_events.Current.EventType == type && isMeant(JsonDocument.Parse(_events.Current.Data).RootElement))
                return _events.Current;
        }

        throw new InvalidOperationException($"The stream ended without {type}: {string.Join(", ", Seen.Select(item => item.EventType))}.");
    }

    public Task<SseItem<string>> NextAsync(string type, string property, Guid id) => NextAsync(type, data => data.GetProperty(property).ValueKind == JsonValueKind.String && data.GetProperty(property).GetGuid() == id);

    /// <summary>Reads until what came so far is enough; in whatever order it came.</summary>
    public async Task UntilAsync(Func<IReadOnlyList<SseItem<string>>, bool> isEnough)
    {
        while (!isEnough(Seen))
        {
            if (!await _events.MoveNextAsync())
                throw new InvalidOperationException($"The stream ended with {string.Join(", ", Seen.Select(item => item.EventType))}.");
            Seen.Add(_events.Current);
        }
    }

    /// <summary>Reads until the server ends the stream.</summary>
    public async Task EndAsync()
    {
        while (await _events.MoveNextAsync())
            Seen.Add(_events.Current);
    }

    public async ValueTask DisposeAsync()
    {
        await _patience.CancelAsync();
        try
        {
            await _events.DisposeAsync();
        }
        catch (OperationCanceledException)
        {
            // It was still waiting.
        }

        _answer.Dispose();
        _patience.Dispose();
    }
}
