using System.Net;
using System.Text.Json;
using LienThong.Activities.Agencies;

namespace LienThong.Host.Tests.Api;

[Collection(SharedApp.Name)]
public sealed class OrganisationApiTests(LienThongApp app)
{
    [Fact]
    public async Task Everybody_sees_the_agencies_and_the_inside_of_the_own_one_only()
    {
        using var clerk = await app.SignedInAsync(LienThongApp.Clerk);

        (await clerk.GetJsonAsync("/api/organisation/agencies")).GetArrayLength().ShouldBeGreaterThanOrEqualTo(6);
        var own = await clerk.GetJsonAsync($"/api/organisation/agencies/{DemoOrganisation.SoKhcn}");
        own.GetProperty("units").GetArrayLength().ShouldBeGreaterThan(3);
        own.GetProperty("positions").EnumerateArray().ShouldContain(position => position.GetProperty("code").GetString() == "giam-doc" && position.GetProperty("holders").GetArrayLength() == 1);
        await (await clerk.GetAsync($"/api/organisation/agencies/{DemoOrganisation.SoTaiChinh}")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "agency.not-found");
    }

    [Fact]
    public async Task An_administrator_enters_an_agency_with_a_unit_a_position_and_its_holder()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);

        var agency = await CreatedAsync(administrator, "agencies", new { name = "Sở Xây dựng", shortName = "Sở XD", symbol = "SXD", place = "Quảng Trị", validFrom = "2024-01-01" });
        var unit = await CreatedAsync(administrator, "units", new { agencyId = agency, name = "Văn phòng Sở", symbol = "VP", kind = "office", validFrom = "2024-01-01" });
        var position = await CreatedAsync(administrator, "positions", new { agencyId = agency, unitId = unit, code = "van-thu", title = "Văn thư", kind = "registry", rank = 50, validFrom = "2024-01-01" });
        var person = await CreatedAsync(administrator, "people", new { fullName = "Lê Thị Mẫu" });
        await CreatedAsync(administrator, "appointments", new { personId = person, positionId = position, from = "2024-01-01" });

        var detail = await administrator.GetJsonAsync($"/api/organisation/agencies/{agency}");
        detail.GetProperty("positions")[0].GetProperty("holders")[0].GetProperty("fullName").GetString().ShouldBe("Lê Thị Mẫu");
        var open = await administrator.PostAsync($"/api/organisation/agencies/{agency}/close", new { lastDay = "2026-12-31" });
        await open.ShouldBeProblemAsync(HttpStatusCode.Conflict, "agency.has-units");
    }

    [Fact]
    public async Task A_change_of_a_person_over_an_older_version_is_refused()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);
        var person = await CreatedAsync(administrator, "people", new { fullName = "Trần Văn Mẫu" });
        var path = $"/api/organisation/people/{person}";
        (await administrator.PutAsync(path, new { fullName = "Trần Văn Mẫu Một" }, ifMatch: "\"0\"")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await (await administrator.PutAsync(path, new { fullName = "Trần Văn Mẫu Hai" }, ifMatch: "\"0\"")).ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "etag.mismatch");
    }

    [Fact]
    public async Task Only_administrators_change_the_organisation()
    {
        using var clerk = await app.SignedInAsync(LienThongApp.Clerk);

        await (await clerk.PostAsync("/api/organisation/people", new { fullName = "Lê Văn Mẫu" })).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
        await (await clerk.GetAsync("/api/organisation/people")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
    }

    [Fact]
    public async Task The_list_of_people_comes_in_pages()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);

        var first = await administrator.GetJsonAsync("/api/organisation/people?size=5");
        var second = await administrator.GetJsonAsync("/api/organisation/people?size=5&page=2");

        first.GetProperty("items").GetArrayLength().ShouldBe(5);
        first.GetProperty("total").GetInt32().ShouldBeGreaterThan(20);
        Ids(second).Intersect(Ids(first)).ShouldBeEmpty();
    }

    private static List<Guid> Ids(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid())];

    private static async Task<Guid> CreatedAsync(Caller caller, string noun, object body)
    {
        var answer = await caller.PostAsync($"/api/organisation/{noun}", body);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.JsonAsync()).GetProperty("id").GetGuid();
    }
}
