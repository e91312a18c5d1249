using LienThong.Host.Errors;

namespace LienThong.Host.Persistence;

/// <summary>The one folder that holds everything this program keeps, apart from a server database.</summary>
internal sealed record DataFolder(string Path)
{
    /// <summary>Keys that protect the session cookies.</summary>
    public string Keys => System.IO.Path.Combine(Path, "keys");

    /// <summary>Files of documents, by content.</summary>
    public string Files => System.IO.Path.Combine(Path, "files");

    /// <summary>Letters, where no mail server is configured.</summary>
    public string Mail => System.IO.Path.Combine(Path, "mail");

    /// <summary>Everything but files, where the database is SQLite.</summary>
    public string DatabaseFile => System.IO.Path.Combine(Path, "lienthong.db");

    /// <summary>Quartz's rows, apart from the main file so that they never stand in the way of its writer.</summary>
    public string QuartzFile => System.IO.Path.Combine(Path, "quartz.db");

    /// <exception cref="StartupException">The folder cannot be made or written to.</exception>
    public void Create()
    {
        try
        {
            // Documents are nobody else's business on this machine; a folder that is there already keeps the rights its owner gave it.
            CreatePrivate(Path);
            CreatePrivate(Keys);
            ProbeWriting();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new StartupException($"Không ghi được vào thư mục dữ liệu {Path}: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }

    private static void CreatePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Writes and deletes a small file; throws what the file system throws.</summary>
    public void ProbeWriting()
    {
        var probe = System.IO.Path.Combine(Path, $".probe-{Guid.NewGuid():N}");
        using var file = new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        file.WriteByte(1);
        file.Flush();
    }
}
