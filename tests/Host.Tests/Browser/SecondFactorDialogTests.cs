using LienThong.Host.Auth;
using LienThong.Host.Tests.Api;
using LienThong.Host.Tests.Auth;
using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

/// <summary>The code that is asked for again in the middle of a signature.</summary>
[Collection(BrowserTests.Name)]
public sealed class SecondFactorDialogTests(BrowserTests browser) : IDisposable
{
    // An account of its own: turning the second factor on ends the sessions of others.
    private const string Signer = "pho-giam-doc2.ld.skhcn@example.vn";

    private readonly Chain _chain = new(browser.App);

    [Fact]
    public async Task A_signature_asks_for_the_code_loses_nothing_over_a_wrong_one_and_is_made_once()
    {
        var dossierId = await _chain.DraftedAsync();
        await _chain.DoneAsync(Chain.Head, dossierId, "approve", new { });
        await _chain.DoneAsync(Signer, dossierId, "approve", new { });
        var item = await _chain.WorkAsync(Signer, dossierId);
        await using var enrolled = await Enrolled.TurnOnAsync(browser.App, Signer);
        await using var visit = await browser.OpenAsync();
        await visit.TakeOverAsync(enrolled.Caller);
        var answers = new List<int>();
        visit.Page.Response += (_, response) =>
        {
            if (response.Url.EndsWith("/sign", StringComparison.Ordinal))
                answers.Add(response.Status);
        };
        await visit.OpenWorkAsync(item);

        await visit.Action("Ký ban hành").ClickAsync();
        var signing = visit.Dialog().Filter(new() { HasText = "Mã băm SHA-256" });
        await signing.GetByText("hệ thống hỏi mã xác nhận").WaitForAsync();
        await signing.Send("Ký ban hành").ClickAsync();
        var code = visit.Page.Locator("input[name=code]");
        await code.WaitForAsync();
        await visit.ScreenshotAsync("hop-thoai-ma-xac-thuc");
        await visit.ShouldBeAccessibleAsync();

        // Away with the code: the signature is still before him, and not made.
        await visit.Page.Keyboard.PressAsync("Escape");
        await code.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await Assertions.Expect(signing.Send("Ký ban hành")).ToBeEnabledAsync();
        await signing.Send("Ký ban hành").ClickAsync();
        await code.FillAsync("000000");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.GetByRole(AriaRole.Alert).GetByText("Mã").First.WaitForAsync();
        await visit.ScreenshotAsync("hop-thoai-ma-sai");
        await visit.ShouldBeAccessibleAsync();
        // The code of this half minute is used up; that of the next one is taken already.
        await code.FillAsync(Totp.CodeAt(enrolled.Key, TimeProvider.System.GetUtcNow().AddSeconds(30)));
        await visit.Page.Keyboard.PressAsync("Enter");

        await visit.ToldAsync("Đã ký ban hành");
        await Assertions.Expect(visit.Dialog()).ToHaveCountAsync(0);
        answers.ShouldBe([403, 403, 200]);
        var decisions = (await enrolled.Caller.GetJsonAsync($"/api/work-items/{item}")).GetProperty("decisions").EnumerateArray();
        decisions.Count(decision => decision.GetProperty("outcome").GetString() == "signed").ShouldBe(1);
    }

    public void Dispose() => _chain.Dispose();
}
