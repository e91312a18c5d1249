using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

/// <summary>What everybody does in the inbox.</summary>
internal static class InboxVisit
{
    /// <summary>By its address, as from a notice.</summary>
    public static async Task OpenWorkAsync(this Visit visit, Guid item)
    {
        await visit.GoAsync($"/hop-viec/{item}");
        await visit.Page.Locator("[data-document-title]").WaitForAsync();
    }

    /// <summary>In the list, as somebody who was told nothing.</summary>
    public static async Task FindWorkAsync(this Visit visit, Guid item)
    {
        await visit.GoAsync("/hop-viec?xep=moi");
        await visit.PickWorkAsync(item);
    }

    /// <summary>In the list that is open already, once it is there.</summary>
    public static async Task PickWorkAsync(this Visit visit, Guid item)
    {
        await visit.Page.Locator($"[data-work='{item}']").ClickAsync();
        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Regex($"/hop-viec/{item}"));
        await visit.Page.Locator("[data-document-title]").WaitForAsync();
    }

    /// <summary>One of the buttons above the document.</summary>
    public static ILocator Action(this Visit visit, string name) => visit.Document().GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public static ILocator Document(this Visit visit) => visit.Page.GetByRole(AriaRole.Article);

    public static ILocator Dialog(this Visit visit) => visit.Page.GetByRole(AriaRole.Dialog);

    /// <summary>The button that sends what the dialog asks.</summary>
    public static ILocator Send(this ILocator dialog, string verb) => dialog.GetByRole(AriaRole.Button, new() { Name = verb, Exact = true });

    /// <summary>The quiet line tells it.</summary>
    public static Task ToldAsync(this Visit visit, string text) => visit.Page.GetByRole(AriaRole.Status).GetByText(text).First.WaitForAsync();
}
