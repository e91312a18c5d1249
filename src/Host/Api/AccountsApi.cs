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
        var account = api.MapGroup("/organisation/people/{id:guid}/account").WithTags("Tổ chức").NeedsAdministrator();
        account.MapPost("/", Create).WithName("createAccount").WithSummary("Tạo tài khoản cho một người; mật khẩu chỉ hiện lần này");
        account.MapPost("/password", ResetPassword).WithName("resetPassword").WithSummary("Đặt mật khẩu mới, kết thúc các phiên làm việc; mật khẩu chỉ hiện lần này");
    }

    private static async Task<Created<NewSecret>> Create(
        Guid id, NewAccountBody? body, CurrentUser user, Accounts accounts, CancellationToken cancellationToken) =>
        TypedResults.Created((string?)null, await accounts.CreateForPersonAsync(id, body?.UserName, user.Actor, cancellationToken));

    private static async Task<Ok<NewSecret>> ResetPassword(Guid id, CurrentUser user, Accounts accounts, CancellationToken cancellationToken) =>
        TypedResults.Ok(await accounts.ResetPasswordAsync(id, user.Actor, cancellationToken));

    internal sealed record NewAccountBody([property: Description("Mặc định: thư điện tử của người này.")] string? UserName = null);
}
