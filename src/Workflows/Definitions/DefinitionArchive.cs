using System.Globalization;
using System.IO.Compression;
using System.Text;
using LienThong.Workflows.Model;
using LienThong.Workflows.Serialization;

namespace LienThong.Workflows.Definitions;

/// <summary>A file with a definition.</summary>
/// <param name="Name">With folders, as an archive names it.</param>
/// <param name="Content">UTF-8 JSON; null when it is larger than a definition may be.</param>
public sealed record DefinitionFile(string Name, ReadOnlyMemory<byte>? Content);

/// <summary>Definitions as files: one as JSON, several as a zip. The same versions always give the same bytes.</summary>
public static class DefinitionArchive
{
    /// <summary>Definitions that one archive may hold.</summary>
    public const int MostFiles = 500;

    private const int MostBytes = 64 * 1024 * 1024;

    // The first date that a zip can hold; any other would make two exports differ.
    private static readonly DateTimeOffset NoDate = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The definition as a file, as Elsa names it (elsa-format §1).</summary>
    public static DefinitionFile FileOf(WorkflowDefinition definition)
    {
        var slug = Slug(definition.Name);
        return new DefinitionFile(
            $"workflow-definition-{(slug.Length > 0 ? slug + "-" : "")}{definition.DefinitionId}-{definition.Id}.json", DefinitionWriter.WriteFile(definition));
    }

    /// <summary>Several of them as a zip, by name.</summary>
    public static byte[] Zip(IEnumerable<WorkflowDefinition> definitions)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in definitions.Select(FileOf).OrderBy(file => file.Name, StringComparer.Ordinal))
            {
                var entry = zip.CreateEntry(file.Name);
                entry.LastWriteTime = NoDate;
                using var stream = entry.Open();
                stream.Write(file.Content!.Value.Span); // written just now
            }
        }

        return bytes.ToArray();
    }

    /// <summary>Whether the bytes begin as a zip does.</summary>
    public static bool IsZip(ReadOnlySpan<byte> bytes) => bytes.StartsWith("PK\u0003\u0004"u8) || bytes.StartsWith("PK\u0005\u0006"u8);

    /// <summary>The files of a zip, in its order; folders and what file managers add are left out.</summary>
    /// <exception cref="InvalidDefinitionException"><c>import.invalid-zip</c>, <c>import.too-many</c>, <c>import.too-large</c>.</exception>
    public static IReadOnlyList<DefinitionFile> Unzip(byte[] bytes)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            var entries = zip.Entries.Where(e => !e.FullName.EndsWith('/') && !e.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal) && e.Name is not (".DS_Store" or "Thumbs.db")).ToList();
            if (entries.Count > MostFiles)
                throw new InvalidDefinitionException("import.too-many", $"Tệp nén có {entries.Count} tệp, quá mức {MostFiles} tệp. Chia thành nhiều tệp nén.");
            var (files, left) = (new List<DefinitionFile>(), MostBytes);
            foreach (var entry in entries)
            {
                var content = Unpack(entry, Math.Min(left, DefinitionReader.MaxBytes));
                if (content is null && left < DefinitionReader.MaxBytes)
                    throw new InvalidDefinitionException("import.too-large", $"Tệp nén giải ra hơn {MostBytes / 1024 / 1024} MB. Chia thành nhiều tệp nén.");
                left -= content?.Length ?? 0;
                // Not the null itself, which would become an empty memory.
                files.Add(content is null ? new DefinitionFile(entry.FullName, null) : new DefinitionFile(entry.FullName, content));
            }

            return files;
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDefinitionException("import.invalid-zip", "Không đọc được tệp nén: tệp hỏng, có mật khẩu, hoặc không phải zip. Nén lại rồi tải lên.", e);
        }
    }

    // What an entry says of its own length may be a lie; null when there is more than may be.
    private static byte[]? Unpack(ZipArchiveEntry entry, int limit)
    {
        using var packed = entry.Open();
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (packed.Read(buffer) is > 0 and var read)
        {
            if (content.Length + read > limit)
                return null;
            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }

    /// <summary>The name in small letters without diacritics, words joined by hyphens, at most 80 characters; empty when nothing is left of it.</summary>
    public static string Slug(string? name)
    {
        var slug = new StringBuilder();
        foreach (var c in (name ?? "").Normalize(NormalizationForm.FormD).ToLowerInvariant().Replace('đ', 'd'))
        {
            if (char.IsAsciiLetterOrDigit(c))
                slug.Append(c);
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && slug is { Length: > 0 } && slug[^1] != '-')
                slug.Append('-');
            if (slug.Length == 80)
                break;
        }

        return slug.ToString().Trim('-');
    }
}
