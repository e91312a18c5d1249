using System.Net;
using System.Net.Sockets;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Http;

/// <summary>Sends the requests of definitions, within limits. One for the program: it keeps the connections.</summary>
public sealed class HttpSender : IDisposable
{
    private readonly HttpSendOptions options;
    private readonly HttpMessageInvoker client;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> resolve;

    /// <param name="options">Limits.</param>
    /// <param name="resolve">Finds the addresses of a host; null asks the system.</param>
    public HttpSender(HttpSendOptions options, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        this.options = options;
        this.resolve = resolve ?? ((host, ct) => Dns.GetHostAddressesAsync(host, ct));
#pragma warning disable CA2000 // the client disposes of it
        client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            // All instances share the connections, so nothing of one may stick to them; and a proxy would connect to where we may not.
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectCallback = ConnectAsync,
        });
#pragma warning restore CA2000
    }

    /// <exception cref="ActivityFault">The address may not be asked, or the answer is too large.</exception>
    /// <exception cref="HttpRequestException">There was no answer.</exception>
    /// <exception cref="TimeoutException">It took too long.</exception>
    internal async Task<HttpReply> SendAsync(HttpSending sending, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Timeout);
        try
        {
            for (var redirects = 0; ; redirects++)
            {
                using var request = sending.ToMessage();
                using var response = await client.SendAsync(request, limit.Token);
                if (redirects == options.MaxRedirects || sending.Redirected(response) is not { } next)
                    return await ReadAsync(response, limit.Token);
                sending = next;
            }
        }
        catch (HttpRequestException e) when (e.InnerException is ActivityFault refused)
        {
            throw refused;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{sending.Url.Host}: không trả lời xong trong {options.Timeout.TotalSeconds} giây.");
        }
    }

    public void Dispose() => client.Dispose();

    private async Task<HttpReply> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (body.Length + read > options.MaxAnswerBytes)
                throw new ActivityFault("http.answer-too-large", $"Máy chủ {response.RequestMessage?.RequestUri?.Host} trả lời quá {options.MaxAnswerBytes} byte. Quản trị viên có thể nâng giới hạn Http:MaxAnswerKilobytes.");
            body.Write(buffer, 0, read);
        }

        return new HttpReply(
            (int)response.StatusCode, response.ReasonPhrase,
            response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => (object?)h.Value.Select(v => (object?)v).ToList(), StringComparer.OrdinalIgnoreCase),
            response.Content.Headers.ContentType?.ToString(), body.ToArray());
    }

    // Looked at when connecting, not before: a name may have another address a moment later. The whole way of a redirect comes by here too.
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await resolve(host, cancellationToken);
        var open = IsAllowed(host) ? addresses : Array.FindAll(addresses, address => !PrivateAddresses.Contain(address));
        if (open.Length == 0 && addresses.Length > 0)
            throw Refused(host);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsAllowed(string host) =>
        options.AllowedPrivateHosts.Any(allowed => allowed == "*" || allowed.Trim('[', ']').Equals(host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase));

    private static ActivityFault Refused(string host) => new(
        "http.address-refused",
        $"Địa chỉ {host} thuộc máy chủ này hoặc mạng nội bộ, quy trình không được gọi. Quản trị viên có thể cho phép ở Http:AllowedPrivateHosts.");
}

/// <summary>An answer that was read to its end.</summary>
internal sealed record HttpReply(int Status, string? Reason, Dictionary<string, object?> Headers, string? ContentType, byte[] Body);

/// <summary>A request to be sent.</summary>
internal sealed record HttpSending(Uri Url, string Method, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[]? Body, string? ContentType)
{
    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(new HttpMethod(Method), Url);
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Body);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        }

        foreach (var (name, value) in Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
                message.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    /// <summary>Where the answer sends the request on to, as browsers do it; null when it does not.</summary>
    public HttpSending? Redirected(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (status is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
            return null;
        var target = new Uri(Url, location);
        if (target.Scheme is not ("http" or "https") || (Url.Scheme == "https" && target.Scheme == "http"))
            return null;
        // What the definition put into headers, a key perhaps, is for the server it was meant for.
        var headers = Uri.Compare(target, Url, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0
            ? Headers
            : Headers.Where(h => h.Key.Equals("Accept", StringComparison.OrdinalIgnoreCase) || h.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).ToList();
        var becomesGet = (status == 303 && Method != "HEAD") || (status is 301 or 302 && Method == "POST");
        return becomesGet ? new HttpSending(target, "GET", headers, null, null) : this with { Url = target, Headers = headers };
    }
}
