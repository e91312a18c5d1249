namespace LienThong.Workflows.Http;

/// <summary>Under which address workflows are asked, and how long that may take.</summary>
public sealed record HttpWorkflowOptions
{
    /// <summary>What stands before the paths of the endpoints; default <c>/workflows</c>.</summary>
    public string BasePath { get; init; } = "/workflows";

    /// <summary>For a request whose endpoint sets no shorter limit; default 30 seconds.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
