using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace LienThong.Host.Tests.Api;

[Collection(SharedApp.Name)]
public sealed class InboxApiTests(LienThongApp app)
{
    [Fact]
    public async Task What_waits_is_narrowed_counted_and_followed()
    {
        using var chain = new Chain(app);
        var dossierId = (await chain.RegisteredAsync()).GetProperty("dossierId").GetGuid();
        var workId = await chain.WorkAsync(Chain.Director, dossierId);
        var director = await chain.AsAsync(Chain.Director);

        var inbox = await director.GetJsonAsync("/api/inbox?kind=assign&sender=" + Uri.EscapeDataString("Ủy ban nhân dân tỉnh Quảng Trị") + "&sort=newest&text=bao%20cao");
        inbox.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("work").GetProperty("workItemId").GetGuid()).ShouldContain(workId);
        inbox.GetProperty("facets").GetProperty("kind").EnumerateArray().ShouldContain(facet => facet.GetProperty("value").GetString() == "assign");
        (await director.GetJsonAsync("/api/inbox/summary")).GetProperty("waiting").GetInt32().ShouldBeGreaterThan(0);
        await chain.DoneAsync(Chain.Director, dossierId, "assign", Chain.Instruction);

        foreach (var list in new[] { "done", "sent" })
        {
            var row = (await director.GetJsonAsync($"/api/inbox/{list}")).GetProperty("items").EnumerateArray().First(item => item.GetProperty("dossierId").GetGuid() == dossierId);
            row.GetProperty("now").GetArrayLength().ShouldBeGreaterThan(0);
        }
    }

    [Theory]
    [InlineData("/api/inbox?deadline=late")]
    [InlineData("/api/inbox?sort=colour")]
    [InlineData("/api/inbox?after=xyz")]
    [InlineData("/api/inbox/done?after=xyz")]
    public async Task A_filter_that_does_not_exist_is_refused(string path)
    {
        using var clerk = await app.SignedInAsync(LienThongApp.Clerk);

        (await clerk.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_letter_is_found_right_after_it_was_registered_and_only_by_its_own_agency()
    {
        using var chain = new Chain(app);
        var clerk = await chain.AsAsync(LienThongApp.Clerk);
        const string number = "90817";
        (await clerk.PostAsync("/api/incoming-documents", Chain.Registration(number, files: [await Chain.UploadedAsync(clerk)]))).StatusCode.ShouldBe(HttpStatusCode.Created);

        JsonElement found;
        var waited = Stopwatch.StartNew();
        do
            found = await clerk.GetJsonAsync($"/api/search?text={number}");
        while (found.GetProperty("total").GetInt32() == 0 && waited.Elapsed < TimeSpan.FromSeconds(60));

        // The ranks are asked one after another, and the index may have been filled between two of them.
        found = await clerk.GetJsonAsync($"/api/search?text={number}");
        found.GetProperty("items")[0].GetProperty("match").GetString().ShouldBe("number");
        using var stranger = await app.SignedInAsync(LienThongApp.OtherClerk);
        (await stranger.GetJsonAsync($"/api/search?text={number}")).GetProperty("total").GetInt32().ShouldBe(0);
    }
}
