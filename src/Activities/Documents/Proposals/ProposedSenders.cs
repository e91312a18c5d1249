using System.Text.RegularExpressions;
using LienThong.Activities.Agencies;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Texts;

namespace LienThong.Activities.Documents.Proposals;

/// <summary>Finds who issued a document: the agency's line in the head, else the code in the symbol, else the body's own words.</summary>
internal static partial class ProposedSenders
{
    private const int HeadLines = 120;

    public static Proposed<ProposedSender>? Find(ProposalText source, Proposed<DocumentNumber>? number, string? place, Organisation organisation, DateOnly today)
    {
        var agencies = organisation.AgenciesOn(today);
        var code = number?.Value.AgencyCode;
        var inHead = source.Cells().Where(cell => cell.Line < HeadLines && AgencyLine().IsMatch(cell.Cell)).Take(4).ToList();
        // The issuing agency stands beneath the one above it.
        foreach (var (line, cell) in Enumerable.Reverse(inHead))
        {
            if (ByName(agencies, cell, code) is { } agency)
                return new(new ProposedSender(agency.Id, agency.Name), Confidence.Found, source.EvidenceOf(line));
        }

        if (inHead is [.., var (last, name)])
            return new(new ProposedSender(null, Sentence(name)), Confidence.Found, source.EvidenceOf(last));
        if (code is null || number is null)
            return null;
        // Codes of agencies are the same in every province: the symbol alone is only a guess.
        return agencies.FirstOrDefault(agency => agency.Symbol == code && (place is not { Length: > 0 } || agency.Place == place)) is { } bySymbol
            ? new(new ProposedSender(bySymbol.Id, bySymbol.Name), Confidence.Guessed, number.Evidence)
            : new(new ProposedSender(null, code), Confidence.Guessed, number.Evidence);
    }

    private static Agency? ByName(IReadOnlyList<Agency> agencies, string written, string? code)
    {
        var wanted = Key(written);
        return agencies.FirstOrDefault(agency => Key(agency.Name) == wanted || Key(agency.ShortName) == wanted)
            // The head often leaves the province out: "ỦY BAN NHÂN DÂN" above 451/UBND-TH.
            ?? agencies.FirstOrDefault(agency => agency.Symbol == code && wanted.Length > 3 && Key(agency.Name).StartsWith(wanted, StringComparison.Ordinal));
    }

    private static string Key(string name) => Spelling().Replace(Fold.Of(Folding.Blanks(name)), match => match.Value switch
    {
        "uy ban nhan dan" => "ubnd",
        "hoi dong nhan dan" => "hdnd",
        "van phong" => "vp",
        _ => "",
    }).Replace(" ", "", StringComparison.Ordinal);

    // SỞ KHOA HỌC VÀ CÔNG NGHỆ → Sở khoa học và công nghệ: which words are names only people know, so they correct it.
    private static string Sentence(string capitals)
    {
        var folded = Folding.Blanks(capitals);
        return folded.Any(char.IsLower) ? folded : $"{folded[0]}{folded[1..].ToLowerInvariant()}";
    }

    [GeneratedRegex(@"uy ban nhan dan|hoi dong nhan dan|van phong|\btinh\b")]
    private static partial Regex Spelling();

    [GeneratedRegex(@"^(?:UBND|HĐND|ỦY BAN|UỶ BAN|HỘI ĐỒNG|TỈNH ỦY|SỞ|BỘ|BAN|CỤC|CHI CỤC|TỔNG CỤC|VĂN PHÒNG|THANH TRA|TRUNG TÂM|PHÒNG|TRƯỜNG|VIỆN|CÔNG AN|CHÍNH PHỦ|THỦ TƯỚNG)(?=\s|$)[\p{Lu}\s,&\-–]*$")]
    private static partial Regex AgencyLine();
}
