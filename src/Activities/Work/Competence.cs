using LienThong.Activities.Agencies;
using LienThong.Activities.Rules;
using LienThong.Workflows.Model;

namespace LienThong.Activities.Work;

/// <summary>Who may do a kind of work when a person is named for it, past the position that the procedure asks for.</summary>
internal static class Competence
{
    /// <summary>Whether the holding is enough for the work.</summary>
    public static bool Suffices(Organisation organisation, Holding held, AskedPost asked, string kind, DateOnly on) =>
        held.Agency.Id == asked.AgencyId
        && (asked.Holders(organisation, on).Any(holder => holder.Person.Id == held.Person.Id) || kind switch
        {
            // Only the head and, for him, deputies sign by their office (Nghị định 30/2020/NĐ-CP, Điều 13).
            WorkKinds.Sign => held.Position.Kind is PositionKind.AgencyHead or PositionKind.AgencyDeputy,
            WorkKinds.IssueNumber or WorkKinds.Submit => held.Position.Kind == PositionKind.Registry,
            WorkKinds.Assign => held.Position.Kind is PositionKind.AgencyHead or PositionKind.AgencyDeputy || held.Position.Code == PositionCodes.ChiefOfOffice,
            WorkKinds.Approve => held.Position.Kind <= (IsAskedOfLeaders(organisation, asked) ? PositionKind.AgencyDeputy : PositionKind.UnitDeputy),
            _ => true,
        });

    /// <summary>The position in which the person may do it.</summary>
    /// <exception cref="RuleViolation"><c>hand-over.person</c>, <c>hand-over.not-competent</c>, <c>work-item.four-eyes</c>.</exception>
    public static Holding MustSuffice(Organisation organisation, Guid personId, AskedPost asked, string kind, string? excluded, DateOnly on)
    {
        var held = organisation.PositionsOf(personId, on).Where(holding => holding.Agency.Id == asked.AgencyId).ToList();
        if (held.Count == 0)
            throw RuleViolation.Invalid("hand-over.person", "Người được chọn hiện không giữ chức vụ nào ở cơ quan này. Chọn người khác trong danh sách.");
        if (excluded?.Contains(personId.ToString("D"), StringComparison.OrdinalIgnoreCase) == true)
        {
            throw RuleViolation.Forbidden(
                "work-item.four-eyes", $"{held[0].Person.FullName} đã tham gia bước trước của hồ sơ nên không được duyệt hoặc ký việc của chính mình. Chọn người khác.");
        }

        return held.Find(holding => Suffices(organisation, holding, asked, kind, on))
            ?? throw RuleViolation.Forbidden(
                "hand-over.not-competent", $"{held[0].Person.FullName} ({held[0].Position.Title}) không có thẩm quyền xử lý loại việc này: {WhoMay(kind)}. Chọn người khác.");
    }

    /// <summary>The same inside an activity.</summary>
    /// <exception cref="ActivityFault">With the same code and text.</exception>
    public static Holding Named(Organisation organisation, Guid personId, AskedPost asked, string kind, string? excluded, DateOnly on)
    {
        try
        {
            return MustSuffice(organisation, personId, asked, kind, excluded, on);
        }
        catch (RuleViolation refused)
        {
            throw new ActivityFault(refused.Code, refused.Message);
        }
    }

    private static bool IsAskedOfLeaders(Organisation organisation, AskedPost asked) =>
        asked.Position == AskedPost.AgencyHead
        || (asked is { UnitId: null, Position: { } code } && organisation.PositionOf(asked.AgencyId, code)?.Kind is PositionKind.AgencyHead or PositionKind.AgencyDeputy);

    private static string WhoMay(string kind) => kind switch
    {
        WorkKinds.Sign => "chỉ người đứng đầu và cấp phó của người đứng đầu cơ quan được ký",
        WorkKinds.IssueNumber or WorkKinds.Submit => "chỉ văn thư được làm",
        WorkKinds.Assign => "chỉ lãnh đạo cơ quan hoặc Chánh Văn phòng được bút phê",
        _ => "chỉ lãnh đạo từ cấp của bước này trở lên được duyệt",
    };
}
