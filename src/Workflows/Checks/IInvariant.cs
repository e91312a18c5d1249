using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Checks;

/// <summary>Something that must always hold between rows. It only reads.</summary>
public interface IInvariant
{
    /// <summary>Everything that breaks it; empty when all is well.</summary>
    IAsyncEnumerable<InvariantFinding> CheckAsync(DbContext context, CancellationToken cancellationToken);
}

/// <summary>One place where an invariant does not hold.</summary>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Text">For an administrator, in Vietnamese.</param>
/// <param name="Ids">The rows it is about.</param>
public sealed record InvariantFinding(string Code, string Text, IReadOnlyList<string> Ids)
{
    public override string ToString() => $"{Code}: {Text} [{string.Join(", ", Ids)}]";
}
