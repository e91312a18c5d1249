using System.Buffers;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace LienThong.Activities.Documents.Files;

/// <summary>What a stored file is known by: the SHA-256 of its bytes (64 lower-case hex digits) and its length in bytes.</summary>
public sealed record StoredContent(string Sha256, long Length);

/// <summary>What one file may be; enforced while it streams in, whatever length the sender claims.</summary>
public sealed record FileLimits(long MaxBytes = 100L * 1024 * 1024);

/// <summary>The outcome of reading a stored file again.</summary>
public enum FileCheck
{
    Intact,
    Missing,
    Damaged,
}

/// <summary>A file is longer than it may be; the message is for the user.</summary>
public sealed class FileTooLargeException(long maxBytes) : IOException($"Tệp vượt quá dung lượng cho phép ({maxBytes / (1024 * 1024.0):0.#} MB).")
{
    public long MaxBytes { get; } = maxBytes;
}

/// <summary>
/// Files named by the hash of their bytes, under <c>ab/cd/abcd…</c>: equal files are stored once, and a stored file never changes. When
/// <see cref="SaveAsync"/> returns, the file is on disk. Several processes may share the folder.
/// </summary>
public sealed partial class FileStore
{
    private readonly string root;
    private readonly string incoming;

    /// <summary>Opens the store, creating the folder when needed.</summary>
    public FileStore(string folder)
    {
        root = Path.GetFullPath(folder);
        // Inside the store, because a rename is atomic only within one volume.
        incoming = Path.Combine(root, "incoming");
        Directory.CreateDirectory(incoming);
    }

    /// <summary>Stores the rest of the stream; the same bytes again are no error. Throws <see cref="FileTooLargeException"/>; then nothing is stored.</summary>
    public async Task<StoredContent> SaveAsync(Stream content, FileLimits limits, CancellationToken ct)
    {
        var temporary = Path.Combine(incoming, Guid.NewGuid().ToString("N"));
        try
        {
            var stored = await ReceiveAsync(content, temporary, limits.MaxBytes, ct);
            var path = PathOf(stored.Sha256);
            DurableRename.CreateFolders(root, Path.GetDirectoryName(path)!);

            // An equal file stays as it is, for it may be open; one that was cut short is replaced by the whole.
            var existing = new FileInfo(path);
            if (existing.Exists && existing.Length == stored.Length) DurableRename.FlushFolder(existing.DirectoryName!);
            else DurableRename.Place(temporary, path);
            return stored;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Opens a stored file for reading. Throws <see cref="FileNotFoundException"/>, or <see cref="ArgumentException"/> when the hash is none.</summary>
    public FileStream OpenRead(string sha256) => new(PathOf(sha256), new FileStreamOptions
    {
        Mode = FileMode.Open,
        Access = FileAccess.Read,
        Share = FileShare.Read | FileShare.Delete,
        Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
    });

    public bool Contains(string sha256) => File.Exists(PathOf(sha256));

    /// <summary>Reads the whole file again and compares its hash with its name.</summary>
    public async Task<FileCheck> VerifyAsync(string sha256, CancellationToken ct)
    {
        if (!Contains(sha256)) return FileCheck.Missing;
        await using var file = OpenRead(sha256);
        return Hex(await SHA256.HashDataAsync(file, ct)) == sha256 ? FileCheck.Intact : FileCheck.Damaged;
    }

    /// <summary>
    /// Deletes what an interrupted save left behind and returns how many files that were; to be called at start-up. The age spares what another
    /// process that shares the folder is receiving right now.
    /// </summary>
    public int SweepLeftovers(TimeProvider time, TimeSpan olderThan)
    {
        var before = time.GetUtcNow().UtcDateTime - olderThan;
        var leftovers = Directory.EnumerateFiles(incoming).Where(file => File.GetLastWriteTimeUtc(file) < before).ToList();
        leftovers.ForEach(File.Delete);
        return leftovers.Count;
    }

    private static async Task<StoredContent> ReceiveAsync(Stream content, string temporary, long maxBytes, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(81920);
        try
        {
            await using var file = DurableRename.Create(temporary);
            var length = 0L;
            for (int read; (read = await content.ReadAsync(buffer, ct)) > 0;)
            {
                length += read;
                if (length > maxBytes) throw new FileTooLargeException(maxBytes);
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), ct);
            }
            file.Flush(flushToDisk: true);
            return new(Hex(hash.GetHashAndReset()), length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The only place where a hash becomes a path; nothing but 64 hex digits passes, so no name can lead out of the folder.</summary>
    private string PathOf(string sha256) => HashForm().IsMatch(sha256)
        ? Path.Combine(root, sha256[..2], sha256[2..4], sha256)
        : throw new ArgumentException("Not a SHA-256 in lower-case hex.", nameof(sha256));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    [GeneratedRegex(@"^[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex HashForm();
}
