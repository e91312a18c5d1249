using System.Net;
using System.Text;
using System.Text.Json;
using LienThong.Activities.Agencies;

namespace LienThong.Host.Tests.Api;

/// <summary>What văn thư does beside registering, and what everybody asks about a dossier.</summary>
[Collection(SharedApp.Name)]
public sealed class RegistryDeskTests(LienThongApp app) : IDisposable
{
    private readonly Chain _chain = new(app);

    [Fact]
    public async Task An_uploaded_letter_gives_the_fields_to_register_it_with()
    {
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);
        var token = await Chain.UploadedAsync(clerk, "UBND TỈNH QUẢNG TRỊ\n\nSố: 812/UBND-TH\n\nQuảng Trị, ngày 04 tháng 3 năm 2024\n\nV/v rà soát nhiệm vụ\n\nKính gửi: Sở Khoa học và Công nghệ\n\nĐề nghị gửi báo cáo trước ngày 18/3/2024.\n");

        var proposal = await (await clerk.PostAsync("/api/uploads/proposal", new { token })).ShouldBeOkAsync();

        Value(proposal, "number").GetString().ShouldBe("812");
        Value(proposal, "symbol").GetString().ShouldBe("UBND-TH");
        Value(proposal, "issuedOn").GetString().ShouldBe("2024-03-04");
        Value(proposal, "sender").GetProperty("agencyId").GetGuid().ShouldBe(DemoOrganisation.UbndTinh);
        Value(proposal, "deadlineOn").GetString().ShouldBe("2024-03-17");
        proposal.GetProperty("subject").GetProperty("evidence").GetProperty("line").GetInt32().ShouldBe(7);
        proposal.GetProperty("subject").GetProperty("confidence").GetString().ShouldBe("found");
        proposal.GetProperty("unreadable").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_file_without_letters_gives_no_fields_and_says_why()
    {
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);
        var answer = await Chain.UploadAsync(clerk, "quet.pdf", Encoding.ASCII.GetBytes("%PDF-1.4\nquét"));
        var token = (await answer.ShouldBeOkAsync()).GetProperty("token").GetString();

        var proposal = await (await clerk.PostAsync("/api/uploads/proposal", new { token })).ShouldBeOkAsync();

        proposal.GetProperty("unreadable").GetString()!.ShouldContain("Nhập các trường theo bản gốc");
        proposal.GetProperty("number").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Only_the_registry_asks_for_proposals_and_only_of_its_own_uploads()
    {
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);
        var other = await _chain.AsAsync(LienThongApp.OtherClerk);
        var officer = await _chain.AsAsync(Chain.Officer);
        var token = await Chain.UploadedAsync(clerk);

        await (await other.PostAsync("/api/uploads/proposal", new { token })).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "upload.unknown");
        await (await officer.PostAsync("/api/uploads/proposal", new { token })).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
        await (await officer.PostAsync("/api/incoming-documents/duplicates", new { number = "1" })).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
    }

    [Fact]
    public async Task Duplicates_are_found_before_saving_in_ones_own_agency_alone()
    {
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);
        var other = await _chain.AsAsync(LienThongApp.OtherClerk);
        await clerk.PostAsync("/api/incoming-documents", Chain.Registration("90501"));
        var sketch = new { number = "90501", symbol = "UBND-TH", issuedOn = "2024-01-24", senderAgencyId = DemoOrganisation.UbndTinh };

        var found = await (await clerk.PostAsync("/api/incoming-documents/duplicates", sketch)).ShouldBeOkAsync();

        found.EnumerateArray().First().GetProperty("why").GetString().ShouldBe("sameNumber");
        (await (await other.PostAsync("/api/incoming-documents/duplicates", sketch)).ShouldBeOkAsync()).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Who_may_read_a_dossier_sees_its_route_and_why_it_waits_and_others_find_none()
    {
        var dossierId = await _chain.DraftedAsync();
        var officer = await _chain.AsAsync(Chain.Officer);
        var other = await _chain.AsAsync(LienThongApp.OtherClerk);

        var route = await officer.GetJsonAsync($"/api/dossiers/{dossierId}/route");
        var waiting = await officer.GetJsonAsync($"/api/dossiers/{dossierId}/waiting");

        route.GetProperty("past").GetArrayLength().ShouldBe(2);
        route.GetProperty("present")[0].GetProperty("title").GetString().ShouldBe("Ký nháy dự thảo");
        route.GetProperty("ahead").EnumerateArray().Select(step => step.GetProperty("activityId").GetString()).ShouldBe(["the-thuc", "duyet", "ky", "cap-so", "gui", "ket-thuc"]);
        waiting.GetProperty("sentence").GetString()!.ShouldStartWith("Chờ ");
        waiting.GetProperty("waits")[0].GetProperty("canUnblock").GetArrayLength().ShouldBeGreaterThan(1);
        await (await other.GetAsync($"/api/dossiers/{dossierId}/route")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "dossier.not-found");
        await (await other.GetAsync($"/api/dossiers/{dossierId}/waiting")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "dossier.not-found");
    }

    [Fact]
    public async Task A_refused_document_is_followed_and_sent_again_by_one_of_two_who_ask_at_once()
    {
        var dossierId = await _chain.SentAsync();
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);
        var dispatch = (await clerk.GetJsonAsync($"/api/dossiers/{dossierId}")).GetProperty("dispatches")[0].GetProperty("id").GetGuid();
        var receiver = await _chain.AsAsync(Chain.Receiver);
        await (await receiver.PostAsync($"/api/dispatches/{dispatch}/receipts", new { statusCode = "02", reason = "Quá ngắn" })).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "receipt.reason");
        await (await receiver.PostAsync($"/api/dispatches/{dispatch}/receipts", new { statusCode = "02", reason = "Không thuộc thẩm quyền của Văn phòng" })).ShouldBeOkAsync();
        var row = (await clerk.GetJsonAsync("/api/dispatches/sent?filter=refused&size=200")).GetProperty("items").EnumerateArray()
            .Single(item => item.GetProperty("dossierId").GetGuid() == dossierId);
        row.GetProperty("canResend").GetBoolean().ShouldBeTrue();
        row.GetProperty("dispatch").GetProperty("reason").GetString().ShouldBe("Không thuộc thẩm quyền của Văn phòng");
        await (await receiver.PostAsync($"/api/dispatches/{dispatch}/resend", new { })).ShouldBeProblemAsync(HttpStatusCode.NotFound, "dispatch.not-found");
        await _chain.WorkAsync(LienThongApp.Clerk, dossierId);

        var answers = await Task.WhenAll(clerk.PostAsync($"/api/dispatches/{dispatch}/resend", new { }), clerk.PostAsync($"/api/dispatches/{dispatch}/resend", new { }));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict).ShouldBe(1);
        (await clerk.GetJsonAsync($"/api/dossiers/{dossierId}")).GetProperty("dispatches").GetArrayLength().ShouldBe(2);
    }

    [Theory]
    [InlineData("waiting")]
    [InlineData("failed")]
    [InlineData("accepted")]
    [InlineData("other")]
    public async Task Sent_documents_are_listed_by_what_became_of_them(string filter)
    {
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);
        var officer = await _chain.AsAsync(Chain.Officer);

        (await clerk.GetJsonAsync($"/api/dispatches/sent?filter={filter}&text=van%20phong")).GetProperty("total").GetInt32().ShouldBeGreaterThanOrEqualTo(0);
        await (await officer.GetAsync($"/api/dispatches/sent?filter={filter}")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
    }

    [Fact]
    public async Task The_book_is_read_page_by_page_and_downloaded_whole_by_its_own_agency()
    {
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);
        await _chain.RegisteredAsync();
        await _chain.RegisteredAsync();
        var register = (await clerk.GetJsonAsync("/api/registers?kind=incoming")).EnumerateArray().First(one => one.GetProperty("lastNumber").GetInt32() > 1).GetProperty("id").GetGuid();

        var page = await clerk.GetJsonAsync($"/api/registers/{register}/book?size=1");
        var file = await clerk.GetAsync($"/api/registers/{register}/book.docx");

        page.GetProperty("columns").GetArrayLength().ShouldBe(10);
        page.GetProperty("lines").GetArrayLength().ShouldBe(1);
        page.GetProperty("next").GetInt32().ShouldBe(1);
        file.StatusCode.ShouldBe(HttpStatusCode.OK);
        file.Content.Headers.ContentDisposition!.FileName!.ShouldEndWith(".docx");
        (await file.Content.ReadAsByteArrayAsync()).Take(2).ShouldBe("PK"u8.ToArray());
        var other = await _chain.AsAsync(LienThongApp.OtherClerk);
        await (await other.GetAsync($"/api/registers/{register}/book")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "register.not-found");
        await (await other.GetAsync($"/api/registers/{register}/book.docx")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "register.not-found");
        await (await clerk.GetAsync($"/api/registers/{register}/book?from=2024-02-01&to=2024-01-01")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "book.span");
    }

    [Fact]
    public async Task The_outgoing_book_is_read_too()
    {
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);
        var register = (await clerk.GetJsonAsync("/api/registers?kind=outgoing")).EnumerateArray().First().GetProperty("id").GetGuid();

        (await clerk.GetJsonAsync($"/api/registers/{register}/book?from=2020-01-01")).GetProperty("title").GetString().ShouldBe("SỔ ĐĂNG KÝ VĂN BẢN ĐI");
    }

    [Fact]
    public async Task Registers_whose_names_differ_only_in_case_or_blanks_are_one()
    {
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);
        (await clerk.PostAsync("/api/registers", new { kind = "outgoing", year = 2041, name = "Văn bản mật" })).StatusCode.ShouldBe(HttpStatusCode.Created);

        await (await clerk.PostAsync("/api/registers", new { kind = "outgoing", year = 2041, name = "VĂN  bản Mật" })).ShouldBeProblemAsync(HttpStatusCode.Conflict, "register.exists");
    }

    [Fact]
    public async Task Statistics_add_up_and_give_the_totals_of_the_file()
    {
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);
        await _chain.DraftedAsync();

        foreach (var by in new[] { "unit", "leader" })
        {
            var statistics = await clerk.GetJsonAsync($"/api/statistics?from=2020-01-01&by={by}&deadline=first");
            var total = statistics.GetProperty("total");
            total.GetProperty("assigned").GetInt32().ShouldBeGreaterThan(0);
            new[] { "doneInTime", "doneLate", "runningInTime", "runningLate" }.Sum(part => total.GetProperty(part).GetInt32()).ShouldBe(total.GetProperty("assigned").GetInt32());
            statistics.GetProperty("rows").EnumerateArray().Sum(row => row.GetProperty("assigned").GetInt32()).ShouldBe(total.GetProperty("assigned").GetInt32());
        }

        var file = await clerk.GetAsync("/api/statistics/export?from=2020-01-01");
        file.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        (await file.Content.ReadAsStringAsync()).ShouldContain("Hoàn thành đúng hạn");
        await (await clerk.GetAsync("/api/statistics?from=2024-02-01&to=2024-01-01")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "statistics.span");
    }

    [Theory]
    [InlineData("overdue")]
    [InlineData("soon")]
    [InlineData("inTime")]
    public async Task Assignments_are_listed_for_those_who_may_read_them(string due)
    {
        var dossierId = await _chain.DraftedAsync();
        var officer = await _chain.AsAsync(Chain.Officer);
        var other = await _chain.AsAsync(LienThongApp.OtherClerk);

        var all = await officer.GetJsonAsync($"/api/assignments?unitId={DemoOrganisation.UnitId("SKHCN", "VP")}&role=lead&state=open&text=tham%20muu&size=200");

        all.GetProperty("items").EnumerateArray().ShouldContain(row => row.GetProperty("dossierId").GetGuid() == dossierId);
        (await officer.GetJsonAsync($"/api/assignments?due={due}")).GetProperty("total").GetInt32().ShouldBeGreaterThanOrEqualTo(due == "inTime" ? 1 : 0);
        (await other.GetJsonAsync("/api/assignments?size=200")).GetProperty("items").EnumerateArray().ShouldNotContain(row => row.GetProperty("dossierId").GetGuid() == dossierId);
    }

    public void Dispose() => _chain.Dispose();

    private static JsonElement Value(JsonElement proposal, string field) => proposal.GetProperty(field).GetProperty("value");
}
