using LienThong.Workflows.Persistence;

namespace LienThong.Host.Persistence;

/// <summary>Fills what is empty at the first start, also where two nodes start at once on one database.</summary>
internal static class FirstStart
{
    private const int MaxAttempts = 10;

    /// <param name="fill">Adds what is not there yet.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task FillAsync(Func<CancellationToken, Task> fill, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await fill(cancellationToken);
                return;
            }
            catch (Exception exception) when (attempt < MaxAttempts && exception is (DuplicateRowException or StaleRowException))
            {
                // The other node was faster, and has committed: that part is there now. It may be faster again in the next.
            }
        }
    }
}
