using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Wordprocessing;

namespace LienThong.Activities.Documents.Form.Docx;

/// <summary>
/// Packs the parts of a DOCX with fixed order, names and times. Files are stored under their SHA-256, and the packaging of the SDK
/// puts random relationship ids and the time of day into every file.
/// </summary>
internal static class DocumentPackage
{
    public const string PageNumberId = "rIdPageNumber";
    public const string EmptyHeaderId = "rIdEmptyHeader";

    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    private const string PackageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";

    // The earliest time that a ZIP entry can hold.
    private static readonly DateTimeOffset FixedTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Write(Document document, DocumentForm form, Stream output) =>
        Write(document, new PackageFacts(form.Subject, $"{form.Type.Name} {form.Number}", form.IssuingAgency, form.Type.Name), output);

    public static void Write(Document document, PackageFacts facts, Stream output)
    {
        // A ZIP writer that cannot seek marks its entries differently: write to memory, so that files and responses get equal bytes.
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", ContentTypes());
            Add(zip, "_rels/.rels", RelationshipList(
                ("rId1", Relations + "officeDocument", "word/document.xml"),
                ("rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml")));
            Add(zip, "docProps/core.xml", CoreProperties(facts));
            Add(zip, "word/document.xml", document.OuterXml);
            Add(zip, "word/_rels/document.xml.rels", RelationshipList(
                ("rIdStyles", Relations + "styles", "styles.xml"), ("rIdSettings", Relations + "settings", "settings.xml"),
                (PageNumberId, Relations + "header", "header1.xml"), (EmptyHeaderId, Relations + "header", "header2.xml")));
            Add(zip, "word/header1.xml", PageNumber().OuterXml);
            Add(zip, "word/header2.xml", new Header(new Paragraph()).OuterXml);
            Add(zip, "word/settings.xml", new Settings(new ThemeFontLanguages { Val = "vi-VN" }).OuterXml);
            Add(zip, "word/styles.xml", DefaultStyles().OuterXml);
        }

        memory.Position = 0;
        memory.CopyTo(output);
    }

    private static void Add(ZipArchive zip, string name, string xml)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = FixedTime;
        using var writer = new StreamWriter(entry.Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        if (!xml.StartsWith("<?xml", StringComparison.Ordinal)) writer.Write("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""");
        writer.Write(xml);
    }

    private static string ContentTypes()
    {
        XNamespace ns = "http://schemas.openxmlformats.org/package/2006/content-types";
        XElement Part(string name, string type) => new(ns + "Override", new XAttribute("PartName", name), new XAttribute("ContentType", type));
        return new XElement(
            ns + "Types",
            new XElement(ns + "Default", new XAttribute("Extension", "rels"), new XAttribute("ContentType", "application/vnd.openxmlformats-package.relationships+xml")),
            new XElement(ns + "Default", new XAttribute("Extension", "xml"), new XAttribute("ContentType", "application/xml")),
            Part("/word/document.xml", Word + "document.main+xml"), Part("/word/styles.xml", Word + "styles+xml"), Part("/word/settings.xml", Word + "settings+xml"),
            Part("/word/header1.xml", Word + "header+xml"), Part("/word/header2.xml", Word + "header+xml"),
            Part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")).ToString(SaveOptions.DisableFormatting);
    }

    private static string RelationshipList(params (string Id, string Type, string Target)[] relations)
    {
        XNamespace ns = PackageRelations;
        return new XElement(
            ns + "Relationships",
            relations.Select(relation => new XElement(
                ns + "Relationship", new XAttribute("Id", relation.Id), new XAttribute("Type", relation.Type), new XAttribute("Target", relation.Target))))
            .ToString(SaveOptions.DisableFormatting);
    }

    private static string CoreProperties(PackageFacts facts)
    {
        XNamespace cp = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
        XNamespace dc = "http://purl.org/dc/elements/1.1/";
        return new XElement(
            cp + "coreProperties", new XAttribute(XNamespace.Xmlns + "cp", cp), new XAttribute(XNamespace.Xmlns + "dc", dc),
            new XElement(dc + "title", facts.Title), new XElement(dc + "subject", facts.Subject),
            new XElement(dc + "creator", facts.Creator), new XElement(cp + "category", facts.Category),
            new XElement(dc + "language", "vi-VN")).ToString(SaveOptions.DisableFormatting);
    }

    private static Header PageNumber() => new(
        new Paragraph(
            new ParagraphProperties(Typography.Gap(0, 0), new Justification { Val = JustificationValues.Center }),
            new SimpleField(Typography.Text("2", Typography.Body)) { Instruction = " PAGE " }));

    private static Styles DefaultStyles() => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(
                new RunFonts { Ascii = Typography.Font, HighAnsi = Typography.Font, EastAsia = Typography.Font, ComplexScript = Typography.Font },
                new Color { Val = "000000" },
                Typography.Size(Typography.Body),
                new Languages { Val = "vi-VN" })),
            new ParagraphPropertiesDefault()),
        new Style(new StyleName { Val = "Normal" }) { Type = StyleValues.Paragraph, StyleId = "Normal", Default = true });
}

/// <summary>What the properties of a file say about it.</summary>
internal sealed record PackageFacts(string Title, string Subject, string Creator, string Category);
