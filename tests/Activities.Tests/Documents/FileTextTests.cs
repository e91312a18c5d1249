using System.Text;
using LienThong.Activities.Documents.Files;

namespace LienThong.Activities.Tests.Documents;

public sealed class FileTextTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lienthong-text-").FullName;

    [Fact]
    public async Task Plain_text_is_read()
    {
        var read = await ReadAsync("Công văn số 1."u8.ToArray(), "text/plain");

        (read.Text, read.Refusal).ShouldBe(("Công văn số 1.", null));
    }

    [Fact]
    public async Task A_damaged_pdf_is_refused_in_words()
    {
        var read = await ReadAsync(Encoding.ASCII.GetBytes("%PDF-1.7 " + new string('x', 200_000)), "application/pdf");

        read.Text.ShouldBeEmpty();
        read.Refusal.ShouldNotBeNull().ShouldContain("PDF");
    }

    [Fact]
    public async Task A_picture_has_no_text() => (await ReadAsync([1, 2, 3], "image/png")).Refusal.ShouldNotBeNullOrEmpty();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<ReadText> ReadAsync(byte[] bytes, string mediaType)
    {
        var files = new FileStore(folder);
        var stored = await files.SaveAsync(new MemoryStream(bytes), new FileLimits(), CancellationToken.None);
        return await new FileText(files).ReadAsync(stored.Sha256, mediaType, CancellationToken.None);
    }
}
