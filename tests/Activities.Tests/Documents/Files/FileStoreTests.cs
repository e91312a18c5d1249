using System.Security.Cryptography;
using System.Text;
using LienThong.Activities.Documents.Files;

namespace LienThong.Activities.Tests.Documents.Files;

public sealed class FileStoreTests : IDisposable
{
    private static readonly FileLimits Limits = new(MaxBytes: 1_000_000);

    private readonly string folder = Directory.CreateTempSubdirectory("files-").FullName;
    private readonly FileStore store;

    public FileStoreTests() => store = new FileStore(folder);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_file_is_stored_under_the_hash_of_its_bytes_and_read_back()
    {
        var bytes = RandomNumberGenerator.GetBytes(300_000);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));

        var stored = await store.SaveAsync(new MemoryStream(bytes), Limits, CancellationToken.None);

        stored.ShouldBe(new StoredContent(hash, 300_000));
        File.Exists(Path.Combine(folder, hash[..2], hash[2..4], hash)).ShouldBeTrue();
        (await ReadAsync(hash)).ShouldBe(bytes);
        (await store.VerifyAsync(hash, CancellationToken.None)).ShouldBe(FileCheck.Intact);
    }

    [Fact]
    public async Task Equal_files_are_stored_once()
    {
        var first = await SaveAsync("Dự thảo báo cáo");
        var second = await SaveAsync("Dự thảo báo cáo");

        second.ShouldBe(first);
        Files().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Equal_files_saved_at_once_are_stored_once()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => SaveAsync("Phụ lục"))));

        all.Distinct().Count().ShouldBe(1);
        Files().Count.ShouldBe(1);
        (await store.VerifyAsync(all[0].Sha256, CancellationToken.None)).ShouldBe(FileCheck.Intact);
    }

    [Fact]
    public async Task An_empty_file_is_a_file() => (await SaveAsync("")).Length.ShouldBe(0);

    [Fact]
    public async Task A_file_of_just_the_limit_passes_and_one_byte_more_does_not()
    {
        var limits = new FileLimits(MaxBytes: 100_000);

        (await store.SaveAsync(new MemoryStream(new byte[100_000]), limits, CancellationToken.None)).Length.ShouldBe(100_000);
        var refusal = await Should.ThrowAsync<FileTooLargeException>(
            () => store.SaveAsync(new MemoryStream(new byte[100_001]), limits, CancellationToken.None));

        refusal.MaxBytes.ShouldBe(100_000);
        Files().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_stream_that_breaks_off_leaves_nothing_behind()
    {
        await Should.ThrowAsync<IOException>(() => store.SaveAsync(new BreakingStream(50_000), Limits, CancellationToken.None));

        Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cancelled_save_leaves_nothing_behind()
    {
        await Should.ThrowAsync<OperationCanceledException>(
            () => store.SaveAsync(new MemoryStream(new byte[10]), Limits, new CancellationToken(canceled: true)));

        Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task Damage_and_loss_are_found()
    {
        var stored = await SaveAsync("Báo cáo đã ký");
        var path = Files().ShouldHaveSingleItem();

        await File.WriteAllTextAsync(path, "Báo cáo bị sửa");
        (await store.VerifyAsync(stored.Sha256, CancellationToken.None)).ShouldBe(FileCheck.Damaged);

        File.Delete(path);
        (await store.VerifyAsync(stored.Sha256, CancellationToken.None)).ShouldBe(FileCheck.Missing);
        Should.Throw<FileNotFoundException>(() => store.OpenRead(stored.Sha256));
    }

    [Fact]
    public async Task Saving_again_mends_a_file_that_was_cut_short()
    {
        var stored = await SaveAsync("Báo cáo đã ký");
        await File.WriteAllTextAsync(Files().ShouldHaveSingleItem(), "Báo");

        await SaveAsync("Báo cáo đã ký");

        (await store.VerifyAsync(stored.Sha256, CancellationToken.None)).ShouldBe(FileCheck.Intact);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../etc/passwd")]
    [InlineData("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n")]
    [InlineData("../0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public async Task Only_a_hash_opens_a_file(string name)
    {
        Should.Throw<ArgumentException>(() => store.OpenRead(name));
        Should.Throw<ArgumentException>(() => store.Contains(name));
        await Should.ThrowAsync<ArgumentException>(() => store.VerifyAsync(name, CancellationToken.None));
    }

    [Fact]
    public async Task Leftovers_of_an_interrupted_save_are_swept_and_stored_files_stay()
    {
        var stored = await SaveAsync("Báo cáo");
        var (old, young) = (Path.Combine(folder, "incoming", "old"), Path.Combine(folder, "incoming", "young"));
        await File.WriteAllTextAsync(old, "x");
        await File.WriteAllTextAsync(young, "x");
        File.SetLastWriteTimeUtc(old, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2));

        new FileStore(folder).SweepLeftovers(TimeProvider.System, TimeSpan.FromHours(1)).ShouldBe(1);

        File.Exists(old).ShouldBeFalse();
        File.Exists(young).ShouldBeTrue();
        store.Contains(stored.Sha256).ShouldBeTrue();
    }

    private Task<StoredContent> SaveAsync(string text) =>
        store.SaveAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), Limits, CancellationToken.None);

    private async Task<byte[]> ReadAsync(string hash)
    {
        await using var file = store.OpenRead(hash);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private List<string> Files() => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)];

    /// <summary>Gives some bytes and then fails, as a lost connection does.</summary>
    private sealed class BreakingStream(int bytes) : MemoryStream(new byte[bytes])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            return read > 0 ? read : throw new IOException("lost");
        }
    }
}
