using System.Text.RegularExpressions;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Documents.Form;

namespace LienThong.Activities.Documents.Proposals;

/// <summary>Whether the text asks for an answer, and until when.</summary>
internal sealed partial record ReplyRequest(Proposed<DateOnly>? Deadline, Proposed<bool>? NeedsReply)
{
    private const int Around = 200;

    public static ReplyRequest Find(ProposalText source, DateOnly issuedOn)
    {
        var main = source.Text[..source.MainEnd];
        var deadline = DeadlineOf(source, main, issuedOn);
        var asking = Asking().Match(main);
        return new ReplyRequest(
            deadline,
            deadline is not null ? new Proposed<bool>(true, deadline.Confidence, deadline.Evidence)
            : asking.Success ? new Proposed<bool>(true, Confidence.Guessed, source.EvidenceAt(asking.Index)) : null);
    }

    // The date must belong to something that is asked for: dates of plans and of events stand in every document.
    private static Proposed<DateOnly>? DeadlineOf(ProposalText source, string text, DateOnly issuedOn)
    {
        foreach (Match match in Limit().Matches(text))
        {
            var before = text[Math.Max(0, match.Index - Around)..match.Index];
            var after = text[match.Index..Math.Min(text.Length, match.Index + match.Length + Around / 2)];
            if (!Asked().IsMatch(before) && !Asked().IsMatch(after))
                continue;
            var written = Folding.Blanks(match.Groups["rule"].Value);
            if (!DeadlineRule.TryParse(written, issuedOn.Year, out var rule) || rule.IsPeriod)
                continue;
            // A date without a year that lies before the document is one of the next year.
            if (rule.Limit < issuedOn && !match.Groups["year"].Success && !DeadlineRule.TryParse(written, issuedOn.Year + 1, out rule))
                continue;
            // The calendar day, as the sender wrote it; the office's own working days come with the deadline that is set from it.
            var due = rule.Kind == DeadlineKind.Before ? rule.Limit.AddDays(-1) : rule.Limit;
            if (due < issuedOn)
                continue;
            return new Proposed<DateOnly>(due, match.Groups["year"].Success ? Confidence.Found : Confidence.Guessed, source.EvidenceAt(match.Index));
        }

        return null;
    }

    [GeneratedRegex(
        @"(?<rule>(?:trước|chậm\s+nhất(?:\s+là)?(?:\s+(?:đến|vào))?|đến\s+hết|vào|đến)\s+ngày\s+\d{1,2}\s*(?:[/.\-]\s*\d{1,2}(?:\s*[/.\-]\s*(?<year>(?:19|20)\d{2}))?|\s+tháng\s+\d{1,2}(?:\s+năm\s+(?<year>(?:19|20)\d{2}))?))(?![\d/])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Limit();

    [GeneratedRegex(@"báo\s+cáo|(?<!kính\s)gửi|trả\s+lời|phúc\s+đáp|đề\s+nghị|yêu\s+cầu|hoàn\s+thành|tham\s+gia\s+ý\s+kiến|góp\s+ý|đăng\s+ký|tổng\s+hợp|thời\s+hạn", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Asked();

    [GeneratedRegex(
        @"(?:đề\s+nghị|yêu\s+cầu|giao)\s[^.;]{0,160}?(?:báo\s+cáo|gửi|trả\s+lời|có\s+ý\s+kiến|góp\s+ý|tham\s+mưu)|(?:xin|cho)\s+ý\s+kiến\s+(?:bằng\s+văn\s+bản|góp\s+ý|tham\s+gia)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Asking();
}
