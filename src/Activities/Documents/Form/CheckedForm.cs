namespace LienThong.Activities.Documents.Form;

/// <summary>Prepares the fields of a document for the rules.</summary>
internal static class CheckedForm
{
    public static CheckedDocument Read(DocumentForm form, IssueState state, FormExpectation expected)
    {
        var lines = new List<CheckedLine>();
        var length = 0;
        void Add(string text, string place, string? box = null)
        {
            var line = text.Normalize();
            lines.Add(new CheckedLine(length, line, new FormPlace(place, box) { Quote = FormPlace.QuoteOf(line) }));
            length += line.Length + 1;
        }

        void AddParagraphs(IReadOnlyList<BodyParagraph> paragraphs, string where, string? box)
        {
            for (var i = 0; i < paragraphs.Count; i++)
            {
                Add(paragraphs[i].Text, $"{where}, đoạn {i + 1}", box);
                if (paragraphs[i].Table is not { } table) continue;
                for (var row = 0; row < table.Rows.Count; row++) Add(string.Join('\t', table.Rows[row]), $"{where}, bảng sau đoạn {i + 1}, dòng {row + 1}", box);
            }
        }

        Add(form.Subject, "ô số 5 (trích yếu nội dung)", form.Type.HasTitle ? "5a" : "5b");
        AddParagraphs(form.Body, "ô số 6 (nội dung)", "6");
        var bodyEnd = length;
        foreach (var line in form.RecipientLines) Add(line, "ô số 9b (Nơi nhận)", "9b");
        foreach (var line in form.Signing.TitleLines) Add(line, "ô số 7a (quyền hạn, chức vụ của người ký)", "7a");
        var mainEnd = length;
        for (var i = 0; i < form.Appendices.Count; i++)
        {
            Add(form.Appendices[i].Title, $"phụ lục {i + 1}, tên phụ lục");
            AddParagraphs(form.Appendices[i].Content, $"phụ lục {i + 1}", null);
        }

        return new CheckedDocument
        {
            Text = string.Join('\n', lines.Select(line => line.Text)) + (lines.Count > 0 ? "\n" : ""),
            Lines = lines,
            State = state,
            Expected = expected,
            HasNationalTitle = true,
            HasMotto = true,
            SetsEndMark = true,
            HasContent = form.Body.Any(paragraph => paragraph.Table is not null || !string.IsNullOrWhiteSpace(paragraph.Text)),
            HasIssuingAgency = !string.IsNullOrWhiteSpace(form.IssuingAgency),
            Number = string.IsNullOrWhiteSpace(form.Number.Symbol) ? null : form.Number,
            PlaceAndDateLine = string.IsNullOrWhiteSpace(form.PlaceAndDate.Place) ? null : form.PlaceAndDate.ToString(),
            PlaceAndDate = form.PlaceAndDate,
            Type = form.Type,
            Subject = form.Subject,
            HasAddressees = form.Addressees.Count > 0,
            Recipients = form.Recipients.Count > 0 || form.Addressees.Count > 0 ? form.Recipients : null,
            HasArchiveLine = form.Archive is not null,
            SignerName = form.Signing.SignerName,
            RepliesTo = form.RepliesTo?.Number,
            GoesToSuperior = form.RepliesTo is not null || form.Recipients.Any(Superiors.Named),
            BodyEnd = bodyEnd,
            MainEnd = mainEnd,
        };
    }
}
