using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace LienThong.Activities.Documents.Form;

/// <summary>Number and symbol of a document (số, ký hiệu); the number is null until văn thư gives it.</summary>
/// <param name="Number">1 to 99999, or null before issue.</param>
/// <param name="Symbol">What follows the number, without the joining sign: <c>BC-SKHCN</c>, <c>UBND-TH</c>, in the Party form <c>CTr/TU</c>.</param>
/// <param name="Year">The year inside the number of a legal document (<c>163/2021/NQ-HĐND</c>), otherwise null.</param>
/// <param name="PartyStyle">True for the Party's order <c>71-CTr/TU</c>.</param>
/// <param name="Letter">A letter after the number (<c>30a/2008/NQ-CP</c>), otherwise null.</param>
public sealed partial record DocumentNumber(int? Number, string Symbol, int? Year = null, bool PartyStyle = false, string? Letter = null)
{
    /// <summary>The room left for the number in a draft: văn thư writes into it by hand when the draft is printed.</summary>
    public const string BlankNumber = "        ";

    // Typed without the bar of Đ on keyboards without Vietnamese input; only words that cannot mean anything else.
    private static readonly Dictionary<string, string> MissingBars = new(StringComparer.Ordinal)
    {
        ["BCSD"] = "BCSĐ",
        ["HDND"] = "HĐND",
        ["QD"] = "QĐ",
        ["QyD"] = "QyĐ",
        ["ND"] = "NĐ",
    };

    /// <summary>The number of a new document of this type: <c>BC-SKHCN</c> for named types, <c>UBND-TH</c> (agency, drafting unit) for a Công văn.</summary>
    public static DocumentNumber For(DocumentType type, string agencyCode, string? unitCode, int? number = null)
    {
        if (type.Code is { } code) return new DocumentNumber(number, $"{code}-{agencyCode}");
        return new DocumentNumber(number, unitCode is null ? agencyCode : $"{agencyCode}-{unitCode}");
    }

    /// <summary>Reads a number such as <c>05/BC-SKHCN</c>, <c>451/UBND-TH</c>, <c>163/2021/NQ-HĐND</c> or <c>71-CTr/TU</c>; spaces and line breaks inside are ignored.</summary>
    public static bool TryParse(string? text, out DocumentNumber number)
    {
        number = null!;
        if (string.IsNullOrWhiteSpace(text)) return false;
        var compact = WhiteSpace().Replace(text.Normalize(), "").Replace('Ð', 'Đ').Replace('–', '-');

        var party = Party().Match(compact);
        var match = party.Success ? party : State().Match(compact);
        if (!match.Success) return false;

        var year = match.Groups["year"] is { Success: true } group ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : (int?)null;
        var letter = match.Groups["letter"] is { Length: > 0 } suffix ? suffix.Value : null;
        int? value = match.Groups["no"].Length > 0 ? int.Parse(match.Groups["no"].ValueSpan, CultureInfo.InvariantCulture) : null;
        number = new DocumentNumber(value, RestoreBars(match.Groups["symbol"].Value), year, party.Success, letter);
        return true;
    }

    /// <summary>The type's code when the symbol begins with one of the 29 types (BC in <c>BC-SKHCN</c>); null for a Công văn and for other types.</summary>
    [JsonIgnore]
    public string? TypeCode => Groups[0] is var first && DocumentTypes.All.Any(type => type.Code == first) ? first : null;

    /// <summary>The agency's code: SKHCN in <c>BC-SKHCN</c>, UBND in <c>UBND-TH</c>, TU in <c>CTr/TU</c>.</summary>
    [JsonIgnore]
    public string AgencyCode => (PartyStyle || TypeCode is not null) && Groups.Length > 1 ? Groups[1] : Groups[0];

    /// <summary>The key under which two writings of the same document meet; what is written differently for different documents stays different.</summary>
    [JsonIgnore]
    public string Key => ToString();

    /// <summary>As printed: a number below 10 gets a leading 0 (Nghị định 30/2020/NĐ-CP, Phụ lục I), a missing number leaves nothing before the sign.</summary>
    public override string ToString() => Written("");

    /// <summary>The line of ô 3, with room for the number when it is not given yet.</summary>
    public string ToLine() => "Số: " + Written(BlankNumber);

    private string[] Groups => Symbol.Split('-', '/');

    private string Written(string blank)
    {
        var value = Number is { } given ? given.ToString("00", CultureInfo.InvariantCulture) + Letter : blank;
        var year = Year is null ? "" : $"/{Year}";
        return PartyStyle ? $"{value}-{Symbol}" : $"{value}{year}/{Symbol}";
    }

    private static string RestoreBars(string symbol) =>
        Word().Replace(symbol, word => MissingBars.GetValueOrDefault(word.Value, word.Value));

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();

    [GeneratedRegex(@"[\p{L}\d&]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^(?<no>\d{0,5})(?<letter>[a-zA-Z]?)-(?<symbol>\p{Lu}\p{L}{1,4}/\p{Lu}[\p{L}\d&]*(?:-\p{Lu}[\p{L}\d&]*)*)$")]
    private static partial Regex Party();

    [GeneratedRegex(@"^(?<no>\d{0,5})(?<letter>[a-zA-Z]?)/(?:(?<year>(?:19|20)\d{2})/)?(?<symbol>\p{Lu}[\p{L}\d&.]*(?:-\p{Lu}[\p{L}\d&.]*)*)$")]
    private static partial Regex State();
}
