using LienThong.Activities.Agencies;
using LienThong.Host.Auth;
using LienThong.Host.Errors;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace LienThong.Host.Api;

/// <summary>Sign in, sign out, who am I.</summary>
internal static class SessionApi
{
    public static void MapSession(this RouteGroupBuilder api)
    {
        var session = api.MapGroup("/session").WithTags("Phiên làm việc");
        session.MapGet("/", Read).AllowAnyone().WithName("readSession").WithSummary("Tôi là ai, và mã chống giả mạo cho các thao tác tiếp theo");
        session.MapPost("/", SignIn).AllowAnyone().RequireRateLimiting(Authentication.SignInRate).WithName("signIn").WithSummary("Đăng nhập");
        session.MapDelete("/", SignOut).AllowAnyone().WithName("signOut").WithSummary("Đăng xuất khỏi mọi phiên của tài khoản");
    }

    private static Ok<SessionView> Read(HttpContext http, IAntiforgery antiforgery) =>
        TypedResults.Ok(SessionView.Of(CurrentUser.Of(http), antiforgery.AntiforgeryToken(http)));

    private static async Task<Ok<SessionView>> SignIn(
        SignInBody body, Accounts accounts, CurrentUsers users, HttpContext http, IAntiforgery antiforgery, CancellationToken cancellationToken)
    {
        // One answer for a wrong name, a wrong password and a locked account: it does not tell which accounts exist.
        var account = await accounts.CheckAsync(body.UserName, body.Password)
            ?? throw new ApiRefusal(StatusCodes.Status401Unauthorized, "sign-in.refused",
                "Sai tên đăng nhập hoặc mật khẩu, hoặc tài khoản đang tạm khoá do nhập sai nhiều lần. Hãy kiểm tra lại hoặc thử lại sau.")
            { Title = "Đăng nhập không thành công" };
        http.User = Authentication.PrincipalOf(account);
        await http.SignInAsync(IdentityConstants.ApplicationScheme, http.User);
        var user = await users.FindAsync(account.Id, account.SecurityStamp, cancellationToken);
        return TypedResults.Ok(SessionView.Of(user, antiforgery.AntiforgeryToken(http)));
    }

    // A copied cookie must not outlive it, so all sessions of the account end.
    private static async Task<NoContent> SignOut(Accounts accounts, HttpContext http, CancellationToken cancellationToken)
    {
        if (CurrentUser.Of(http) is { } user)
            await accounts.EndSessionsAsync(user.AccountId, cancellationToken);
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        return TypedResults.NoContent();
    }

    internal sealed record SignInBody(string UserName, string Password);

    /// <summary>User is null when nobody is signed in; the token goes into the header X-XSRF-TOKEN of every request that changes something.</summary>
    internal sealed record SessionView(UserView? User, string AntiforgeryToken)
    {
        public static SessionView Of(CurrentUser? user, string token) =>
            new(user is null ? null : new UserView(user.PersonId, user.FullName, user.UserName, user.IsAdministrator,
                user.Primary?.Agency.Id, user.Primary?.Agency.Name,
                [.. user.Positions.Select(PositionView.Of)]), token);
    }

    internal sealed record UserView(
        Guid PersonId, string FullName, string UserName, bool IsAdministrator, Guid? AgencyId, string? AgencyName,
        IReadOnlyList<PositionView> Positions);

    internal sealed record PositionView(
        Guid PositionId, string Code, string Title, PositionKind Kind, Guid AgencyId, string AgencyName, Guid? UnitId, string? UnitName)
    {
        public static PositionView Of(Holding held) =>
            new(held.Position.Id, held.Position.Code, held.Position.Title, held.Position.Kind, held.Agency.Id, held.Agency.Name, held.Unit?.Id,
                held.Unit?.Name);
    }
}
