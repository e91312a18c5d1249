using System.Net;
using System.Text;

namespace LienThong.Host.Tests.Api;

[Collection(SharedApp.Name)]
public sealed class UploadsApiTests(LienThongApp app) : IDisposable
{
    private readonly Chain _chain = new(app);

    [Fact]
    public async Task A_file_is_told_by_its_content_and_keeps_its_name()
    {
        var caller = await _chain.AsAsync(LienThongApp.Clerk);

        var file = await (await Chain.UploadAsync(caller, "thư mục/Công văn số 5+6.pdf", "%PDF-1.7 x"u8.ToArray())).ShouldBeOkAsync();

        file.GetProperty("name").GetString().ShouldBe("Công văn số 5+6.pdf");
        file.GetProperty("mediaType").GetString().ShouldBe("application/pdf");
        file.GetProperty("length").GetInt64().ShouldBe(10);
        file.GetProperty("hash").GetString()!.Length.ShouldBe(64);
    }

    [Theory]
    [InlineData("chay.exe", "MZ", "document.type-not-allowed")]
    [InlineData("cong-van.pdf", "không phải PDF", "document.type-mismatch")]
    [InlineData("cong-van.txt", "%PDF-1.7", "document.type-mismatch")]
    [InlineData("cong-van.docx", "PK\u0003\u0004hỏng", "document.damaged")]
    public async Task A_file_of_a_kind_that_is_not_allowed_is_refused(string name, string content, string code)
    {
        var caller = await _chain.AsAsync(LienThongApp.Clerk);

        await (await Chain.UploadAsync(caller, name, Encoding.UTF8.GetBytes(content))).ShouldBeProblemAsync(HttpStatusCode.UnsupportedMediaType, code);
    }

    [Fact]
    public async Task A_file_without_a_name_is_refused()
    {
        var caller = await _chain.AsAsync(LienThongApp.Clerk);

        await (await Chain.UploadAsync(caller, "", "x"u8.ToArray())).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "file.name");
        await (await Chain.UploadAsync(caller, new string('a', 300) + ".txt", "x"u8.ToArray())).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "file.name");
    }

    [Theory]
    [InlineData("bao-cao\u202Efdp.txt")]
    [InlineData("bao-cao\u2066x\u2069.txt")]
    public async Task A_name_that_reads_differently_from_what_it_is_is_refused(string name)
    {
        var caller = await _chain.AsAsync(LienThongApp.Clerk);

        await (await Chain.UploadAsync(caller, name, "x"u8.ToArray())).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "file.name");
    }

    [Fact]
    public async Task Of_a_pdf_the_first_page_comes_without_the_whole_file()
    {
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);
        byte[] pdf = [.. "%PDF-1.7 "u8, .. new byte[300_000]];
        var token = (await (await Chain.UploadAsync(clerk, "công văn.pdf", pdf)).ShouldBeOkAsync()).GetProperty("token").GetString()!;
        var registered = await (await clerk.PostAsync("/api/incoming-documents", Chain.Registration(files: [token]))).JsonAsync();
        var path = $"/api/documents/{registered.GetProperty("documentId").GetGuid()}/versions/1/content";
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = clerk.Cookies }) { BaseAddress = app.Address };

        using var probe = new HttpRequestMessage(HttpMethod.Head, new Uri(path, UriKind.Relative));
        var head = await http.SendAsync(probe);
        using var first = new HttpRequestMessage(HttpMethod.Get, new Uri(path + "?inline=true", UriKind.Relative));
        first.Headers.Range = new System.Net.Http.Headers.RangeHeaderValue(0, 65_535);
        var part = await http.SendAsync(first);

        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Content.Headers.ContentLength.ShouldBe(pdf.Length);
        head.Headers.AcceptRanges.ShouldContain("bytes");
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsByteArrayAsync()).ShouldBe(pdf[..65_536]);
        part.Content.Headers.ContentRange!.Length.ShouldBe(pdf.Length);
        part.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("inline");
        part.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
    }

    [Fact]
    public async Task A_file_that_somebody_else_uploaded_cannot_be_registered()
    {
        var token = await Chain.UploadedAsync(await _chain.AsAsync(LienThongApp.OtherClerk));
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);

        await (await clerk.PostAsync("/api/incoming-documents", Chain.Registration(files: [token]))).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "upload.unknown");
    }

    [Fact]
    public async Task A_hash_opens_no_file()
    {
        var file = await (await Chain.UploadAsync(await _chain.AsAsync(LienThongApp.OtherClerk), "mat.txt", "Nội dung riêng."u8.ToArray())).ShouldBeOkAsync();
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);

        await (await clerk.PostAsync("/api/incoming-documents", Chain.Registration(files: [file.GetProperty("hash").GetString()!]))).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "upload.unknown");
    }

    public void Dispose() => _chain.Dispose();
}

public sealed class UploadLimitTests
{
    [Fact]
    public async Task A_file_over_the_limit_is_refused_whether_or_not_its_length_is_told()
    {
        var app = new LienThongApp("--Server:MaxUploadMegabytes=1");
        await app.InitializeAsync();
        using var caller = await app.SignedInAsync(LienThongApp.Clerk);
        var bytes = Encoding.ASCII.GetBytes(new string('x', 1024 * 1024 + 1));

        await (await Chain.UploadAsync(caller, "lon.txt", bytes)).ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge, "file.too-large");
        (await Chain.UploadAsync(caller, "vua.txt", bytes[..^1])).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var stream = new StreamContent(new Unseekable(2 * 1024 * 1024));
        stream.Headers.TryAddWithoutValidation("Content-Type", "application/octet-stream");
        stream.Headers.TryAddWithoutValidation("X-File-Name", "dai.txt");
        await (await caller.SendAsync(HttpMethod.Post, "/api/uploads", stream, null, null)).ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge, "file.too-large");
        await app.DisposeAsync();
    }

    // A length nobody can ask for is sent in chunks.
    private sealed class Unseekable(int length) : MemoryStream(new byte[length])
    {
        public override bool CanSeek => false;
    }
}
