using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using LienThong.Activities.Documents.Form.Docx;

namespace LienThong.Activities.Documents.Form;

/// <summary>Writes an administrative document as DOCX in the form of Nghị định 30/2020/NĐ-CP; the same fields always give the same bytes.</summary>
public static class DocumentWriter
{
    /// <summary>Media type of what is written.</summary>
    public const string MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>Writes the document; number and day stay blank as long as the form has none.</summary>
    public static void Write(DocumentForm form, Stream output)
    {
        var body = new Body(HeaderBlocks.Write(form));
        foreach (var element in TitleAndAddressees(form)) body.Append(element);
        foreach (var element in Content(form.Body, closing: true)) body.Append(element);
        body.Append(Closing(form));

        for (var i = 0; i < form.Appendices.Count; i++)
        {
            // The properties of a section stand in the last paragraph of that section.
            body.Append(SectionEnd(i == 0 ? null : form.Appendices[i - 1]));
            foreach (var element in AppendixPages(form, form.Appendices[i], i)) body.Append(element);
        }

        body.Append(Section(form.Appendices.Count == 0 ? null : form.Appendices[^1]));
        DocumentPackage.Write(new Document(body), form, output);
    }

    private static IEnumerable<OpenXmlElement> TitleAndAddressees(DocumentForm form)
    {
        if (form.Type.HasTitle)
        {
            yield return Typography.Centred(Typography.Text(form.Type.Name.ToUpperInvariant(), Typography.Body, bold: true), before: 18);
            yield return Typography.Centred(Typography.Text(form.Subject, Typography.Body, bold: true));
            yield return Typography.LineBeneath(Typography.TextWidth, Typography.ShortLine(form.Subject, Typography.Body, Typography.TextWidth), after: 6);
        }

        if (form.Addressees.Count == 1)
        {
            yield return Typography.Centred(Typography.Text($"Kính gửi: {form.Addressees[0].Trim().TrimEnd('.', ';')}", Typography.Body), before: 12, after: 12);
        }
        else if (form.Addressees.Count > 1)
        {
            yield return AddresseeLine("Kính gửi:", indent: 30, before: 12, after: 0);
            for (var i = 0; i < form.Addressees.Count; i++)
            {
                var last = i == form.Addressees.Count - 1;
                yield return AddresseeLine($"- {form.Addressees[i].Trim().TrimEnd('.', ';')}{(last ? "." : ";")}", indent: 52, before: 0, after: last ? 12 : 0);
            }
        }
        else
        {
            yield return Typography.Centred(Typography.Text("", 6));
        }
    }

    private static Paragraph AddresseeLine(string text, double indent, double before, double after) =>
        new(new ParagraphProperties(Typography.Gap(before, after), new Indentation { Left = Typography.TwipsText(indent) }), Typography.Text(text, Typography.Body));

    private static IEnumerable<OpenXmlElement> Content(IReadOnlyList<BodyParagraph> paragraphs, bool closing, bool landscape = false)
    {
        for (var i = 0; i < paragraphs.Count; i++)
        {
            var last = closing && i == paragraphs.Count - 1;
            var isTitle = paragraphs[i].IsTitleOver(i + 1 < paragraphs.Count ? paragraphs[i + 1] : null);
            yield return BodyText(paragraphs[i], isTitle, last && paragraphs[i].Table is null);
            if (paragraphs[i].Table is not { } table) continue;
            yield return Tables.Write(table, landscape ? Typography.TextWidthLandscape : Typography.TextWidth);
            yield return last ? BodyText(new BodyParagraph(ParagraphKind.Text, "./."), isTitle: false, last: false) : Typography.Centred(Typography.Text("", 6));
        }
    }

    private static Paragraph BodyText(BodyParagraph paragraph, bool isTitle, bool last)
    {
        var properties = new ParagraphProperties();
        // A title stays with its text, the last paragraph with the signature: a signature may not stand alone on a page.
        if (isTitle || last) properties.Append(new KeepNext());
        properties.Append(
            new WidowControl(),
            new SpacingBetweenLines { Before = "0", After = "120", Line = "264", LineRule = LineSpacingRuleValues.Auto },
            new Indentation { FirstLine = Typography.TwipsText(12.7) },
            new Justification { Val = JustificationValues.Both });
        return new Paragraph(
            properties,
            Typography.Text(last ? Ended(paragraph.Text) : paragraph.Text, Typography.Body, bold: isTitle, italic: paragraph.Kind == ParagraphKind.Basis));
    }

    private static string Ended(string text)
    {
        var trimmed = text.TrimEnd();
        return trimmed.EndsWith("./.", StringComparison.Ordinal) ? trimmed : trimmed.TrimEnd('.', ' ') + "./.";
    }

    private static Table Closing(DocumentForm form)
    {
        var recipients = new List<OpenXmlElement> { Left(Typography.Text("Nơi nhận:", 12, bold: true, italic: true), before: 8) };
        recipients.AddRange(form.RecipientLines.Select(line => Left(Typography.Text(line, Typography.Recipients), before: 1)));

        var signature = new List<OpenXmlElement>();
        signature.AddRange(form.Signing.TitleLines.Select((line, i) => Typography.Centred(Typography.Text(line, Typography.Body, bold: true), before: i == 0 ? 6 : 0)));
        // Room for the signature and the seal: about 25 mm between the post and the name.
        signature.Add(Typography.Centred(Typography.Text(form.Signing.SignerName ?? "", Typography.Body, bold: true), before: 72));

        return HeaderBlocks.TwoColumns(HeaderBlocks.Row(recipients, signature));
    }

    private static Paragraph Left(Run run, double before) => new(new ParagraphProperties(Typography.Gap(before, 0), new Justification { Val = JustificationValues.Left }), run);

    private static IEnumerable<OpenXmlElement> AppendixPages(DocumentForm form, Appendix appendix, int index)
    {
        var heading = form.Appendices.Count == 1 ? "Phụ lục" : "Phụ lục " + Roman(index + 1);
        yield return Typography.Centred(Typography.Text(heading, Typography.Body, bold: true));
        yield return Typography.Centred(Typography.Text(appendix.Title.ToUpperInvariant(), Typography.Body, bold: true));
        yield return Typography.Centred(Typography.Text(form.AppendixNote, Typography.Body, italic: true), after: 2);
        yield return Typography.LineBeneath(appendix.Landscape ? Typography.TextWidthLandscape : Typography.TextWidth, 50, after: 8);
        foreach (var element in Content(appendix.Content, closing: false, appendix.Landscape)) yield return element;
    }

    private static Paragraph SectionEnd(Appendix? appendix) =>
        new(new ParagraphProperties(new SpacingBetweenLines { Before = "0", After = "0", Line = "20", LineRule = LineSpacingRuleValues.Exact }, Section(appendix)));

    /// <summary>A4 page; the first page of every section shows no number, and every appendix counts from 1.</summary>
    private static SectionProperties Section(Appendix? appendix)
    {
        var landscape = appendix?.Landscape ?? false;
        var size = landscape
            ? new PageSize { Width = (uint)Typography.Twips(Typography.PageHeight), Height = (uint)Typography.Twips(Typography.PageWidth), Orient = PageOrientationValues.Landscape }
            : new PageSize { Width = (uint)Typography.Twips(Typography.PageWidth), Height = (uint)Typography.Twips(Typography.PageHeight) };
        var margin = new PageMargin
        {
            Top = Typography.Twips(20),
            Bottom = Typography.Twips(20),
            Left = (uint)Typography.Twips(landscape ? 20 : 30),
            Right = (uint)Typography.Twips(landscape ? 20 : Typography.RightMargin),
            Header = (uint)Typography.Twips(10),
            Footer = (uint)Typography.Twips(10),
            Gutter = 0,
        };
        return new SectionProperties(
            new HeaderReference { Type = HeaderFooterValues.Default, Id = DocumentPackage.PageNumberId },
            new HeaderReference { Type = HeaderFooterValues.First, Id = DocumentPackage.EmptyHeaderId },
            new SectionType { Val = SectionMarkValues.NextPage }, size, margin, new PageNumberType { Start = 1 }, new TitlePage());
    }

    private static string Roman(int number)
    {
        var result = "";
        foreach (var (value, digit) in new[] { (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I") })
        {
            for (; number >= value; number -= value) result += digit;
        }

        return result;
    }
}
