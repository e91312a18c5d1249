namespace LienThong.Workflows.Http;

/// <summary>What steps of a definition may ask of other servers.</summary>
public sealed record HttpSendOptions
{
    /// <summary>
    /// Hosts that may be asked although they lie on this machine or in a private network: names or addresses as they stand in the URL; "*" allows all.
    /// Default none, so that a definition cannot reach what only this server reaches.
    /// </summary>
    public IReadOnlyList<string> AllowedPrivateHosts { get; init; } = [];

    /// <summary>From the first byte sent to the last one read; default 30 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Largest answer in bytes; default 4 MiB, for it becomes part of the instance.</summary>
    public int MaxAnswerBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Redirects followed, each checked like the first address; default 5, 0 follows none.</summary>
    public int MaxRedirects { get; init; } = 5;
}
