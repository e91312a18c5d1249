using LienThong.Activities.Documents.Form.Rules;

namespace LienThong.Activities.Documents.Form;

/// <summary>Checks the form (thể thức) of a document against Nghị định 30/2020/NĐ-CP and good usage.</summary>
public static class FormCheck
{
    /// <summary>All rules, in the order in which their findings are listed.</summary>
    internal static IReadOnlyList<IFormRule> Rules { get; } =
    [
        new NationalTitleRule(), new IssuingAgencyRule(), new NumberRule(), new SymbolTypeRule(), new SymbolAgencyRule(), new IssueStateRule(),
        new PlaceAndDateRule(), new TypeRule(), new SubjectRule(), new AddresseeRule(), new ReplyRule(), new ContentRule(), new BasisEndingRule(), new EndMarkRule(),
        new RecipientsRule(), new AuthorityMarkRule(), new SignerNameRule(), new AppendixWordRule(), new AppendixReferenceRule(), new HeaderPositionRule(),
        new CitationIssuerRule(), new CitationDateRule(), new RepeatedCitationRule(), new RepeatedTypeWordRule(), new AppendixOnlyCitationRule(),
        new StaleYearRule(), new CapitalsRule(), new AbbreviationRule(), new DoubledWordRule(), new ToneMarkRule(), new UnicodeRule(),
    ];

    /// <summary>Checks the fields of a document.</summary>
    public static IReadOnlyList<FormFinding> Check(DocumentForm form, IssueState state) => Check(form, state, FormExpectation.None);

    /// <inheritdoc cref="Check(DocumentForm, IssueState)"/>
    public static IReadOnlyList<FormFinding> Check(DocumentForm form, IssueState state, FormExpectation expected) =>
        Run(CheckedForm.Read(form, state, expected));

    /// <summary>Checks the text of an uploaded document; what is only layout cannot be seen in it.</summary>
    public static IReadOnlyList<FormFinding> CheckText(string text, IssueState state, FormExpectation expected) =>
        Run(CheckedText.Read(text, state, expected));

    private static IReadOnlyList<FormFinding> Run(CheckedDocument document) => [.. Rules.SelectMany(rule => rule.Check(document))];
}
