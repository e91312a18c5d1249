using System.Net;

namespace LienThong.Host.Tests.Api;

[Collection(SharedApp.Name)]
public sealed class AuditApiTests(LienThongApp app)
{
    [Fact]
    public async Task What_a_clerk_did_stands_in_the_trail_with_name_and_position()
    {
        using var clerk = await app.SignedInAsync(LienThongApp.Clerk);
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);
        var id = (await (await clerk.PostAsync("/api/registers", new { kind = "incoming", year = 2040 })).JsonAsync()).GetProperty("id").GetGuid();

        var entries = (await administrator.GetJsonAsync($"/api/audit?subjectKind=register&subjectId={id}")).GetProperty("items");

        entries.GetArrayLength().ShouldBe(1);
        entries[0].GetProperty("action").GetString().ShouldBe("register.opened");
        entries[0].GetProperty("actingAs").GetString()!.ShouldStartWith("Văn thư");
    }

    [Fact]
    public async Task The_chain_is_whole()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);

        var verdict = await administrator.GetJsonAsync("/api/audit/verification");

        verdict.GetProperty("isValid").GetBoolean().ShouldBeTrue();
        verdict.GetProperty("checked").GetInt64().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task An_anchor_that_the_trail_does_not_meet_is_reported()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);

        var verdict = await administrator.GetJsonAsync($"/api/audit/verification?anchorSeq=1&anchorHash={new string('a', 64)}");

        verdict.GetProperty("isValid").GetBoolean().ShouldBeFalse();
        await (await administrator.GetAsync("/api/audit/verification?anchorSeq=1")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "audit.anchor");
    }
}
