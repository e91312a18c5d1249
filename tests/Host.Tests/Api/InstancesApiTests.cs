using System.Globalization;
using System.Net;
using System.Text.Json;
using LienThong.Activities.Agencies;
using LienThong.Activities.Deadlines.Calendar;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Tests.Api;

[Collection(SharedApp.Name)]
public sealed class InstancesApiTests(LienThongApp app) : IDisposable
{
    private const string ClerkOfPlanning = "van-thu1.vp.skhdt@example.vn";
    private const string ClerkOfInformation = "van-thu1.vp.stttt@example.vn";
    private readonly Chain _chain = new(app);

    [Fact]
    public async Task A_step_that_nobody_may_do_is_an_incident_and_goes_on_after_an_appointment()
    {
        var administrator = await _chain.AsAsync(LienThongApp.Administrator);
        var position = await EndAppointmentOfAsync(administrator, DemoOrganisation.PersonId("SKHĐT", null, PositionCodes.Director));
        var registered = await _chain.RegisteredAsync(ClerkOfPlanning);
        var instanceId = registered.GetProperty("workflowInstanceId").GetString();
        var incident = await OpenIncidentAsync(administrator, instanceId);

        incident.GetProperty("code").GetString().ShouldBe("candidates.none");
        incident.GetProperty("message").GetString()!.ShouldContain("Giám đốc");
        incident.GetProperty("dossierId").GetGuid().ShouldBe(registered.GetProperty("dossierId").GetGuid());
        var clerk = await _chain.AsAsync(ClerkOfPlanning);
        (await clerk.GetJsonAsync($"/api/dossiers/{registered.GetProperty("dossierId").GetGuid()}")).GetProperty("incidents").GetArrayLength().ShouldBe(1);
        await (await administrator.PostAsync($"/api/incidents/{incident.GetProperty("id").GetString()}/retry", new { })).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "incident.reason");

        await (await administrator.PostAsync($"/api/incidents/{incident.GetProperty("id").GetString()}/retry", new { reason = "Thử khi chưa có người" })).ShouldBeOkAsync();
        var second = await OpenIncidentAsync(administrator, instanceId);
        second.GetProperty("id").GetString().ShouldNotBe(incident.GetProperty("id").GetString());
        await AppointAsync(administrator, position, "Giám đốc mới Sở KH&ĐT");
        await (await administrator.PostAsync($"/api/incidents/{second.GetProperty("id").GetString()}/retry", new { reason = "Đã bổ nhiệm Giám đốc" })).ShouldBeOkAsync();

        var detail = await clerk.GetJsonAsync($"/api/dossiers/{registered.GetProperty("dossierId").GetGuid()}");
        detail.GetProperty("incidents").GetArrayLength().ShouldBe(0);
        detail.GetProperty("steps")[0].GetProperty("people")[0].GetString().ShouldBe("Giám đốc mới Sở KH&ĐT");
        await (await administrator.PostAsync($"/api/incidents/{second.GetProperty("id").GetString()}/retry", new { reason = "Lần nữa" })).ShouldBeProblemAsync(HttpStatusCode.Conflict, "incident.resolved");
    }

    [Fact]
    public async Task An_administrator_names_somebody_for_a_step_or_skips_it()
    {
        var administrator = await _chain.AsAsync(LienThongApp.Administrator);
        // Nobody initials the one, and nobody gives an instruction on the other.
        var chief = await EndAppointmentOfAsync(administrator, DemoOrganisation.PersonId("STTTT", "VP", PositionCodes.ChiefOfOffice));
        var skipped = await _chain.DraftedAsync("STTTT", "stttt");
        var director = await EndAppointmentOfAsync(administrator, DemoOrganisation.PersonId("STTTT", null, PositionCodes.Director));
        var named = await _chain.RegisteredAsync(ClerkOfInformation);
        var deputy = DemoOrganisation.PersonId("STTTT", null, PositionCodes.DeputyDirector);
        var incident = await OpenIncidentAsync(administrator, named.GetProperty("workflowInstanceId").GetString());
        var path = $"/api/incidents/{incident.GetProperty("id").GetString()}";

        incident.GetProperty("actions").EnumerateArray().Select(action => action.GetString()).ShouldBe(["retry", "reassign"]);
        await (await administrator.PostAsync($"{path}/skip", new { outcome = "Returned", reason = "Văn bản gửi nhầm" })).ShouldBeProblemAsync(HttpStatusCode.Conflict, "incident.no-skip");
        (await administrator.GetJsonAsync($"{path}/candidates")).EnumerateArray().Select(person => person.GetProperty("id").GetGuid()).ShouldContain(deputy);
        await (await administrator.PostAsync($"{path}/reassign", new { toPersonId = DemoOrganisation.PersonId("STTTT", "VP", PositionCodes.Officer), reason = "Thử" })).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "hand-over.not-competent");
        await (await administrator.PostAsync($"{path}/reassign", new { toPersonId = deputy, reason = "Giám đốc nghỉ hưu" })).ShouldBeOkAsync();
        (await _chain.WorkAsync("pho-giam-doc1.ld.stttt@example.vn", named.GetProperty("dossierId").GetGuid())).ShouldNotBe(Guid.Empty);

        var other = await OpenIncidentAsync(administrator, skipped.GetProperty("workflowInstanceId").GetString());
        other.GetProperty("actions").EnumerateArray().Select(action => action.GetString()).ShouldBe(["retry", "reassign", "skip"]);
        var second = $"/api/incidents/{other.GetProperty("id").GetString()}/skip";
        await (await administrator.PostAsync(second, new { outcome = "Bay", reason = "Thử" })).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "incident.outcome");
        await (await (await _chain.AsAsync(ClerkOfInformation)).PostAsync(second, new { outcome = "Returned", reason = "Thử" })).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
        await (await administrator.PostAsync(second, new { outcome = "Returned", reason = "Chưa có Chánh Văn phòng" })).ShouldBeOkAsync();
        await (await administrator.PostAsync(second, new { outcome = "Returned", reason = "Lần nữa" })).ShouldBeProblemAsync(HttpStatusCode.Conflict, "incident.resolved");
        await AppointAsync(administrator, director, "Giám đốc mới Sở TT&TT");
        await AppointAsync(administrator, chief, "Chánh Văn phòng mới Sở TT&TT");
    }

    [Fact]
    public async Task A_cancelled_instance_leaves_no_work_and_no_open_dossier()
    {
        var registered = await _chain.RegisteredAsync();
        var (instanceId, dossierId) = (registered.GetProperty("workflowInstanceId").GetString(), registered.GetProperty("dossierId").GetGuid());
        var workItemId = await _chain.WorkAsync(Chain.Director, dossierId);
        var administrator = await _chain.AsAsync(LienThongApp.Administrator);

        await (await administrator.PostAsync($"/api/instances/{instanceId}/cancel", new { reason = "Đăng ký nhầm văn bản" })).ShouldBeOkAsync();

        var detail = await (await _chain.AsAsync(LienThongApp.Clerk)).GetJsonAsync($"/api/dossiers/{dossierId}");
        detail.GetProperty("dossier").GetProperty("state").GetString().ShouldBe("cancelled");
        detail.GetProperty("steps").GetArrayLength().ShouldBe(0);
        await (await _chain.ActAsync(Chain.Director, workItemId, "assign", Chain.Instruction)).ShouldBeProblemAsync(HttpStatusCode.Conflict, "work-item.cancelled");
        await (await administrator.PostAsync($"/api/instances/{instanceId}/cancel", new { reason = "Lần nữa" })).ShouldBeProblemAsync(HttpStatusCode.Conflict, "instance.ended");
        var timeline = await (await _chain.AsAsync(LienThongApp.Clerk)).GetJsonAsync($"/api/dossiers/{dossierId}/timeline");
        timeline.EnumerateArray().ShouldContain(line => line.GetProperty("what").GetString() == "Huỷ quy trình" && line.GetProperty("detail").GetString() == "Đăng ký nhầm văn bản");
    }

    [Fact]
    public async Task Instances_are_listed_by_status_and_definition()
    {
        var instanceId = (await _chain.RegisteredAsync()).GetProperty("workflowInstanceId").GetString();
        var administrator = await _chain.AsAsync(LienThongApp.Administrator);

        (await IdsAsync(administrator, "status=Running&definitionId=cong-van-bao-cao")).ShouldContain(instanceId);
        (await IdsAsync(administrator, "status=Finished")).ShouldNotContain(instanceId);
        (await IdsAsync(administrator, "definitionId=khong-co")).ShouldBeEmpty();
        await (await (await _chain.AsAsync(LienThongApp.Clerk)).GetAsync("/api/instances")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
    }

    public void Dispose() => _chain.Dispose();

    private static async Task<List<string?>> IdsAsync(Caller caller, string filter) =>
        [.. (await caller.GetJsonAsync($"/api/instances?size=200&{filter}")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString())];

    private static async Task<JsonElement> OpenIncidentAsync(Caller administrator, string? instanceId) =>
        (await administrator.GetJsonAsync("/api/incidents?size=200")).GetProperty("items").EnumerateArray().Single(item => item.GetProperty("instanceId").GetString() == instanceId);

    private async Task<Guid> EndAppointmentOfAsync(Caller administrator, Guid personId)
    {
        var appointment = await app.Database.ReadAsync((context, ct) => context.Set<Appointment>().SingleAsync(row => row.PersonId == personId, ct), CancellationToken.None);
        var ended = await administrator.PostAsync($"/api/organisation/appointments/{appointment.Id}/end", new { lastDay = Date(-1) });
        ended.StatusCode.ShouldBe(HttpStatusCode.NoContent, await ended.Content.ReadAsStringAsync());
        return appointment.PositionId;
    }

    private static async Task AppointAsync(Caller administrator, Guid positionId, string fullName)
    {
        var person = await (await administrator.PostAsync("/api/organisation/people", new { fullName })).JsonAsync();
        var appointed = await administrator.PostAsync("/api/organisation/appointments", new { personId = person.GetProperty("id").GetGuid(), positionId, from = Date(0) });
        appointed.StatusCode.ShouldBe(HttpStatusCode.Created, await appointed.Content.ReadAsStringAsync());
    }

    private static string Date(int days) => VietnamTime.Today(TimeProvider.System).AddDays(days).ToString("O", CultureInfo.InvariantCulture);
}
