using System.Net;
using LienThong.Host.Tests.Api;
using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

/// <summary>Five hundred letters of subject, with one word that no line holds, on the smallest phone.</summary>
[Collection(BrowserTests.Name)]
public sealed class LongSubjectTests(BrowserTests browser) : IDisposable
{
    private static readonly string Word = string.Concat(Enumerable.Repeat("BaoCaoKetQua", 10));
    private static readonly string Subject = $"Yêu cầu {Word} {string.Join(' ', Enumerable.Repeat("tình hình thực hiện nhiệm vụ được giao", 10))}"[..499].TrimEnd() + ".";

    // Of an agency with little work, so that the letter is among the first rows of every list.
    private const string Director = "giam-doc1.ld.stc@example.vn";

    private readonly Chain _chain = new(browser.App);

    [Fact]
    public async Task A_very_long_subject_makes_no_page_scroll_sideways_and_can_be_read_to_its_end()
    {
        var (dossierId, registerId) = await RegisteredAsync();
        var item = await _chain.WorkAsync(Director, dossierId);
        await using (var leader = await browser.SignInAsync(Director, Screen.Phone))
        {
            await ShouldFitAsync(leader, "/hop-viec", leader.Page.Locator($"[data-work='{item}']"));
            await ShouldFitAsync(leader, $"/hop-viec/{item}", Whole(leader));
            await ShouldFitAsync(leader, "/", leader.Page.GetByText(Word).First);
        }

        await using var clerk = await browser.SignInAsync(LienThongApp.OtherClerk, Screen.Phone);
        await ShouldFitAsync(clerk, $"/ho-so/{dossierId}", Whole(clerk));
        await ShouldFitAsync(clerk, $"/ho-so/{dossierId}?muc=van-ban", Whole(clerk));
        await ShouldFitAsync(clerk, "/van-ban-den", clerk.Page.GetByText(Word).First);
        await ShouldFitAsync(clerk, $"/so-van-ban/{registerId}/in", clerk.Page.GetByText(Subject, new() { Exact = false }).First);
        await ShouldFitAsync(clerk, "/tim-kiem?tim=tinh+hinh+thuc+hien+nhiem+vu", clerk.Page.GetByRole(AriaRole.List, new() { Name = "Kết quả" }));
    }

    public void Dispose() => _chain.Dispose();

    private static ILocator Whole(Visit visit) => visit.Page.GetByText(Subject).Filter(new() { Visible = true }).First;

    private static async Task ShouldFitAsync(Visit visit, string path, ILocator sign)
    {
        await visit.GoAsync(path);
        await sign.WaitForAsync();
        await visit.ShouldBeAccessibleAsync();
        // Nothing sticks out of the window either, unless it lies in a part of the page that scrolls by itself.
        (await visit.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('main *')].filter((element) => {
              for (let up = element; up; up = up.parentElement) if (up !== element && getComputedStyle(up).overflowX !== 'visible') return false;
              return element.getBoundingClientRect().right > window.innerWidth + 1;
            }).map((element) => element.outerHTML.slice(0, 120))
            """)).ShouldBeEmpty(path);
    }

    private async Task<(Guid Dossier, Guid Register)> RegisteredAsync()
    {
        Subject.Length.ShouldBeInRange(490, 500);
        var clerk = await _chain.AsAsync(LienThongApp.OtherClerk);
        var answer = await clerk.PostAsync("/api/incoming-documents", Chain.Registration(files: [await Chain.UploadedAsync(clerk)], subject: Subject));
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        var registered = await answer.JsonAsync();
        var register = (await clerk.GetJsonAsync("/api/registers")).EnumerateArray().First(row => row.GetProperty("kind").GetString() == "incoming" && row.GetProperty("lastNumber").GetInt32() > 0);
        return (registered.GetProperty("dossierId").GetGuid(), register.GetProperty("id").GetGuid());
    }
}
