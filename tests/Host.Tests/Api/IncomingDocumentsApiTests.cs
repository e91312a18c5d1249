using System.Net;
using System.Text.Json;
using LienThong.Activities.Agencies;
using LienThong.Activities.Deadlines.Calendar;

namespace LienThong.Host.Tests.Api;

[Collection(SharedApp.Name)]
public sealed class IncomingDocumentsApiTests(LienThongApp app) : IDisposable
{
    private readonly Chain _chain = new(app);

    [Fact]
    public async Task The_same_document_is_refused_with_the_number_it_has_and_taken_when_the_clerk_insists()
    {
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);
        var first = await clerk.PostAsync("/api/incoming-documents", Chain.Registration("90001"));
        var arrival = (await first.JsonAsync()).GetProperty("arrivalNumber").GetInt32();

        var problem = await (await clerk.PostAsync("/api/incoming-documents", Chain.Registration("90001"))).ShouldBeProblemAsync(HttpStatusCode.Conflict, "incoming.duplicate");

        problem.GetProperty("detail").GetString()!.ShouldContain($"số đến {arrival:00}");
        var insisted = await clerk.PostAsync("/api/incoming-documents", new { number = "90001", symbol = "UBND-TH", issuedOn = "2024-01-24", typeCode = "CV", subject = "Yêu cầu báo cáo", senderAgencyId = DemoOrganisation.UbndTinh, despiteDuplicate = true });
        insisted.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_registration_sent_twice_takes_one_number()
    {
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);
        var (key, body) = (Guid.NewGuid().ToString(), Chain.Registration("90002"));

        var first = await (await clerk.PostAsync("/api/incoming-documents", body, key)).JsonAsync();
        var second = await (await clerk.PostAsync("/api/incoming-documents", body, key)).JsonAsync();

        second.GetRawText().ShouldBe(first.GetRawText());
    }

    [Fact]
    public async Task Documents_are_found_by_words_without_marks()
    {
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);
        await clerk.PostAsync("/api/incoming-documents", Chain.Registration("90003", subject: "Về việc góp ý đề án chuyển đổi số"));

        (await NumbersAsync(clerk, "text=de%20an%20chuyen%20doi")).ShouldBe(["90003"]);
        (await NumbersAsync(clerk, "text=90003%2Fubnd&state=registered")).ShouldBe(["90003"]);
        (await NumbersAsync(clerk, "text=90003&state=done")).ShouldBeEmpty();
        (await NumbersAsync(clerk, "text=90003&year=2001")).ShouldBeEmpty();
        await (await clerk.GetAsync("/api/incoming-documents?year=0")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "filter.year");
        await (await clerk.GetAsync("/api/incoming-documents?state=1")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "parameter.invalid");
        (await clerk.GetJsonAsync("/api/dossiers?text=gop%20y%20de%20an")).GetProperty("total").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Only_the_registry_registers_and_nobody_sets_what_the_system_knows()
    {
        var officer = await _chain.AsAsync(Chain.Officer);
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);

        await (await officer.PostAsync("/api/incoming-documents", Chain.Registration())).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
        foreach (var extra in new[] { "agencyId", "messageId" })
        {
            var body = JsonSerializer.SerializeToNode(Chain.Registration())!;
            body[extra] = Guid.NewGuid().ToString();
            await (await clerk.PostAsync("/api/incoming-documents", body)).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-json");
        }
    }

    [Fact]
    public async Task A_closed_register_takes_no_document()
    {
        var clerk = await _chain.AsAsync("van-thu1.vp.stttt@example.vn");
        var lastYear = VietnamTime.Today(TimeProvider.System).Year - 1;
        var opened = await (await clerk.PostAsync("/api/registers", new { kind = "incoming", year = lastYear })).JsonAsync();
        var closed = await clerk.PostAsync($"/api/registers/{opened.GetProperty("id").GetGuid()}/close", null, ifMatch: "\"0\"");
        closed.StatusCode.ShouldBe(HttpStatusCode.NoContent, await closed.Content.ReadAsStringAsync());

        var body = JsonSerializer.SerializeToNode(Chain.Registration())!;
        body["arrivedAt"] = $"{lastYear}-12-30T08:00:00+07:00";

        await (await clerk.PostAsync("/api/incoming-documents", body)).ShouldBeProblemAsync(HttpStatusCode.Conflict, "register.closed");
    }

    public void Dispose() => _chain.Dispose();

    private static async Task<List<string?>> NumbersAsync(Caller clerk, string filter) =>
        [.. (await clerk.GetJsonAsync($"/api/incoming-documents?{filter}")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("number").GetString())];
}
