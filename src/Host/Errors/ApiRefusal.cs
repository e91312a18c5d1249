namespace LienThong.Host.Errors;

/// <summary>A request that is refused before a use case is reached: a header is missing, a precondition fails.</summary>
internal sealed class ApiRefusal(int status, string code, string detail) : Exception(detail)
{
    /// <summary>Null for the usual one of the status.</summary>
    public string? Title { get; init; }

    public int Status => status;
    public string Code => code;
}
