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

    [Fact]
    public async Task A_unit_is_renamed_over_the_version_that_was_seen_and_closed_with_a_reason()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);
        var unit = await CreatedAsync(administrator, "units", new { agencyId = DemoOrganisation.SoKhcn, name = "Tổ Thử nghiệm", symbol = "TN", kind = "division", validFrom = "2024-01-01" });
        var path = $"/api/organisation/units/{unit}";

        (await administrator.PutAsync(path, new { name = "Tổ Chuyển đổi số", symbol = "CĐS" }, ifMatch: "\"0\"")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await (await administrator.PutAsync(path, new { name = "Tổ Khác", symbol = "K" }, ifMatch: "\"0\"")).ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "etag.mismatch");
        (await administrator.PostAsync($"{path}/close", new { lastDay = "2024-12-31", reason = "Giải thể sau sắp xếp" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var then = (await administrator.GetJsonAsync($"/api/organisation/agencies/{DemoOrganisation.SoKhcn}?on=2024-06-01")).GetProperty("units").EnumerateArray().Single(row => row.GetProperty("id").GetGuid() == unit);
        then.GetProperty("name").GetString().ShouldBe("Tổ Chuyển đổi số");
        then.GetProperty("validTo").GetString().ShouldBe("2024-12-31");
        var trail = await administrator.GetJsonAsync($"/api/audit?action=unit.closed&subjectId={unit}");
        trail.GetProperty("items")[0].GetProperty("data").GetString()!.ShouldContain("Giải thể sau sắp xếp");
    }

    [Fact]
    public async Task A_person_is_found_without_marks_and_shown_with_every_appointment()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);
        var unit = await CreatedAsync(administrator, "units", new { agencyId = DemoOrganisation.SoKhcn, name = "Tổ Lưu trữ", symbol = "LT", kind = "division", validFrom = "2024-01-01" });
        var position = await CreatedAsync(administrator, "positions", new { agencyId = DemoOrganisation.SoKhcn, unitId = unit, code = "chuyen-vien", title = "Chuyên viên", kind = "officer", rank = 90, validFrom = "2024-01-01" });
        var person = await CreatedAsync(administrator, "people", new { fullName = "Đỗ Thị Thử Nghiệm" });
        var appointment = await CreatedAsync(administrator, "appointments", new { personId = person, positionId = position, from = "2024-01-01" });
        (await administrator.PostAsync($"/api/organisation/appointments/{appointment}/end", new { lastDay = "2024-06-30" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var found = await administrator.GetJsonAsync("/api/organisation/people?text=do thi thu");
        var detail = await administrator.GetJsonAsync($"/api/organisation/people/{person}");

        found.GetProperty("items").EnumerateArray().Single().GetProperty("id").GetGuid().ShouldBe(person);
        detail.GetProperty("person").GetProperty("positions").GetArrayLength().ShouldBe(0);
        detail.GetProperty("appointments")[0].GetProperty("to").GetString().ShouldBe("2024-06-30");
        detail.GetProperty("appointments")[0].GetProperty("unit").GetString().ShouldBe("Tổ Lưu trữ");
    }

    [Fact]
    public async Task The_list_of_rights_is_that_of_the_endpoints_and_for_administrators_only()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);
        using var clerk = await app.SignedInAsync(LienThongApp.Clerk);

        var rows = (await administrator.GetJsonAsync("/api/roles")).GetProperty("rows").EnumerateArray().ToList();

        var open = rows.Single(row => row.GetProperty("operation").GetString() == "openRegister");
        open.GetProperty("level").GetString().ShouldBe("position");
        open.GetProperty("positionCodes").EnumerateArray().Select(code => code.GetString()).ShouldBe(["van-thu"]);
        rows.Single(row => row.GetProperty("operation").GetString() == "listRoles").GetProperty("level").GetString().ShouldBe("administrator");
        await (await clerk.GetAsync("/api/roles")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
    }

    private static List<Guid> Ids(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid())];

    private static async Task<Guid> CreatedAsync(Caller caller, string noun, object body)
    {
        var answer = await caller.PostAsync($"/api/organisation/{noun}", body);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.JsonAsync()).GetProperty("id").GetGuid();
    }
}
