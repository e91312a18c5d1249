using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

/// <summary>A line as it is in a far commune, made by the browser itself.</summary>
internal static class SlowLine
{
    /// <param name="page">Only this page is slow.</param>
    /// <param name="latency">Milliseconds from each request to its answer.</param>
    /// <param name="kilobits">A second, in either direction.</param>
    public static async Task SetAsync(IPage page, int latency = 400, int kilobits = 400)
    {
        var devTools = await page.Context.NewCDPSessionAsync(page);
        await devTools.SendAsync("Network.enable");
        await devTools.SendAsync("Network.emulateNetworkConditions", new()
        {
            ["offline"] = false,
            ["latency"] = latency,
            ["downloadThroughput"] = kilobits * 1000 / 8,
            ["uploadThroughput"] = kilobits * 1000 / 8,
        });
    }
}
