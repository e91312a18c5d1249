using LienThong.Host.Api;

namespace LienThong.Host.Errors;

/// <summary>Every answer under /api that refuses is problem+json.</summary>
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
        app.UseStatusCodePages(pages => ApiRoutes.Hold(pages.HttpContext.Request)
            ? Problem.WriteAsync(pages.HttpContext, pages.HttpContext.Response.StatusCode)
            : Task.CompletedTask);
    }
}
