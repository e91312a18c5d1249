using System.Text;
using LienThong.Activities.Documents.Files;
using LienThong.Activities.Documents.Form;

namespace LienThong.Activities.Tests.Documents.Files;

public sealed class FileTextTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lienthong-text-").FullName;

    [Fact]
    public async Task Plain_text_is_read() => (await ReadAsync("Công văn số 1."u8.ToArray(), "text/plain")).ShouldBe("Công văn số 1.");

    [Theory]
    [InlineData("application/pdf")]
    [InlineData("image/png")]
    public async Task What_has_no_text_is_told_from_what_is_damaged(string mediaType)
    {
        var refused = await Should.ThrowAsync<DocumentRefusedException>(() => ReadAsync(Encoding.ASCII.GetBytes("%PDF-1.7 " + new string('x', 200_000)), mediaType));

        FileText.SaysNoText(refused.Code).ShouldBeTrue();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<string> ReadAsync(byte[] bytes, string mediaType)
    {
        var files = new FileStore(folder);
        var stored = await files.SaveAsync(new MemoryStream(bytes), new FileLimits(), CancellationToken.None);
        return await new FileText(files, new PdfText(new PdfTextLimits())).ReadAsync(stored.Sha256, mediaType, isWhole: true, CancellationToken.None);
    }
}
