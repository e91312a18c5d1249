namespace LienThong.Activities.Documents.Form;

/// <summary>Error: may not be issued like this. Warning: should be corrected or looked at. Info: worth knowing.</summary>
public enum FindingSeverity
{
    Info,
    Warning,
    Error,
}

/// <summary>Whether văn thư has given number and date: blanks are right before and wrong after.</summary>
public enum IssueState
{
    BeforeIssue,
    AfterIssue,
}

/// <summary>Where a finding is: in words for the reader, by box of the decree and by line (from 1) of a text where these are known.</summary>
public sealed record FormPlace(string Text, string? Box = null, int? Line = null)
{
    private const int LongestQuote = 200;

    /// <summary>The beginning of the paragraph that stands there, by which it is found on paper; null for what is missing and for the whole document.</summary>
    public string? Quote { get; init; }

    internal static string? QuoteOf(string line) => line.Trim() is { Length: > 0 } text ? text[..Math.Min(text.Length, LongestQuote)] : null;
}

/// <summary>One finding of the form check.</summary>
/// <param name="Code">Stable, such as <c>ND30.KINH-GUI</c>.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">What is wrong and what to do, in Vietnamese.</param>
/// <param name="Clause">The rule it rests on; null for good usage that no clause demands.</param>
/// <param name="Place">Where it is.</param>
public sealed record FormFinding(string Code, FindingSeverity Severity, string Message, string? Clause, FormPlace Place);

/// <summary>What the caller knows about the document and the text alone cannot tell.</summary>
public sealed record FormExpectation
{
    /// <summary>The code of the issuing agency in symbols (SKHCN).</summary>
    public string? AgencyCode { get; init; }

    /// <summary>The year that a plan is for; read from subject or date when null.</summary>
    public int? Year { get; init; }

    public static FormExpectation None { get; } = new();
}
