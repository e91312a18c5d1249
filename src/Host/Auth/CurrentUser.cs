using System.Reflection;
using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Delegations;
using LienThong.Host.Errors;

namespace LienThong.Host.Auth;

/// <summary>Who makes this request and what they hold at this moment. A handler that names it as a parameter gets it.</summary>
/// <param name="AccountId">The account of the session.</param>
/// <param name="PersonId">Whose account it is.</param>
/// <param name="FullName">Of the person.</param>
/// <param name="UserName">What they signed in with.</param>
/// <param name="IsAdministrator">May change the organisation and the definitions.</param>
/// <param name="Positions">Held today, the primary one first.</param>
internal sealed record CurrentUser(
    Guid AccountId, Guid PersonId, string FullName, string UserName, bool IsAdministrator, IReadOnlyList<Holding> Positions)
{
    /// <summary>Whose work they see and may decide today.</summary>
    public Reach Reach { get; init; } = Reach.Own(PersonId, [.. Positions.Select(held => held.Agency.Id).Distinct()]);

    public Guid SessionId { get; init; }

    /// <summary>An administrator gave the password: another one is to be chosen before anything else.</summary>
    public bool MustChangePassword { get; init; }

    public bool HasSecondFactor { get; init; }

    /// <summary>How their pages look; as it is stored, null for the default.</summary>
    public string? PagePreferences { get; init; }

    /// <summary>Until when what asks for the second factor again may be done without asking; null when it has to be asked.</summary>
    public DateTimeOffset? ConfirmedUntil { get; init; }

    /// <summary>The position they act under when nothing else is said; null for somebody without an appointment.</summary>
    public Holding? Primary => Positions.Count == 0 ? null : Positions[0];

    /// <summary>The agency of the primary position.</summary>
    /// <exception cref="ApiRefusal">403: the person holds no appointment.</exception>
    public Guid AgencyId => Primary?.Agency.Id
        ?? throw new ApiRefusal(StatusCodes.Status403Forbidden,
            "access.no-appointment", "Đồng chí chưa được bổ nhiệm chức vụ tại cơ quan nào nên không làm được việc này.");

    /// <summary>As the audit trail names them, acting under the primary position.</summary>
    public Actor Actor => ActingUnder(Primary);

    public Actor ActingUnder(Holding? holding) => new(PersonId, FullName, holding?.ActingAs ?? (IsAdministrator ? "Quản trị viên" : null));

    /// <summary>The position under which they do something that needs one with this code.</summary>
    /// <exception cref="ApiRefusal">403: they hold none.</exception>
    public Holding HoldingOf(string positionCode) => Positions.FirstOrDefault(held => held.Position.Code == positionCode)
        ?? throw new ApiRefusal(StatusCodes.Status403Forbidden, "access.denied", $"Đồng chí không có quyền làm việc này: chỉ {PositionTitles.Of(positionCode)} được làm.");

    public bool WorksAt(Guid agencyId) => Positions.Any(held => held.Agency.Id == agencyId);

    public void BindTo(HttpContext http) => http.Items[typeof(CurrentUser)] = this;

    public static CurrentUser? Of(HttpContext http) => http.Items[typeof(CurrentUser)] as CurrentUser;

    public static ValueTask<CurrentUser?> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult(Of(context));
}
