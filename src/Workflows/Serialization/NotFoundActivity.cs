using LienThong.Workflows.Model;

namespace LienThong.Workflows.Serialization;

/// <summary>Stands for an activity whose type is not known here: it keeps its JSON, and faults only when its turn comes (elsa-format §2).</summary>
public sealed class NotFoundActivity : Activity
{
    /// <summary>The type that the definition names.</summary>
    public required string MissingTypeName { get; init; }

    // Nobody knows what it would do.
    public override PossibleOutcomes? DeclaredOutcomes => null;

    public override bool MayWait => true;

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        throw new ActivityFault(
            "activity.unknown-type",
            $"Bước \"{DisplayText}\" thuộc loại \"{MissingTypeName}\" mà hệ thống không có. Quản trị viên cần thay bước này rồi chạy lại.");
}
