using System.Net;

namespace LienThong.Host.Tests.Api;

[Collection(SharedApp.Name)]
public sealed class SigningTests(LienThongApp app) : IDisposable
{
    private readonly Chain _chain = new(app);

    [Fact]
    public async Task The_signer_sees_file_and_signature_block_and_signs_only_what_was_seen()
    {
        var dossierId = await _chain.DraftedAsync();
        await _chain.DoneAsync(Chain.Head, dossierId, "approve", new { });
        await _chain.DoneAsync(Chain.Deputy, dossierId, "approve", new { comment = "Đồng ý." });
        var item = await _chain.WorkAsync(Chain.Deputy, dossierId);

        var preview = await (await _chain.AsAsync(Chain.Deputy)).GetJsonAsync($"/api/work-items/{item}/signing");

        preview.GetProperty("signatureBlock").GetProperty("lines").EnumerateArray().Select(line => line.GetString()).ShouldBe(["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]);
        preview.GetProperty("replaces").GetProperty("title").GetString().ShouldBe("Giám đốc");
        preview.GetProperty("secondFactor").GetString().ShouldBe("none");
        var hash = preview.GetProperty("file").GetProperty("sha256").GetString()!;
        await (await _chain.ActAsync(Chain.Deputy, item, "sign", new { expectedHash = new string('0', 64) })).ShouldBeProblemAsync(HttpStatusCode.Conflict, "sign.version-changed");
        await (await _chain.ActAsync(Chain.Deputy, item, "sign", new { expectedHash = hash })).ShouldBeOkAsync();
        await (await (await _chain.AsAsync(Chain.Officer)).GetAsync($"/api/work-items/{item}/signing")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "work-item.not-found");
    }

    public void Dispose() => _chain.Dispose();
}
