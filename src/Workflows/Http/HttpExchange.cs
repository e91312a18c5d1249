using LienThong.Workflows.Model;

namespace LienThong.Workflows.Http;

/// <summary>A request and the answer that is being written to it, for the activities of one burst; they take it from the burst's services.</summary>
public sealed class HttpExchange(HttpRequestRead request, HttpCaller caller, Action<TimeSpan> limitTime)
{
    public HttpRequestRead Request => request;

    public HttpCaller Caller => caller;

    /// <summary>Parameters of the route that was matched, decoded.</summary>
    public IReadOnlyDictionary<string, string> RouteValues { get; init; } = new Dictionary<string, string>();

    /// <summary>What was written so far; null before anything was.</summary>
    public HttpAnswer? Answer { get; set; }

    /// <summary>Ends the work on this request so long after it came in; the shortest limit holds.</summary>
    public void LimitTime(TimeSpan span) => limitTime(span);
}

/// <summary>Who sent a request, as far as an endpoint asks.</summary>
/// <param name="IsSignedIn">It is somebody the program knows.</param>
/// <param name="Meets">Whether this person meets a policy, by its name in the definition.</param>
public sealed record HttpCaller(bool IsSignedIn, Func<string, bool> Meets)
{
    public static readonly HttpCaller Anonymous = new(false, _ => false);
}

/// <summary>An answer as it is to be sent.</summary>
/// <param name="Status">200 to 599.</param>
/// <param name="ContentType">Null where there is no content.</param>
/// <param name="Headers">Without the content type; a header may stand more than once.</param>
/// <param name="Body">Empty where there is none.</param>
public sealed record HttpAnswer(int Status, string? ContentType, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body)
{
    public static HttpAnswer Empty(int status) => new(status, null, [], default);

    /// <summary>An answer that says in JSON what went wrong, as Elsa does.</summary>
    public static HttpAnswer Saying(int status, object content) => new(status, HttpBody.Json, [], HttpBody.JsonBytes(content));
}

/// <summary>The request cannot be taken: nothing is started or resumed, and this is the answer.</summary>
public sealed class HttpRefusedException(HttpAnswer answer, string message) : RefusedBurstException(message)
{
    public HttpAnswer Answer => answer;

    internal static HttpRefusedException With(int status, string message) => new(HttpAnswer.Saying(status, new { message }), message);
}
