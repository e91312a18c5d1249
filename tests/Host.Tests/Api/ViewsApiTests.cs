using System.Net;
using LienThong.Activities.Agencies;

namespace LienThong.Host.Tests.Api;

[Collection(SharedApp.Name)]
public sealed class ViewsApiTests(LienThongApp app)
{
    private const string OtherClerk = "van-thu2.vp.skhcn@example.vn";

    [Fact]
    public async Task A_view_is_ones_own_until_it_is_shared_with_a_position()
    {
        using var clerk = await app.SignedInAsync(LienThongApp.Clerk);
        using var colleague = await app.SignedInAsync(OtherClerk);
        using var stranger = await app.SignedInAsync(LienThongApp.OtherClerk);
        var page = NewPage();

        var id = await CreatedAsync(clerk, new { name = "Quá hạn", page, state = "?deadline=overdue" });
        (await colleague.GetJsonAsync($"/api/views?page={page}")).GetArrayLength().ShouldBe(0);
        (await clerk.PutAsync($"/api/views/{id}", new { name = "Quá hạn", state = "?deadline=overdue", shared = Registry }, ifMatch: "\"0\"")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await colleague.GetJsonAsync($"/api/views?page={page}"))[0].GetProperty("shared").GetProperty("title").GetString().ShouldBe("Văn thư");
        (await stranger.GetJsonAsync($"/api/views?page={page}")).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_shares_with_a_position_they_do_not_hold()
    {
        using var officer = await app.SignedInAsync(LienThongApp.Officer);

        var answer = await officer.PostAsync("/api/views", new { name = "Của văn thư", page = NewPage(), state = "", shared = Registry });

        await answer.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "view.not-yours");
    }

    [Fact]
    public async Task Nobody_changes_or_deletes_the_view_of_another()
    {
        using var clerk = await app.SignedInAsync(LienThongApp.Clerk);
        using var stranger = await app.SignedInAsync(LienThongApp.OtherClerk);
        var page = NewPage();
        var id = await CreatedAsync(clerk, new { name = "Của tôi", page, state = "a" });

        await (await stranger.PutAsync($"/api/views/{id}", new { name = "Của tôi", state = "b" }, ifMatch: "\"0\"")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "view.not-found");
        await (await DeletedAsync(stranger, id)).ShouldBeProblemAsync(HttpStatusCode.NotFound, "view.not-found");

        (await clerk.GetJsonAsync($"/api/views?page={page}"))[0].GetProperty("state").GetString().ShouldBe("a");
        (await DeletedAsync(clerk, id)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Of_two_who_save_the_same_name_at_once_one_is_refused()
    {
        using var clerk = await app.SignedInAsync(LienThongApp.Clerk);
        var body = new { name = "Trùng tên", page = NewPage(), state = "" };

        var answers = await Task.WhenAll(clerk.PostAsync("/api/views", body), clerk.PostAsync("/api/views", body));

        answers.Select(answer => answer.StatusCode).ShouldBe([HttpStatusCode.Created, HttpStatusCode.Conflict], ignoreOrder: true);
    }

    [Fact]
    public async Task A_key_that_comes_again_with_another_content_is_refused()
    {
        using var clerk = await app.SignedInAsync(LienThongApp.Clerk);
        var (page, key) = (NewPage(), Guid.NewGuid().ToString());

        (await clerk.PostAsync("/api/views", new { name = "Một", page, state = "a" }, key)).StatusCode.ShouldBe(HttpStatusCode.Created);
        // The same again is refused by the name that is taken, so the first answer comes back.
        (await clerk.PostAsync("/api/views", new { name = "Một", page, state = "a" }, key)).StatusCode.ShouldBe(HttpStatusCode.Created);
        await (await clerk.PostAsync("/api/views", new { name = "Hai", page, state = "b" }, key)).ShouldBeProblemAsync(HttpStatusCode.Conflict, "idempotency-key.reused");

        (await clerk.GetJsonAsync($"/api/views?page={page}")).GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("", "inbox", 10, "view.name")]
    [InlineData("Tên", "Hộp việc", 10, "view.page")]
    [InlineData("Tên", "inbox", 4001, "view.state")]
    public async Task What_cannot_be_saved_is_answered_with_what_is_wrong(string name, string page, int length, string code)
    {
        using var clerk = await app.SignedInAsync(LienThongApp.Clerk);

        var answer = await clerk.PostAsync("/api/views", new { name, page, state = new string('x', length) });

        await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, code);
    }

    private static object Registry => new { agencyId = DemoOrganisation.SoKhcn, positionCode = PositionCodes.Registry };

    private static string NewPage() => $"p{Guid.NewGuid():N}";

    private static Task<HttpResponseMessage> DeletedAsync(Caller caller, Guid id) => caller.SendAsync(HttpMethod.Delete, $"/api/views/{id}", null, Guid.NewGuid().ToString(), null);

    private static async Task<Guid> CreatedAsync(Caller caller, object body)
    {
        var answer = await caller.PostAsync("/api/views", body);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.JsonAsync()).GetProperty("id").GetGuid();
    }
}
