using LienThong.Host.Api;
using LienThong.Host.Errors;
using LienThong.Host.Settings;
using Microsoft.AspNetCore.Antiforgery;

namespace LienThong.Host.Auth;

/// <summary>Lets a request through to its endpoint only when the endpoint's need is met and, where it changes something, it comes from our own pages.</summary>
internal sealed class AccessControl(RequestDelegate next, IAntiforgery antiforgery, HostSettings settings, ILogger<AccessControl> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        // What is not a RouteEndpoint was put there by routing itself, to answer 405 or 415.
        if (http.GetEndpoint() is RouteEndpoint endpoint && !await IsAllowedAsync(http, endpoint))
            return;
        if (IsUnsafe(http.Request) && ApiRoutes.HoldEither(http.Request) && !await antiforgery.IsRequestValidAsync(http))
        {
            await Problem.WriteAsync(http, StatusCodes.Status400BadRequest, "antiforgery",
                $"Thiếu hoặc sai mã chống giả mạo ({Authentication.AntiforgeryHeader}). Hãy tải lại trang rồi thử lại.");
            return;
        }

        await next(http);
    }

    private async Task<bool> IsAllowedAsync(HttpContext http, Endpoint endpoint)
    {
        var need = endpoint.Metadata.GetMetadata<AccessNeed>();
        if (need is { OpenToAnyone: true })
            return true;
        if (CurrentUser.Of(http) is not { } user)
        {
            await Problem.WriteAsync(http, StatusCodes.Status401Unauthorized);
            return false;
        }

        if (user.MustChangePassword && endpoint.Metadata.GetMetadata<BeforePasswordChange>() is null)
        {
            await Problem.WriteAsync(http, StatusCodes.Status403Forbidden, "password.must-change", "Mật khẩu này do quản trị viên cấp, chỉ dùng để vào lần đầu. Hãy đổi mật khẩu trước khi làm việc.");
            return false;
        }

        if (need is null)
            log.LogError("{Endpoint} states no access need and is closed", endpoint.DisplayName);
        else if (need.IsMetBy(user))
            return await IsConfirmedAsync(http, user, endpoint.Metadata.GetMetadata<ConfirmationNeed>());
        log.LogWarning("Denied: {Account} on {Method} {Path}", user.AccountId, http.Request.Method, http.Request.Path);
        await Problem.WriteAsync(http, StatusCodes.Status403Forbidden, "access.denied",
            need is null ? "Chức năng này chưa được mở." : $"Đồng chí không có quyền làm việc này: chỉ {need.Who} được làm.");
        return false;
    }

    private async Task<bool> IsConfirmedAsync(HttpContext http, CurrentUser user, ConfirmationNeed? need)
    {
        if (need is null || user.ConfirmedUntil is not null)
            return true;
        if (user.HasSecondFactor)
            await Problem.WriteAsync(http, StatusCodes.Status403Forbidden, "second-factor.needed", "Thao tác này cần xác nhận lại bằng mã trên ứng dụng xác thực. Nhập mã rồi làm lại.");
        else if (need.Signing && settings.Signing.RequireSecondFactor)
            await Problem.WriteAsync(http, StatusCodes.Status403Forbidden, "second-factor.not-enrolled", SecondFactors.NotEnrolled().Message);
        else
            return true;
        return false;
    }

    private static bool IsUnsafe(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method) || HttpMethods.IsTrace(request.Method));
}
