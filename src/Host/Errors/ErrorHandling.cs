using LienThong.Host.Api;

namespace LienThong.Host.Errors;

/// <summary>Every answer of the API that refuses is problem+json, in our form or in that of Elsa's server.</summary>
internal static class ErrorHandling
{
    public static void AddErrors(this WebApplicationBuilder builder)
    {
        builder.Services.AddExceptionHandler<ExceptionAnswers>();
        builder.Services.AddProblemDetails();
        // Otherwise a body that cannot be read is a bare 400 outside Development.
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
    }

    public static void UseErrors(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages(pages => ApiRoutes.HoldEither(pages.HttpContext.Request)
            ? Problem.WriteAsync(pages.HttpContext, pages.HttpContext.Response.StatusCode)
            : Task.CompletedTask);
        // No text of ours holds a NUL, and PostgreSQL cannot even be asked for one.
        app.UseWhen(
            http => ApiRoutes.HoldEither(http.Request) && http.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true,
            api => api.Run(http => Problem.WriteAsync(http, StatusCodes.Status400BadRequest, "request.invalid-character", "Địa chỉ có ký tự không dùng được trong văn bản. Sửa điều kiện tìm rồi thử lại.")));
    }
}
