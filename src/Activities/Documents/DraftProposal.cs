using LienThong.Activities.Agencies;
using LienThong.Activities.Documents.Comparison;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Texts;

namespace LienThong.Activities.Documents;

/// <summary>The fields that a drafter's own DOCX shows, to be checked by him; what is not found is left empty.</summary>
/// <param name="Draft">The fields; the body is the text of the file.</param>
/// <param name="Findings">Of the form check.</param>
/// <param name="CanBeIssued">It has places for number and date.</param>
public sealed record DraftProposal(DraftContent Draft, IReadOnlyList<FormFinding> Findings, bool CanBeIssued)
{
    private static readonly string[] Signers =
    [
        PositionCodes.Director, PositionCodes.DeputyDirector, PositionCodes.Chairman, PositionCodes.DeputyChairman, PositionCodes.ChiefOfOffice,
        PositionCodes.DeputyChiefOfOffice, PositionCodes.UnitHead,
    ];

    /// <summary>The fields, read from the text.</summary>
    /// <param name="text">Of the file.</param>
    /// <param name="agency">That would issue it.</param>
    /// <param name="organisation">Knows its positions.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static DraftContent FieldsOf(string text, Agency agency, Organisation organisation, CancellationToken cancellationToken)
    {
        var boxes = CheckedText.Read(text, IssueState.BeforeIssue, new FormExpectation { AgencyCode = agency.Symbol });
        var closing = ClosingParts.In(new Vocabulary().Read(boxes.Text, cancellationToken));
        return new DraftContent
        {
            TypeCode = boxes.Type?.Key ?? "",
            Subject = Short(Folding.Blanks(SubjectOf(boxes.Subject)), 500),
            Addressees = NamesOf(closing.Addressees),
            Recipients = NamesOf(closing.Recipients),
            Body = text,
            SignerPosition = closing.Signed is { } signed ? PositionOf(signed, agency, organisation) : "",
        };
    }

    private static IReadOnlyList<string> NamesOf(IReadOnlyList<NamedLine> lines) =>
        [.. lines.Take(DraftContent.MaxLines).Select(line => Short(Folding.Blanks(line.Name), 200))];

    private static string SubjectOf(string? subject)
    {
        var line = subject?.Trim() ?? "";
        return line.StartsWith("V/v", StringComparison.OrdinalIgnoreCase) ? line[3..].Trim() : line;
    }

    // The last title is the signer's own; the lines above it say for whom he signs.
    private static string PositionOf(SignedBlock signed, Agency agency, Organisation organisation)
    {
        var title = Fold.Of(Folding.Blanks(signed.Titles[^1]));
        return Signers.FirstOrDefault(code => organisation.TitleOf(agency.Id, code) is { } known && Fold.Of(known) == title) ?? "";
    }

    private static string Short(string text, int length) => text.Length <= length ? text : text[..length];
}
