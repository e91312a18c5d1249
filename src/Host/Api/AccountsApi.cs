using System.ComponentModel;
using LienThong.Host.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.Api;

/// <summary>Accounts of the people of the organisation; their passwords are shown once.</summary>
/// <remarks>No idempotency key: the store of first answers would keep the password in clear. Made twice, an account is refused with 409.</remarks>
internal static class AccountsApi
{
    public static void MapAccounts(this RouteGroupBuilder api)
    {
        var account = api.MapGroup("/organisation/people/{id:guid}/account").WithTags("Tổ chức").NeedsAdministrator().AnswersSecrets();
        account.MapPost("/", Create).WithName("createAccount").WithSummary("Tạo tài khoản cho một người; mật khẩu chỉ hiện lần này");
        account.MapPost("/password", ResetPassword).WithName("resetPassword").WithSummary("Đặt mật khẩu mới, kết thúc các phiên làm việc; mật khẩu chỉ hiện lần này");
        account.MapPost("/lock", Lock).WithName("lockAccount").WithSummary("Khoá tài khoản, kết thúc các phiên làm việc");
        account.MapPost("/unlock", Unlock).WithName("unlockAccount").WithSummary("Mở khoá tài khoản");
        account.MapPut("/administrator", SetAdministrator).WithName("setAdministrator").WithSummary("Cấp hoặc thu quyền quản trị");
        account.MapPost("/second-factor/reset", ResetSecondFactor).WithName("resetSecondFactor").WithSummary("Tắt xác thực hai lớp cho người mất thiết bị, kết thúc các phiên làm việc");
        api.MapGet("/accounts", List).WithTags("Tổ chức").NeedsAdministrator().WithName("listAccounts").WithSummary("Tài khoản của mọi người");
    }

    private static async Task<Ok<Page<AccountRow>>> List([AsParameters] PageRequest page, [Description("Một phần họ tên hoặc tên đăng nhập, có dấu hay không.")] string? text, AccountQuery accounts, CancellationToken cancellationToken) =>
        TypedResults.Ok(page.Of(await accounts.ListAsync(text, page.Skip, page.Take, cancellationToken)));

    private static async Task<NoContent> Lock(Guid id, CurrentUser user, AccountRights rights, CancellationToken cancellationToken)
    {
        await rights.LockAsync(user, id, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> Unlock(Guid id, CurrentUser user, AccountRights rights, CancellationToken cancellationToken)
    {
        await rights.UnlockAsync(user, id, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> SetAdministrator(Guid id, AdministratorBody body, CurrentUser user, AccountRights rights, CancellationToken cancellationToken)
    {
        await rights.SetAdministratorAsync(user, id, body.IsAdministrator, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ResetSecondFactor(Guid id, CurrentUser user, SecondFactors factors, CancellationToken cancellationToken)
    {
        await factors.ResetAsync(id, user.Actor, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Created<NewSecret>> Create(
        Guid id, NewAccountBody? body, CurrentUser user, Accounts accounts, CancellationToken cancellationToken) =>
        TypedResults.Created((string?)null, await accounts.CreateForPersonAsync(id, body?.UserName, user.Actor, cancellationToken));

    private static async Task<Ok<NewSecret>> ResetPassword(Guid id, CurrentUser user, Accounts accounts, CancellationToken cancellationToken) =>
        TypedResults.Ok(await accounts.ResetPasswordAsync(id, user.Actor, cancellationToken));

    internal sealed record AdministratorBody(bool IsAdministrator);

    internal sealed record NewAccountBody([property: Description("Mặc định: thư điện tử của người này.")] string? UserName = null);
}
