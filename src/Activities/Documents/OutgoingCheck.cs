using LienThong.Activities.Agencies;
using LienThong.Activities.Documents.Form;

namespace LienThong.Activities.Documents;

/// <summary>The form check of an outgoing document as it stands, whether its file is written by us or by the drafter.</summary>
internal static class OutgoingCheck
{
    public static IReadOnlyList<FormFinding> Of(OutgoingDocument document, Organisation organisation)
    {
        var expected = new FormExpectation { AgencyCode = organisation.FindAgency(document.AgencyId)?.Symbol };
        if (document.UploadedHash is null)
            return FormCheck.Check(OutgoingForm.Of(document, organisation), document.Number is null ? IssueState.BeforeIssue : IssueState.AfterIssue, expected);
        // The text is that of the draft, in which number and day are open whatever was given since.
        var findings = FormCheck.CheckText(DraftContent.FromJson(document.Fields).Body, IssueState.BeforeIssue, expected);
        return document.LacksNumberPlace ? [UploadedDocument.NoNumberPlace(document.Symbol), .. findings] : findings;
    }
}
