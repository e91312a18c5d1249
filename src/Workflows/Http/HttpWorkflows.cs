using LienThong.Workflows.Definitions;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Runtime;

namespace LienThong.Workflows.Http;

/// <summary>What a request did: the answer, and the burst that wrote it; no burst where nothing was started or resumed.</summary>
public sealed record HttpRun(HttpAnswer Answer, BurstOutcome? Outcome);

/// <summary>Gives a request to the workflow that waits for it, or starts the one that it triggers. The answer is given after the commit.</summary>
public sealed class HttpWorkflows(Database database, WorkflowEngine engine, DefinitionStore definitions, HttpWorkflowOptions options, TimeProvider clock)
{
    /// <summary>Runs one burst in one write. Never throws for what the request asks: every refusal is an answer (400, 401, 403, 404, 409, 413, 415, 500, 504).</summary>
    public async Task<HttpRun> RunAsync(HttpRequestRead request, HttpCaller caller, CancellationToken cancellationToken)
    {
        if (Segments(request.Path) is not { } path)
            return NotFound;
        using var limit = new HttpTimeLimit(options.RequestTimeout, clock, cancellationToken);
        try
        {
            var (instanceId, correlationId) = NamedBy(request);
            // Outside of the writer: what nobody waits for costs no write. What is found is looked up again by the write, which alone decides.
            var hashes = await database.ReadAsync((context, ct) => HttpListeners.HashesAsync(context, path, request.Method, instanceId, correlationId, ct), limit.Token);
            return hashes.Count == 0
                ? NotFound
                : await database.WriteAsync((session, ct) => RunAsync(session, request, new Asked(path, hashes, instanceId, correlationId), caller, limit, ct), limit.Token);
        }
        catch (HttpRefusedException refused)
        {
            return new HttpRun(refused.Answer, null);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && (e is TimeoutException || (e is OperationCanceledException && limit.IsOver)))
        {
            return new HttpRun(HttpAnswer.Empty(504), null);
        }
    }

    private static HttpRun NotFound => new(HttpAnswer.Empty(404), null);

    private static (string? InstanceId, string? CorrelationId) NamedBy(HttpRequestRead request)
    {
        var query = request.QueryValues();
        var correlationId = Text(query, "correlationId") ?? request.Header("X-Correlation-ID");
        var instanceId = Text(query, "workflowInstanceId") ?? request.Header("X-Workflow-Instance-ID");
        return IsUsable(instanceId) && IsUsable(correlationId)
            ? (instanceId, correlationId)
            : throw HttpRefusedException.With(400, "workflowInstanceId và correlationId là một dòng chữ, dài nhất 128 ký tự.");
    }

    private async Task<HttpRun> RunAsync(WriteSession session, HttpRequestRead request, Asked asked, HttpCaller caller, HttpTimeLimit limit, CancellationToken cancellationToken)
    {
        // The queue of writes does not end a work with its caller; a request that nobody waits for any more does not go on.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var listeners = await HttpListeners.FindAsync(session.Context, asked.Hashes, asked.Path, request.Method, asked.InstanceId, asked.CorrelationId, either.Token);
        if (listeners.Count == 0)
            return NotFound;
        if (listeners.Count > 1)
            return new HttpRun(Ambiguous, null);
        var listener = listeners[0];
        // Made anew in each run of this work: what an earlier run wrote never happened.
        var exchange = new HttpExchange(request, caller, limit.Shorten) { RouteValues = listener.RouteValues };
        var outcome = await TellAsync(session, listener, asked.CorrelationId, new ExchangeService(exchange), either.Token);
        // Somebody else was faster than this request, or the activation strategy allows no further instance now.
        return outcome is null ? new HttpRun(HttpAnswer.Empty(409), null) : new HttpRun(AnswerOf(exchange, outcome), outcome);
    }

    private async Task<BurstOutcome?> TellAsync(WriteSession session, HttpListener listener, string? correlationId, ExchangeService exchange, CancellationToken cancellationToken)
    {
        var nothing = new Dictionary<string, object?>();
        if (listener.Bookmark is { } bookmark)
            return await engine.ResumeAsync(session, bookmark.InstanceId, bookmark.Id, nothing, null, cancellationToken, exchange);
        var definition = await definitions.GetVersionAsync(session, listener.Trigger!.DefinitionVersionId, cancellationToken);
        return await engine.TryStartAsync(
            session, definition, new StartRequest { CorrelationId = correlationId, TriggerActivityId = listener.Trigger.ActivityId }, cancellationToken, exchange);
    }

    // What was sent before something went wrong stands, as it does in Elsa; without content nothing was sent yet.
    private static HttpAnswer AnswerOf(HttpExchange exchange, BurstOutcome outcome)
    {
        if (outcome.NewIncidents.Count > 0 && exchange.Answer is not { Body.IsEmpty: false })
        {
            return HttpAnswer.Saying(500, new
            {
                errorMessage = "Quy trình gặp sự cố khi xử lý yêu cầu này. Quản trị viên xem sự cố của lượt chạy để xử lý.",
                workflowInstanceId = outcome.Instance.Id,
            });
        }

        return exchange.Answer ?? HttpAnswer.Empty(200);
    }

    // Which ones is nothing for a stranger: their ids would let him reach each of them.
    private static HttpAnswer Ambiguous => HttpAnswer.Saying(500, new { errorMessage = "The call is ambiguous and matches multiple workflows." });

    // The decoded path below the base path; null when it lies elsewhere.
    private IReadOnlyList<string>? Segments(string path)
    {
        var all = HttpRoute.SegmentsOf(path);
        var start = HttpRoute.SegmentsOf(options.BasePath) ?? [];
        return all is not null && all.Count >= start.Count && start.Select((part, i) => part.Equals(all[i], StringComparison.OrdinalIgnoreCase)).All(same => same)
            ? [.. all.Skip(start.Count)]
            : null;
    }

    private static bool IsUsable(string? id) => id is null || (id.Length <= 128 && !id.Any(char.IsControl));

    private static string? Text(Dictionary<string, object?> query, string name) => query.GetValueOrDefault(name) as string is { Length: > 0 } text ? text : null;

    private sealed record Asked(IReadOnlyList<string> Path, IReadOnlyList<string> Hashes, string? InstanceId, string? CorrelationId);

    private sealed class ExchangeService(HttpExchange exchange) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(HttpExchange) ? exchange : null;
    }
}

/// <summary>The time that a request may take: the host's, or less where its endpoint says so; all counted from when it came in.</summary>
internal sealed class HttpTimeLimit : IDisposable
{
    private readonly TimeProvider clock;
    private readonly long start;
    private readonly CancellationTokenSource span;
    private readonly CancellationTokenSource either;
    private TimeSpan shortest;

    public HttpTimeLimit(TimeSpan most, TimeProvider clock, CancellationToken cancellationToken)
    {
        this.clock = clock;
        start = clock.GetTimestamp();
        shortest = most;
        span = new CancellationTokenSource(most, clock);
        either = CancellationTokenSource.CreateLinkedTokenSource(span.Token, cancellationToken);
    }

    public CancellationToken Token => either.Token;

    public bool IsOver => span.IsCancellationRequested;

    public void Shorten(TimeSpan limit)
    {
        if (limit >= shortest)
            return;
        shortest = limit;
        var left = limit - clock.GetElapsedTime(start);
        if (left > TimeSpan.Zero)
            span.CancelAfter(left);
        else
            span.Cancel();
    }

    public void Dispose()
    {
        either.Dispose();
        span.Dispose();
    }
}
