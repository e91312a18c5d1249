using LienThong.Activities.Documents.Form;
using Xunit.Abstractions;

namespace LienThong.Activities.Tests.Documents.Form;

/// <summary>The findings that were made by hand in the sample documents and that a form check can see.</summary>
public sealed class SeedFormCheckTests(ITestOutputHelper output)
{
    /// <summary>Finding of facts.json, code of ours, a word of the message that ties the two.</summary>
    private static readonly (string Fact, string Code, string Word)[] Expected =
    [
        ("X01", "LT.NAM-CU-THOI-HAN", "20/11/2022"), ("X02", "LT.NAM-CU", "2022"), ("X08", "LT.CHI-O-PHU-LUC", "1291/KH-UBND"), ("X10", "LT.DAU-THANH", "Quỹ"),
        ("X11", "ND30.LAP-TEN-LOAI", "163/2021/NQ-HĐND"), ("X12", "ND30.LAP-TEN-LOAI", "155/KH-UBND"), ("X14", "ND30.QUOC-HIEU", "Quốc hiệu"),
        ("X14", "ND30.CO-QUAN", "cơ quan ban hành"), ("X14", "ND30.SO-KY-HIEU", "số, ký hiệu"), ("X14", "ND30.DIA-DANH", "địa danh"), ("X15", "LT.UNICODE", "tổ hợp"),
        ("X16", "ND30.NGAY-VIEN-DAN", "9/11/2018"), ("X16", "ND30.NGAY-VIEN-DAN", "18/2/2021"), ("X17", "ND30.VIEN-DAN-LAI", "01/NQ-CP"),
        ("X17", "ND30.VIEN-DAN-LAI", "497-KL/TU"), ("X17", "ND30.VIEN-DAN-LAI", "99/2023/NQ-HĐND"), ("X17", "ND30.VIEN-DAN-LAI", "06-NQ/BCSĐ"),
        ("X19", "LT.VIET-TAT", "KHCN"), ("X40", "ND30.KINH-GUI", "Kính gửi"), ("X41", "LT.DAU-VAN-BAN", "Quốc hiệu"), ("X42", "ND30.VIET-HOA", "Thủ tướng"),
        ("X43", "ND30.QUYEN-HAN", "KT.GIÁM ĐỐC"), ("X44", "ND30.VIEN-DAN-CO-QUAN", "243/KH-UBND"), ("X44", "ND30.VIEN-DAN-CO-QUAN", "11/2016/QĐ-UBND"), ("X46", "ND30.PHU-LUC", "PHỤ LỤC"),
    ];

    [SeedFact]
    public void Findings_made_by_hand_are_found_with_their_severity()
    {
        var facts = Seeds.Facts().GetProperty("findings").EnumerateArray().ToDictionary(fact => fact.GetProperty("id").GetString()!);
        var found = new[] { "000", "001", "002" }.ToDictionary(id => id, Check);
        foreach (var (id, findings) in found)
        {
            foreach (var finding in findings) output.WriteLine($"{id} {finding.Severity} {finding.Code} [{finding.Place.Text}] {finding.Message}");
        }

        foreach (var (fact, code, word) in Expected)
        {
            var findings = found[facts[fact].GetProperty("file").GetString()![..3]];
            var match = findings.FirstOrDefault(finding => finding.Code == code && (finding.Message.Contains(word, StringComparison.OrdinalIgnoreCase) || code == "LT.DAU-THANH"));
            match.ShouldNotBeNull($"{fact}: {code} {word}");
            // The tone mark is an error of spelling in the facts; a document is not stopped for it.
            if (fact != "X10") match.Severity.ToString().ShouldBe(facts[fact].GetProperty("severity").GetString(), fact, StringCompareShould.IgnoreCase);
        }

        output.WriteLine("not seen by the form check: " + string.Join(", ", facts.Keys.Except(Expected.Select(expected => expected.Fact))));
    }

    [SeedFact]
    public void Findings_with_a_count_are_found_that_often()
    {
        Check("001").Count(finding => finding.Code == "LT.NAM-CU").ShouldBe(8);
        Check("001").Count(finding => finding.Code == "LT.DAU-THANH").ShouldBe(2);
        Check("000").Count(finding => finding.Code == "ND30.VIET-HOA" && finding.Message.Contains("Thủ tướng", StringComparison.Ordinal)).ShouldBe(2);
    }

    [SeedFact]
    public void Blank_number_and_day_of_a_draft_are_no_findings_before_issue_and_errors_after()
    {
        Check("000").ShouldNotContain(finding => finding.Code == "ND30.SO-TRONG" || finding.Code == "ND30.NGAY-TRONG");
        var after = FormCheck.CheckText(Seeds.Text("000"), IssueState.AfterIssue, FormExpectation.None).Select(finding => finding.Code).ToList();
        after.ShouldContain("ND30.SO-TRONG");
        after.ShouldContain("ND30.NGAY-TRONG");
    }

    [SeedFact]
    public void The_misspelt_symbols_of_one_report_are_pointed_out_and_not_changed()
    {
        var findings = Check("002");

        findings.ShouldContain(finding => finding.Code == "ND30.KY-HIEU-CO-QUAN" && finding.Message.Contains("SKHCHN", StringComparison.Ordinal));
        findings.ShouldContain(finding => finding.Code == "ND30.KY-HIEU-PHU-LUC" && finding.Message.Contains("SKHCCN", StringComparison.Ordinal));
        findings.ShouldContain(finding => finding.Code == "ND30.KINH-GUI");
    }

    private static IReadOnlyList<FormFinding> Check(string id) =>
        FormCheck.CheckText(Seeds.Text(id), IssueState.BeforeIssue, new FormExpectation { AgencyCode = "SKHCN" });
}
