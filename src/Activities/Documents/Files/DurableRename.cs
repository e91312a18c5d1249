using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace LienThong.Activities.Documents.Files;

/// <summary>
/// Puts a finished file in its place so that after a power cut there is the whole file or none: the bytes are flushed before the rename, the
/// folder's entry after it.
/// </summary>
internal static class DurableRename
{
    /// <summary>Writes the bytes under the path, replacing what is there; a reader sees the old file or the new one, never a part.</summary>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            await using (var file = Create(temporary))
            {
                await file.WriteAsync(bytes, ct);
                file.Flush(flushToDisk: true);
            }
            Place(temporary, path);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>A new file for writing; fails when it exists.</summary>
    public static FileStream Create(string path) =>
        new(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous });

    /// <summary>Renames a flushed file of the same volume over the path and makes the rename last.</summary>
    public static void Place(string temporary, string path)
    {
        File.Move(temporary, path, overwrite: true);
        FlushFolder(Path.GetDirectoryName(path)!); // a file path always has a folder
    }

    /// <summary>Makes sure that a folder and those above it, down from the root folder, exist and will after a power cut.</summary>
    public static void CreateFolders(string root, string folder)
    {
        Directory.CreateDirectory(folder);
        // Also when they exist: another save may have made them a moment ago and not flushed them yet. Flushing a clean folder costs next to nothing.
        for (var above = Path.GetDirectoryName(folder); above is not null && above.Length >= root.Length; above = Path.GetDirectoryName(above))
            FlushFolder(above);
    }

    /// <summary>Flushes a folder's entries. .NET has no call for it; Windows needs none, since NTFS logs renames.</summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;

        var handle = Open(Encoding.UTF8.GetBytes(folder + '\0'), flags: 0); // O_RDONLY is 0 on every Unix
        if (handle < 0) throw new IOException($"Cannot open {folder} to flush it.", new Win32Exception());
        try
        {
            if (FSync(handle) != 0) throw new IOException($"Cannot flush {folder}.", new Win32Exception());
        }
        finally
        {
            _ = Close(handle);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int FSync(int handle);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int handle);
}
