using System.Globalization;
using System.Text.RegularExpressions;
using LienThong.Activities.Agencies;
using LienThong.Activities.Documents.Form;

namespace LienThong.Activities.Documents.Proposals;

/// <summary>Reads from a document's text what văn thư would type for it: the boxes of the form (Nghị định 30/2020/NĐ-CP, Phụ lục I) wherever they stand in the text.</summary>
public static partial class ProposeRegistration
{
    /// <param name="text">As it came out of the file, normalised or not.</param>
    /// <param name="organisation">Knows the senders.</param>
    /// <param name="today">On which the document is registered: agencies of today, and the year of a deadline without one.</param>
    public static DocumentProposal From(string text, Organisation organisation, DateOnly today)
    {
        var source = new ProposalText(text);
        var head = DocumentHead.Find(source);
        var number = head.Number;
        var symbol = number is null ? null : new Proposed<string>(number.Value.Symbol, number.Confidence, number.Evidence);
        var given = number?.Value.Number is { } value
            ? new Proposed<string>(value.ToString("00", CultureInfo.InvariantCulture) + number.Value.Letter, number.Confidence, number.Evidence)
            : null;
        var issuedOn = head.Date is { Value.Date: { } date } ? new Proposed<DateOnly>(date, head.Date.Confidence, head.Date.Evidence) : null;
        var request = ReplyRequest.Find(source, issuedOn?.Value ?? today);
        return new DocumentProposal(
            given, symbol, issuedOn, ProposedSenders.Find(source, number, head.Date?.Value.Place, organisation, today), head.Type, head.Subject, request.Deadline,
            UrgencyOf(source), request.NeedsReply, [.. Warnings(head, number, issuedOn, organisation, today)]);
    }

    private static IEnumerable<string> Warnings(
        DocumentHead head, Proposed<DocumentNumber>? number, Proposed<DateOnly>? issuedOn, Organisation organisation, DateOnly today)
    {
        if (number is null)
            yield return "Không thấy số, ký hiệu trong văn bản. Nhập theo bản gốc.";
        else if (number.Value.Number is null)
            yield return "Văn bản chưa có số: có thể là dự thảo chưa ban hành. Kiểm tra trước khi đăng ký.";
        if (head.Date is { Value.Date: null })
            yield return "Văn bản chưa ghi đủ ngày, tháng ban hành.";
        else if (issuedOn is { Value: var date } && date > today)
            yield return "Ngày văn bản ở sau ngày hôm nay. Kiểm tra lại ngày.";
        // Not corrected: the number is registered as it was printed.
        if (number is { Value.AgencyCode: { Length: > 4 } code } && organisation.AgenciesOn(today).FirstOrDefault(agency => agency.Symbol != code && IsMisspelt(code, agency.Symbol)) is { } meant)
            yield return $"Ký hiệu ghi “{code}”, có thể là “{meant.Symbol}” viết nhầm.";
    }

    private static bool IsMisspelt(string written, string known) => known.Length > 3 && written.Length == known.Length + 1
        && Enumerable.Range(0, written.Length).Any(i => written.Remove(i, 1) == known);

    private static Proposed<Urgency>? UrgencyOf(ProposalText source)
    {
        // A stamp of its own; the same word inside a sentence asks for speed and marks nothing.
        foreach (var (line, cell) in source.Cells().Take(60))
        {
            if (Mark().Match(cell) is not { Success: true } mark)
                continue;
            var urgency = Texts.Fold.Of(mark.Groups["mark"].Value).Replace(" ", "", StringComparison.Ordinal) switch
            {
                "hoatoc" => Urgency.Express,
                "thuongkhan" => Urgency.VeryUrgent,
                _ => Urgency.Urgent,
            };
            return new Proposed<Urgency>(urgency, Confidence.Found, source.EvidenceOf(line));
        }

        return null;
    }

    [GeneratedRegex(@"^(?:độ\s+khẩn\s*:\s*)?(?<mark>h[ỏo]a\s*tốc|hoả\s*tốc|thượng\s*khẩn|khẩn)(?:\s+hẹn\s+giờ)?[.!\s]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
