using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using LienThong.Activities.Documents.Form;

namespace LienThong.Host.Tests.Api;

[Collection(SharedApp.Name)]
public sealed class DraftingApiTests(LienThongApp app) : IDisposable
{
    private readonly Chain _chain = new(app);

    [Fact]
    public async Task A_working_copy_is_saved_half_written_and_gone_after_the_submission()
    {
        var (caller, dossierId, id) = await DraftingAsync();
        (await caller.GetAsync($"/api/work-items/{id}/working-copy")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var saved = await (await SaveAsync(caller, id, "Sở báo", 0)).ShouldBeOkAsync();

        saved.GetProperty("rowVersion").GetInt32().ShouldBe(1);
        (await (await SaveAsync(caller, id, "Sở báo cáo", 1)).ShouldBeOkAsync()).GetProperty("rowVersion").GetInt32().ShouldBe(2);
        var copy = await caller.GetJsonAsync($"/api/work-items/{id}/working-copy");
        copy.GetProperty("content").GetProperty("body").GetString().ShouldBe("Sở báo cáo");
        copy.GetProperty("rowVersion").GetInt32().ShouldBe(2);
        await _chain.DoneAsync(Chain.Officer, dossierId, "submit-draft", Chain.Draft());
        (await caller.GetAsync($"/api/work-items/{id}/working-copy")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await (await SaveAsync(caller, id, "Muộn", 2)).ShouldBeProblemAsync(HttpStatusCode.Conflict, "work-item.closed");
    }

    [Fact]
    public async Task A_second_tab_does_not_write_over_the_first()
    {
        var (caller, _, id) = await DraftingAsync();
        await (await SaveAsync(caller, id, "Một", 0)).ShouldBeOkAsync();

        await (await SaveAsync(caller, id, "Hai", 0)).ShouldBeProblemAsync(HttpStatusCode.Conflict, "working-copy.stale");

        // The answer to the first was lost: the same again is no conflict.
        (await (await SaveAsync(caller, id, "Một", 0)).ShouldBeOkAsync()).GetProperty("rowVersion").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Of_racing_saves_over_one_version_one_wins()
    {
        var (caller, _, id) = await DraftingAsync();
        await (await SaveAsync(caller, id, "Đầu", 0)).ShouldBeOkAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => SaveAsync(caller, id, $"Bản {i}", 1)));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        foreach (var lost in answers.Where(answer => answer.StatusCode != HttpStatusCode.OK))
            await lost.ShouldBeProblemAsync(HttpStatusCode.Conflict, "working-copy.stale");
    }

    [Fact]
    public async Task A_working_copy_is_only_for_those_who_may_submit()
    {
        var (caller, _, id) = await DraftingAsync();
        await (await SaveAsync(caller, id, "Riêng", 0)).ShouldBeOkAsync();
        var director = await _chain.AsAsync(Chain.Director);

        await (await director.GetAsync($"/api/work-items/{id}/working-copy")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "work-item.not-found");
        await (await SaveAsync(director, id, "Khác", 1)).ShouldBeProblemAsync(HttpStatusCode.NotFound, "work-item.not-found");
        await (await director.PostAsync($"/api/work-items/{id}/preview", new { })).ShouldBeProblemAsync(HttpStatusCode.NotFound, "work-item.not-found");
        await (await SaveAsync(caller, id, new string('x', 200_001), 1)).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "draft.body");
        (await caller.DeleteAsync($"/api/work-items/{id}/working-copy")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await caller.GetAsync($"/api/work-items/{id}/working-copy")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task The_working_copy_is_shown_as_the_document_it_would_become()
    {
        var (caller, _, id) = await DraftingAsync();
        await (await caller.PostAsync($"/api/work-items/{id}/preview", new { })).ShouldBeProblemAsync(HttpStatusCode.Conflict, "draft.empty");
        await (await SaveAsync(caller, id, "Sở báo cáo nội dung xem trước.", 0)).ShouldBeOkAsync();

        var answer = await caller.PostAsync($"/api/work-items/{id}/preview", new { });

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(DocumentWriter.MediaType);
        var text = TextOf(await answer.Content.ReadAsByteArrayAsync());
        text.ShouldContain("Sở báo cáo nội dung xem trước");
        text.ShouldContain("/BC-SKHCN");
    }

    [Fact]
    public async Task Form_findings_come_before_the_submission()
    {
        var (caller, _, id) = await DraftingAsync();

        var findings = await (await caller.PostAsync($"/api/work-items/{id}/form-check", new { draft = Fields("", addressees: []) })).ShouldBeOkAsync();

        findings.EnumerateArray().Count(finding => finding.GetProperty("severity").GetString() == "error").ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task An_uploaded_draft_keeps_its_bytes_until_number_and_date_are_filled_in_place()
    {
        var (caller, dossierId, id) = await DraftingAsync();
        var docx = await PreviewAsync(caller, id, "Nội dung của tệp do chuyên viên tự soạn.");
        var token = await UploadAsync(caller, docx);
        var proposal = await (await caller.PostAsync("/api/uploads/draft-proposal", new { token, workItemId = id })).ShouldBeOkAsync();
        proposal.GetProperty("canBeIssued").GetBoolean().ShouldBeTrue(proposal.GetRawText());
        var fields = proposal.GetProperty("draft");
        (fields.GetProperty("typeCode").GetString(), fields.GetProperty("subject").GetString(), fields.GetProperty("signerPosition").GetString())
            .ShouldBe(("BC", "Tình hình thực hiện nhiệm vụ", "pho-giam-doc"));
        fields.GetProperty("addressees").EnumerateArray().Select(line => line.GetString()).ShouldBe(["Văn phòng Ủy ban nhân dân tỉnh Quảng Trị"]);
        fields.GetProperty("recipients").EnumerateArray().Select(line => line.GetString()).ShouldBe(["Giám đốc, các Phó Giám đốc Sở"]);

        await _chain.DoneAsync(Chain.Officer, dossierId, "submit-draft", new { draft = Fields(""), file = token });

        var (versions, documentId) = await VersionsAsync(dossierId);
        (await DownloadAsync(documentId, versions, "draft")).ShouldBe(docx);
        await ToIssuedAsync(dossierId);
        (versions, documentId) = await VersionsAsync(dossierId);
        var issued = await DownloadAsync(documentId, versions, "issued");
        var text = TextOf(issued);
        text.ShouldContain("Nội dung của tệp do chuyên viên tự soạn");
        text.ShouldMatch(@"Số: \d{2,}/BC-SKHCN");
        text.ShouldMatch(@"ngày \d{2} tháng \d{1,2} năm 20\d{2}");
        text.ShouldContain("Phó Giám đốc 1");
        OtherParts(issued).ShouldBe(OtherParts(docx));
    }

    [Fact]
    public async Task A_file_without_a_place_for_the_number_is_found_out_and_never_numbered()
    {
        var (caller, dossierId, id) = await DraftingAsync();
        var docx = Without(await PreviewAsync(caller, id, "Nội dung của tệp."), "Số: ");
        var token = await UploadAsync(caller, docx);
        var proposal = await (await caller.PostAsync("/api/uploads/draft-proposal", new { token, workItemId = id })).ShouldBeOkAsync();
        proposal.GetProperty("canBeIssued").GetBoolean().ShouldBeFalse();
        Codes(proposal.GetProperty("findings")).ShouldContain("TEP.CHO-SO");
        var findings = await (await caller.PostAsync($"/api/work-items/{id}/form-check", new { draft = Fields(""), file = token })).ShouldBeOkAsync();
        Codes(findings).ShouldContain("TEP.CHO-SO");

        await _chain.DoneAsync(Chain.Officer, dossierId, "submit-draft", new { draft = Fields(""), file = token });
        await _chain.DoneAsync(Chain.Head, dossierId, "approve", new { });

        // The form check on the way to the signature sends it back to the drafter with the finding.
        var again = await _chain.WorkAsync(Chain.Officer, dossierId);
        again.ShouldNotBe(id);
        var (_, documentId) = await VersionsAsync(dossierId);
        Codes(await caller.GetJsonAsync($"/api/documents/{documentId}/form-check")).ShouldContain("TEP.CHO-SO");
    }

    [Fact]
    public async Task A_key_that_comes_again_with_another_file_is_refused()
    {
        var (caller, dossierId, id) = await DraftingAsync();
        var (file, key) = (await Chain.UploadedAsync(caller, $"Phụ lục I của {dossierId}"), Guid.NewGuid().ToString());

        var first = await (await caller.PostAsync($"/api/work-items/{id}/attachments", new { file, role = "Phụ lục I" }, key)).JsonAsync();

        var again = await (await caller.PostAsync($"/api/work-items/{id}/attachments", new { file, role = "Phụ lục I" }, key)).JsonAsync();
        again.GetProperty("id").GetGuid().ShouldBe(first.GetProperty("id").GetGuid());
        var other = await Chain.UploadedAsync(caller, $"Phụ lục II của {dossierId}");
        await (await caller.PostAsync($"/api/work-items/{id}/attachments", new { file = other, role = "Phụ lục II" }, key)).ShouldBeProblemAsync(HttpStatusCode.Conflict, "idempotency-key.reused");
    }

    [Fact]
    public async Task Attachments_go_out_with_the_document_unless_they_were_taken_out()
    {
        var (caller, dossierId, id) = await DraftingAsync();
        async Task<Guid> AddAsync(string text, string role)
        {
            var answer = await caller.PostAsync($"/api/work-items/{id}/attachments", new { file = await Chain.UploadedAsync(caller, text), role });
            answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
            return (await answer.JsonAsync()).GetProperty("id").GetGuid();
        }

        await AddAsync($"Phụ lục của {dossierId}", "Phụ lục I");
        var dropped = await AddAsync($"Bỏ đi của {dossierId}", "Tài liệu kèm theo");
        (await caller.SendAsync(HttpMethod.Delete, $"/api/work-items/{id}/attachments/{dropped}", null, Guid.NewGuid().ToString(), null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await (await (await _chain.AsAsync(Chain.Director)).GetAsync($"/api/work-items/{id}/attachments")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "work-item.not-found");

        await _chain.DoneAsync(Chain.Officer, dossierId, "submit-draft", Chain.Draft());
        await ToIssuedAsync(dossierId);
        await _chain.DoneAsync(LienThongApp.Clerk, dossierId, "send", new { recipientAgencyIds = new[] { LienThong.Activities.Agencies.DemoOrganisation.VanPhongUbnd } });

        var (versions, documentId) = await VersionsAsync(dossierId);
        var attachment = versions.EnumerateArray().Single(version => version.GetProperty("kind").GetString() == "attachment");
        attachment.GetProperty("note").GetString().ShouldBe("Phụ lục I");
        var received = await (await _chain.AsAsync(Chain.Receiver)).GetJsonAsync($"/api/documents/{documentId}/versions");
        received.EnumerateArray().Select(version => version.GetProperty("kind").GetString()).ShouldBe(["attachment", "issued"]);
    }

    [Fact]
    public async Task Only_word_files_become_drafts()
    {
        var (caller, _, id) = await DraftingAsync();
        var token = await Chain.UploadedAsync(caller);

        await (await caller.PostAsync("/api/uploads/draft-proposal", new { token })).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "draft.file-type");
        await (await _chain.ActAsync(Chain.Officer, id, "submit-draft", new { draft = Fields(""), file = token })).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "draft.file-type");
        var others = await Chain.UploadedAsync(await _chain.AsAsync(Chain.Head));
        await (await _chain.ActAsync(Chain.Officer, id, "submit-draft", new { draft = Fields(""), file = others })).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "upload.unknown");
    }

    public void Dispose() => _chain.Dispose();

    private async Task<(Caller Caller, Guid DossierId, Guid WorkItemId)> DraftingAsync()
    {
        var dossierId = (await _chain.RegisteredAsync()).GetProperty("dossierId").GetGuid();
        await _chain.DoneAsync(Chain.Director, dossierId, "assign", Chain.Instruction);
        return (await _chain.AsAsync(Chain.Officer), dossierId, await _chain.WorkAsync(Chain.Officer, dossierId));
    }

    private async Task ToIssuedAsync(Guid dossierId)
    {
        await _chain.DoneAsync(Chain.Head, dossierId, "approve", new { });
        await _chain.DoneAsync(Chain.Deputy, dossierId, "approve", new { });
        await _chain.DoneAsync(Chain.Deputy, dossierId, "sign", new { });
        await _chain.DoneAsync(LienThongApp.Clerk, dossierId, "issue-number", new { });
        // The next step is offered when the file is written.
        await _chain.WorkAsync(LienThongApp.Clerk, dossierId);
    }

    private static object Fields(string body, string[]? addressees = null) => new
    {
        typeCode = "BC",
        subject = "Tình hình thực hiện nhiệm vụ",
        addressees = addressees ?? ["Văn phòng Ủy ban nhân dân tỉnh Quảng Trị"],
        body,
        recipients = new[] { "Giám đốc, các Phó Giám đốc Sở" },
        signerPosition = "pho-giam-doc",
    };

    private static Task<HttpResponseMessage> SaveAsync(Caller caller, Guid id, string body, int baseRowVersion) =>
        caller.PutAsync($"/api/work-items/{id}/working-copy", new { content = Fields(body), baseRowVersion });

    private static async Task<byte[]> PreviewAsync(Caller caller, Guid id, string body)
    {
        var answer = await caller.PostAsync($"/api/work-items/{id}/preview", new { draft = Fields(body) });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static async Task<string> UploadAsync(Caller caller, byte[] docx) =>
        (await (await Chain.UploadAsync(caller, "Báo cáo của tôi.docx", docx)).ShouldBeOkAsync()).GetProperty("token").GetString()!;

    private async Task<(JsonElement Versions, Guid DocumentId)> VersionsAsync(Guid dossierId)
    {
        var detail = await (await _chain.AsAsync(LienThongApp.Clerk)).GetJsonAsync($"/api/dossiers/{dossierId}");
        return (detail.GetProperty("versions"), detail.GetProperty("outgoing").GetProperty("id").GetGuid());
    }

    private async Task<byte[]> DownloadAsync(Guid documentId, JsonElement versions, string kind)
    {
        var no = versions.EnumerateArray().Last(version => version.GetProperty("kind").GetString() == kind).GetProperty("versionNo").GetInt32();
        return await (await (await _chain.AsAsync(LienThongApp.Clerk)).GetAsync($"/api/documents/{documentId}/versions/{no}/content")).Content.ReadAsByteArrayAsync();
    }

    private static IEnumerable<string> Codes(JsonElement findings) => findings.EnumerateArray().Select(finding => finding.GetProperty("code").GetString()!);

    private static string TextOf(byte[] docx) => DocumentReader.ReadDocx(new MemoryStream(docx), ReadLimits.Default);

    private static Dictionary<string, string> OtherParts(byte[] docx)
    {
        using var zip = new ZipArchive(new MemoryStream(docx));
        return zip.Entries.Where(entry => entry.FullName != "word/document.xml").ToDictionary(entry => entry.FullName, entry =>
        {
            using var reader = new StreamReader(entry.Open());
            return reader.ReadToEnd();
        });
    }

    /// <summary>The same file whose text lacks these words.</summary>
    private static byte[] Without(byte[] docx, string words)
    {
        using var memory = new MemoryStream();
        memory.Write(docx);
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.GetEntry("word/document.xml")!;
            string xml;
            using (var reader = new StreamReader(entry.Open()))
                xml = reader.ReadToEnd();
            xml.ShouldContain(words);
            using var writer = entry.Open();
            writer.SetLength(0);
            writer.Write(Encoding.UTF8.GetBytes(xml.Replace(words, "", StringComparison.Ordinal)));
        }

        return memory.ToArray();
    }
}
