using System.Reflection;
using LienThong.Activities.Agencies;
using LienThong.Host.Errors;

namespace LienThong.Host.Auth;

/// <summary>Who makes this request and what they hold at this moment. A handler that names it as a parameter gets it.</summary>
internal sealed record CurrentUser(Guid AccountId, Guid PersonId, string FullName, string UserName, bool IsAdministrator, IReadOnlyList<HeldPosition> Positions)
{
    /// <summary>The position they act under when the request does not say another; null for somebody without an appointment.</summary>
    public HeldPosition? Primary => Positions.Count == 0 ? null : Positions[0];

    /// <exception cref="ApiRefusal">403: the person holds no appointment.</exception>
    public Guid AgencyId => Primary?.AgencyId
        ?? throw new ApiRefusal(StatusCodes.Status403Forbidden, "access.no-appointment", "Bạn chưa được bổ nhiệm chức vụ tại cơ quan nào nên không làm được việc này.");

    public void BindTo(HttpContext http) => http.Items[typeof(CurrentUser)] = this;

    public static CurrentUser? Of(HttpContext http) => http.Items[typeof(CurrentUser)] as CurrentUser;

    public static ValueTask<CurrentUser?> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult(Of(context));
}

/// <summary>A position held today.</summary>
internal sealed record HeldPosition(Guid PositionId, string PositionCode, string Title, PositionKind Kind, Guid AgencyId, string AgencyName, Guid? UnitId, string? UnitName);
