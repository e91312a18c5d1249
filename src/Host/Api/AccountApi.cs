using LienThong.Host.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.Api;

/// <summary>One's own account: sessions, password, second factor.</summary>
/// <remarks>No idempotency keys: the store of first answers would keep secrets in clear, and done twice none of this does harm.</remarks>
internal static class AccountApi
{
    public static void MapAccount(this RouteGroupBuilder api)
    {
        var account = api.MapGroup("/account").WithTags("Tài khoản").NeedsSession().AnswersSecrets();
        account.MapGet("/sessions", ListSessions).WithName("listSessions").WithSummary("Các phiên làm việc đang mở của đồng chí");
        account.MapDelete("/sessions/{id:guid}", EndSession).WithName("endSession").WithSummary("Kết thúc một phiên làm việc");
        account.MapDelete("/sessions", EndOtherSessions).WithName("endOtherSessions").WithSummary("Kết thúc mọi phiên làm việc khác");

        var secrets = account.MapGroup("/").RequireRateLimiting(Authentication.SignInRate);
        secrets.MapPost("/password", ChangePassword).AlsoBeforePasswordChange().WithName("changePassword").WithSummary("Đổi mật khẩu; các phiên làm việc khác kết thúc");
        secrets.MapPost("/second-factor", BeginSecondFactor).WithName("beginSecondFactor").WithSummary("Bắt đầu bật xác thực hai lớp: mã để quét bằng ứng dụng xác thực");
        secrets.MapPost("/second-factor/confirm", ConfirmSecondFactor).WithName("confirmSecondFactor").WithSummary("Bật xác thực hai lớp bằng mã đầu tiên; mã dự phòng chỉ hiện lần này");
        secrets.MapPost("/second-factor/recovery-codes", RenewRecoveryCodes).WithName("renewRecoveryCodes").WithSummary("Mã dự phòng mới thay các mã cũ; chỉ hiện lần này");
        secrets.MapPost("/second-factor/disable", DisableSecondFactor).WithName("disableSecondFactor").WithSummary("Tắt xác thực hai lớp");
        account.MapGet("/second-factor", ReadSecondFactor).WithName("readSecondFactor").WithSummary("Tình trạng xác thực hai lớp");
    }

    private static async Task<Ok<IReadOnlyList<SessionRow>>> ListSessions(CurrentUser user, Sessions sessions, CancellationToken cancellationToken)
    {
        var open = await sessions.ListAsync(user.AccountId, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<SessionRow>>([.. open.Select(session => new SessionRow(session.Id, session.StartedAt, session.LastSeenAt, session.Device, session.IpAddress, session.Id == user.SessionId))]);
    }

    private static async Task<NoContent> EndSession(Guid id, CurrentUser user, Sessions sessions, CancellationToken cancellationToken)
    {
        await sessions.EndAsync(user, id, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<EndedView>> EndOtherSessions(CurrentUser user, Sessions sessions, CancellationToken cancellationToken) =>
        TypedResults.Ok(new EndedView(await sessions.EndOthersAsync(user, cancellationToken)));

    private static async Task<NoContent> ChangePassword(PasswordBody body, CurrentUser user, PasswordChange password, CancellationToken cancellationToken)
    {
        await password.RunAsync(user, body.Present, body.Next, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<SecondFactorState>> ReadSecondFactor(CurrentUser user, SecondFactors factors, CancellationToken cancellationToken) =>
        TypedResults.Ok(new SecondFactorState(user.HasSecondFactor, user.HasSecondFactor ? await factors.RecoveryCodesLeftAsync(user.AccountId, cancellationToken) : 0));

    private static async Task<Ok<Enrolment>> BeginSecondFactor(PresentPasswordBody body, CurrentUser user, PasswordChange password, SecondFactors factors, CancellationToken cancellationToken)
    {
        await password.CheckAsync(user, body.Password);
        return TypedResults.Ok(await factors.BeginAsync(user, cancellationToken));
    }

    private static async Task<Ok<RecoveryCodesView>> ConfirmSecondFactor(SessionApi.CodeBody body, CurrentUser user, SecondFactors factors, CancellationToken cancellationToken) =>
        TypedResults.Ok(new RecoveryCodesView(await factors.ConfirmAsync(user, body.Code, cancellationToken)));

    private static async Task<Ok<RecoveryCodesView>> RenewRecoveryCodes(SessionApi.CodeBody body, CurrentUser user, SecondFactors factors, CancellationToken cancellationToken) =>
        TypedResults.Ok(new RecoveryCodesView(await factors.RenewRecoveryCodesAsync(user, body.Code, cancellationToken)));

    private static async Task<NoContent> DisableSecondFactor(DisableBody body, CurrentUser user, PasswordChange password, SecondFactors factors, CancellationToken cancellationToken)
    {
        await password.CheckAsync(user, body.Password);
        await factors.DisableAsync(user, body.Code, cancellationToken);
        return TypedResults.NoContent();
    }

    internal sealed record PasswordBody(string Present, string Next);

    internal sealed record PresentPasswordBody(string Password);

    internal sealed record DisableBody(string Password, string Code);

    internal sealed record EndedView(int Ended);

    internal sealed record SecondFactorState(bool Enabled, int RecoveryCodesLeft);

    internal sealed record RecoveryCodesView(IReadOnlyList<string> RecoveryCodes);

    /// <summary>Device is browser and system in words; LastSeenAt may be some minutes old.</summary>
    internal sealed record SessionRow(Guid Id, DateTimeOffset StartedAt, DateTimeOffset LastSeenAt, string Device, string? IpAddress, bool Current);
}
