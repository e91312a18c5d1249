using System.Net;

namespace LienThong.Host.Tests.Api;

[Collection(SharedApp.Name)]
public sealed class TemplatesApiTests(LienThongApp app) : IDisposable
{
    private readonly Chain _chain = new(app);

    [Fact]
    public async Task The_shipped_templates_are_there_for_everybody()
    {
        var officer = await _chain.AsAsync(Chain.Officer);

        var rows = (await officer.GetJsonAsync("/api/templates")).EnumerateArray().Where(row => row.GetProperty("shared").GetBoolean()).ToList();

        rows.Select(row => row.GetProperty("typeCode").GetString()).ShouldBe(["BC", "CV", "TTr", "KH", "TB"], ignoreOrder: true);
        rows.ShouldAllBe(row => !row.GetProperty("mayChange").GetBoolean());
    }

    [Fact]
    public async Task A_template_is_filled_from_the_incoming_document_and_tells_what_is_open()
    {
        var dossierId = (await _chain.RegisteredAsync()).GetProperty("dossierId").GetGuid();
        await _chain.DoneAsync(Chain.Director, dossierId, "assign", Chain.Instruction);
        var officer = await _chain.AsAsync(Chain.Officer);
        var template = (await officer.GetJsonAsync("/api/templates?typeCode=BC")).EnumerateArray().Single();

        var filled = await officer.GetJsonAsync($"/api/templates/{template.GetProperty("id").GetGuid()}/filled?workItemId={await _chain.WorkAsync(Chain.Officer, dossierId)}");

        var body = filled.GetProperty("draft").GetProperty("body").GetString()!;
        body.ShouldContain("/UBND-TH ngày 24/01/2024 của Ủy ban nhân dân tỉnh Quảng Trị, Sở Khoa học và Công nghệ báo cáo như sau:");
        body.ShouldNotContain("{{");
        body.ShouldContain("[de-xuat-kien-nghi]");
        filled.GetProperty("findings").EnumerateArray().ShouldAllBe(finding => finding.GetProperty("code").GetString() == "MAU.TRUONG-TRONG");
        filled.GetProperty("findings").GetArrayLength().ShouldBe(5);
    }

    [Fact]
    public async Task An_office_keeps_the_templates_of_its_own_agency()
    {
        var office = await _chain.AsAsync(Chain.Head);
        var name = $"Mẫu {Guid.NewGuid():N}";

        var created = await office.PostAsync("/api/templates", Body(name));

        created.StatusCode.ShouldBe(HttpStatusCode.Created, await created.Content.ReadAsStringAsync());
        var id = (await created.JsonAsync()).GetProperty("id").GetGuid();
        await (await office.PostAsync("/api/templates", Body(name))).ShouldBeProblemAsync(HttpStatusCode.Conflict, "template.duplicate");
        var read = await office.GetAsync($"/api/templates/{id}");
        var changed = await office.PutAsync($"/api/templates/{id}", Body(name, "Nội dung mới của {{co-quan}}."), ifMatch: read.Headers.ETag!.ToString());
        changed.StatusCode.ShouldBe(HttpStatusCode.OK, await changed.Content.ReadAsStringAsync());
        await (await office.PutAsync($"/api/templates/{id}", Body(name), ifMatch: read.Headers.ETag!.ToString())).ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "etag.mismatch");
        await (await (await _chain.AsAsync(LienThongApp.OtherClerk)).GetAsync($"/api/templates/{id}")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "template.not-found");
        var now = await office.GetAsync($"/api/templates/{id}");
        now.Headers.ETag.ShouldBe(changed.Headers.ETag);
        (await office.SendAsync(HttpMethod.Delete, $"/api/templates/{id}", null, Guid.NewGuid().ToString(), now.Headers.ETag!.ToString())).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await (await office.GetAsync($"/api/templates/{id}")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "template.not-found");
    }

    [Fact]
    public async Task Others_change_no_templates()
    {
        var officer = await _chain.AsAsync(Chain.Officer);
        var office = await _chain.AsAsync(Chain.Head);

        await (await officer.PostAsync("/api/templates", Body("Của tôi"))).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "template.not-yours");
        await (await office.PostAsync("/api/templates", new { name = "Dùng chung", content = Content("x"), shared = true })).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "template.not-yours");
    }

    [Fact]
    public async Task A_template_needs_a_name_and_a_type()
    {
        var office = await _chain.AsAsync(Chain.Head);

        await (await office.PostAsync("/api/templates", Body(" "))).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "template.name");
        await (await office.PostAsync("/api/templates", new { name = "Thiếu loại", content = Content("x", typeCode: "") })).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "template.type");
    }

    public void Dispose() => _chain.Dispose();

    private static object Body(string name, string body = "{{co-quan}} trả lời {{noi-gui}}.") => new { name, content = Content(body) };

    private static object Content(string body, string typeCode = "CV") => new { typeCode, subject = "trả lời {{trich-yeu-den}}", body };
}
