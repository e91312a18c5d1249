namespace LienThong.Host.Auth;

/// <summary>What an endpoint asks of its caller. An endpoint without one is closed to everybody.</summary>
/// <param name="Who">Those who may call it, in words that also follow «chỉ».</param>
/// <param name="OpenToAnyone">Needs no session.</param>
/// <param name="IsMetBy">Whether somebody who is signed in may.</param>
/// <remarks>It looks only at who the caller is. Whether this caller may see or do this to that document is the use case's question.</remarks>
internal sealed record AccessNeed(string Who, bool OpenToAnyone, Func<CurrentUser, bool> IsMetBy)
{
    /// <summary>What kind of need it is, for the list of rights.</summary>
    public AccessLevel Level { get; init; }

    /// <summary>The positions named, for <see cref="AccessLevel.Position"/>.</summary>
    public IReadOnlyList<string> PositionCodes { get; init; } = [];
}

/// <summary>What an endpoint asks of its caller, the least first.</summary>
internal enum AccessLevel
{
    Anyone,
    Session,
    Appointment,
    Position,
    Administrator,
}

/// <summary>What may be done before the password is changed.</summary>
internal sealed record BeforePasswordChange;

/// <summary>What asks for the second factor again.</summary>
/// <param name="Signing">It is a signature: with option Signing:RequireSecondFactor who has no second factor is refused.</param>
internal sealed record ConfirmationNeed(bool Signing);

/// <summary>The words in which an endpoint, or a group of them, states its need.</summary>
internal static class AccessNeeds
{
    /// <summary>No session needed.</summary>
    public static TBuilder AllowAnyone<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithNeed(new AccessNeed("mọi người, không cần đăng nhập", OpenToAnyone: true, _ => true) { Level = AccessLevel.Anyone });

    /// <summary>Any person who is signed in; the use case decides about the single object.</summary>
    public static TBuilder NeedsSession<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithNeed(new AccessNeed("người đã đăng nhập", OpenToAnyone: false, _ => true) { Level = AccessLevel.Session });

    /// <summary>A person who holds an appointment to an agency today; an administrator without one is refused.</summary>
    public static TBuilder NeedsAppointment<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithNeed(new AccessNeed("người đang giữ chức vụ tại một cơ quan", OpenToAnyone: false, user => user.Positions.Count > 0) { Level = AccessLevel.Appointment });

    /// <summary>A person who holds one of these positions today.</summary>
    public static TBuilder NeedsPosition<TBuilder>(this TBuilder builder, params string[] positionCodes)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithNeed(new AccessNeed(PositionTitles.AnyOf(positionCodes), OpenToAnyone: false,
            user => user.Positions.Any(held => positionCodes.Contains(held.Position.Code)))
        { Level = AccessLevel.Position, PositionCodes = positionCodes });

    public static TBuilder NeedsAdministrator<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithNeed(new AccessNeed("quản trị viên", OpenToAnyone: false, user => user.IsAdministrator) { Level = AccessLevel.Administrator });

    /// <summary>Open also to somebody who signed in with a password that an administrator knows.</summary>
    public static TBuilder AlsoBeforePasswordChange<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new BeforePasswordChange());

    /// <summary>Asks those who have a second factor for it again, however long they are signed in.</summary>
    public static TBuilder NeedsConfirmation<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new ConfirmationNeed(Signing: false));

    /// <summary>The same for signing, which may be forbidden without a second factor.</summary>
    public static TBuilder NeedsSigningConfirmation<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new ConfirmationNeed(Signing: true));

    private static TBuilder WithNeed<TBuilder>(this TBuilder builder, AccessNeed need) where TBuilder : IEndpointConventionBuilder
    {
        // Conventions run group first, endpoint last, and the last metadata wins: an endpoint's own need replaces its group's.
        builder.Add(endpoint => endpoint.Metadata.Add(need));
        return builder;
    }
}
