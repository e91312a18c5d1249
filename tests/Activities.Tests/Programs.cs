using System.Diagnostics;

namespace LienThong.Activities.Tests;

/// <summary>Programs of the machine that tests look through.</summary>
internal static class Programs
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(2);

    /// <summary>What it wrote; fails when it fails or takes longer than two minutes.</summary>
    public static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments)
    {
        var path = RequiresToolFactAttribute.Find(program).ShouldNotBeNull($"{program} is not installed");
        using var process = Process.Start(new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }).ShouldNotBeNull();
        using var limit = new CancellationTokenSource(TimeLimit);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} took longer than {TimeLimit}.");
        }

        process.ExitCode.ShouldBe(0, await errors);
        return await output;
    }
}
