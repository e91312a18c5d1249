using LienThong.Activities.Agencies;
using LienThong.Host.Auth;
using LienThong.Host.Errors;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace LienThong.Host.Api;

/// <summary>Sign in, in one step or two, sign out, who am I.</summary>
internal static class SessionApi
{
    public static void MapSession(this RouteGroupBuilder api)
    {
        var session = api.MapGroup("/session").WithTags("Phiên làm việc").AnswersSecrets();
        session.MapGet("/", Read).AllowAnyone().WithName("readSession").WithSummary("Tôi là ai, và mã chống giả mạo cho các thao tác tiếp theo");
        session.MapPost("/", SignIn).AllowAnyone().RequireRateLimiting(Authentication.SignInRate).WithName("signIn").WithSummary("Đăng nhập");
        session.MapPost("/second-factor", SecondStep).AllowAnyone().RequireRateLimiting(Authentication.SignInRate).WithName("signInSecondFactor")
            .WithSummary("Bước hai của đăng nhập: mã xác thực hoặc mã dự phòng");
        session.MapPost("/confirm", Confirm).NeedsSession().RequireRateLimiting(Authentication.SignInRate).WithName("confirmSession")
            .WithSummary("Xác nhận lại bằng mã xác thực trước khi ký hoặc cấp số");
        session.MapDelete("/", SignOut).AllowAnyone().WithName("signOut").WithSummary("Đăng xuất khỏi phiên này");
    }

    private static Ok<SessionView> Read(HttpContext http, IAntiforgery antiforgery) =>
        TypedResults.Ok(SessionView.Of(CurrentUser.Of(http), antiforgery.AntiforgeryToken(http)));

    private static async Task<Ok<SessionView>> SignIn(
        SignInBody body, Accounts accounts, PendingSignIn pending, SignInSteps steps, HttpContext http, IAntiforgery antiforgery, CancellationToken cancellationToken)
    {
        // One answer for a wrong name, a wrong password and a locked account: it does not tell which accounts exist.
        var account = await accounts.CheckAsync(body.UserName, body.Password)
            ?? throw Refused("sign-in.refused", "Sai tên đăng nhập hoặc mật khẩu, hoặc tài khoản đang bị khoá. Hãy kiểm tra lại hoặc thử lại sau.");
        if (account.SecondFactorSince is not null)
        {
            pending.Remember(http, account);
            return TypedResults.Ok(new SessionView(null, antiforgery.AntiforgeryToken(http), SecondFactorNeeded: true));
        }

        var user = await steps.BeginAsync(account, http, cancellationToken);
        return TypedResults.Ok(SessionView.Of(user, antiforgery.AntiforgeryToken(http)));
    }

    private static async Task<Ok<SessionView>> SecondStep(
        CodeBody body, PendingSignIn pending, SecondFactors factors, SignInSteps steps, HttpContext http, IAntiforgery antiforgery, CancellationToken cancellationToken)
    {
        var account = await pending.FindAsync(http, cancellationToken)
            ?? throw Refused("second-factor.expired", "Đã quá thời gian nhập mã xác thực. Hãy đăng nhập lại từ đầu.");
        var check = await factors.CheckAsync(account.Id, body.Code, cancellationToken);
        if (check == CodeCheck.Wrong)
            throw Refused("second-factor.wrong", "Mã xác thực không đúng hoặc đã dùng. Chờ mã mới trên ứng dụng xác thực rồi nhập lại.");
        if (check == CodeCheck.Locked)
            throw Refused("second-factor.locked", "Mã xác thực bị nhập sai nhiều lần nên tạm khoá. Hãy thử lại sau ít phút.");
        pending.Forget(http);
        var user = await steps.BeginAsync(account, http, cancellationToken);
        return TypedResults.Ok(SessionView.Of(user, antiforgery.AntiforgeryToken(http)));
    }

    private static async Task<Ok<ConfirmedView>> Confirm(CodeBody body, CurrentUser user, SecondFactors factors, CancellationToken cancellationToken) =>
        TypedResults.Ok(new ConfirmedView(await factors.ConfirmSessionAsync(user, body.Code, cancellationToken)));

    // The session ends on the server: a copied cookie must not outlive it.
    private static async Task<NoContent> SignOut(Sessions sessions, HttpContext http, CancellationToken cancellationToken)
    {
        if (CurrentUser.Of(http) is { } user)
            await sessions.EndAsync(user, user.SessionId, cancellationToken);
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        return TypedResults.NoContent();
    }

    private static ApiRefusal Refused(string code, string detail) => new(StatusCodes.Status401Unauthorized, code, detail) { Title = "Đăng nhập không thành công" };

    internal sealed record SignInBody(string UserName, string Password);

    /// <summary>Six digits of the authenticator; where a recovery code will do, that too.</summary>
    internal sealed record CodeBody(string Code);

    internal sealed record ConfirmedView(DateTimeOffset ConfirmedUntil);

    /// <summary>User is null when nobody is signed in; the token goes into the header X-XSRF-TOKEN of every request that changes something.</summary>
    internal sealed record SessionView(UserView? User, string AntiforgeryToken, bool SecondFactorNeeded = false)
    {
        public static SessionView Of(CurrentUser? user, string token) =>
            new(user is null ? null : new UserView(user.PersonId, user.FullName, user.UserName, user.IsAdministrator,
                user.Primary?.Agency.Id, user.Primary?.Agency.Name,
                [.. user.Positions.Select(PositionView.Of)], user.SessionId, user.HasSecondFactor, user.MustChangePassword, user.ConfirmedUntil, ProfileApi.PagePreferences.Of(user.PagePreferences).Theme), token);
    }

    internal sealed record UserView(
        Guid PersonId, string FullName, string UserName, bool IsAdministrator, Guid? AgencyId, string? AgencyName,
        IReadOnlyList<PositionView> Positions, Guid SessionId, bool HasSecondFactor, bool MustChangePassword, DateTimeOffset? ConfirmedUntil,
        ProfileApi.PageTheme Theme);

    internal sealed record PositionView(
        Guid PositionId, string Code, string Title, PositionKind Kind, Guid AgencyId, string AgencyName, Guid? UnitId, string? UnitName)
    {
        public static PositionView Of(Holding held) =>
            new(held.Position.Id, held.Position.Code, held.Position.Title, held.Position.Kind, held.Agency.Id, held.Agency.Name, held.Unit?.Id,
                held.Unit?.Name);
    }
}
