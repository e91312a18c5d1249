using System.IO.Compression;
using System.Xml;

namespace LienThong.Activities.Documents.Form.Docx;

/// <summary>Opens ZIP files that strangers sent: the declared sizes are checked first, then what is really unpacked.</summary>
internal static class SafeZip
{
    private const long SmallPart = 1024 * 1024;
    private const long MaxRelationshipCharacters = 10 * 1024 * 1024;

    public static ZipArchive Open(Stream file, ReadLimits limits)
    {
        ZipArchive zip;
        try
        {
            zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > limits.MaxParts) throw TooLarge("số thành phần trong tệp");
        }
        catch (InvalidDataException exception)
        {
            throw Damaged(exception);
        }

        long total = 0;
        foreach (var entry in zip.Entries)
        {
            total += entry.Length;
            if (total > limits.MaxUncompressedBytes) throw TooLarge("dung lượng sau khi giải nén");
            if (entry.Length > SmallPart && entry.Length > entry.CompressedLength * limits.MaxCompressionRatio) throw TooLarge("tỷ lệ nén");
        }

        return zip;
    }

    /// <summary>One part, unpacked into memory under the limit; null when the file has no such part.</summary>
    public static MemoryStream? OpenPart(ZipArchive zip, string name, ReadLimits limits)
    {
        if (zip.GetEntry(name) is not { } entry) return null;
        var memory = new MemoryStream();
        try
        {
            using var part = entry.Open();
            CopyLimited(part, memory, limits.MaxUncompressedBytes);
        }
        catch (InvalidDataException exception)
        {
            throw Damaged(exception);
        }

        memory.Position = 0;
        return memory;
    }

    /// <summary>A list of relationships names something on another computer that is fetched when the file is opened; a link to click is no such thing.</summary>
    /// <exception cref="DocumentRefusedException">It is damaged.</exception>
    public static bool PullsIn(ZipArchiveEntry relationships)
    {
        try
        {
            using var part = relationships.Open();
            using var xml = XmlReader.Create(part, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxRelationshipCharacters });
            while (xml.Read())
            {
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && xml.GetAttribute("TargetMode") == "External"
                    && xml.GetAttribute("Type")?.EndsWith("/hyperlink", StringComparison.Ordinal) != true && IsElsewhere(xml.GetAttribute("Target") ?? ""))
                    return true;
            }

            return false;
        }
        catch (Exception exception) when (exception is XmlException or InvalidDataException)
        {
            throw Damaged(exception);
        }
    }

    // Word notes the template of the author's own disk; that is nowhere else.
    private static bool IsElsewhere(string target) =>
        target.StartsWith(@"\\", StringComparison.Ordinal) || target.StartsWith("//", StringComparison.Ordinal)
        || (target.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
            ? target["file:".Length..].TrimStart('/') is not [_, ':', ..]
            : Uri.TryCreate(target, UriKind.Absolute, out var uri) && !uri.IsFile);

    /// <summary>Copies and counts: the size that a file declares can be a lie.</summary>
    public static void CopyLimited(Stream from, Stream to, long limit)
    {
        var buffer = new byte[81920];
        long total = 0;
        for (int read; (read = from.Read(buffer)) > 0;)
        {
            total += read;
            if (total > limit) throw TooLarge("dung lượng");
            to.Write(buffer, 0, read);
        }
    }

    public static DocumentRefusedException Damaged(Exception inner) =>
        new("document.damaged", "Tệp bị hỏng hoặc không đầy đủ nên không mở được. Kiểm tra và tải lại tệp.", inner);

    private static DocumentRefusedException TooLarge(string what) =>
        new("document.too-large", $"Tệp bị từ chối vì {what} vượt giới hạn an toàn. Chia nhỏ tệp hoặc liên hệ quản trị hệ thống.");
}
