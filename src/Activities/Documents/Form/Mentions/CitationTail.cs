namespace LienThong.Activities.Documents.Form.Mentions;

/// <summary>Date and issuer after a number.</summary>
internal readonly record struct CitationTail(int End, DateOnly? Date, string? DateWritten, string? Issuer)
{
    public static CitationTail Read(string text, int end)
    {
        var date = Dates.After(text, end);
        var afterDate = date?.End ?? end;
        var issuer = CitedIssuer.After(text, afterDate);
        if (date is null && issuer is { } first && Dates.After(text, first.End) is { } late) return new CitationTail(late.End, late.Date, late.Written, first.Name);
        return new CitationTail(issuer?.End ?? afterDate, date?.Date, date?.Written, issuer?.Name);
    }
}
