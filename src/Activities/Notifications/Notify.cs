using LienThong.Activities.Agencies;
using LienThong.Activities.Work;
using LienThong.Workflows.Model;

namespace LienThong.Activities.Notifications;

/// <summary>Tells holders of a position something about the dossier, in the application and by mail.</summary>
[Activity("LienThong", "Thông báo", "Gửi thông báo trong ứng dụng và qua thư điện tử.", DisplayName = "Thông báo")]
public sealed class Notify : Activity
{
    [Input(DisplayName = "Chức vụ", UIHint = "position-picker")]
    public Input<string>? Position { get; set; }

    [Input(DisplayName = "Đơn vị", Description = "\"chu-tri\" là đơn vị chủ trì; để trống là cả cơ quan.", UIHint = "dropdown", Options = ["", "chu-tri"], OptionNames = ["Cả cơ quan", "Đơn vị chủ trì"])]
    public Input<string>? Unit { get; set; }

    [Input(DisplayName = "Nội dung", Description = "Trích yếu của hồ sơ được ghi tiếp sau nội dung.", UIHint = "multiline")]
    public Input<string>? Text { get; set; }

    public override async ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var dossier = await context.DossierAsync(cancellationToken);
        var organisation = await context.OrganisationAsync(cancellationToken);
        var position = context.Get(Position) ?? PositionCodes.Registry;
        var on = context.Today();
        var receivers = context.Get(Unit) == Candidates.LeadUnit && dossier.LeadUnitId is { } lead
            ? position == PositionCodes.UnitHead ? organisation.UnitHeads(lead, on) : organisation.HoldersInUnit(lead, position, on)
            : organisation.HoldersInAgency(dossier.AgencyId, position, on);
        Notices.Publish(context, NoticeKinds.Information, receivers.Select(r => r.Person.Id), dossier, $"{context.Get(Text) ?? "Thông báo"}: {dossier.Subject}");
        return ActivityResult.Done;
    }
}
