using System.IO.Compression;
using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

/// <summary>Files that somebody drags from his desktop onto the page where documents are received.</summary>
internal static class DroppedFiles
{
    /// <summary>The smallest file that Word opens.</summary>
    public static byte[] Docx(IEnumerable<string> lines)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>");
            Write(zip, "_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>");
            Write(zip, "word/document.xml", $"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{string.Concat(lines.Select(line => $"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>"))}</w:body></w:document>");
        }

        return memory.ToArray();
    }

    private static void Write(ZipArchive zip, string name, string xml)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>{xml}");
    }

    public static Task DropAsync(Visit visit, params (string Name, byte[] Content)[] files) => DropAsync(visit, "Tệp văn bản đến", files);

    /// <summary>As the mouse does it: the browser lets a test make files, but only inside the page.</summary>
    /// <param name="visit">Whose page.</param>
    /// <param name="field">Name of the field that takes them.</param>
    /// <param name="files">What is dropped.</param>
    public static async Task DropAsync(Visit visit, string field, params (string Name, byte[] Content)[] files)
    {
        var transfer = await visit.Page.EvaluateHandleAsync(
            "files => { const data = new DataTransfer(); for (const file of files) data.items.add(new File([Uint8Array.from(atob(file.content), letter => letter.charCodeAt(0))], file.name)); return data; }",
            files.Select(file => new { name = file.Name, content = Convert.ToBase64String(file.Content) }).ToArray());
        await visit.Page.GetByRole(AriaRole.Group, new() { Name = field }).DispatchEventAsync("drop", new { dataTransfer = transfer });
    }
}
