using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace LienThong.Host.Tests.Api;

[Collection(SharedApp.Name)]
public sealed class DefinitionFilesApiTests(LienThongApp app) : IDisposable
{
    private readonly Chain _chain = new(app);
    private readonly string _one = $"tep-{Guid.NewGuid():N}";
    private readonly string _two = $"tep-{Guid.NewGuid():N}";

    [Fact]
    public async Task Files_of_a_zip_become_drafts_and_are_published_only_when_asked()
    {
        var zip = Zip(("a.json", Definition(_one)), ("thu-muc/b.json", Definition(_two)));

        var report = await (await ImportAsync(zip)).ShouldBeOkAsync();

        Outcomes(report).ShouldBe([("a.json", "drafted"), ("thu-muc/b.json", "drafted")]);
        Outcomes(await (await ImportAsync(zip)).ShouldBeOkAsync()).ShouldBe([("a.json", "unchanged"), ("thu-muc/b.json", "unchanged")]);
        (await PublishedVersionAsync(_one)).ValueKind.ShouldBe(JsonValueKind.Null);
        await (await ImportAsync(zip, "publish=true")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "definition.reason");
        Outcomes(await (await ImportAsync(zip, "publish=true&reason=thu")).ShouldBeOkAsync()).ShouldBe([("a.json", "published"), ("thu-muc/b.json", "published")]);
        (await PublishedVersionAsync(_two)).GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task One_file_that_cannot_be_taken_keeps_all_out_and_every_file_is_told_of()
    {
        var zip = Zip(("a.json", Definition(_one)), ("b.json", "{\n  hỏng"), ("c.txt", "không phải JSON"), ("d.json", Definition(_one)));

        var problem = await (await ImportAsync(zip)).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "import.refused");

        Outcomes(problem).ShouldBe([("a.json", "heldBack"), ("b.json", "refused"), ("c.txt", "refused"), ("d.json", "refused")]);
        problem.GetProperty("files")[1].GetProperty("line").GetInt32().ShouldBe(2);
        problem.GetProperty("files")[3].GetProperty("code").GetString().ShouldBe("import.repeated");
        await (await (await AdministratorAsync()).GetAsync($"/api/definitions/{_one}")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "definition.not-found");
    }

    [Fact]
    public async Task A_draft_of_somebody_else_stands_in_the_way_of_the_whole_import_unless_it_may_be_replaced()
    {
        await (await ImportAsync(Encoding.UTF8.GetBytes(Definition(_two)))).ShouldBeOkAsync();
        var list = Encoding.UTF8.GetBytes($"[{Definition(_one)}, {Definition(_two, "khac")}]");

        var problem = await (await ImportAsync(list)).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "import.refused");

        Outcomes(problem).ShouldBe([("[0]", "heldBack"), ("[1]", "refused")]);
        problem.GetProperty("files")[1].GetProperty("code").GetString().ShouldBe("definition.draft-exists");
        await (await (await AdministratorAsync()).GetAsync($"/api/definitions/{_one}/draft")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "definition.no-draft");
        Outcomes(await (await ImportAsync(list, "replaceDrafts=true")).ShouldBeOkAsync()).ShouldBe([("[0]", "drafted"), ("[1]", "drafted")]);
    }

    [Fact]
    public async Task A_file_with_errors_may_be_a_draft_but_is_not_published()
    {
        var text = Encoding.UTF8.GetBytes(Definition(_one).Replace("Elsa.RunTask", "Elsa.KhongCo", StringComparison.Ordinal));

        var problem = await (await ImportAsync(text, "publish=true&reason=thu")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "import.refused");

        problem.GetProperty("files")[0].GetProperty("findings")[0].GetProperty("activityId").GetString().ShouldBe("viec");
        await (await ImportAsync(text)).ShouldBeOkAsync();
    }

    [Fact]
    public async Task What_is_exported_can_be_imported_and_says_the_same()
    {
        await (await ImportAsync(Zip(("a.json", Definition(_one)), ("b.json", Definition(_two))), "publish=true&reason=thu")).ShouldBeOkAsync();
        var administrator = await AdministratorAsync();

        var file = await administrator.GetAsync($"/api/definitions/{_one}/versions/1/file");
        var zip = await (await administrator.GetAsync($"/api/definition-files?definitionId={_one}&definitionId={_two}")).Content.ReadAsByteArrayAsync();

        file.Content.Headers.ContentDisposition!.FileName!.Trim('"').ShouldStartWith($"workflow-definition-hoi-he-thong-ngoai-{_one}-");
        Outcomes(await (await ImportAsync(await file.Content.ReadAsByteArrayAsync())).ShouldBeOkAsync()).ShouldBe([("definition.json", "unchanged")]);
        Outcomes(await (await ImportAsync(zip)).ShouldBeOkAsync()).Select(line => line.Outcome).ShouldBe(["unchanged", "unchanged"]);
        (await (await administrator.GetAsync($"/api/definition-files?definitionId={_one}&definitionId={_two}")).Content.ReadAsByteArrayAsync()).ShouldBe(zip);
        await (await administrator.GetAsync("/api/definition-files?definitionId=khong-co")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "definition.not-found");
    }

    [Fact]
    public async Task What_is_no_file_of_definitions_is_refused()
    {
        await (await ImportAsync("PK\u0003\u0004 hỏng"u8.ToArray())).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "import.invalid-zip");
        await (await ImportAsync(Zip())).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "import.empty");
        await (await ImportAsync("[1, "u8.ToArray())).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-json");
        await (await ImportAsync(new byte[9 * 1024 * 1024])).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "import.refused");
    }

    public void Dispose() => _chain.Dispose();

    private static string Definition(string id, string task = "tra-cuu") => DefinitionsApiTests.OutsideDefinition(id, id).Replace("tra-cuu", task, StringComparison.Ordinal);

    private static List<(string? File, string? Outcome)> Outcomes(JsonElement report) =>
        [.. report.GetProperty("files").EnumerateArray().Select(file => (file.GetProperty("file").GetString(), file.GetProperty("outcome").GetString()))];

    private Task<Caller> AdministratorAsync() => _chain.AsAsync(LienThongApp.Administrator);

    private async Task<HttpResponseMessage> ImportAsync(byte[] file, string terms = "")
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return await (await AdministratorAsync()).SendAsync(HttpMethod.Post, $"/api/definition-files?{terms}", content, Guid.NewGuid().ToString(), null);
    }

    private async Task<JsonElement> PublishedVersionAsync(string id) => (await (await AdministratorAsync()).GetJsonAsync($"/api/definitions/{id}")).GetProperty("publishedVersion");

    private static byte[] Zip(params (string Name, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }
}
