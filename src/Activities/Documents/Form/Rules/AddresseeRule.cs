namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>Ô 9a: "Kính gửi:" is required in a Công văn, a Tờ trình and a Báo cáo to an agency above.</summary>
internal sealed class AddresseeRule : IFormRule
{
    public IEnumerable<FormFinding> Check(CheckedDocument document)
    {
        if (document.HasAddressees || document.Type is not { } type) yield break;
        var report = type == DocumentTypes.Report;
        if (type != DocumentTypes.OfficialLetter && type != DocumentTypes.Submission && !(report && (document.GoesToSuperior || AnswersSuperior(document)))) yield break;
        yield return new FormFinding(
            "ND30.KINH-GUI", FindingSeverity.Error,
            $"{(report ? "Báo cáo gửi cơ quan cấp trên" : type.Name)} phải có “Kính gửi:”. "
            + "Bổ sung phần Kính gửi và ghi “- Như trên;” ở đầu Nơi nhận.",
            Clauses.Form, document.Box("9a", "Kính gửi"));
    }

    /// <summary>A report that begins with a letter from above is the answer to it.</summary>
    private static bool AnswersSuperior(CheckedDocument document) =>
        document.Citations is [var first, ..] && first.TypeName == DocumentTypes.OfficialLetter.Name && first.Issuer is { } issuer && Superiors.Named(issuer);
}
