using LienThong.Activities.Agencies;

namespace LienThong.Host.Auth;

/// <summary>What a refusal calls the positions that it names by code: the role, whatever an agency's own title for it.</summary>
internal static class PositionTitles
{
    /// <summary>The code itself where an agency made it up.</summary>
    public static string Of(string positionCode) => positionCode switch
    {
        PositionCodes.Chairman => "Chủ tịch",
        PositionCodes.DeputyChairman => "Phó Chủ tịch",
        PositionCodes.Director => "Giám đốc",
        PositionCodes.DeputyDirector => "Phó Giám đốc",
        PositionCodes.ChiefOfOffice => "Chánh Văn phòng",
        PositionCodes.DeputyChiefOfOffice => "Phó Chánh Văn phòng",
        PositionCodes.UnitHead => "Trưởng đơn vị",
        PositionCodes.DeputyUnitHead => "Phó Trưởng đơn vị",
        PositionCodes.Officer => "Chuyên viên",
        PositionCodes.Registry => "Văn thư",
        _ => positionCode,
    };

    /// <summary>«Văn thư, Chủ tịch hoặc Giám đốc».</summary>
    public static string AnyOf(IReadOnlyList<string> positionCodes)
    {
        var titles = positionCodes.Select(Of).ToList();
        return titles.Count < 2 ? string.Concat(titles) : $"{string.Join(", ", titles[..^1])} hoặc {titles[^1]}";
    }
}
