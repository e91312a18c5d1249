using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace LienThong.Host.Tests.Api;

/// <summary>Who sees a dossier, and what of it (P7).</summary>
[Collection(SharedApp.Name)]
public sealed class DossierAccessTests(LienThongApp app) : IDisposable
{
    private readonly Chain _chain = new(app);

    [Fact]
    public async Task A_clerk_of_another_agency_sees_nothing()
    {
        var dossierId = await _chain.SentAsync();
        var (detail, incomingId, outgoingId) = await PartsAsync(dossierId);
        var stranger = await _chain.AsAsync(LienThongApp.OtherClerk);

        foreach (var path in new[] { $"/api/dossiers/{dossierId}", $"/api/dossiers/{dossierId}/timeline", $"/api/dossiers/{dossierId}/comments" })
            await (await stranger.GetAsync(path)).ShouldBeProblemAsync(HttpStatusCode.NotFound, "dossier.not-found");
        await (await stranger.PostAsync($"/api/dossiers/{dossierId}/comments", new { text = "Xin xem." })).ShouldBeProblemAsync(HttpStatusCode.NotFound, "dossier.not-found");
        string[] documents =
        [
            $"/api/incoming-documents/{incomingId}", $"/api/outgoing-documents/{outgoingId}", $"/api/documents/{outgoingId}/form-check", $"/api/dispatches?documentId={outgoingId}",
            $"/api/documents/{incomingId}/versions", $"/api/documents/{outgoingId}/versions",
            .. detail.GetProperty("versions").EnumerateArray().Select(ContentOf),
        ];
        foreach (var path in documents)
            await (await stranger.GetAsync(path)).ShouldBeProblemAsync(HttpStatusCode.NotFound, "document.not-found");
        foreach (var list in new[] { "dossiers", "incoming-documents", "outgoing-documents", "dispatches/incoming" })
            (await stranger.GetJsonAsync($"/api/{list}?size=200")).GetRawText().ShouldNotContain(dossierId.ToString());
    }

    [Fact]
    public async Task The_recipient_reads_exactly_the_issued_file()
    {
        var dossierId = await _chain.SentAsync();
        var (detail, incomingId, outgoingId) = await PartsAsync(dossierId);
        var receiver = await _chain.AsAsync(Chain.Receiver);

        foreach (var version in detail.GetProperty("versions").EnumerateArray())
        {
            var answer = await receiver.GetAsync(ContentOf(version));
            if (version.GetProperty("kind").GetString() == "issued")
                (await answer.Content.ReadAsByteArrayAsync()).Length.ShouldBe(version.GetProperty("length").GetInt32());
            else
                await answer.ShouldBeProblemAsync(HttpStatusCode.NotFound, "document.not-found");
        }

        (await receiver.GetJsonAsync($"/api/documents/{outgoingId}/versions")).EnumerateArray().Select(version => version.GetProperty("kind").GetString()).ShouldBe(["issued"]);
        await (await receiver.GetAsync($"/api/outgoing-documents/{outgoingId}")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "document.not-found");
        await (await receiver.GetAsync($"/api/documents/{incomingId}/versions")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "document.not-found");
        await (await receiver.GetAsync($"/api/dossiers/{dossierId}")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "dossier.not-found");
    }

    [Theory]
    [InlineData("chuyen-vien1.qlcn.skhcn@example.vn", true)]
    [InlineData("chuyen-vien1.khtc.skhcn@example.vn", true)]
    [InlineData(Chain.OtherOfficer, true)]
    [InlineData(Chain.Deputy, true)]
    [InlineData("chuyen-vien1.tdc.skhcn@example.vn", false)]
    [InlineData("truong-don-vi1.qlkh.skhcn@example.vn", false)]
    public async Task Within_the_agency_leaders_and_the_units_concerned_read(string userName, bool reads)
    {
        var dossierId = await _chain.DraftedAsync();

        var answer = await (await _chain.AsAsync(userName)).GetAsync($"/api/dossiers/{dossierId}");

        answer.StatusCode.ShouldBe(reads ? HttpStatusCode.OK : HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_administrator_without_an_appointment_reads_no_dossier() =>
        await (await (await _chain.AsAsync(LienThongApp.Administrator)).GetAsync("/api/dossiers")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");

    [Fact]
    public async Task A_file_is_saved_and_not_shown_and_comes_in_ranges()
    {
        var registered = await _chain.RegisteredAsync();
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);
        var path = $"/api/documents/{registered.GetProperty("documentId").GetGuid()}/versions/1/content";

        var answer = await clerk.GetAsync(path);

        (await answer.Content.ReadAsStringAsync()).ShouldBe("Nội dung công văn.");
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        answer.Content.Headers.ContentDisposition.FileNameStar.ShouldBe("công văn.txt");
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldBe("default-src 'none'; sandbox");
        answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = clerk.Cookies }) { BaseAddress = app.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Range = new RangeHeaderValue(0, 2);
        var part = await http.SendAsync(request);
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        part.Content.Headers.ContentRange!.Length.ShouldBe(Encoding.UTF8.GetByteCount("Nội dung công văn."));
        (await part.Content.ReadAsByteArrayAsync()).ShouldBe(Encoding.UTF8.GetBytes("Nội dung công văn.")[..3]);
    }

    [Fact]
    public async Task A_key_that_comes_again_for_another_comment_is_refused()
    {
        var (first, second) = (await _chain.RegisteredAsync(), await _chain.RegisteredAsync());
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);
        var key = Guid.NewGuid().ToString();
        string PathOf(JsonElement registered) => $"/api/dossiers/{registered.GetProperty("dossierId").GetGuid()}/comments";

        (await clerk.PostAsync(PathOf(first), new { text = "Đã nhận." }, key)).StatusCode.ShouldBe(HttpStatusCode.Created);

        await (await clerk.PostAsync(PathOf(first), new { text = "Đã chuyển." }, key)).ShouldBeProblemAsync(HttpStatusCode.Conflict, "idempotency-key.reused");
        await (await clerk.PostAsync(PathOf(second), new { text = "Đã nhận." }, key)).ShouldBeProblemAsync(HttpStatusCode.Conflict, "idempotency-key.reused");
        (await clerk.PostAsync(PathOf(first), new { text = "Đã nhận." }, key)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await clerk.GetJsonAsync(PathOf(first))).GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_reads_a_dossier_writes_comments_into_it()
    {
        var dossierId = await _chain.DraftedAsync();
        var officer = await _chain.AsAsync("chuyen-vien1.qlcn.skhcn@example.vn");

        var created = await officer.PostAsync($"/api/dossiers/{dossierId}/comments", new { text = "Phòng đã gửi số liệu.\nĐề nghị bổ sung." });

        created.StatusCode.ShouldBe(HttpStatusCode.Created, await created.Content.ReadAsStringAsync());
        var comments = await officer.GetJsonAsync($"/api/dossiers/{dossierId}/comments");
        comments[0].GetProperty("text").GetString().ShouldBe("Phòng đã gửi số liệu.\nĐề nghị bổ sung.");
        comments[0].GetProperty("author").GetString()!.ShouldStartWith("Chuyên viên 1");
        await (await officer.PostAsync($"/api/dossiers/{dossierId}/comments", new { text = " " })).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "comment.text");
    }

    [Fact]
    public async Task The_form_check_lists_findings_of_the_draft()
    {
        var (_, _, outgoingId) = await PartsAsync(await _chain.DraftedAsync());

        var findings = await (await _chain.AsAsync(Chain.Officer)).GetJsonAsync($"/api/documents/{outgoingId}/form-check");

        findings.EnumerateArray().ShouldAllBe(finding => finding.GetProperty("severity").GetString() != "error" && finding.GetProperty("message").GetString() != "");
    }

    public void Dispose() => _chain.Dispose();

    private async Task<(JsonElement Detail, Guid IncomingId, Guid OutgoingId)> PartsAsync(Guid dossierId)
    {
        var detail = await (await _chain.AsAsync(LienThongApp.Clerk)).GetJsonAsync($"/api/dossiers/{dossierId}");
        return (detail, detail.GetProperty("incoming").GetProperty("id").GetGuid(), detail.GetProperty("outgoing").GetProperty("id").GetGuid());
    }

    private static string ContentOf(JsonElement version) =>
        $"/api/documents/{version.GetProperty("documentId").GetGuid()}/versions/{version.GetProperty("versionNo").GetInt32()}/content";
}
