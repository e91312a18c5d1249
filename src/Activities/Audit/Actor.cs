namespace LienThong.Activities.Audit;

/// <summary>Who acts.</summary>
/// <param name="PersonId">Null for the system itself.</param>
/// <param name="Name">Full name at that time; the trail stays readable when the person is gone.</param>
/// <param name="ActingAs">The position, with the person replaced when somebody acts for another.</param>
public sealed record Actor(Guid? PersonId, string Name, string? ActingAs = null)
{
    public static readonly Actor System = new(null, "Hệ thống");
}
